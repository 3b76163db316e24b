// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/identity/identitygraph.h"
#include "model/items/callcopies.h"
#include "model/items/callmarks.h"
#include "model/items/mutedcounts.h"
#include "model/session/rowbatch.h"
#include "model/session/rowstore.h"
#include "model/session/sessionreader.h"
#include "model/spec/checker.h"
#include "model/spec/mutes.h"

#include <QObject>
#include <QThread>

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace spectap {

class SentIdentityReader;

/// A call opened for inspection: its bytes, everything stored around it, and a verdict for every field.
/// Immutable once loaded; shared by the tabs of the inspector.
struct CallDocument
{
    StoredCallDetail stored;
    JsonTape tape; ///< of stored.request.body
    CallView view; ///< into tape; view.tape is null when the body is not JSON
    CallFacts facts;
    CheckResult result;         ///< the findings are those stored: they include history and identity
    std::vector<Finding> muted; ///< those that nobody wants to hear of; not in result, and in no field
    std::vector<FieldVerdict> fields;
    std::vector<CallCopy> copies; ///< each time its messageId came, this one among them; empty: only once

    /// Parses and judges a call as read from the file. Slow for large bodies: not on the UI thread.
    static std::shared_ptr<const CallDocument> of(StoredCallDetail &&stored, const Checker &checker,
        const std::vector<Mute> &mutes = {}, std::vector<CallCopy> copies = {});
};

/// The session as the window sees it: rows, counts and identity, grown by batches, and bodies on request.
/// Lives in the UI thread; never touches the disk itself (a reader thread of its own does).
class SessionDocument : public QObject
{
    Q_OBJECT

public:
    explicit SessionDocument(std::shared_ptr<const Checker> checker, QObject *parent = nullptr);
    ~SessionDocument() override;

    /// Starts over with the session file at `path` (may still be written) and its strings. Emits reset().
    void setSession(const QString &path, std::shared_ptr<StringPool> pool);
    /// The same session now lives at `path` (after Save as): later reads go there, nothing else changes.
    void setPath(const QString &path);
    /// Adds what a RowFeed or a SessionReader delivered. Rows and sources that are there already are passed
    /// over, and a batch that is ahead waits for the rows before it, so that a file may be loaded while it
    /// grows.
    void append(RowBatch &&batch);
    /// Rows whose calls were checked again, ascending; those not here yet are passed over.
    void replaceRows(std::span<const RowChange> changes);
    /// Re-checking is through, or was given up: brings up to date what is made from all rows. Emits
    /// rechecked().
    void endRecheck();
    /// What calls opened from now on are judged by. Emits checkerChanged().
    void setChecker(std::shared_ptr<const Checker> checker);
    /// Findings that calls opened from now on come without. Rows follow by setMutedCalls().
    void setMutes(std::vector<Mute> mutes);
    [[nodiscard]] const std::vector<Mute> &mutes() const { return m_mutes; }
    /// Just `muted` (ascending) is muted in the calls [first, last]: their rows say so (MutedCounts). True
    /// when that changed any; endMuting() is due then, after as many of these as it takes.
    [[nodiscard]] bool setMutedCalls(quint32 first, quint32 last, std::span<const MutedCall> muted);
    /// Brings up to date what is made from many rows. Emits rowsMuted().
    void endMuting() { emit rowsMuted(); }
    /// Loads call `seq` on the reader thread; callLoaded() or callFailed() follows. Only the newest request
    /// counts: an older one still under way is dropped without a signal.
    void requestCall(quint32 seq);

    [[nodiscard]] const RowStore &rows() const { return m_rows; }
    [[nodiscard]] const StringPool &strings() const { return *m_pool; }
    [[nodiscard]] std::shared_ptr<const StringPool> sharedStrings() const { return m_pool; }
    [[nodiscard]] const std::vector<Source> &sources() const { return m_sources; }
    [[nodiscard]] const std::vector<RequestRow> &requests() const { return m_requests; }
    [[nodiscard]] const IdentityGraph &identity() const { return m_identity; }
    /// What the bodies say of who the calls belong to; read when somebody wants it.
    [[nodiscard]] SentIdentityReader *sentReader() const { return m_sentReader.get(); }
    /// What the person marked of these calls.
    [[nodiscard]] CallMarks &marks() { return m_marks; }
    [[nodiscard]] const CallMarks &marks() const { return m_marks; }
    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] qint64 fileBytes() const { return m_fileBytes; }
    [[nodiscard]] const Checker &checker() const { return *m_checker; }
    [[nodiscard]] std::shared_ptr<const Checker> sharedChecker() const { return m_checker; }
    /// Calls received, by CallType and by worst Severity.
    [[nodiscard]] const std::array<quint32, CallTypeCount> &typeCounts() const { return m_typeCounts; }
    [[nodiscard]] const std::array<quint32, 4> &severityCounts() const { return m_severityCounts; }

signals:
    void reset();
    /// Rows [first, first + count) have been added; at most once per frame.
    void rowsAppended(quint32 first, quint32 count);
    void requestsAppended();
    /// Some of the rows [first, first + count) are others now; at most once per batch of a re-check.
    void rowsChanged(quint32 first, quint32 count);
    /// `idsChanged`: also who the calls belong to; the identity graph is a new one.
    void rechecked(bool idsChanged);
    void checkerChanged();
    /// Rows have other counts, after rowsChanged(); at most four times a second.
    void rowsMuted();
    void callLoaded(std::shared_ptr<const spectap::CallDocument> call);
    void callFailed(quint32 seq, const QString &reason);

private:
    class Loader;
    void take(RowBatch &&batch);
    void change(std::span<const RowChange> changes);

    std::shared_ptr<const Checker> m_checker;
    /// Views hold on to the catalogue they were made with.
    std::vector<std::shared_ptr<const Checker>> m_earlierCheckers;
    std::shared_ptr<StringPool> m_pool;
    RowStore m_rows;
    MutedCounts m_muted;
    CallMarks m_marks;
    std::vector<Mute> m_mutes;
    std::vector<Source> m_sources;
    std::vector<RequestRow> m_requests;
    std::size_t m_requestsTold = 0;
    std::vector<RowBatch> m_ahead; ///< came before the rows that precede them
    IdentityGraph m_identity;
    bool m_idsChanged = false; ///< by replaceRows(): m_identity is out of date
    QString m_path;
    qint64 m_fileBytes = 0;
    std::array<quint32, CallTypeCount> m_typeCounts{};
    std::array<quint32, 4> m_severityCounts{};
    QThread m_readerThread;
    std::unique_ptr<Loader> m_loader;
    std::unique_ptr<SentIdentityReader> m_sentReader;
};

} // namespace spectap
