// SPDX-License-Identifier: MIT
#include "ui/compare/compareview.h"

#include "model/compare/comparisonreport.h"
#include "model/support/utf8.h"
#include "ui/compare/comparedelegate.h"
#include "ui/compare/comparedetail.h"
#include "ui/compare/compareeventsmodel.h"
#include "ui/focusentry.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr quint32 RareBelow = 3;
// Of the two halves, as designed; they keep the proportion.
constexpr int EventsWidth = 620;
constexpr int DetailWidth = 780;

QString nameOf(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

} // namespace

CompareView::CompareView(QWidget *parent)
    : QWidget(parent)
    , m_comparer(new SessionComparer(this))
    , m_model(new CompareEventsModel(this))
    , m_sideA(makeSideButton(true))
    , m_sideB(makeSideButton(false))
    , m_summary(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_hideSame(new QCheckBox(this))
    , m_leaveRare(new QCheckBox(tr("Ignore events seen fewer than %1 times").arg(RareBelow), this))
    , m_byLibrary(new QCheckBox(tr("Match sources by library, not writeKey"), this))
    , m_swap(new QPushButton(tr("Swap"), this))
    , m_save(new QToolButton(this))
    , m_ignored(new QToolButton(this))
    , m_progress(new QProgressBar(this))
    , m_tree(new QTreeView(this))
    , m_hidden(new QLabel(this))
    , m_detail(new CompareDetail(m_model, this))
{
    m_tree->setObjectName(u"compareTree"_s);
    m_tree->setAccessibleName(tr("Events of two sessions"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new CompareEventsDelegate(m_model, m_tree));
    m_tree->setUniformRowHeights(true);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    m_tree->setColumnWidth(CompareNameColumn, digit * 30);
    m_tree->setColumnWidth(CompareAColumn, digit * 8);
    m_tree->setColumnWidth(CompareBColumn, digit * 8);
    m_tree->setColumnWidth(CompareChangesColumn, digit * 26);
    m_tree->header()->setStretchLastSection(true);
    m_hidden->setContentsMargins(10, 5, 10, 5);
    m_hidden->setForegroundRole(QPalette::PlaceholderText);
    m_notice->setWordWrap(true);
    m_notice->setContentsMargins(10, 5, 10, 5);
    m_notice->setTextFormat(Qt::PlainText);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Reading the sessions"));
    m_progress->setMaximumHeight(6);
    m_progress->hide();

    auto *left = new QWidget(this);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tree, 1);
    column->addWidget(m_hidden);
    auto *splitter = new QSplitter(this);
    splitter->addWidget(left);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 4);
    splitter->setStretchFactor(1, 5);
    splitter->setSizes({EventsWidth, DetailWidth});
    splitter->setChildrenCollapsible(false);

    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(makeHeader());
    page->addWidget(makeBar());
    page->addWidget(m_progress);
    page->addWidget(m_notice);
    page->addWidget(splitter, 1);
    new FocusEntry(this, m_tree);
    // As they stand, from left to right and down.
    const std::initializer_list<QWidget *> order{
        m_sideA, m_sideB, m_hideSame, m_leaveRare, m_byLibrary, m_ignored, m_swap, m_save, m_tree};
    for (auto next = order.begin() + 1; next != order.end(); ++next)
        setTabOrder(*(next - 1), *next);

    connect(m_comparer, &SessionComparer::compared, this, &CompareView::take);
    connect(m_comparer, &SessionComparer::failed, this, [this](const QString &reason) {
        m_progress->hide();
        emit failed(reason);
    });
    connect(m_comparer, &SessionComparer::progressed, this, [this](quint32 done, quint32 total) {
        m_progress->setRange(0, static_cast<int>(total));
        m_progress->setValue(static_cast<int>(done));
        m_progress->show();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompareView::showRow);
    connect(m_detail, &CompareDetail::filterRequested, this, &CompareView::filterRequested);
    connect(m_detail, &CompareDetail::ignoreRequested, this, &CompareView::ignoreField);
    showSides();
    showSummary();
}

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
    m_ignored->setFocusPolicy(Qt::StrongFocus);
    m_ignored->setToolTip(tr("Fields that are not compared"));
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
    connect(m_ignored, &QToolButton::clicked, this, &CompareView::editIgnored);
    return bar;
}

void CompareView::compare(QString a, QString b)
{
    m_a = std::move(a);
    m_b = std::move(b);
    showSides();
    emit titleChanged(title());
    ask();
}

void CompareView::ask()
{
    m_detail->setCallsReachable(!m_open.isEmpty() && m_open == m_b);
    if (m_a.isEmpty() || m_b.isEmpty())
        return;
    m_comparer->ask({m_a, m_b, m_options});
}

void CompareView::setOpenSession(const QString &path)
{
    m_open = path;
    m_detail->setCallsReachable(!m_open.isEmpty() && m_open == m_b);
}

