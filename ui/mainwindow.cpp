// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include "model/items/calltally.h"
#include "model/items/callvolume.h"
#include "model/items/identitylens.h"
#include "model/items/refreshslot.h"
#include "model/items/rowcolours.h"
#include "model/items/sentidentityreader.h"
#include "model/items/strictestterm.h"
#include "ui/capturebutton.h"
#include "ui/compare/compareview.h"
#include "ui/diff/diffview.h"
#include "ui/endpointedit.h"
#include "ui/errorannouncer.h"
#include "ui/files/recentfiles.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/findings/findingcalls.h"
#include "ui/findings/mutekeeper.h"
#include "ui/firstrun/firstrunpage.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/mainwindowparts.h"
#include "ui/navigator/navigatorpanel.h"
#include "ui/noticeband.h"
#include "ui/numbers.h"
#include "ui/placepage.h"
#include "ui/profile/profilepanel.h"
#include "ui/sessionstatus.h"
#include "ui/settings/settings.h"
#include "ui/table/eventtable.h"
#include "ui/theme/icons.h"
#include "ui/timeline/timelineview.h"
#include "ui/timereading.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QDateTime>
#include <QDockWidget>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize MinimumSize(960, 600);
constexpr QSize DefaultSize(1440, 900);
constexpr int QuickOpenMilliseconds = 250; ///< opening that takes no longer shows no progress
const QByteArray PausedKey = "paused";
const QByteArray OpeningKey = "opening";
const QByteArray UndoClearKey = "undo-clear";

} // namespace

MainWindow::MainWindow(SessionDocument *document, QWidget *parent)
    : QMainWindow(parent)
    , d(std::make_unique<Parts>())
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(appIcon());
    setMinimumSize(MinimumSize);
    d->document = document;
    d->model = new EventTableModel(document, this);
    d->volume = new CallVolume(document, d->model, this);
    makeFindings();
    d->actions = new WindowActions(this);
    buildCentre();
    buildToolBar();
    buildDocks();
    connectActions();
    connectParts();
    connectTable();
    connectFilter();
    connectDiff();
    connectCompare();
    connectVolume();
    connectDrags();
    connectMarks();
    connectImports();
    connectProperties();
    connectFindings();
    connectPlans();
    connectEndpointPages();
    connectPanes();
    connectSettings();
    connectCommands();
    connectBaseline();
    d->tick.setSingleShot(true);
    d->tick.setTimerType(Qt::PreciseTimer);
    connect(&d->tick, &QTimer::timeout, this, &MainWindow::updateFigures);

    resize(DefaultSize);
    setSessionName(tr("Untitled session"), false);
    setEndpointStatus({});
    updateFigures();
}

MainWindow::~MainWindow()
{
    // Hiding at the very end they would speak to parts that are gone.
    for (QDockWidget *dock : {d->violationsDock, d->specDock})
        dock->disconnect(this);
}

