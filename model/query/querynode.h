// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/query.h"
#include "model/query/querynumber.h"
#include "model/query/querypath.h"
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
    Source, ///< a library or a write key
    Library,
    WriteKey,
    Message,
    Rule,
    Field,
    Time,
    Seq,
    Size,
    Status,
    Has,
    Is,
    Ingest,
    Plan,
    Missing,
    TypeOf,
    Path, ///< a value of the body
    Free,
    Mark, ///< a colour
    Note
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
    /// What has:, is:, ingest:, plan: and mark: ask.
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
        Dropped,
        Planned,
        Unplanned,
        Unread,
        Test,
        Pinned,
        Marked,
        Hidden,
        Red, ///< from here on in the order of MarkColour
        Orange,
        Yellow,
        Green,
        Blue,
        Purple
    };
    static constexpr quint32 bit(Word word) { return 1U << static_cast<unsigned>(word); }
    /// Those that marks decide.
    static constexpr quint32 MarkWords =
        (2U << static_cast<unsigned>(Word::Purple)) - (1U << static_cast<unsigned>(Word::Test));

    Kind kind = Kind::And;
    QueryKey key = QueryKey::Free;
    bool needsBody = false;          ///< of this node or one below
    bool hasRegex = false;           ///< likewise
    bool isRelative = false;         ///< likewise: a span is counted from a moment
    bool asksHidden = false;         ///< likewise: it says which hidden calls to show
    bool asksMarks = false;          ///< likewise
    quint32 types = 0;               ///< key Type: bit per CallType
    quint32 words = 0;               ///< keys Has, Is, Ingest, Plan and Mark: bit per Word
    quint32 kinds = 0;               ///< key TypeOf: bit per JsonKind
    std::vector<TextPattern> values; ///< any of
    std::vector<QuerySpan> spans;    ///< key Time: any of
    std::vector<NumberSpan> numbers; ///< any of
    std::vector<QueryPath> paths;    ///< key Missing: any of; keys TypeOf and Path: the one
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
    [[nodiscard]] bool anyMarkHolds(const RowFacts &call) const;
    [[nodiscard]] bool noteMatches(const RowFacts &call) const;
    [[nodiscard]] bool anyNumberHolds(double number) const;
    [[nodiscard]] bool anyFindingMatches(const RowFacts &call) const;
    [[nodiscard]] bool messageMatches(const RowFacts &call) const;
    [[nodiscard]] bool bodyMatches(const CallView &call) const;
    [[nodiscard]] bool valueMatches(const JsonTape &tape, quint32 node) const;
};

} // namespace spectap
