// SPDX-License-Identifier: MIT
// Two calls compared: the ways to a diff, and its tab.
#include "ui/mainwindowparts.h"

#include "ui/compare/compareview.h"
#include "ui/diff/diffview.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/table/eventtable.h"
#include "ui/theme/icons.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QMenu>
#include <QStackedWidget>
#include <QTabWidget>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::connectDiff()
{
    connect(d->actions->diff, &QAction::triggered, this, &MainWindow::diffSelected);
    connect(d->actions->setAsA, &QAction::triggered, this,
        [this] { pinForDiff(d->pinnedSeq == d->openSeq ? 0 : d->openSeq); });
    connect(
        d->actions->diffPinned, &QAction::triggered, this, [this] { openDiff(d->pinnedSeq, d->openSeq); });
    connect(d->inspector, &InspectorPanel::diffRequested, this, &MainWindow::openDiff);
    connect(d->diff, &DiffView::titleChanged, this, [this](const QString &title) {
        if (const int tab = d->tabs->indexOf(d->diff); tab >= 0)
            d->tabs->setTabText(tab, title);
    });
    connect(d->diff, &DiffView::filterRequested, this, [this](const QString &query) {
        d->filterBar->edit()->apply(query);
        d->tabs->setCurrentWidget(d->events);
    });
    connect(d->diff, &DiffView::saveRequested, this, &MainWindow::saveDiff);
    connect(d->diff, &DiffView::failed, this, [this](const QString &reason) {
        showBand({Band::Kind::Error, reason, {}, "diff"});
    });
    connect(d->document, &SessionDocument::rechecked, d->diff, &DiffView::refresh);
    connect(d->tabs, &QTabWidget::currentChanged, this, &MainWindow::updatePlace);
    connect(d->tabs, &QTabWidget::tabCloseRequested, this, [this](int tab) {
        if (d->tabs->widget(tab) == d->diff)
            closeDiff();
        else if (d->tabs->widget(tab) == d->compare)
            closeComparison();
        else
            d->actions->timelineTab->setChecked(false);
    });
    const auto step = [this](int direction) {
        if (d->tabs->currentWidget() == d->diff)
            d->diff->stepChange(direction);
        else if (direction > 0)
            d->inspector->showNextProblem();
        else
            d->inspector->showPreviousProblem();
    };
    connect(d->actions->nextProblem, &QAction::triggered, this, [step] { step(1); });
    connect(d->actions->previousProblem, &QAction::triggered, this, [step] { step(-1); });
    updateDiffActions();
}

/// The two selected calls, the earlier one as A; else the call and the one before of its name.
void MainWindow::diffSelected()
{
    const std::vector<quint32> seqs = d->table->selectedSeqs();
    if (seqs.size() == 2)
        openDiff(seqs.front(), seqs.back());
    else
        openDiff(0, d->openSeq);
}

void MainWindow::openDiff(quint32 a, quint32 b)
{
    if (b == 0)
        return;
    d->diff->compare(a, b);
    if (d->tabs->indexOf(d->diff) < 0)
        d->tabs->addTab(d->diff, lineIcon(u"diff"_s), d->diff->title());
    d->tabs->setCurrentWidget(d->diff);
    d->diff->show();
    d->diff->setFocus();
}

void MainWindow::closeDiff()
{
    if (const int tab = d->tabs->indexOf(d->diff); tab >= 0)
        d->tabs->removeTab(tab);
    d->diff->hide();
    d->diff->clear();
}

/// Makes `seq` the call that others are compared with; 0: the one before of their name again.
void MainWindow::pinForDiff(quint32 seq)
{
    d->pinnedSeq = seq;
    d->inspector->setPinned(seq);
    d->diff->setPinned(seq);
    updateDiffActions();
}

void MainWindow::updateDiffActions()
{
    const bool any = d->openSeq != 0;
    const bool other = d->pinnedSeq != 0 && d->pinnedSeq != d->openSeq;
    d->actions->diff->setEnabled(any);
    d->actions->setAsA->setEnabled(any);
    d->actions->setAsA->setText(d->pinnedSeq != 0 && !other
                                    ? tr("No longer A, compare with the call &before again")
                                    : tr("&Set as A"));
    d->actions->diffPinned->setEnabled(any && other);
    d->actions->diffPinned->setText(
        d->pinnedSeq == 0 ? tr("Compare with &A") : tr("Compare with &A, #%1").arg(d->pinnedSeq));
}

void MainWindow::addDiffActions(QMenu *menu)
{
    const bool two = d->table->selectedSeqs().size() == 2;
    QAction *diff = menu->addAction(
        d->actions->diff->icon(), two ? tr("&Diff the two calls") : tr("&Diff with previous"));
    diff->setShortcut(d->actions->diff->shortcut());
    connect(diff, &QAction::triggered, d->actions->diff, &QAction::trigger);
    menu->addAction(d->actions->setAsA);
    if (d->actions->diffPinned->isEnabled())
        menu->addAction(d->actions->diffPinned);
}

void MainWindow::saveDiff()
{
    saveReport({tr("Save the diff as"), u"diff.md"_s, tr("Markdown (*.md);;All files (*)"), "diff"},
        d->diff->markdown().toUtf8());
}

} // namespace spectap
