// SPDX-License-Identifier: MIT
// Which parts of the window are seen, and the ways between them.
#include "ui/mainwindowparts.h"

#include "ui/compare/compareview.h"
#include "ui/diff/diffview.h"
#include "ui/files/recentfiles.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/findings/violationspanel.h"
#include "ui/firstrun/firstrunpage.h"
#include "ui/focusentry.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/navigator/navigatorpanel.h"
#include "ui/placepage.h"
#include "ui/settings/settings.h"
#include "ui/spec/specbrowser.h"
#include "ui/table/eventtable.h"
#include "ui/timeline/timelineview.h"
#include "ui/volume/volumestrip.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QChildEvent>
#include <QDockWidget>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

bool hasRejected(const std::vector<RequestRow> &requests)
{
    return std::any_of(requests.begin(), requests.end(),
        [](const RequestRow &request) { return request.kind == RequestKind::Rejected; });
}

} // namespace

void MainWindow::raiseDock(QDockWidget *dock)
{
    d->actions->bottom->setChecked(true);
    dock->show();
    dock->raise();
}

bool MainWindow::showView(const QString &name)
{
    if (name == u"events") {
        d->tabs->setCurrentWidget(d->events);
        d->table->setFocus();
    } else if (name == u"raw" || name == u"fields" || name == u"code" || name == u"request" ||
               name == u"inspector-diff") {
        if (d->tabs->currentWidget() == d->diff || d->tabs->currentWidget() == d->compare)
            d->tabs->setCurrentWidget(d->events); // where the inspector is
        d->inspectorDock->show();
        d->inspectorDock->raise();
        d->inspector->showTab(name);
    } else if (name == u"diff") {
        openDiff(0, d->openSeq != 0 ? d->openSeq : d->document->rows().size());
    } else if (name == u"compare") {
        QStringList others = d->recent->paths();
        if (!d->baselinePath.isEmpty())
            others.prepend(d->baselinePath);
        others.removeAll(d->document->path());
        compareSessions(others.value(0), d->document->path());
    } else if (name == u"navigator") {
        d->actions->navigator->setChecked(true);
        d->navigatorDock->raise();
        d->navigator->setFocus();
    } else if (name == u"profile") {
        d->actions->inspector->setChecked(true);
        d->profileDock->show();
        d->profileDock->raise();
    } else if (name == u"identity") {
        if (d->actions->timelineTab->isChecked())
            d->tabs->setCurrentWidget(d->timeline);
        else
            raiseDock(d->timelineDock);
    } else if (name == u"timeline") {
        d->actions->timelineTab->setChecked(true);
        d->tabs->setCurrentWidget(d->timeline);
    } else if (name == u"violations") {
        raiseDock(d->violationsDock);
    } else if (name == u"spec" || name == u"coverage") {
        raiseDock(d->specDock);
        if (name == u"coverage")
            d->spec->setMode(SpecBrowser::Mode::Seen);
    } else if (name == u"log") {
        d->logDock->show();
        d->logDock->raise();
    } else if (name == u"first-run") {
        showSetUp(true);
    } else {
        return false;
    }
    return true;
}

/// With no calls the page is there by itself.
void MainWindow::showSetUp(bool wanted)
{
    d->setUpWanted = wanted;
    updatePlace();
    QWidget *place = d->places->currentWidget();
    if (!wanted)
        place->setFocus();
    else
        d->firstRun->findChild<QLineEdit *>(u"sdkSearch"_s)->setFocus();
}

/// The one timeline moves: two would follow and travel at odds with each other.
void MainWindow::showTimelineAsTab(bool wanted)
{
    const bool hadFocus = d->timeline == focusWidget() || d->timeline->isAncestorOf(focusWidget());
    if (wanted) {
        d->tabs->addTab(d->timeline, d->actions->timelineTab->icon(), tr("Identity timeline"));
        d->tabs->setCurrentWidget(d->timeline);
        d->profileDock->raise(); // who these people are
    } else {
        d->timelineDock->setWidget(d->timeline); // which takes it out of the tabs
    }
    d->timeline->setRoomy(wanted);
    d->timeline->show();
    if (d->settings)
        d->settings->setValue(Setting::TimelineTab, wanted);
    updatePlace();
    if (!wanted && !d->timelineDock->isHidden())
        d->timelineDock->raise();
    if (hadFocus)
        d->timeline->setFocus();
}

