// SPDX-License-Identifier: MIT
#include "ui/compare/compareview.h"

#include "model/compare/comparisonreport.h"
#include "model/support/utf8.h"
#include "ui/compare/comparedelegate.h"
#include "ui/compare/comparedetail.h"
#include "ui/compare/compareeventsmodel.h"
#include "ui/focusentry.h"
#include "ui/numbers.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

// Of the two halves, as designed; they keep the proportion.
constexpr int EventsWidth = 620;
constexpr int DetailWidth = 780;

} // namespace

QString CompareView::nameOf(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

CompareView::CompareView(QWidget *parent, SessionComparer *comparer)
    : QWidget(parent)
    , m_comparer(comparer ? comparer : new SessionComparer(this))
    , m_model(new CompareEventsModel(this))
    , m_sideA(makeSideButton(true))
    , m_sideB(makeSideButton(false))
    , m_summary(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_hideSame(new QCheckBox(this))
    , m_leaveRare(new QCheckBox(tr("Ignore events seen fewer than %1 times").arg(RareBelow), this))
    , m_byLibrary(new QCheckBox(tr("Match sources by library, not writeKey"), this))
    , m_swap(new QPushButton(tr("Swap"), this))
    , m_accept(new QPushButton(tr("Accept B as baseline"), this))
    , m_save(new QToolButton(this))
    , m_ignored(new QPushButton(this))
    , m_reading(new QWidget(this))
    , m_progress(new QProgressBar(m_reading))
    , m_cancel(new QPushButton(tr("Cancel"), m_reading))
    , m_tree(new QTreeView(this))
    , m_hidden(new QLabel(this))
    , m_detail(new CompareDetail(m_model, this))
{
    m_comparer->setParent(this);
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
    page->addWidget(makeProgress());
    page->addWidget(m_notice);
    page->addWidget(splitter, 1);
    new FocusEntry(this, m_tree);
    // As they stand, from left to right and down.
    const std::initializer_list<QWidget *> order{m_sideA, m_sideB, m_accept, m_hideSame, m_leaveRare,
        m_byLibrary, m_ignored, m_swap, m_save, m_cancel, m_tree};
    for (auto next = order.begin() + 1; next != order.end(); ++next)
        setTabOrder(*(next - 1), *next);

    connect(m_comparer, &SessionComparer::compared, this, &CompareView::take);
    connect(m_comparer, &SessionComparer::failed, this, [this](const QString &reason) {
        m_reading->hide();
        emit failed(reason);
    });
    connect(m_comparer, &SessionComparer::progressed, this, [this](quint32 done, quint32 total) {
        m_progress->setRange(0, static_cast<int>(total));
        m_progress->setValue(static_cast<int>(done));
        m_reading->show();
    });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &CompareView::showRow);
    connect(m_detail, &CompareDetail::filterRequested, this, &CompareView::filterRequested);
    connect(m_detail, &CompareDetail::ignoreRequested, this, &CompareView::ignoreField);
    showSides();
    showSummary();
}

/// What was compared before stays in sight.
void CompareView::cancel()
{
    m_comparer->cancel();
    m_cancelled = true;
    m_reading->hide();
    showNotice();
    m_tree->setFocus();
}

void CompareView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_comparer->setWatched(true);
}

void CompareView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_comparer->setWatched(false);
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
    m_cancelled = false;
    if (m_a.isEmpty() || m_b.isEmpty())
        return;
    m_comparer->ask({m_a, m_b, m_options});
}

void CompareView::setOpenSession(const QString &path)
{
    const bool next =
        !m_open.isEmpty() && m_b == m_open && path != m_open && !m_baseline.isEmpty() && m_a == m_baseline;
    m_open = path;
    if (next)
        compare(m_a, path);
    m_detail->setCallsReachable(!m_open.isEmpty() && m_open == m_b);
}

void CompareView::setBaseline(const QString &path)
{
    m_baseline = path;
    showSides();
    showSummary();
}

void CompareView::setIgnored(std::vector<QByteArray> paths)
{
    if (paths == m_options.ignored)
        return;
    m_options.ignored = std::move(paths);
    showSummary();
    ask();
}

void CompareView::replacePath(const QString &from, const QString &to)
{
    const bool concerned = m_a == from || m_b == from;
    for (QString *path : {&m_a, &m_b, &m_open}) {
        if (*path == from)
            *path = to;
    }
    if (concerned)
        compare(m_a, m_b);
}

QString CompareView::title() const
{
    if (m_a.isEmpty() || m_b.isEmpty())
        return tr("Compare sessions");
    return tr("Compare %1, %2").arg(nameOf(m_a), nameOf(m_b));
}

void CompareView::take(std::shared_ptr<const ComparedFiles> files)
{
    m_reading->hide();
    const bool again = m_files && m_files->a->path == files->a->path && m_files->b->path == files->b->path;
    const Place place = again ? placeNow() : Place();
    m_files = std::move(files);
    if (!m_model->setFiles(m_files)) {
        m_tree->expandAll();
        if (!again || !goTo(place))
            goToFirst();
    }
    showRow();
    showSides();
    showSummary();
}

