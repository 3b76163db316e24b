// SPDX-License-Identifier: MIT
// The desktop's sessions: opening, recovering, saving, clearing and going back.
#include "app/desktop.h"

#include "app/desktopbands.h"
#include "ui/files/recentfiles.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QThreadPool>

#include <chrono>

namespace spectap {

namespace {

using namespace std::chrono_literals;

constexpr auto UndoTime = 10s;
constexpr int QuickSaveMs = 300; ///< saving that takes no longer shows no progress

} // namespace

void Desktop::connectOpener()
{
    connect(&m_opener, &SessionOpener::batchReady, this,
        [this](quint32 run, const std::shared_ptr<RowBatch> &batch, quint32 total) {
            if (run == m_opening.run)
                showOpened();
            if (run != m_loading)
                return;
            m_document.append(std::move(*batch));
            m_window.setOpenProgress(m_document.rows().size(), total);
        });
    connect(&m_opener, &SessionOpener::finished, this,
        [this](quint32 run, const QByteArray &checkedWith, const std::shared_ptr<const Checker> &own) {
            openEnded(run);
            loadFinished(run, checkedWith, own);
        });
    connect(
        &m_opener, &SessionOpener::failed, this, [this](quint32 run, const QString &reason, bool damaged) {
            if (run != m_loading && run != m_opening.run)
                return;
            if (damaged)
                offerSalvage(run == m_opening.run ? m_opening.path : m_path, reason);
            else
                m_window.showBand({.kind = Band::Kind::Error, .text = reason, .action = {}, .key = OpenKey});
            openEnded(run);
            loadFinished(run, m_checker->version(), nullptr); // what cannot be read cannot be checked again
            emit openFailed(reason);
        });
}

void Desktop::connectSaving()
{
    connect(&m_intake, &Intake::saving, this, [this](qint64 done, qint64 total) {
        if (m_saving.isValid() && m_saving.hasExpired(QuickSaveMs)) {
            m_window.showProgress({.text = tr("Saving\u2026"), .action = tr("Cancel"), .key = SavingKey},
                static_cast<quint32>(done), static_cast<quint32>(total));
        }
    });
    connect(&m_intake, &Intake::saved, this, &Desktop::saved);
    connect(&m_intake, &Intake::saveFailed, this, [this](const QString &reason) {
        m_saving.invalidate();
        removeBand(SavingKey);
        m_window.showBand({.kind = Band::Kind::Error, .text = reason, .action = {}, .key = SaveKey});
    });
    connect(&m_intake, &Intake::saveCancelled, this, [this] {
        m_saving.invalidate();
        removeBand(SavingKey);
    });
    // An unnamed session that got a name has moved there.
    connect(&m_intake, &Intake::released, this, [this](const QString &from) {
        if (m_folder.holds(from) && from != m_path)
            QFile::remove(from);
    });
}

/// Unnamed sessions that could be opened: their files are looked into beside the window.
void Desktop::lookForCaptures()
{
    QThreadPool::globalInstance()->start([self = QPointer<Desktop>(this), folder = m_folder] {
        auto entries = std::make_shared<std::vector<SessionFolder::Entry>>(folder.entries());
        QMetaObject::invokeMethod(
            qApp,
            [self, entries] {
                if (self)
                    self->showCaptures(*entries);
            },
            Qt::QueuedConnection);
    });
}

void Desktop::showCaptures(const std::vector<SessionFolder::Entry> &entries)
{
    std::vector<EarlierCapture> captures;
    for (const SessionFolder::Entry &entry : entries) {
        if (entry.calls > 0 && entry.path != m_path)
            captures.push_back({entry.path, entry.startedAt, entry.calls});
        if (entry.crashed && entry.calls > 0 && !std::exchange(m_recoveryOffered, true))
            offerRecovery(entry);
    }
    m_window.setEarlierCaptures(std::move(captures));
}

void Desktop::offerRecovery(const SessionFolder::Entry &entry)
{
    m_recoverable = entry.path;
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(entry.startedAt / 1000);
    m_window.showBand({.kind = Band::Kind::Warning,
        .text = tr("Recovered %Ln call(s) from %1.", nullptr, static_cast<int>(entry.calls))
                    .arg(QLocale().toString(at, QLocale::ShortFormat)),
        .action = tr("Open"),
        .key = RecoverKey});
}

/// Of a session that cannot be read to its end.
void Desktop::offerSalvage(const QString &path, const QString &reason)
{
    m_damaged = path;
    m_window.showBand({.kind = Band::Kind::Error,
        .text = reason,
        .action = tr("Recover what can be read"),
        .key = OpenKey});
}

/// Reads the rows of the session that is being captured or shown.
void Desktop::load(const QString &path)
{
    m_loading = m_opener.open(path, m_pool, m_ownChecker ? m_ownChecker : m_checker);
}

void Desktop::loadFinished(
    quint32 run, const QByteArray &checkedWith, const std::shared_ptr<const Checker> &own)
{
    if (run != m_loading)
        return;
    m_loading = 0;
    m_window.setOpenProgress(0, 0);
    takeRows();
    if (own)
        useStoredPlans(own);
    if (checkedWith != m_checker->version() || (own && m_capturing))
        startRecheck();
}

/// Anything but a session is imported; its reader finds out what it is, away from this thread.
void Desktop::openFile(const QString &path, SessionOpener::Manner manner)
{
    const bool isSession = path.endsWith(u".spectap", Qt::CaseInsensitive);
    if (!isSession && manner == SessionOpener::Manner::Read) {
        importFrom({path, {}});
        return;
    }
    openSession(path, manner);
}

void Desktop::openSession(const QString &path, SessionOpener::Manner manner)
{
    m_importer.cancel();
    const bool cutLoading = m_loading != 0 || m_opening.cutLoading;
    auto pool = std::make_shared<StringPool>();
    const quint32 run = m_opener.open(path, pool, m_ownChecker ? m_ownChecker : m_checker, manner);
    m_opening = {path, std::move(pool), run, cutLoading};
}

/// The session on screen gives way to one that is not captured.
void Desktop::leaveSession()
{
    endRecheck();
    if (m_capturing) {
        m_endpoint.stop();
        m_intake.stop();
        discardIfEmpty();
        m_capturing = false;
    }
    ++m_generation; // rows of the capture that ended go nowhere
    m_early.clear();
}

/// Its first rows are here. Capturing pauses: its calls belong into another file than the one being looked
/// at.
void Desktop::showOpened()
{
    endImport();
    leaveSession();
    leaveStoredPlans();
    m_path = m_opening.path;
    m_pool = m_opening.pool;
    m_loading = m_opening.run;
    m_opening = {};
    m_document.setSession(m_path, m_pool);
    showName(m_path, !m_folder.holds(m_path));
    removeBand(OpenKey);
    removeBand(RecoverKey);
    m_window.setEndpointStatus({.kind = EndpointStatus::Kind::SavedSession, .port = m_port, .message = {}});
}

/// Nothing came of opening: what was shown before goes on, or begins.
void Desktop::openEnded(quint32 run)
{
    if (run != m_opening.run)
        return;
    const bool cutLoading = std::exchange(m_opening, {}).cutLoading;
    if (m_path.isEmpty())
        beginUnnamed();
    else if (cutLoading)
        load(m_path);
}

void Desktop::saveAs(const QString &path)
{
    if (m_importing.shown) {
        m_window.showBand({.kind = Band::Kind::Warning,
            .text = tr("The session is still being imported. Save it when that is done."),
            .action = {},
            .key = SaveKey});
        return;
    }
    m_saving.start();
    m_recheckedWhileSaving = false;
    removeBand(SaveKey);
    m_intake.saveAs(m_path, path);
}

void Desktop::saved(const QString &from, const QString &to)
{
    m_saving.invalidate();
    removeBand(SavingKey);
    if (from == m_clearedPath) {
        m_clearedPath = to;
        m_clearedNamed = true;
    }
    if (from == m_path) {
        m_path = to;
        m_document.setPath(to);
        keepEditedMarks();
        showName(to, true);
        if (m_recheck || m_recheckedWhileSaving)
            startRecheck(); // what it changed is in the file that was left
    } else {                // another session is on screen by now
        m_window.showBand(
            {.text = tr("Saved %1.").arg(QDir::toNativeSeparators(to)), .action = {}, .key = SaveKey});
    }
}

void Desktop::clear()
{
    const quint32 calls = m_document.rows().size();
    m_clearedPath = m_path;
    m_clearedNamed = m_named;
    CarriedCalls carried{m_path, {}};
    if (m_window.keepsMarkedCalls()) {
        for (const quint32 seq : m_document.marks().markedSeqs())
            carried.calls.push_back({seq, m_document.marks().of(seq)});
    }
    QString text = tr("Cleared %Ln call(s).", nullptr, static_cast<int>(calls));
    if (const auto kept = static_cast<int>(carried.calls.size()); kept > 0)
        text += u' ' + tr("%Ln marked call(s) kept.", nullptr, kept);
    beginUnnamed(std::move(carried));
    m_window.showBand({.text = text, .action = tr("Undo"), .key = UndoClearKey});
    m_undo.start(UndoTime);
}

void Desktop::undoClear()
{
    if (m_clearedPath.isEmpty())
        return;
    m_undo.stop();
    removeBand(UndoClearKey);
    beginAt(std::exchange(m_clearedPath, {}), m_clearedNamed);
}

/// An unnamed session that never saw a call is not worth keeping.
void Desktop::discardIfEmpty()
{
    if (m_capturing && !m_named && m_document.rows().size() == 0 && m_document.requests().empty())
        QFile::remove(m_path);
}

void Desktop::showName(const QString &path, bool named)
{
    m_named = named;
    m_window.setSessionName(named ? QFileInfo(path).fileName() : tr("Untitled session"), named);
}

void Desktop::removeBand(const QByteArray &key)
{
    m_window.showBand({.text = {}, .action = {}, .key = key});
}

} // namespace spectap
