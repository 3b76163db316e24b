// SPDX-License-Identifier: MIT
#include "ui/settings/settingsdialog.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize FirstSize(760, 560);
constexpr int IndexCharacters = 18;
constexpr int PageMargin = 16;
constexpr int EntryPadding = 10;

} // namespace

SettingsDialog::SettingsDialog(QWidget *parent)
    : QDialog(parent)
    , m_search(new QLineEdit(this))
    , m_index(new QListWidget(this))
    , m_area(new QScrollArea(this))
    , m_none(new QLabel(tr("No setting has these words."), this))
{
    setObjectName(u"settingsDialog"_s);
    setWindowTitle(tr("Settings"));
    resize(FirstSize);
    m_search->setObjectName(u"settingsSearch"_s);
    m_search->setAccessibleName(tr("Find a setting"));
    m_search->setPlaceholderText(tr("Find a setting, for example port"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(lineIcon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsDialog::narrow);

    m_index->setObjectName(u"settingsIndex"_s);
    m_index->setAccessibleName(tr("Sections"));
    m_index->setFrameShape(QFrame::NoFrame);
    m_index->setFixedWidth(fontMetrics().averageCharWidth() * IndexCharacters);
    connect(m_index, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            m_area->verticalScrollBar()->setValue(m_sections[std::size_t(row)].title->y() - PageMargin);
    });

    auto *page = new QWidget(m_area);
    page->setObjectName(u"settingsPage"_s);
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(PageMargin, PageMargin, PageMargin, PageMargin);
    m_column->setSpacing(0);
    m_column->addWidget(m_none);
    m_column->addStretch(1);
    m_none->hide();
    m_area->setWidget(page);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *reset = buttons->addButton(tr("Reset all\u2026"), QDialogButtonBox::ResetRole);
    reset->setObjectName(u"resetSettings"_s);
    reset->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter ends a number, not the dialog
    // Asked once more in place of a box in the way: the button says what it will do.
    connect(reset, &QPushButton::clicked, this, [this, reset] {
        if (!reset->property("armed").toBool()) {
            reset->setProperty("armed", true);
            reset->setText(tr("Reset every setting here"));
            return;
        }
        reset->setProperty("armed", false);
        reset->setText(tr("Reset all\u2026"));
        resetAll();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);

    auto *middle = new QHBoxLayout;
    middle->addWidget(m_index);
    middle->addWidget(m_area, 1);
    auto *all = new QVBoxLayout(this);
    all->addWidget(m_search);
    all->addLayout(middle, 1);
    all->addWidget(buttons);
}

void SettingsDialog::addSection(const QString &title)
{
    auto *label = new QLabel(title, m_area->widget());
    label->setFont(scaledFont(font(), CallTitle, QFont::DemiBold));
    label->setContentsMargins(0, m_sections.empty() ? 0 : PageMargin, 0, 0);
    m_column->insertWidget(m_column->count() - 1, label);
    m_sections.push_back({label, {}});
    auto *entry = new QListWidgetItem(title, m_index);
    entry->setSizeHint({0, fontMetrics().height() + EntryPadding});
    if (m_index->count() == 1)
        m_index->setCurrentRow(0);
}

void SettingsDialog::addRow(SettingRow *row)
{
    m_column->insertWidget(m_column->count() - 1, row);
    m_sections.back().rows.push_back(row);
}

void SettingsDialog::find(const QString &words)
{
    m_search->setText(words);
    m_search->setFocus();
    m_search->selectAll();
}

void SettingsDialog::narrow(const QString &words)
{
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    bool found = false;
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const Section &section = m_sections[i];
        const bool whole = std::all_of(parts.begin(), parts.end(), [&section](const QString &part) {
            return section.title->text().contains(part, Qt::CaseInsensitive);
        });
        bool any = false;
        for (SettingRow *row : section.rows) {
            const bool shown = whole || row->matches(parts);
            row->setVisible(shown);
            any = any || shown;
        }
        section.title->setVisible(any);
        m_index->item(int(i))->setHidden(!any);
        found = found || any;
    }
    m_none->setVisible(!found);
}

void SettingsDialog::resetAll()
{
    for (const Section &section : m_sections) {
        for (SettingRow *row : section.rows)
            row->reset();
    }
}

} // namespace spectap