/// Which row is the current one, and what is in sight.
CompareView::Place CompareView::placeNow() const
{
    Place place;
    if (const auto *row = m_model->rowAt(m_tree->currentIndex()))
        place.row = *row;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (const QModelIndex section = m_model->index(i, 0); !m_tree->isExpanded(section))
            place.folded.insert(m_model->titleAt(section));
    }
    place.scrolled = m_tree->verticalScrollBar()->value();
    return place;
}

bool CompareView::goTo(const Place &place)
{
    bool found = false;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QModelIndex section = m_model->index(i, 0);
        if (place.folded.contains(m_model->titleAt(section)))
            m_tree->collapse(section);
        for (int j = 0; j < m_model->rowCount(section) && !found; ++j) {
            const QModelIndex at = m_model->index(j, 0, section);
            if (!m_model->rowAt(at)->isOfSame(place.row))
                continue;
            m_tree->selectionModel()->setCurrentIndex(
                at, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            found = true;
        }
    }
    m_tree->doItemsLayout();
    m_tree->verticalScrollBar()->setValue(place.scrolled);
    return found;
}

/// What matters most.
void CompareView::goToFirst()
{
    const QModelIndex section = m_model->index(0, 0);
    QModelIndex first = m_model->index(0, 0, section);
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const QModelIndex row = m_model->index(0, 0, m_model->index(i, 0));
        const EventComparison *event = m_model->eventAt(row);
        if (event && event->news == EventNews::Changed)
            first = row;
    }
    m_tree->setCurrentIndex(first);
}

void CompareView::showSides()
{
    const auto words = [this](const QString &letter, const QString &path, const TalliedSession *session) {
        if (path.isEmpty())
            return tr("%1  choose a session").arg(letter);
        const QString name = path == m_baseline ? tr("%1 (baseline)").arg(nameOf(path)) : nameOf(path);
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
    m_accept->setEnabled(!m_b.isEmpty() && m_b != m_baseline);
    m_hideSame->setText(tr("Hide same (%1)").arg(countText(m_model->sameCount())));
    m_ignored->setText(tr("%1 fields not compared…").arg(countText(qint64(m_options.ignored.size()))));
    m_hidden->setText(tr("%1 event names are the same in A and B").arg(countText(m_model->sameCount())));
    m_ignored->setAccessibleName(m_ignored->text());
    showNotice();
    if (!m_files) {
        m_summary->setText(tr("Choose two sessions: A as it was, B as it is now."));
        return;
    }
    const SessionComparison &found = m_files->comparison;
    const auto count = [&found](auto news) { return countText(found.count(news)); };
    const QString gone = m_files->options.unfinished ? tr("%1 not seen yet").arg(count(EventNews::Unseen))
                                                     : tr("%1 gone").arg(count(EventNews::Gone));
    m_summary->setText(
        tr("Events: %1, %2 new, %3 changed. Properties: %4 gone, %5 new, %6 of another type. Calls with "
           "errors: %7 to %8.")
            .arg(gone, count(EventNews::New), count(EventNews::Changed), count(FieldNews::Gone),
                count(FieldNews::Added), count(FieldNews::TypeChanged), errors(m_files->a->tally),
                errors(m_files->b->tally)));
}

void CompareView::showNotice()
{
    QStringList notices;
    if (m_cancelled)
        notices +=
            tr("Reading was cancelled: this is what was compared before. Choose A or B to begin again.");
    if (m_files && m_files->options.unfinished)
        notices += tr("B is being captured: this follows its calls. What it has not sent yet is not gone.");
    if (const quint64 beyond =
            m_files ? m_files->a->tally.unlisted() + m_files->b->tally.unlisted() : quint64(0))
        notices += tr("Too many different events or fields to list them all: %1 were passed over.")
                       .arg(countText(qint64(beyond)));
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
    std::vector<QByteArray> ignored = m_options.ignored;
    ignored.push_back(path);
    changeIgnored(std::move(ignored));
}

/// Whoever keeps the list gives it back.
void CompareView::changeIgnored(std::vector<QByteArray> paths)
{
    setIgnored(paths);
    emit ignoredChanged(paths);
}

void CompareView::editIgnored()
{
    bool accepted = false;
    const QString text = QInputDialog::getMultiLineText(this, tr("Fields that are not compared"),
        tr("One path on each line, like context.ip; what is inside it is not compared either."),
        utf8(m_options.ignored).join(u'\n'), &accepted);
    if (!accepted)
        return;
    std::vector<QByteArray> ignored;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (const QString path = line.trimmed(); !path.isEmpty())
            ignored.push_back(path.toUtf8());
    }
    changeIgnored(std::move(ignored));
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
