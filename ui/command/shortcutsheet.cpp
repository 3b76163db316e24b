// SPDX-License-Identifier: MIT
#include "ui/command/shortcutsheet.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize FirstSize(560, 640);
constexpr int RowPadding = 6;

struct PartKey
{
    QString part;
    QString what;
    QString keys;
};

QString native(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

/// Keys that are no commands of the menus: they belong to the part that has the focus.
std::vector<PartKey> partKeys()
{
    const QString table = ShortcutSheet::tr("In the table of calls");
    const QString filter = ShortcutSheet::tr("In the filter");
    const QString timeline = ShortcutSheet::tr("In the identity timeline");
    const QString anywhere = ShortcutSheet::tr("In every list");
    return {{table, ShortcutSheet::tr("First call"), native(Qt::Key_Home)},
        {table, ShortcutSheet::tr("Newest call, and follow"), native(Qt::Key_End)},
        {table, ShortcutSheet::tr("Copy the selected rows"), native(QKeySequence::Copy)},
        {filter, ShortcutSheet::tr("Accept what is offered"), native(Qt::Key_Tab)},
        {filter, ShortcutSheet::tr("Apply"), native(Qt::Key_Return)},
        {filter, ShortcutSheet::tr("Close the list, then clear the filter"), native(Qt::Key_Escape)},
        {filter, ShortcutSheet::tr("Call types, one to six, on or off"),
            native(Qt::ALT | Qt::Key_1) + u" \u2026 " + native(Qt::ALT | Qt::Key_6)},
        {filter, ShortcutSheet::tr("Severities, errors to passing, on or off"),
            native(Qt::ALT | Qt::Key_7) + u" \u2026 " + native(Qt::ALT | Qt::Key_0)},
        {timeline, ShortcutSheet::tr("Call before and after"),
            native(Qt::Key_Left) + u"  " + native(Qt::Key_Right)},
        {timeline, ShortcutSheet::tr("Zoom in, out, all"), u"+  \u2212  0"_s},
        {timeline, ShortcutSheet::tr("Pin the card"), native(Qt::Key_Space)},
        {timeline, ShortcutSheet::tr("Open the call"), native(Qt::Key_Return)},
        {anywhere, ShortcutSheet::tr("Menu of the row"), native(Qt::SHIFT | Qt::Key_F10)}};
}

} // namespace

ShortcutSheet::ShortcutSheet(QWidget *parent)
    : QDialog(parent)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this))
{
    setObjectName(u"shortcutSheet"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(FirstSize);
    m_search->setObjectName(u"shortcutSearch"_s);
    m_search->setAccessibleName(tr("Find a key or a command"));
    m_search->setPlaceholderText(tr("Find a key or a command"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(lineIcon(u"search"_s), QLineEdit::LeadingPosition);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutSheet::narrow);
    m_list->setObjectName(u"shortcutList"_s);
    m_list->setAccessibleName(tr("Keys"));
    m_list->setHeaderLabels({tr("Command"), tr("Keys")});
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setRootIsDecorated(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
}

void ShortcutSheet::setCommands(const std::vector<Command> &commands)
{
    m_list->clear();
    QTreeWidgetItem *section = nullptr;
    const auto add = [this, &section](const QString &title, const QString &text, const QString &keys) {
        if (!section || section->text(0) != title) {
            section = new QTreeWidgetItem(m_list, {title});
            section->setFont(0, scaledFont(font(), 1.0, QFont::DemiBold));
            section->setFirstColumnSpanned(true);
        }
        auto *row = new QTreeWidgetItem(section, {text, keys});
        row->setFont(1, monoFont(font()));
        row->setSizeHint(0, {0, fontMetrics().height() + RowPadding});
    };
    for (const Command &command : commands) {
        if (!command.keys.isEmpty())
            add(command.menu.section(u" \u203a "_s, 0, 0), command.text,
                QKeySequence::listToString(command.keys, QKeySequence::NativeText)
                    .replace(u"; "_s, u"   "_s));
    }
    for (const PartKey &key : partKeys())
        add(key.part, key.what, key.keys);
    m_list->expandAll();
    narrow(m_search->text());
}

void ShortcutSheet::narrow(const QString &words)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *section = m_list->topLevelItem(i);
        bool any = false;
        for (int k = 0; k < section->childCount(); ++k) {
            QTreeWidgetItem *row = section->child(k);
            const bool shown =
                QString(row->text(0) + u' ' + row->text(1)).contains(words, Qt::CaseInsensitive);
            row->setHidden(!shown);
            any = any || shown;
        }
        section->setHidden(!any);
    }
}

} // namespace spectap