QString CompareView::title() const
{
    if (m_a.isEmpty() || m_b.isEmpty())
        return tr("Compare sessions");
    return tr("Compare %1, %2").arg(nameOf(m_a), nameOf(m_b));
}

void CompareView::take(std::shared_ptr<const ComparedFiles> files)
{
    m_progress->hide();
    m_files = std::move(files);
    m_model->setFiles(m_files);
    m_tree->expandAll();
    // What matters most comes first.
    const QModelIndex section = m_model->index(0, 0);
    QModelIndex first = m_model->index(0, 0, section);
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QModelIndex row = m_model->index(0, 0, m_model->index(i, 0));
        const EventComparison *event = m_model->eventAt(row);
        if (event && event->news == EventNews::Changed)
            first = row;
    }
    m_tree->setCurrentIndex(first);
    showRow();
    showSides();
    showSummary();
}

void CompareView::showSides()
{
    const auto words = [this](const QString &letter, const QString &path, const TalliedSession *session) {
        if (path.isEmpty())
            return tr("%1  choose a session").arg(letter);
        const QString name = nameOf(path);
        return session && session->path == path
                   ? tr("%1  %2, %3 calls").arg(letter, name, countText(session->tally.calls()))
                   : tr("%1  %2").arg(letter, name);
    };
    m_sideA->setText(words(u"A"_s, m_a, m_files ? m_files->a.get() : nullptr));
    m_sideB->setText(words(u"B"_s, m_b, m_files ? m_files->b.get() : nullptr));
    m_sideA->setAccessibleName(m_sideA->text());
    m_sideB->setAccessibleName(m_sideB->text());
    m_sideA->setToolTip(m_a);
    m_sideB->setToolTip(m_b);
}

void CompareView::showSummary()
{
    const auto errors = [](const SessionTally &tally) { return countText(tally.worst()[3]); };
    m_save->setEnabled(m_files != nullptr);
    m_swap->setEnabled(!m_a.isEmpty() && !m_b.isEmpty());
    m_hideSame->setText(tr("Hide same (%1)").arg(countText(m_model->sameCount())));
    m_ignored->setText(tr("%1 fields not compared").arg(countText(qint64(m_options.ignored.size()))));
    m_hidden->setText(tr("%1 event names are the same in A and B").arg(countText(m_model->sameCount())));
    showNotice();
    if (!m_files) {
        m_summary->setText(tr("Choose two sessions: A as it was, B as it is now."));
        return;
    }
    const SessionComparison &found = m_files->comparison;
    const auto count = [&found](auto news) { return countText(found.count(news)); };
    m_summary->setText(
        tr("Events: %1 gone, %2 new, %3 changed. Properties: %4 gone, %5 new, %6 of another type. Calls with "
           "errors: %7 to %8.")
            .arg(count(EventNews::Gone), count(EventNews::New), count(EventNews::Changed),
                count(FieldNews::Gone), count(FieldNews::Added), count(FieldNews::TypeChanged),
                errors(m_files->a->tally), errors(m_files->b->tally)));
}

void CompareView::showNotice()
{
    QStringList notices;
    if (m_files && m_files->comparison.unreadable() != Severity::Ok)
        notices +=
            tr("%1 texts in B are no calls, %2 in A.")
                .arg(countText(m_files->b->tally.unreadable()), countText(m_files->a->tally.unreadable()));
    if (m_files && m_files->isUneven())
        notices += tr("The findings of the two sessions were made by different rules, which alone makes them "
                      "differ. Open the older one once to have it checked again.");
    m_notice->setText(notices.join(u' '));
    m_notice->setVisible(!notices.isEmpty());
}

void CompareView::showRow()
{
    m_detail->showRow(m_files, m_tree->currentIndex());
}

void CompareView::ignoreField(const QByteArray &path)
{
    m_options.ignored.push_back(path);
    ask();
}

void CompareView::editIgnored()
{
    bool accepted = false;
    const QString text = QInputDialog::getMultiLineText(this, tr("Fields that are not compared"),
        tr("One path on each line, like context.ip; what is inside it is not compared either."),
        utf8(m_options.ignored).join(u'\n'), &accepted);
    if (!accepted)
        return;
    m_options.ignored.clear();
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (const QString path = line.trimmed(); !path.isEmpty())
            m_options.ignored.push_back(path.toUtf8());
    }
    showSummary();
    ask();
}

void CompareView::save(const QString &suffix)
{
    if (!m_files)
        return;
    const ComparedSessions sessions{m_files->a->tally, m_files->b->tally,
        QFileInfo(m_files->a->path).fileName().toUtf8(), QFileInfo(m_files->b->path).fileName().toUtf8(),
        m_files->comparison, m_files->options};
    emit saveRequested(suffix == u"md"     ? comparisonMarkdown(sessions)
                       : suffix == u"html" ? comparisonHtml(sessions)
                                           : comparisonJson(sessions),
        suffix);
}

} // namespace spectap
