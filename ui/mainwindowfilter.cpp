// SPDX-License-Identifier: MIT
// The filter and what it leads to: the rows of the table, the page when there are none, its help.
#include "ui/mainwindowparts.h"

#include "model/items/strictestterm.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/findings/findingcalls.h"
#include "ui/navigator/navigatorpanel.h"
#include "ui/numbers.h"
#include "ui/placepage.h"
#include "ui/timeline/timelineview.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

const QByteArray FilterKey = "filter";
constexpr qsizetype TermLength = 40; ///< of a term on a button

QString shortTerm(const QString &term)
{
    return term.size() > TermLength ? QString(term.first(TermLength - 1) + QChar(0x2026)) : term;
}

} // namespace

void MainWindow::connectFilter()
{
    d->strictest = new StrictestTermFinder(*d->document, this);
    d->filterBar->setDocument(*d->document);
    connect(d->filterBar->edit(), &FilterEdit::queryChanged, this, [this](const Query &query) {
        d->strictest->cancel();
        d->model->setQuery(query);
        d->timeline->setFilter(query.text());
        d->navigator->setFilterText(query.text());
        showBand({{}, {}, {}, FilterKey});
        markStale();
    });
    connect(d->model, &EventTableModel::filterFinished, this, &MainWindow::updateFigures);
    connect(d->model, &EventTableModel::filterFailed, this, [this](const QString &reason) {
        showBand({Band::Kind::Error, reason, {}, FilterKey});
    });
    connect(d->model, &EventTableModel::filterGaveUp, this, [this](quint32 calls) {
        showBand({Band::Kind::Warning,
            tr("The regular expression could not be tested on %Ln call(s): it takes too long on their "
               "values. "
               "They are not shown. Write it without a repeat inside a repeat, as in (a+)+.",
                nullptr, int(calls)),
            {}, FilterKey});
    });
    connect(d->document, &SessionDocument::reset, this, [this] {
        d->strictest->cancel();
        d->noMatch = {};
    });
    connect(d->strictest, &StrictestTermFinder::found, this,
        [this](const QString &term, const QString &rest, quint32 calls) {
            d->noMatch.term = term;
            d->noMatch.rest = rest;
            d->noMatch.shows = calls;
            updatePlace();
        });
    connect(d->removeTermButton, &QPushButton::clicked, this,
        [this] { d->filterBar->edit()->apply(d->noMatch.rest); });
    connect(d->clearFilterButton, &QPushButton::clicked, d->actions->clearFilter, &QAction::trigger);
    connect(d->filterBar, &FilterBar::helpRequested, d->actions->filterHelp, &QAction::trigger);
}

/// The page in place of a table without rows. Which term is to blame is looked for while the page is there.
void MainWindow::showNoMatch()
{
    const quint32 calls = d->document->rows().size();
    const QString filter = d->model->query().text();
    if (d->noMatch.filter != filter)
        d->noMatch = {.filter = filter};
    const QString onlyWords = d->findings->shownWords();
    if (onlyWords.isEmpty() && !d->strictest->isBusy() && d->noMatch.calls != calls) {
        d->noMatch.calls = calls;
        d->strictest->ask(d->model->query(), d->model->filterMoment());
    }
    const bool blamed = onlyWords.isEmpty() && !d->noMatch.term.isEmpty();
    const QString term = shortTerm(d->noMatch.term);
    const QString text =
        blamed ? tr("0 of %1. The part that rules out the most is %2.", "%2: a term of the filter")
                     .arg(countText(calls), term)
               : tr("0 of %1 calls: %2", "%2: the filter")
                     .arg(countText(calls), QStringList{onlyWords, filter}.join(u' ').trimmed());
    if (d->model->isFiltered())
        d->noMatchPage->setWords(tr("No call matches this filter"), text);
    else
        d->noMatchPage->setWords(tr("All calls are hidden"), tr("The filter is:hidden shows them."));
    d->removeTermButton->setText(
        tr("Remove %1, show %2", "%1: a term, %2: calls").arg(term, countText(d->noMatch.shows)));
    d->removeTermButton->setToolTip(d->noMatch.term);
    d->removeTermButton->setVisible(blamed);
}

} // namespace spectap
