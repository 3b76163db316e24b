// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/query.h"
#include "model/query/querytime.h"
#include "model/query/textpattern.h"

#include <memory>
#include <vector>

namespace spectap {

/// Which fact a clause asks about. Free is bare text.
enum class QueryKey : quint8
{
    Type,
    Event,
    User,
    Anon,
    Id,
    Group,
    Previous,
    Time,
    Has,
    Is,
    Ingest,
    Free
};

/// A filter compiled into a tree, immutable.
struct Query::Node
{
    enum class Kind : quint8
    {
        And,
        Or,
        Not,
        Clause
    };
    /// What has:, is: and ingest: ask.
    enum class Word : quint8
    {
        Error,
        Warning,
        Info,
        Conflict,
        Retry,
        Ok,
        Accepted,
        Refused,
        Dropped
    };

    Kind kind = Kind::And;
    QueryKey key = QueryKey::Free;
    bool needsBody = false;          ///< of this node or one below
    bool isRelative = false;         ///< likewise: a span is counted from a moment
    quint32 types = 0;               ///< key Type: bit per CallType
    quint32 words = 0;               ///< keys Has, Is and Ingest: bit per Word
    std::vector<TextPattern> values; ///< any of
    std::vector<QuerySpan> spans;    ///< key Time: any of
    std::vector<std::shared_ptr<const Node>> children;

    [[nodiscard]] bool matches(const RowFacts &call) const;
    /// `node` with its times counted from `now`.
    [[nodiscard]] static std::shared_ptr<const Node> relativeTo(
        const std::shared_ptr<const Node> &node, Micros now);

private:
    [[nodiscard]] bool clauseMatches(const RowFacts &call) const;
    [[nodiscard]] bool anyMatches(QByteArrayView text) const;
    [[nodiscard]] bool anyIdMatches(const RowFacts &call) const;
    [[nodiscard]] bool anyWordHolds(const RowFacts &call) const;
};

} // namespace spectap
