// SPDX-License-Identifier: MIT
#include "app/desktop.h"

#include "app/desktopbands.h"

#include <chrono>

namespace spectap {

namespace {

using namespace std::chrono_literals;

constexpr auto FrameTime = 16ms;

EndpointStatus::Kind statusKind(EndpointState::Kind kind)
{
    switch (kind) {
    case EndpointState::Kind::Stopped:
        return EndpointStatus::Kind::Stopped;
    case EndpointState::Kind::Listening:
        return EndpointStatus::Kind::Listening;
    case EndpointState::Kind::PortInUse:
        return EndpointStatus::Kind::PortInUse;
    case EndpointState::Kind::Failed:
        break;
    }
    return EndpointStatus::Kind::Failed;
}

} // namespace

Desktop::Desktop(std::shared_ptr<const Checker> checker, StartOptions options)
    : m_options(std::move(options))
    , m_folder(SessionFolder::defaultFolder())
    , m_document(checker)
    , m_intake(checker, &m_feed)
    , m_endpoint(&m_intake)
    , m_plans(checker, m_options.plans)
    , m_window(&m_document)
    , m_checker(std::move(checker))
    , m_port(m_options.port.value_or(Endpoint::DefaultPort))
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    m_undo.setSingleShot(true);
    connectWindow();
    connectCapture();
    connectOpener();
    connectImporter();
    connectSaving();
    connectMutes();
    connectProperties();
    connectMarks();
    connectPlans();
    connectDoctor();
    connectLan();
}

Desktop::~Desktop()
{
    m_recheck.reset();
    m_endpoint.stop();
    m_intake.stop();
    discardIfEmpty();
}

void Desktop::connectWindow()
{
    connect(&m_window, &MainWindow::listenRequested, this, [this](quint16 port) {
        m_port = port;
        if (m_capturing)
            m_endpoint.listen(port);
        else
            beginUnnamed();
    });
    connect(&m_window, &MainWindow::stopListeningRequested, this, [this] { m_endpoint.stop(); });
    connect(&m_window, &MainWindow::clearRequested, this, &Desktop::clear);
    connect(&m_window, &MainWindow::undoClearRequested, this, &Desktop::undoClear);
    connect(&m_window, &MainWindow::openRequested, this, [this](const QString &path) { openFile(path); });
    connect(&m_window, &MainWindow::saveAsRequested, this, &Desktop::saveAs);
    connect(&m_window, &MainWindow::cancelOpenRequested, &m_opener, &SessionOpener::cancel);
    connect(&m_window, &MainWindow::earlierCapturesWanted, this, &Desktop::lookForCaptures);
    connect(&m_window, &MainWindow::largestBodyRequested, this,
        [this](int mebibytes) { m_endpoint.setLargestBody(qsizetype(mebibytes) * 1024 * 1024); });
    connect(&m_window, &MainWindow::certificateRequested, this, &Desktop::showCertificate);
    connect(&m_window, &MainWindow::testCallRequested, this,
        [this] { m_demo.sendTestCall(m_endpoint.state().port); });
    connect(&m_window, &MainWindow::sampleSessionRequested, this, [this] {
        m_demoRunning = true;
        m_demo.sendAll(m_endpoint.state().port);
    });
    connect(&m_window, &MainWindow::bandActionTriggered, this, [this](const QByteArray &key) {
        if (key == UndoClearKey)
            undoClear();
        else if (key == RecoverKey)
            openFile(m_recoverable, SessionOpener::Manner::Recover);
        else if (key == OpenKey)
            importFrom({m_damaged, {}, true});
        else if (key == SavingKey)
            m_intake.cancelSave();
        else if (key == RecheckingKey && m_recheck)
            m_recheck->cancel();
        else if (key == RecheckKey)
            startRecheck();
        else if (key == ImportingKey)
            m_importer.cancel();
        else if (key == ImportKey)
            m_window.showImportProblems(m_problemsName, m_problems, m_problemCount);
    });
    connect(&m_undo, &QTimer::timeout, this, [this] {
        m_clearedPath.clear();
        removeBand(UndoClearKey);
    });
}

void Desktop::connectCapture()
{
    connect(&m_intake, &Intake::sessionChanged, this, &Desktop::captureBegan);
    connect(&m_intake, &Intake::failed, this, [this](const QString &reason) {
        m_window.showBand({.kind = Band::Kind::Error, .text = reason, .action = {}, .key = "capture"});
    });
    connect(&m_intake, &Intake::storingFailed, this, [this](const QString &reason) {
        m_window.showBand({.kind = Band::Kind::Error,
            .text = tr("Calls cannot be stored, SDKs are told to retry. %1").arg(reason),
            .action = {},
            .key = "storing"});
    });
    connect(&m_intake, &Intake::storingRecovered, this, [this] { removeBand("storing"); });
    connect(&m_intake, &Intake::putBack, this, [this](const QString &path) {
        if (path == m_path)
            m_document.setPath(path); // reads the file that is there now
    });
    connect(&m_window, &MainWindow::answerPolicyRequested, &m_intake, [this](const QString &name) {
        m_intake.setAnswerPolicy(answerPolicyFromName(name).value_or(AnswerPolicy::Segment));
    });
    connect(&m_endpoint, &Endpoint::stateChanged, this, &Desktop::endpointChanged);
    connect(&m_endpoint, &Endpoint::noticed, this, [this](const QString &notice) {
        m_window.showBand({.kind = Band::Kind::Warning, .text = notice, .action = {}, .key = "certificate"});
    });
    connect(
        &m_feed, &RowFeed::ready, this,
        [this] {
            if (!m_frame.isActive())
                m_frame.start(FrameTime);
        },
        Qt::QueuedConnection);
    connect(&m_frame, &QTimer::timeout, this, &Desktop::takeRows);
    connect(&m_demo, &Demo::finished, this, [this] { m_demoRunning = false; });
}

