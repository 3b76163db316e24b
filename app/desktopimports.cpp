// SPDX-License-Identifier: MIT
// The desktop's imports: calls from other programs' files, from the clipboard and from standard input become
// an unnamed session, which is shown while it is read.
#include "app/desktop.h"

#include "app/desktopbands.h"

#include <QFileInfo>
#include <QLocale>

namespace spectap {

namespace {

constexpr int QuickImportMs = 300; ///< importing that takes no longer shows no progress
constexpr qint64 ProgressSteps = 1000;

} // namespace

void Desktop::connectImporter()
{
    connect(&m_window, &MainWindow::importTextRequested, this, [this](const QByteArray &text) {
        importFrom({{}, text});
    });
    connect(&m_importer, &SessionImporter::batchReady, this,
        [this](quint32 run, const std::shared_ptr<RowBatch> &batch, qint64 done, qint64 total) {
            if (run != m_importing.run)
                return;
            if (!std::exchange(m_importing.shown, true))
                showImported();
            m_document.append(std::move(*batch));
            showImportProgress(done, total);
        });
    connect(&m_importer, &SessionImporter::finished, this,
        [this](quint32 run, const std::shared_ptr<const ImportReport> &report) {
            if (run == m_importing.run)
                importEnded(*report);
        });
    connect(&m_importer, &SessionImporter::failed, this, [this](quint32 run, const QString &reason) {
        if (run != m_importing.run)
            return;
        m_window.showBand({.kind = Band::Kind::Error, .text = reason, .action = {}, .key = OpenKey});
        leaveImport();
        emit openFailed(reason);
    });
    connect(&m_importer, &SessionImporter::isSession, this, [this](quint32 run, const QString &path) {
        if (run != m_importing.run)
            return;
        m_importing = {};
        openSession(path, SessionOpener::Manner::Read);
    });
    connect(&m_importer, &SessionImporter::isPlan, this, [this](quint32 run, const QString &path) {
        if (run != m_importing.run)
            return;
        leaveImport();
        m_window.addPlans({path});
    });
}

void Desktop::importFrom(const ImportSource &source)
{
    const auto path = m_folder.newPath();
    if (!path) {
        m_window.showBand(
            {.kind = Band::Kind::Error, .text = path.error().message, .action = {}, .key = OpenKey});
        return;
    }
    removeBand(ImportKey);
    m_importing = {};
    m_importing.session = *path;
    m_importing.name = source.path.isEmpty() ? tr("the clipboard")
                       : source.path == u"-" ? tr("standard input")
                                             : QFileInfo(source.path).fileName();
    m_importing.damaged = source.damaged;
    m_importing.pool = std::make_shared<StringPool>();
    m_importing.checker = m_ownChecker ? m_ownChecker : m_checker;
    m_importing.since.start();
    m_importing.run = m_importer.import(source, *path, m_importing.pool, m_importing.checker);
}

/// Its first rows are here. As with a session that is opened, capturing pauses.
void Desktop::showImported()
{
    m_opener.cancel();
    m_opening = {};
    leaveSession();
    leaveStoredPlans();
    m_path = m_importing.session;
    m_pool = m_importing.pool;
    m_loading = 0;
    m_document.setSession(m_path, m_pool);
    showName(m_path, false);
    removeBand(OpenKey);
    m_window.setEndpointStatus({.kind = EndpointStatus::Kind::SavedSession, .port = m_port, .message = {}});
}

void Desktop::showImportProgress(qint64 done, qint64 total)
{
    if (!m_importing.since.hasExpired(QuickImportMs))
        return;
    const QString text =
        tr("Importing %1\u2026 %Ln call(s)", nullptr, static_cast<int>(m_document.rows().size()))
            .arg(m_importing.name);
    const Band band{.text = text, .action = tr("Cancel"), .key = ImportingKey};
    const qint64 steps = total > 0 ? std::min(ProgressSteps, done * ProgressSteps / total) : 0;
    m_window.showProgress(band, static_cast<quint32>(steps), static_cast<quint32>(ProgressSteps));
}

/// Another session comes on screen. What has been imported so far stays in its file.
void Desktop::endImport()
{
    m_importer.cancel();
    m_importing = {};
    removeBand(ImportingKey);
}

/// Nothing is being imported any more. What was shown before goes on, or begins, unless calls are shown.
void Desktop::leaveImport()
{
    const bool otherRules = m_importing.shown && m_importing.checker != m_checker;
    const bool shown = m_importing.shown;
    m_importing = {};
    removeBand(ImportingKey);
    if (!shown && m_path.isEmpty())
        beginUnnamed();
    else if (otherRules)
        startRecheck();
}

void Desktop::importEnded(const ImportReport &report)
{
    const auto problems = static_cast<int>(report.problemCount);
    const auto calls = static_cast<int>(report.calls);
    QString text = calls == 0 && report.refused == 0 ? tr("No calls were found in %1.").arg(m_importing.name)
                   : m_importing.damaged
                       ? tr("%Ln call(s) recovered from %1.", nullptr, calls).arg(m_importing.name)
                       : tr("%Ln call(s) imported from %1.", nullptr, calls).arg(m_importing.name);
    if (report.held > report.calls && !report.cancelled)
        text += u' ' + tr("At least %Ln are lost.", nullptr, static_cast<int>(report.held - report.calls));
    if (m_importing.damaged)
        text += u' ' + tr("The damaged file was left as it is; save this session under another name.");
    if (report.cancelled)
        text += u' ' + tr("The import was cancelled: the rest was not read.");
    if (problems > 0)
        text += u' ' + tr("%Ln place(s) could not be read.", nullptr, problems);
    if (report.timesUnknown > 0)
        text += u' ' + tr("Received now, for want of a time: %Ln call(s).", nullptr,
                           static_cast<int>(report.timesUnknown));
    else if (report.timesOfCalls > 0)
        text += u' ' + tr("Their times are those at which they were sent.");
    m_problems = report.problems;
    m_problemsName = m_importing.name;
    m_problemCount = report.problemCount;
    m_window.showBand({.kind = problems > 0 || calls == 0 ? Band::Kind::Warning : Band::Kind::Info,
        .text = text,
        .action = problems > 0 ? tr("Show them") : QString(),
        .key = ImportKey});
    const bool found = m_importing.shown;
    const bool sameRules = found && m_importing.checker == m_checker;
    leaveImport();
    if (sameRules && !m_checker->plans().empty())
        storePlans();
    if (!found && !m_options.session.isEmpty())
        emit openFailed(text);
}

} // namespace spectap
