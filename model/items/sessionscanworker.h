// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessionscan.h"
#include "model/session/callscan.h"
#include "model/session/findingscan.h"

#include <atomic>

namespace spectap {

/// What there is to read, as the UI thread knew it.
struct SessionScan::Job
{
    QString path;
    RowStore::Snapshot rows;
    std::shared_ptr<const StringPool> strings;
    std::shared_ptr<const Checker> checker;
    std::vector<Mute> mutes;
    quint32 generation = 0;
    quint32 mutesVersion = 0;
    bool violations = false;
    bool coverage = false;
    bool muting = false; ///< tell what is muted, call by call
};

/// What one turn of reading has brought.
struct SessionScan::Outcome
{
    quint32 generation = 0;
    std::shared_ptr<const ViolationSnapshot> violations; ///< null: nothing new to show
    std::shared_ptr<const Coverage> coverage;
    std::vector<MutedCall> muted; ///< of the calls in [mutedFirst, mutedLast]
    quint32 mutedFirst = 0;       ///< 0: nothing to tell
    quint32 mutedLast = 0;
    bool more = false; ///< rows of the job are left
    QString failure;
};

/// Reads in turns of bounded time, so that counts can be shown as they grow. Runs on the scan's thread.
class SessionScan::Worker : public QObject
{
public:
    explicit Worker(SessionScan *scan)
        : m_scan(scan)
    {
    }

    void work(const Job &job);
    void find(const Job &job, const FindingSelection &selection, quint32 search);

    std::atomic<bool> stop = false;            ///< set from the UI thread
    std::atomic<quint32> newestSearch = 0;     ///< likewise
    std::atomic<quint32> newestGeneration = 1; ///< likewise: work for an older one counts for nothing

private:
    void begin(const Job &job);
    Result<void> readFindings(const Job &job, quint32 last);
    void countOne(quint32 seq, const CallRow &row, const ViolationTally::Kind &kind);
    Result<void> readBodies(const Job &job, quint32 last);
    [[nodiscard]] bool isOver(const Job &job) const { return stop || newestGeneration != job.generation; }

    SessionScan *m_scan; ///< outlives the thread this runs on
    quint32 m_generation = 0;
    quint32 m_mutesVersion = 0;
    bool m_recounting = false; ///< what is shown is of other mutes, until all rows were counted
    ViolationTally m_tally;
    std::vector<ViolationTally::Kind> m_kinds; ///< by their number in the file
    std::unique_ptr<FindingScan> m_findings;
    quint32 m_nextFindings = 1;     ///< seq
    std::vector<MutedCall> m_muted; ///< read in this turn
    std::unique_ptr<CallScan> m_bodies;
    std::unique_ptr<Coverage> m_coverage;
    quint32 m_nextBodies = 1;
};

} // namespace spectap
