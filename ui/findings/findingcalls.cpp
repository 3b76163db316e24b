// SPDX-License-Identifier: MIT
#include "ui/findings/findingcalls.h"

#include <algorithm>
#include <utility>

namespace spectap {

FindingCalls::FindingCalls(SessionDocument *document, EventTableModel *table, ViolationModel *violations,
    SessionScan *scan, QObject *parent)
    : QObject(parent)
    , m_table(table)
    , m_violations(violations)
    , m_scan(scan)
{
    // In another session, or of other findings, nobody answers any more.
    connect(document, &SessionDocument::reset, this, [this] {
        m_looking = Looking::Nothing;
        m_step.reset();
        if (m_only)
            forget();
    });
    connect(document, &SessionDocument::rechecked, this, [this] {
        m_looking = Looking::Nothing;
        m_onlyDue = m_only.has_value();
        look();
    });
    connect(m_scan, &SessionScan::callsFound, this, &FindingCalls::take);
    connect(m_scan, &SessionScan::failed, this, [this] {
        m_looking = Looking::Nothing;
        m_step.reset();
    });
    connect(m_violations, &ViolationModel::countsChanged, this, &FindingCalls::followCounts);
}

void FindingCalls::showOnly(const FindingSelection &selection, const QString &words)
{
    m_only = selection;
    m_words = words;
    m_onlyCount = m_violations->seen(selection).calls;
    m_onlyDue = true;
    look();
    emit shownChanged();
}

void FindingCalls::showAll()
{
    if (!m_only)
        return;
    forget();
    m_table->setOnly(nullptr);
}

void FindingCalls::forget()
{
    m_only.reset();
    m_words.clear();
    m_onlyDue = false;
    emit shownChanged();
}

void FindingCalls::openFirst(const FindingSelection &selection)
{
    step(selection, 0, 1);
}

void FindingCalls::step(const FindingSelection &selection, quint32 seq, int direction)
{
    // The first is known without looking.
    if (const Sightings seen = m_violations->seen(selection); seq == 0 && seen.firstSeq != 0) {
        emit callFound(seen.firstSeq, selection);
        return;
    }
    m_step = Step{selection, seq, direction};
    look();
}

/// Only the newest search of the scan is answered: one at a time, a person's step first.
void FindingCalls::look()
{
    if (m_step) {
        m_onlyDue = m_onlyDue || m_looking == Looking::Only;
        m_looking = Looking::Step;
        m_scan->findCalls(m_step->selection);
    } else if (m_onlyDue && m_only && m_looking == Looking::Nothing) {
        m_looking = Looking::Only;
        m_onlyDue = false;
        m_scan->findCalls(*m_only);
    }
}

void FindingCalls::take(const std::vector<quint32> &seqs)
{
    const Looking looked = std::exchange(m_looking, Looking::Nothing);
    if (looked == Looking::Only && m_only) {
        m_table->setOnly(std::make_shared<const std::vector<quint32>>(seqs));
    } else if (looked == Looking::Step && m_step) {
        const Step step = *std::exchange(m_step, std::nullopt);
        if (!seqs.empty()) {
            const auto after = std::upper_bound(seqs.begin(), seqs.end(), step.seq);
            const auto here = std::lower_bound(seqs.begin(), seqs.end(), step.seq);
            const quint32 found = step.direction > 0 ? (after == seqs.end() ? seqs.front() : *after)
                                                     : (here == seqs.begin() ? seqs.back() : *(here - 1));
            emit callFound(found, step.selection);
        }
    }
    look();
}

void FindingCalls::followCounts()
{
    if (!m_only)
        return;
    const quint32 count = m_violations->seen(*m_only).calls;
    if (count == m_onlyCount)
        return;
    m_onlyCount = count;
    m_onlyDue = true;
    look();
}

} // namespace spectap
