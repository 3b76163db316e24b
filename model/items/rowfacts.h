// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/query.h"
#include "model/session/callscan.h"
#include "model/session/exports/rowidentity.h"
#include "model/session/rowstore.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace spectap {

class MarkSet;
class PlanTables;

/// When a call happened, at the latest: its own clock may be ahead by years. The newest of these is the
/// moment that a filter's relative times are counted from where nothing is captured.
[[nodiscard]] inline Micros happenedBy(const CallRow &row)
{
    return std::min(row.eventTime, row.receivedAt);
}

/// The filter's view of a row. One object serves a whole scan: at() moves it along.
class StoredRowFacts final : public RowFacts
{
public:
    /// `plans` may be null. All live longer than this.
    StoredRowFacts(const StringPool &strings, const std::vector<Source> &sources, const MarkSet &marks,
        const PlanTables *plans = nullptr);

    /// Without `stored` nothing is known of the call's file, and bodyAsked() tells that it was wanted.
    StoredRowFacts &at(const CallRow &row, quint32 seq, const ScannedCall *stored = nullptr);
    [[nodiscard]] bool bodyAsked() const { return m_bodyAsked; }

    [[nodiscard]] CallType type() const override { return m_row.type; }
    [[nodiscard]] QByteArrayView name() const override { return m_strings.at(m_row.name); }
    [[nodiscard]] QByteArrayView userId() const override { return m_strings.at(m_row.user); }
    [[nodiscard]] QByteArrayView anonymousId() const override { return m_strings.at(m_row.anonymous); }
    [[nodiscard]] QByteArrayView otherId() const override { return m_strings.at(m_row.other); }
    [[nodiscard]] QByteArrayView library() const override { return source().library; }
    [[nodiscard]] QByteArrayView writeKey() const override { return source().writeKey; }
    [[nodiscard]] quint32 seq() const override { return m_seq; }
    [[nodiscard]] quint32 size() const override { return m_row.size; }
    [[nodiscard]] Micros time() const override { return m_row.eventTime; }
    [[nodiscard]] bool hasErrors() const override { return m_row.errors != 0; }
    [[nodiscard]] bool hasWarnings() const override { return m_row.warnings != 0; }
    [[nodiscard]] bool hasInfos() const override { return m_row.infos != 0; }
    [[nodiscard]] bool isRetry() const override { return m_row.retryOf != 0; }
    [[nodiscard]] bool hasConflict() const override
    {
        return (m_row.flags & CallRow::IdentityConflict) != 0;
    }
    [[nodiscard]] bool isRefused() const override { return m_row.ingest == Ingest::Refused; }
    [[nodiscard]] bool isDropped() const override { return m_row.ingest == Ingest::Dropped; }
    [[nodiscard]] const CallMark *mark() const override;
    [[nodiscard]] bool isUnread() const override;
    [[nodiscard]] QByteArrayView body() const override;
    [[nodiscard]] const CallView *call() const override;
    [[nodiscard]] int status() const override;
    [[nodiscard]] bool anyFinding(const std::function<bool(const FoundFact &)> &fits) const override;
    [[nodiscard]] std::optional<bool> isPlanned() const override;

private:
    [[nodiscard]] const Source &source() const { return sourceOf(m_row, m_sources); }
    [[nodiscard]] bool isStored() const;

    const StringPool &m_strings;
    const std::vector<Source> &m_sources;
    const MarkSet &m_marks;
    const PlanTables *m_plans;
    CallRow m_row;
    quint32 m_seq = 0;
    const ScannedCall *m_stored = nullptr;
    mutable bool m_bodyAsked = false;
};

} // namespace spectap