void MainWindow::updatePlace()
{
    const quint32 calls = d->document->rows().size();
    const bool refused = d->endpoint.kind == EndpointStatus::Kind::PortInUse ||
                         d->endpoint.kind == EndpointStatus::Kind::Failed;
    const bool noneShown = d->model->isComplete() && d->model->rowCount() == 0;
    const bool any = calls > 0 || d->loadingFile;
    QWidget *place = d->table;
    if (d->setUpWanted) {
        place = d->firstRun;
    } else if (!any) {
        if (refused) {
            place = d->notListening;
        } else if (d->endpoint.kind == EndpointStatus::Kind::SavedSession) {
            place = d->noMatchPage;
            d->removeTermButton->hide();
            d->noMatchPage->setWords(tr("This session has no calls"), tr("Nothing was captured into it."));
        } else {
            place = d->firstRun;
        }
    } else if (noneShown && (d->model->isFiltered() || d->document->marks().hiddenCalls() > 0)) {
        place = d->noMatchPage;
        showNoMatch();
    }
    d->clearFilterButton->setVisible(d->model->isFiltered());
    const bool hadFocus = d->places->isAncestorOf(focusWidget());
    d->firstRun->setCallsWaiting(any);
    d->places->setCurrentWidget(place);
    d->volumeStrip->setVisible(
        d->actions->volumeStrip->isChecked() && calls > 0 && (place == d->table || place == d->noMatchPage));
    if (place == d->firstRun || place == d->notListening)
        d->tabs->setCurrentWidget(d->events);
    if (place == d->notListening)
        showBand({{}, {}, {}, EndpointKey}); // the page says the same
    if (hadFocus && place == d->table)
        d->table->setFocus();

    // Docks about calls only take room from the set-up page; the log comes when it can say why there are
    // none.
    // A diff needs the width, and has a side of its own.
    const bool comparing = d->tabs->currentWidget() == d->diff || d->tabs->currentWidget() == d->compare;
    d->diff->setSideVisible(d->inspectorWanted);
    const bool showDocks = any && place != d->firstRun && !comparing;
    const bool showLog = showDocks || (!comparing && hasRejected(d->document->requests()));
    // What is not the table has no use for it, and needs the width.
    d->navigatorDock->setVisible(showDocks && d->navigatorWanted && d->tabs->currentWidget() == d->events);
    const bool sideCame = d->inspectorDock->isHidden() && d->inspectorWanted && showDocks;
    const bool asTab = d->actions->timelineTab->isChecked();
    const bool came = !asTab && d->timelineDock->isHidden() && d->bottomWanted && showDocks;
    for (QDockWidget *dock : {d->inspectorDock, d->profileDock})
        dock->setVisible(showDocks && d->inspectorWanted);
    if (sideCame)
        d->inspectorDock->raise();
    d->timelineDock->setVisible(showDocks && d->bottomWanted && !asTab);
    for (QDockWidget *dock : {d->violationsDock, d->specDock})
        dock->setVisible(showDocks && d->bottomWanted);
    d->logDock->setVisible(showLog && d->bottomWanted);
    if (came && (d->arrangement == Arrangement::Wide || !d->inspectorWanted))
        d->timelineDock->raise(); // else it would hide the inspector
    for (QAction *action : {d->actions->exportCalls, d->actions->saveAs, d->actions->clear})
        action->setEnabled(calls > 0);
}

void MainWindow::stepPane(int step)
{
    QList<QWidget *> panes{d->filterBar->edit(), d->navigator, d->volumeStrip, d->places->currentWidget(),
        d->diff, d->compare, d->inspector, d->timeline, d->violationsPanel, d->spec};
    panes.removeIf([](const QWidget *pane) { return !pane || !pane->isVisible(); });
    qsizetype at = -1;
    for (qsizetype i = 0; i < panes.size(); ++i) {
        if (panes[i] == focusWidget() || panes[i]->isAncestorOf(focusWidget()))
            at = i;
    }
    const qsizetype next = at < 0 ? 0 : (at + step + panes.size()) % panes.size();
    QWidget *target = panes[next];
    // A pane that takes no focus itself gives it to its first part that does.
    const bool takesItself = target->focusPolicy() != Qt::NoFocus || FocusEntry::isOf(target);
    const QList<QWidget *> parts = takesItself ? QList<QWidget *>() : target->findChildren<QWidget *>();
    for (QWidget *part : parts) {
        if (part->isVisible() && part->focusPolicy() & Qt::TabFocus) {
            target = part;
            break;
        }
    }
    target->setFocus(Qt::TabFocusReason);
}

/// Qt makes the bars of docks that share a place, when it needs them.
void MainWindow::childEvent(QChildEvent *event)
{
    QMainWindow::childEvent(event);
    if (event->type() != QEvent::ChildPolished)
        return;
    if (auto *bar = qobject_cast<QTabBar *>(event->child()))
        bar->setAccessibleName(tr("Panes"));
}

/// Panes that lie behind the tab of another are on the way of the Tab key, though nobody sees them.
bool MainWindow::focusNextPrevChild(bool next)
{
    constexpr int Most = 1000;
    for (int i = 0; i < Most; ++i) {
        if (!QMainWindow::focusNextPrevChild(next))
            return false;
        const QWidget *at = focusWidget();
        while (at && !qobject_cast<const QDockWidget *>(at))
            at = at->parentWidget();
        if (!at || !at->visibleRegion().isEmpty())
            return true;
    }
    return false;
}

} // namespace spectap
