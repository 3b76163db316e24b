// SPDX-License-Identifier: MIT
#include "model/session/exports/exportsummary.h"

#include <algorithm>
#include <tuple>

namespace spectap {

void ExportSummary::add(const StoredCallDetail &detail, const ExportSource &source)
{
    const CallRow &row = detail.call.row;
    const Severity worst = row.worst();
    const quint32 error = worst == Severity::Error ? 1 : 0;
    ++calls;
    ++byType[static_cast<std::size_t>(row.type)];
    ++byWorst[static_cast<std::size_t>(worst)];
    ++byIngest[static_cast<std::size_t>(row.ingest)];
    retries += row.retryOf != 0 ? 1 : 0;
    if (row.receivedAt != NoTime) {
        firstReceived = firstReceived == NoTime ? row.receivedAt : std::min(firstReceived, row.receivedAt);
        lastReceived = std::max(lastReceived, row.receivedAt);
    }
    SourceShare &share = m_sources[row.source];
    share.index = row.source;
    ++share.calls;
    share.withErrors += error;

    const quint64 key = quint64{row.name} << 8 | static_cast<quint64>(row.type);
    if (m_events.size() < MaxEvents || m_events.contains(key)) {
        EventShare &event = m_events[key];
        event.type = row.type;
        event.name = row.name;
        ++event.calls;
        event.withErrors += error;
        event.withWarnings += worst == Severity::Warning ? 1 : 0;
    } else {
        ++m_unlistedEvents;
    }
    const CallLabel label{detail.seq, row.type, source.string(row.name), false};
    for (const Finding &finding : detail.findings) {
        ++findings[static_cast<std::size_t>(finding.severity)];
        RuleShare &rule = m_rules[finding.rule];
        rule.rule = finding.rule;
        rule.worst = std::max(rule.worst, finding.severity);
        rule.seen.see(detail.seq);
        ++rule.findings;
        problems.add(label, finding);
    }
}

Result<void> ExportSummary::addRejected(ExportSource &source)
{
    if (!source.isWhole())
        return {};
    return source.requests(1, source.lastRequest(), RequestScan::Part::Head, [this](const Request &request) {
        rejected += request.kind == RequestKind::Rejected ? 1 : 0;
        return true;
    });
}

std::vector<ExportSummary::SourceShare> ExportSummary::sources() const
{
    std::vector<SourceShare> list;
    for (const auto &entry : m_sources)
        list.push_back(entry.second);
    std::stable_sort(list.begin(), list.end(),
        [](const SourceShare &a, const SourceShare &b) { return a.calls > b.calls; });
    return list;
}

std::vector<ExportSummary::RuleShare> ExportSummary::rules() const
{
    std::vector<RuleShare> list;
    for (const auto &entry : m_rules)
        list.push_back(entry.second);
    std::stable_sort(list.begin(), list.end(), [](const RuleShare &a, const RuleShare &b) {
        return std::tie(b.worst, b.seen.calls) < std::tie(a.worst, a.seen.calls);
    });
    return list;
}

std::vector<ExportSummary::EventShare> ExportSummary::events() const
{
    std::vector<EventShare> list;
    for (const auto &entry : m_events)
        list.push_back(entry.second);
    std::sort(list.begin(), list.end(), [](const EventShare &a, const EventShare &b) {
        return std::tie(b.calls, a.type, a.name) < std::tie(a.calls, b.type, b.name);
    });
    return list;
}

QByteArray durationWords(Micros duration)
{
    struct Unit
    {
        Micros micros;
        const char *name;
    };
    constexpr std::array<Unit, 4> Units{
        {{86'400'000'000, " d"}, {3'600'000'000, " h"}, {60'000'000, " min"}, {1'000'000, " s"}}};
    for (std::size_t i = 0; i < Units.size(); ++i) {
        if (duration < Units[i].micros)
            continue;
        QByteArray words = QByteArray::number(duration / Units[i].micros) + Units[i].name;
        const Micros rest = duration % Units[i].micros;
        if (i + 1 < Units.size() && rest >= Units[i + 1].micros)
            words += ' ' + QByteArray::number(rest / Units[i + 1].micros) + Units[i + 1].name;
        return words;
    }
    return QByteArray::number(duration / 1000) + " ms";
}

} // namespace spectap
