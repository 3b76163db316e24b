// SPDX-License-Identifier: MIT
#include "model/items/sessionscanworker.h"

#include "model/spec/pointerpattern.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr qint64 TurnMs = 200;
/// Calls per transaction: a reader that stays holds up the writer's log.
constexpr quint32 FindingsStep = 16'384;
constexpr quint32 BodiesStep = 2'048;

} // namespace

/// Forgets what belongs to another session, checker or set of mutes.
void SessionScan::Worker::begin(const Job &job)
{
    if (job.generation != m_generation) {
        m_generation = job.generation;
        m_tally.clear();
        m_kinds.clear();
        m_coverage.reset();
        m_findings.reset();
        m_bodies.reset();
        m_nextFindings = m_nextBodies = 1;
        m_mutesVersion = 0;
    }
    if (job.mutesVersion != m_mutesVersion) {
        m_recounting = m_mutesVersion != 0 && m_nextFindings > 1;
        m_mutesVersion = job.mutesVersion;
        m_tally.restart(job.mutes);
        m_nextFindings = 1;
    }
    m_tally.learnNames(*job.strings);
    if (m_findings && m_findings->path() != job.path) { // saved under another name
        m_findings.reset();
        m_kinds.clear();
    }
    if (m_bodies && m_bodies->path() != job.path)
        m_bodies.reset();
}

void SessionScan::Worker::work(const Job &job)
{
    Outcome outcome;
    outcome.generation = job.generation;
    if (!isOver(job)) {
        begin(job);
        QElapsedTimer timer;
        timer.start();
        m_muted.clear();
        const quint32 total = job.rows.size();
        const quint32 firstFindings = m_nextFindings;
        const quint32 firstBodies = m_nextBodies;
        Result<void> read;
        while (read && job.violations && m_nextFindings <= total && timer.elapsed() < TurnMs && !isOver(job))
            read = readFindings(job, std::min(total, m_nextFindings + FindingsStep - 1));
        timer.restart();
        if (job.coverage && !m_coverage)
            m_coverage = std::make_unique<Coverage>(job.checker);
        while (read && job.coverage && m_nextBodies <= total && timer.elapsed() < TurnMs && !isOver(job))
            read = readBodies(job, std::min(total, m_nextBodies + BodiesStep - 1));

        if (!read) {
            outcome.failure = read.error().message;
            m_findings.reset(); // the file may have been replaced: try anew next time
            m_kinds.clear();
            m_bodies.reset();
        }
        if (job.muting && m_nextFindings != firstFindings) {
            outcome.muted = std::exchange(m_muted, {});
            outcome.mutedFirst = firstFindings;
            outcome.mutedLast = m_nextFindings - 1;
        }
        const bool counted = m_nextFindings > total;
        if (m_nextFindings != firstFindings && (counted || !m_recounting)) {
            m_recounting = false;
            outcome.violations = m_tally.snapshot();
        }
        if (m_nextBodies != firstBodies)
            outcome.coverage = std::make_shared<const Coverage>(*m_coverage);
        outcome.more = read && ((job.violations && !counted) || (job.coverage && m_nextBodies <= total));
    }
    QMetaObject::invokeMethod(
        m_scan, [scan = m_scan, outcome]() mutable { scan->take(std::move(outcome)); }, Qt::QueuedConnection);
}

Result<void> SessionScan::Worker::readFindings(const Job &job, quint32 last)
{
    if (!m_findings) {
        auto opened = FindingScan::open(job.path);
        if (!opened)
            return opened.error();
        m_findings = std::move(opened).value();
    }
    const auto learn = [this](const FindingScan::Kind &kind) {
        if (m_kinds.size() <= kind.id)
            m_kinds.resize(kind.id + std::size_t{1});
        const bool name = (kind.rule == Rule::NameCase || kind.rule == Rule::NearMiss) &&
                          (kind.pointer == "/event" || kind.pointer == "/name");
        m_kinds[kind.id] = {kind.rule, kind.set, kind.severity, m_tally.pattern(kind.pointer), name};
    };
    const auto count = [this, &job](quint32 seq, quint32 kind) {
        if (seq > 0 && seq <= job.rows.size() && kind < m_kinds.size())
            countOne(seq, job.rows[seq - 1], m_kinds[kind]);
    };
    if (auto read = m_findings->read(m_nextFindings, last, learn, count); !read)
        return read;
    m_nextFindings = last + 1;
    m_tally.setLastSeq(last);
    return {};
}

void SessionScan::Worker::countOne(quint32 seq, const CallRow &row, const ViolationTally::Kind &kind)
{
    if (m_tally.add(seq, row, kind))
        return;
    if (m_muted.empty() || m_muted.back().seq != seq)
        m_muted.push_back({seq});
    m_muted.back().add(kind.severity);
    m_muted.back().name |= kind.name;
}

Result<void> SessionScan::Worker::readBodies(const Job &job, quint32 last)
{
    if (!m_bodies) {
        auto opened = CallScan::open(job.path);
        if (!opened)
            return opened.error();
        m_bodies = std::move(opened).value();
    }
    const auto read = m_bodies->read(m_nextBodies, last, [this](const ScannedCall &call) {
        if (const CallView *view = call.view())
            m_coverage->add(call.seq(), *view, call.source());
        else
            m_coverage->addUnreadable();
        m_nextBodies = call.seq() + 1;
        return true;
    });
    if (read)
        m_nextBodies = last + 1;
    return read;
}

void SessionScan::Worker::find(const Job &job, const FindingSelection &selection, quint32 search)
{
    std::vector<quint32> seqs;
    std::vector<bool> fits; // by kind
    auto scan = FindingScan::open(job.path);
    Result<void> read = scan ? Result<void>() : Result<void>(scan.error());
    const StringId name = selection.event ? job.strings->find(selection.event->name) : 0;
    const auto learn = [&](const FindingScan::Kind &kind) {
        if (fits.size() <= kind.id)
            fits.resize(kind.id + std::size_t{1});
        fits[kind.id] = (!selection.rule || *selection.rule == kind.rule) &&
                        kind.severity >= selection.atLeast &&
                        (!selection.pattern || *selection.pattern == pointerPattern(kind.pointer));
    };
    const auto add = [&](quint32 seq, quint32 kind) {
        if (seq == 0 || seq > job.rows.size() || kind >= fits.size() || !fits[kind])
            return;
        const CallRow &row = job.rows[seq - 1];
        const bool event = !selection.event || (selection.event->type == row.type && name == row.name);
        if (event && (!selection.source || *selection.source == row.source) &&
            (seqs.empty() || seqs.back() != seq))
            seqs.push_back(seq);
    };
    const auto isNewest = [&] { return newestSearch == search && !isOver(job); };
    for (quint32 first = 1; read && first <= job.rows.size() && isNewest(); first += FindingsStep)
        read = (*scan)->read(first, std::min(job.rows.size(), first + FindingsStep - 1), learn, add);
    if (!isNewest())
        return;
    QMetaObject::invokeMethod(
        m_scan,
        [scan = m_scan, search, read, found = std::move(seqs)] {
            if (search != scan->m_search)
                return;
            if (read)
                emit scan->callsFound(found);
            else
                emit scan->failed(read.error().message);
        },
        Qt::QueuedConnection);
}

} // namespace spectap
