// SPDX-License-Identifier: MIT
#include "app/cli/capturerun.h"

#include "app/capture/steadytime.h"
#include "app/cli/commands.h"
#include "app/cli/stopsignal.h"
#include "model/session/sessionfolder.h"
#include "model/support/qrcode.h"

#include <QCoreApplication>

#include <utility>

namespace spectap::cli {

namespace {

constexpr std::chrono::milliseconds DoctorInterval{250};

} // namespace

Result<QString> unnamedSession()
{
    SessionFolder folder(SessionFolder::defaultFolder());
    folder.prune(SessionFolder::Retention::remembered());
    return folder.newPath();
}

CaptureRun::CaptureRun(std::shared_ptr<const Checker> checker, CaptureOptions options)
    : m_options(std::move(options))
    , m_pool(std::make_shared<StringPool>())
    , m_intake(std::move(checker), &m_feed)
    , m_endpoint(&m_intake)
{
}

CaptureRun::~CaptureRun() = default;

int CaptureRun::exec()
{
    StopSignal stop;
    connect(&stop, &StopSignal::requested, this, &CaptureRun::finish);
    connect(&m_feed, &RowFeed::ready, this, &CaptureRun::takeRows, Qt::QueuedConnection);
    connect(&m_endpoint, &Endpoint::stateChanged, this, &CaptureRun::listening);
    connect(&m_endpoint, &Endpoint::noticed, this, [](const QString &notice) { say(notice); });
    connect(&m_intake, &Intake::sessionChanged, this, &CaptureRun::begin);
    connect(&m_intake, &Intake::failed, this, &CaptureRun::fail);
    connect(&m_intake, &Intake::storingFailed, this, [](const QString &reason) {
        complain(QStringLiteral("Calls cannot be stored; SDKs are told to retry. %1").arg(reason));
    });
    connect(
        &m_intake, &Intake::storingRecovered, this, [] { say(QStringLiteral("Calls are stored again.")); });
    m_intake.setAnswerPolicy(m_options.answers);
    m_intake.start(m_options.session, m_pool);
    QCoreApplication::exec();
    return m_exit;
}

void CaptureRun::begin()
{
    m_endpoint.setLan(m_options.lan);
    m_endpoint.listen(m_options.port);
    if (m_options.doctor) {
        connect(&m_doctorTimer, &QTimer::timeout, this, &CaptureRun::lookAtClients);
        m_doctorTimer.start(DoctorInterval);
    }
    if (m_options.duration.count() > 0)
        QTimer::singleShot(m_options.duration, this, &CaptureRun::finish);
}

void CaptureRun::listening(const EndpointState &state)
{
    switch (state.kind) {
    case EndpointState::Kind::Stopped:
        return;
    case EndpointState::Kind::Listening:
        if (!std::exchange(m_listening, true)) {
            if (m_options.lan && !m_options.lan->host.isEmpty() && !state.lan)
                return fail(state.lanProblem); // just this address was asked for
            m_output.write(QByteArray("listening http://127.0.0.1:" + QByteArray::number(state.port) + '\n'));
            m_output.flush();
            if (!state.httpsProblem.isEmpty())
                say(state.httpsProblem);
        }
        sayLan(state);
        return;
    case EndpointState::Kind::PortInUse:
    case EndpointState::Kind::Failed:
        fail(state.message);
        return;
    }
}

/// Said again when the machine was carried to another network.
void CaptureRun::sayLan(const EndpointState &state)
{
    if (!state.lanProblem.isEmpty())
        complain(state.lanProblem);
    if (!state.lan || state.lan == m_lanSaid)
        return;
    m_lanSaid = state.lan;
    const QString address = state.lan->address(state.port);
    say(QStringLiteral(
        "On the local network: %1\nWrite key for SDKs that drop the path: %2\n"
        "Whoever has one of them can send calls; others are refused. --new-secret makes new ones.")
            .arg(address, state.lan->writeKey));
    if (!stderrIsTerminal())
        return;
    say(QrCode::of(QString(address + u'/').toUtf8()).toText() +
        QStringLiteral("Scan it to send a test call from a phone."));
}

void CaptureRun::lookAtClients()
{
    const QByteArray here = "localhost:" + QByteArray::number(m_endpoint.state().port);
    if (!m_doctor.look(m_intake.clients(), here, wallMicros()))
        finish();
}

void CaptureRun::takeRows()
{
    const RowBatch batch = m_feed.take();
    for (const RequestRow &request : batch.requests)
        m_rejected += request.kind == RequestKind::Rejected;
    for (const CallRow &row : batch.rows) {
        m_withErrors += row.worst() == Severity::Error;
        m_withWarnings += row.worst() == Severity::Warning;
    }
    if (!batch.rows.empty()) {
        const auto added = static_cast<quint32>(batch.rows.size());
        m_calls += added;
        if (m_options.print)
            printVerdicts(batch.firstSeq, batch.firstSeq + added - 1);
    }
    if (m_options.count > 0 && m_calls >= m_options.count)
        finish();
}

/// Verdicts are read back from the file: the intake stays free of printing, and what is printed is what was
/// stored.
void CaptureRun::printVerdicts(quint32 firstSeq, quint32 lastSeq)
{
    if (!m_reader) {
        auto reader = SessionReader::open(m_options.session);
        if (!reader) {
            complain(reader.error().message);
            return;
        }
        m_reader = std::move(*reader);
        m_reader->setStrings(m_pool);
    }
    QByteArray line;
    const auto read = m_reader->calls(firstSeq, lastSeq, [&](const StoredCallDetail &stored) {
        Verdict verdict;
        verdict.seq = stored.seq;
        verdict.type = stored.call.row.type;
        verdict.name = m_pool->at(stored.call.row.name);
        verdict.specEvent = m_pool->at(stored.call.specEvent);
        verdict.ingest = stored.call.row.ingest;
        verdict.findings = stored.findings;
        line.resize(0);
        appendVerdictJson(line, verdict);
        line += '\n';
        return m_output.write(line);
    });
    if (!read)
        complain(read.error().message);
    if (!m_output.flush())
        finish(); // nobody reads any more: what was captured is stored
}

void CaptureRun::finish()
{
    if (m_finished)
        return;
    m_finished = true;
    m_endpoint.stop();
    m_intake.stop();
    takeRows();
    m_reader.reset();
    if (m_options.doctor) {
        m_doctorTimer.stop();
        lookAtClients();
        m_doctor.finish();
    }
    if (!m_options.quiet) {
        QString words = QStringLiteral("%1 calls: %2 with errors, %3 with warnings.")
                            .arg(QString::number(m_calls), QString::number(m_withErrors),
                                QString::number(m_withWarnings));
        if (m_rejected > 0)
            words += QStringLiteral(" %1 requests were rejected.").arg(m_rejected);
        say(words + QStringLiteral(" Stored in %1").arg(m_options.session));
    }
    const bool reached = m_options.failOn == Severity::Error     ? m_withErrors > 0
                         : m_options.failOn == Severity::Warning ? m_withErrors + m_withWarnings > 0
                                                                 : false;
    m_exit = reached || m_doctor.anyDiagnosis() ? FindingsAtOrAbove : Fine;
    QCoreApplication::exit(m_exit);
}

void CaptureRun::fail(const QString &reason)
{
    if (m_finished)
        return;
    m_finished = true;
    complain(reason);
    m_intake.stop();
    m_exit = InputError;
    QCoreApplication::exit(m_exit);
}

} // namespace spectap::cli