void MainWindow::connectParts()
{
    connect(d->model, &EventTableModel::countsChanged, this, &MainWindow::markStale);
    connect(d->model, &EventTableModel::heldCountChanged, this, &MainWindow::markStale);
    connect(d->document, &SessionDocument::rowsAppended, this, [this](quint32 first, quint32) {
        if (first == 0)
            updateFigures(); // the first call takes the set-up page away at once
        else
            markStale();
    });
    connect(d->document, &SessionDocument::reset, this, &MainWindow::forgetCalls);
    connect(d->document, &SessionDocument::rowsChanged, this, &MainWindow::markStale);
    connect(d->document, &SessionDocument::rechecked, this, [this] {
        if (d->openSeq != 0)
            d->document->requestCall(d->openSeq);
        updateFigures();
    });

    connect(d->table, &EventTable::currentSeqChanged, this, &MainWindow::openCall);
    connect(d->table, &EventTable::followingChanged, d->actions->follow, &QAction::setChecked);
    connect(d->table, &QWidget::customContextMenuRequested, this, &MainWindow::showCallMenu);
    connect(d->timeline, &TimelineView::callActivated, this, &MainWindow::selectCall);
    connectPeople();
    connect(d->timeline, &TimelineView::filterRequested, d->filterBar->edit(), &FilterEdit::apply);
    connect(d->timeline, &TimelineView::rangeFilterRequested, d->filterBar, &FilterBar::setTimeTerm);
    connect(d->timeline, &TimelineView::openRequested, this, [this](quint32 seq) {
        selectCall(seq);
        d->actions->inspector->setChecked(true);
        showView(u"fields"_s);
    });
    connect(d->timeline, &TimelineView::tableRequested, this, [this](quint32 seq) {
        selectCall(seq);
        showView(u"events"_s);
    });
    connect(d->timeline, &TimelineView::timeModeChanged, this, [this](TimeMode mode) {
        if (d->settings)
            d->settings->setValue(Setting::TimelineTime, timeModeName(mode));
    });
    connect(d->navigator, &NavigatorPanel::termsReplaced, d->filterBar, &FilterBar::replaceTerms);
    connect(d->navigator, &NavigatorPanel::termAdded, d->filterBar, &FilterBar::addTerm);
    connect(d->inspector, &InspectorPanel::filterRequested, d->filterBar, &FilterBar::addTerm);
    connect(d->inspector, &InspectorPanel::callRequested, this, &MainWindow::selectCall);
    connect(d->profile, &ProfilePanel::callActivated, this, &MainWindow::selectCall);
    connect(d->profile, &ProfilePanel::filterRequested, d->filterBar->edit(), &FilterEdit::apply);
    connect(d->status, &SessionStatus::filterRequested, d->filterBar->edit(), &FilterEdit::apply);
    connect(
        d->document, &SessionDocument::callLoaded, this, [this](std::shared_ptr<const CallDocument> call) {
            if (call->stored.seq != d->openSeq)
                return;
            d->waiting = false;
            d->call = call;
            d->inspector->setCall(std::move(call));
        });
    connect(d->document, &SessionDocument::callFailed, this, [this](quint32 seq, const QString &reason) {
        if (seq != d->openSeq)
            return;
        d->waiting = false;
        d->call.reset();
        d->inspector->showFailure(seq, reason);
    });
    connect(d->bands, &NoticeBands::actionTriggered, this, [this](const QByteArray &key) {
        if (key == PausedKey)
            (d->model->heldCount() > 0) ? d->model->showHeld() : setPaused(false);
        else if (key == OpeningKey)
            emit cancelOpenRequested();
        else if (key == EndpointKey)
            emit listenRequested(d->endpoint.suggestedPort);
        else if (key == TravelKey)
            travelTo(0);
        else if (key == SortingKey)
            d->table->setOrder({});
        else if (key == OnlyKey)
            d->findings->showAll();
        else if (key == MuteKeeper::UndoKey)
            d->mutes->undo();
        else
            emit bandActionTriggered(key);
        markStale();
    });
}

void MainWindow::setSessionName(const QString &name, bool named)
{
    d->name = name;
    sessionMoved(std::exchange(d->named, named));
    if (named)
        d->recent->add(d->document->path());
    showName();
    markStale();
}

void MainWindow::showBand(const Band &band)
{
    if (band.key == UndoClearKey)
        d->actions->undoClear->setEnabled(!band.text.isEmpty());
    d->bands->put(band);
}

void MainWindow::setOpenProgress(quint32 done, quint32 total)
{
    if (total == 0) {
        d->loadingFile = false;
        d->opening.invalidate();
        showBand({{}, {}, {}, OpeningKey});
        updateFigures();
        return;
    }
    d->loadingFile = true;
    if (!d->opening.isValid())
        d->opening.start();
    if (d->opening.hasExpired(QuickOpenMilliseconds)) {
        const QString text = tr("Opening\u2026 %1 of %2 calls").arg(countText(done), countText(total));
        showProgress({Band::Kind::Info, text, tr("Cancel"), OpeningKey}, done, total);
    }
    markStale();
}

bool MainWindow::isSettled() const
{
    return !d->waiting && !d->tick.isActive() && !d->table->isTinted() && d->model->isComplete() &&
           d->filterBar->isSettled() && !d->strictest->isBusy() && d->scan->isIdle() &&
           d->tally->isSettled() && d->volume->isSettled() && d->profile->isSettled() &&
           d->document->sentReader()->isIdle() && d->inspector->isSettled() && d->diff->isSettled() &&
           (!d->compare || d->compare->isSettled()) && !d->baseline->isBusy() &&
           !d->model->isReadingCells() && d->rowColours->isIdle();
}

void MainWindow::markStale()
{
    if (!d->tick.isActive())
        d->tick.start(untilRefresh(RefreshSlot::Figures));
}

void MainWindow::updateFigures()
{
    d->tick.stop();
    const quint32 calls = d->document->rows().size();
    const quint32 shown = d->model->shownCalls();
    const bool filtered = d->model->isFiltered();
    d->filterBar->setCounts(d->model->shownTypeCounts(), d->model->shownSeverityCounts());
    d->filterBar->edit()->setMatches(
        filtered ? tr("%1 of %2").arg(countText(shown), countText(calls)) : QString());

    SessionFigures figures;
    figures.endpoint = d->endpoint;
    figures.sources = quint32(d->document->sources().size());
    figures.calls = calls;
    figures.shown = shown;
    figures.hidden = d->document->marks().hiddenCalls();
    figures.filtered = filtered || figures.hidden > 0;
    figures.errors = d->document->severityCounts()[std::size_t(Severity::Error)];
    figures.warnings = d->document->severityCounts()[std::size_t(Severity::Warning)];
    figures.fileBytes = d->document->fileBytes();
    figures.named = d->named;
    figures.anyMuted = !d->mutes->isEmpty();
    figures.mutedFindings = d->mutes->findings();
    figures.answers = answerPolicy();
    d->status->setFigures(figures);
    if (d->model->isHeld())
        showPausedBand();
    updateCapture();
    updatePlace();
}

