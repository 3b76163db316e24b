// SPDX-License-Identifier: MIT
// What stands above the trees of the comparison: the two sessions, how they are compared, and progress.
#include "ui/compare/compareview.h"

#include "ui/compare/compareeventsmodel.h"
#include "ui/theme/icons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace spectap {

/// A and B with what they are, and the figures.
QWidget *CompareView::makeHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(8, 6, 8, 6);
    row->addWidget(m_sideA);
    row->addWidget(m_sideB);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setContentsMargins(10, 0, 0, 0);
    m_summary->setWordWrap(true);
    row->addWidget(m_summary, 1);
    row->addWidget(m_accept);
    return header;
}

QToolButton *CompareView::makeSideButton(bool isA)
{
    auto *button = new QToolButton(this);
    button->setObjectName(isA ? u"compareA"_s : u"compareB"_s);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, isA] { fillOffers(isA); });
    button->setMenu(menu);
    return button;
}

void CompareView::fillOffers(bool isA)
{
    QMenu *menu = (isA ? m_sideA : m_sideB)->menu();
    menu->clear();
    const auto choose = [this, isA](const QString &path) {
        if (isA)
            compare(path, m_b);
        else
            compare(m_a, path);
    };
    if (!m_open.isEmpty())
        menu->addAction(tr("The session on screen"), this, [choose, this] { choose(m_open); });
    const QStringList offers = m_offers ? m_offers() : QStringList();
    for (const QString &path : offers)
        menu->addAction(QString(nameOf(path)).replace(u'&', u"&&"_s), this, [choose, path] { choose(path); });
    menu->addSeparator();
    menu->addAction(tr("Choose a file…"), this, [this, isA] { emit fileWanted(isA); });
}

QWidget *CompareView::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 4, 8, 4);
    m_hideSame->setChecked(true);
    m_byLibrary->setChecked(true);
    m_hideSame->setObjectName(u"compareHideSame"_s);
    m_leaveRare->setObjectName(u"compareLeaveRare"_s);
    m_byLibrary->setObjectName(u"compareByLibrary"_s);
    m_swap->setObjectName(u"compareSwap"_s);
    m_accept->setObjectName(u"compareAccept"_s);
    m_accept->setToolTip(tr("What is captured from now on is compared with B"));
    m_save->setObjectName(u"compareSave"_s);
    m_save->setText(tr("Save report"));
    m_save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_save->setIcon(lineIcon(u"export"_s));
    m_save->setPopupMode(QToolButton::InstantPopup);
    m_save->setFocusPolicy(Qt::StrongFocus);
    auto *formats = new QMenu(m_save);
    for (const QString &suffix : {u"md"_s, u"html"_s, u"json"_s}) {
        const QString name = suffix == u"md"     ? tr("Markdown")
                             : suffix == u"html" ? tr("HTML page")
                                                 : tr("JSON");
        formats->addAction(name, this, [this, suffix] { save(suffix); });
    }
    m_save->setMenu(formats);
    m_ignored->setObjectName(u"compareIgnored"_s);
    m_ignored->setToolTip(tr("Fields that are not compared; the list can be edited"));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_hideSame, m_leaveRare, m_byLibrary, m_ignored})
        row->addWidget(widget);
    row->addStretch();
    row->addWidget(m_swap);
    row->addWidget(m_save);
    connect(m_hideSame, &QCheckBox::toggled, this, [this](bool hide) {
        m_model->setHideSame(hide);
        m_tree->expandAll();
    });
    connect(m_leaveRare, &QCheckBox::toggled, this, [this](bool leave) {
        m_options.minCalls = leave ? RareBelow : 1;
        ask();
    });
    connect(m_byLibrary, &QCheckBox::toggled, this, [this](bool byLibrary) {
        m_options.compareKeys = !byLibrary;
        ask();
    });
    connect(m_swap, &QPushButton::clicked, this, [this] { compare(m_b, m_a); });
    connect(m_accept, &QPushButton::clicked, this, [this] { emit baselineRequested(m_b); });
    connect(m_ignored, &QPushButton::clicked, this, &CompareView::editIgnored);
    return bar;
}

QWidget *CompareView::makeProgress()
{
    auto *row = new QHBoxLayout(m_reading);
    row->setContentsMargins(8, 2, 8, 2);
    row->addWidget(m_progress, 1);
    row->addWidget(m_cancel);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Reading the sessions"));
    m_progress->setMaximumHeight(6);
    m_cancel->setObjectName(u"compareCancel"_s);
    m_reading->hide();
    connect(m_cancel, &QPushButton::clicked, this, &CompareView::cancel);
    return m_reading;
}

} // namespace spectap