void Desktop::start()
{
    m_folder.prune(SessionFolder::Retention::remembered());
    if (const QStringList plans = m_window.rememberedPlans(); m_options.plans.isEmpty() && !plans.isEmpty())
        m_plans.setFiles(plans);
    if (m_options.answers)
        m_window.setAnswerPolicy(nameOf(*m_options.answers));
    m_intake.setAnswerPolicy(answerPolicyFromName(m_window.answerPolicy()).value_or(AnswerPolicy::Segment));
    m_demoPending = m_options.demo;
    m_listenWhenOpen = m_options.capture;
    if (m_options.lan)
        setLan(true, false);
    if (!m_options.session.isEmpty()) {
        openFile(m_options.session);
        return;
    }
    lookForCaptures();
    beginUnnamed();
}

void Desktop::tellOfSpecs(const QStringList &leftOut)
{
    if (leftOut.isEmpty())
        return;
    QString text = leftOut.first();
    if (leftOut.size() > 1)
        text += tr(" Files left out in all: %1.").arg(leftOut.size());
    m_window.showBand({.kind = Band::Kind::Warning, .text = text, .action = {}, .key = "spec-folder"});
}

void Desktop::beginUnnamed(CarriedCalls carried)
{
    auto path = m_folder.newPath();
    if (!path) {
        m_window.showBand(
            {.kind = Band::Kind::Error, .text = path.error().message, .action = {}, .key = "storing"});
        return;
    }
    beginAt(*path, false, std::move(carried));
}

/// Captures into `path` from now on; what it holds already is loaded first.
void Desktop::beginAt(const QString &path, bool named, CarriedCalls carried)
{
    endImport();
    endRecheck();
    leaveStoredPlans();
    m_opener.cancel();
    m_opening = {};
    m_loading = 0;
    m_named = named;
    m_pool = std::make_shared<StringPool>();
    m_intake.start(path, m_pool, std::move(carried));
}

void Desktop::captureBegan(const QString &path, quint32 generation)
{
    m_generation = generation;
    m_path = path;
    m_capturing = true;
    m_document.setSession(path, m_pool);
    showName(path, m_named);
    load(path);
    if (!m_checker->plans().empty())
        storePlans();
    if (m_listenWhenOpen && m_endpoint.state().kind != EndpointState::Kind::Listening)
        m_endpoint.listen(m_port);
    m_listenWhenOpen = true;
}

void Desktop::takeRows()
{
    if (RowBatch batch = m_feed.take(); !batch.rows.empty() || !batch.requests.empty())
        m_early.push_back(std::move(batch));
    if (m_loading != 0)
        return; // the file's own rows come first
    std::vector<RowBatch> waiting;
    for (RowBatch &batch : m_early) {
        if (batch.generation == m_generation && m_capturing)
            m_document.append(std::move(batch));
        else if (batch.generation > m_generation)
            waiting.push_back(std::move(batch)); // its session is announced by an event still on its way
    }
    m_early = std::move(waiting);
}

void Desktop::endpointChanged(const EndpointState &state)
{
    EndpointStatus status;
    status.kind = !m_capturing && state.kind == EndpointState::Kind::Stopped
                      ? EndpointStatus::Kind::SavedSession
                      : statusKind(state.kind);
    status.port = state.port == 0 ? m_port : state.port;
    status.ipv6 = state.ipv6;
    status.message = state.message;
    status.suggestedPort = state.suggestedPort;
    status.lan = state.lan;
    status.lanProblem = state.lanProblem;
    m_window.setEndpointStatus(status);
    if (state.kind == EndpointState::Kind::Listening) {
        m_port = state.port;
        if (!state.httpsProblem.isEmpty())
            m_window.showBand(
                {.kind = Band::Kind::Info, .text = state.httpsProblem, .action = {}, .key = "https"});
        if (std::exchange(m_demoPending, false)) {
            m_demoRunning = true;
            m_demo.sendAll(m_port);
        }
    }
}

bool Desktop::isIdle() const
{
    return m_loading == 0 && m_opening.run == 0 && m_importing.run == 0 && !m_saving.isValid() &&
           !m_recheck && !m_plans.isLoading() && !m_demoPending && !m_demoRunning && !m_frame.isActive() &&
           m_early.empty();
}

} // namespace spectap