void MainWindow::updateCapture()
{
    const bool held = d->model->isHeld();
    CaptureButton::State state = CaptureButton::State::NotListening;
    switch (d->endpoint.kind) {
    case EndpointStatus::Kind::Listening:
        state = d->document->rows().size() == 0 ? CaptureButton::State::Listening
                                                : CaptureButton::State::Capturing;
        break;
    case EndpointStatus::Kind::SavedSession:
        state = CaptureButton::State::SavedSession;
        break;
    case EndpointStatus::Kind::Stopped:
    case EndpointStatus::Kind::PortInUse:
    case EndpointStatus::Kind::Failed:
        break;
    }
    const bool listening = d->endpoint.kind == EndpointStatus::Kind::Listening;
    d->model->setLive(listening);
    d->rowColours->setLive(listening);
    d->baseline->setLive(listening);
    if (d->compare)
        d->compare->setLive(listening);
    d->announcer->setLive(listening && !d->loadingFile);
    d->captureButton->setState(held ? CaptureButton::State::Paused : state);
    d->actions->pause->setText(held ? tr("&Resume") : tr("&Pause"));
    d->actions->pause->setIcon(lineIcon(held ? u"play"_s : u"pause"_s));
    d->actions->pause->setToolTip(held ? tr("Show calls as they arrive again (Ctrl+E)")
                                       : tr("Hold the view; calls are still answered and stored (Ctrl+E)"));
    d->actions->pause->setEnabled(listening || held);
    d->actions->testCall->setEnabled(listening);
    d->actions->listen->setText(listening ? tr("&Stop listening") : tr("Start &listening"));
}

void MainWindow::setPaused(bool paused)
{
    if (paused == d->model->isHeld())
        return;
    d->pausedAt = QDateTime::currentDateTime().toString(u"HH:mm:ss"_s);
    d->model->setHeld(paused);
    if (!paused)
        showBand({{}, {}, {}, PausedKey});
    updateFigures();
}

void MainWindow::showPausedBand()
{
    const quint32 held = d->model->heldCount();
    QString text = tr("View paused at %1.").arg(d->pausedAt) + u' ';
    text += held == 0 ? tr("Calls that arrive are still answered and stored.")
                      : tr("%Ln new call(s) stored.", nullptr, int(held));
    const QString action = held == 0 ? tr("Resume") : tr("Show %1 new").arg(countText(held));
    NoticeBand *band = d->bands->put({Band::Kind::Warning, text, action, PausedKey});
    band->setClosable(false);
}

void MainWindow::openCall(quint32 seq)
{
    d->openSeq = seq;
    if (seq != 0 && d->lens->lastSeq() != 0)
        travelTo(seq); // the moment goes with the call
    d->timeline->setCurrentSeq(seq);
    d->profile->setCurrentSeq(seq);
    updatePeopleActions();
    updateDiffActions();
    updateMarkActions();
    d->document->marks().setRead(seq);
    d->actions->copyRow->setEnabled(seq != 0);
    d->actions->copyJson->setEnabled(seq != 0);
    d->waiting = seq != 0;
    if (seq != 0) {
        d->document->requestCall(seq);
        return;
    }
    d->call.reset();
    d->inspector->setCall(nullptr);
}

void MainWindow::forgetCalls()
{
    d->table->forget();
    showBand({{}, {}, {}, TravelKey});
    d->setUpWanted = false;
    pinForDiff(0);
    closeDiff();
    openCall(0);
    setPaused(false);
    updateFigures();
}

void MainWindow::stepToCall(int row, int step, const std::function<bool(int row)> &fits)
{
    const int rows = d->model->rowCount();
    if (row < 0 && step < 0)
        row = rows;
    for (row += step; row >= 0 && row < rows; row += step) {
        if (fits(row)) {
            d->table->selectSeq(d->model->seqAt(row));
            return;
        }
    }
}

void MainWindow::stepToProblemCall(int step)
{
    stepToCall(d->model->rowOf(d->table->currentSeq()), step,
        [this](int row) { return d->model->rowAt(row).worst() >= Severity::Warning; });
}

} // namespace spectap
