// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/callstoring.h"
#include "app/capture/recordedrequest.h"
#include "model/session/imports/importsink.h"

#include <QHash>
#include <QIODevice>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace spectap {

/// What came of an import.
struct ImportReport
{
    /// So many problems are kept with their words; the others are counted.
    static constexpr std::size_t MaxProblems = 1000;

    quint32 calls = 0;
    quint32 refused = 0; ///< requests without calls, of an export of ours
    quint32 held = 0;    ///< calls that a damaged session held at the least, 0: it was none
    quint64 problemCount = 0;
    std::vector<ImportProblem> problems; ///< in the order of the input, without their texts
    quint32 timesOfCalls = 0;            ///< calls received when they were sent: the input does not say when
    quint32 timesUnknown = 0;            ///< calls received now: neither it nor they say when
    bool cancelled = false;
};

/// Makes a session of an input: reads, checks and stores its calls as if they had just come in, in
/// transactions of some thousand. One thread, which run() keeps until the end.
class SessionImport final : private ImportSink
{
public:
    struct Job
    {
        QString session; ///< path of the file to make
        std::shared_ptr<StringPool> pool;
        std::shared_ptr<const Checker> checker;
        Micros now = NoTime;
        const std::atomic<bool> *cancelled = nullptr;
        /// Rows that are stored, and bytes of the input that have been read; both on the import's thread.
        std::function<void(RowBatch &&rows, qint64 readBytes)> progress;
    };

    explicit SessionImport(Job job);

    /// What was stored stays when it is cancelled. An error when the input or the session fails.
    Result<ImportReport> run(QIODevice &input);
    /// The same with what can still be read of a damaged session, which stays as it is.
    Result<ImportReport> recover(const QString &damaged);

private:
    bool request(ImportedRequest &&found) override;
    bool problem(ImportProblem &&found) override;
    bool flush() override;
    void sessionBegan(Micros began) override { m_meta.insert("started_at", QByteArray::number(began)); }
    void sessionMeta(const QByteArray &key, const QByteArray &value) override;
    void sessionHeld(quint32 calls) override { m_report.held = calls; }

    /// Beside the request of the same index in m_group.
    struct Pending
    {
        ImportPlace place;
        std::vector<std::pair<quint32, CallMark>> marks;
        bool hasId = false; ///< it keeps the id it comes with
    };

    Result<ImportReport> runWith(const std::function<Result<void>()> &read);
    Result<void> storeGroup();
    Result<void> storeRequest(Request &request, PreparedRequest &prepared, const Pending &pending);
    Result<void> addRequest(Request &request, bool hasId);
    bool takeId(qint64 id);
    bool badText(const Request &request, const SlicedBody &sliced, const ImportPlace &place);
    Result<void> finish();

    Job m_job;
    std::unique_ptr<SessionWriter> m_writer;
    Assessor m_assessor;
    Preparation m_preparation;
    CallStoring m_storing;
    RecordedRequests m_recorded;
    std::vector<QueuedRequest> m_group;
    std::vector<Pending> m_pending;
    qint64 m_groupBytes = 0;
    RowBatch m_batch;
    std::vector<MarkedCall> m_marks;
    std::vector<bool> m_takenIds; ///< by id, of requests that keep theirs
    std::function<qint64()> m_readBytes;
    QHash<QByteArray, QByteArray> m_meta; ///< what the input says of the whole session
    ImportReport m_report;
    Result<void> m_outcome;
};

} // namespace spectap
