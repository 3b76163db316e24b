// SPDX-License-Identifier: MIT
#include "model/query/querynode.h"

#include "model/call/callmark.h"
#include "model/call/callview.h"

#include <algorithm>

namespace spectap {

bool Query::Node::matches(const RowFacts &call) const
{
    const auto childMatches = [&call](const auto &child) { return child->matches(call); };
    switch (kind) {
    case Kind::And:
        return std::all_of(children.begin(), children.end(), childMatches);
    case Kind::Or:
        return std::any_of(children.begin(), children.end(), childMatches);
    case Kind::Not:
        return !children.front()->matches(call);
    case Kind::Clause:
        return clauseMatches(call);
    }
    return false;
}

std::shared_ptr<const Query::Node> Query::Node::relativeTo(
    const std::shared_ptr<const Node> &node, Micros now)
{
    if (!node || !node->isRelative)
        return node;
    auto bound = std::make_shared<Node>(*node);
    bound->isRelative = false;
    for (QuerySpan &span : bound->spans)
        span = span.relativeTo(now);
    for (std::shared_ptr<const Node> &child : bound->children)
        child = relativeTo(child, now);
    return bound;
}

/// An id or name that was not sent matches nothing, not even *.
bool Query::Node::anyMatches(QByteArrayView text) const
{
    return !text.isEmpty() && std::any_of(values.begin(), values.end(),
                                  [text](const TextPattern &value) { return value.matches(text); });
}

bool Query::Node::anyIdMatches(const RowFacts &call) const
{
    return anyMatches(call.userId()) || anyMatches(call.anonymousId()) || anyMatches(call.otherId());
}

bool Query::Node::anyWordHolds(const RowFacts &call) const
{
    const auto asked = [this](Word word) { return ((words >> static_cast<unsigned>(word)) & 1U) != 0; };
    return (asked(Word::Error) && call.hasErrors()) || (asked(Word::Warning) && call.hasWarnings()) ||
           (asked(Word::Info) && call.hasInfos()) || (asked(Word::Conflict) && call.hasConflict()) ||
           (asked(Word::Retry) && call.isRetry()) ||
           (asked(Word::Ok) && !call.hasErrors() && !call.hasWarnings() && !call.hasInfos()) ||
           (asked(Word::Accepted) && !call.isRefused() && !call.isDropped()) ||
           (asked(Word::Refused) && call.isRefused()) || (asked(Word::Dropped) && call.isDropped()) ||
           (asked(Word::Planned) && call.isPlanned() == true) ||
           (asked(Word::Unplanned) && call.isPlanned() == false) ||
           (asked(Word::Unread) && call.isUnread()) || (asksMarks && anyMarkHolds(call));
}

bool Query::Node::anyMarkHolds(const RowFacts &call) const
{
    const CallMark *mark = call.mark();
    if (!mark)
        return false;
    const auto asked = [this](Word word) { return ((words >> static_cast<unsigned>(word)) & 1U) != 0; };
    if (mark->colour != MarkColour::None) {
        const auto colour = static_cast<unsigned>(Word::Red) + static_cast<unsigned>(mark->colour) - 1;
        if ((words >> colour) & 1U)
            return true;
    }
    return (asked(Word::Test) && mark->has(CallMark::Test)) ||
           (asked(Word::Pinned) && mark->has(CallMark::Pinned)) ||
           (asked(Word::Marked) && mark->isMarked()) || (asked(Word::Hidden) && mark->has(CallMark::Hidden));
}

bool Query::Node::noteMatches(const RowFacts &call) const
{
    const CallMark *mark = call.mark();
    return mark && anyMatches(mark->note);
}

bool Query::Node::anyNumberHolds(double number) const
{
    return std::any_of(
        numbers.begin(), numbers.end(), [number](const NumberSpan &span) { return span.holds(number); });
}

/// Rows know when there is nothing to read.
bool Query::Node::anyFindingMatches(const RowFacts &call) const
{
    if (!call.hasErrors() && !call.hasWarnings() && !call.hasInfos())
        return false;
    return call.anyFinding([this](const FoundFact &found) {
        return key == QueryKey::Rule ? anyMatches(found.rule)
                                     : anyMatches(found.path) || anyMatches(found.pattern);
    });
}

bool Query::Node::messageMatches(const RowFacts &call) const
{
    const CallView *view = call.call();
    const quint32 id = view && view->isObject() ? view->own("messageId") : JsonTape::None;
    return id != JsonTape::None && anyMatches(view->tape->string(id));
}

bool Query::Node::bodyMatches(const CallView &call) const
{
    const JsonTape &tape = *call.tape;
    if (key == QueryKey::Missing) {
        return std::any_of(
            paths.begin(), paths.end(), [&call](const QueryPath &path) { return path.isMissing(call); });
    }
    return paths.front().any(call, [&](quint32 node) {
        return key == QueryKey::TypeOf ? ((kinds >> static_cast<unsigned>(tape[node].kind)) & 1U) != 0
                                       : valueMatches(tape, node);
    });
}

/// A number is compared as one, and as it was written. Objects and arrays are no values: their members are.
bool Query::Node::valueMatches(const JsonTape &tape, quint32 node) const
{
    const JsonKind sent = tape[node].kind;
    if (sent == JsonKind::Object || sent == JsonKind::Array)
        return false;
    if (sent == JsonKind::Number && !numbers.empty() && anyNumberHolds(tape.raw(node).toDouble()))
        return true;
    const QByteArrayView text = tape.string(node);
    return std::any_of(
        values.begin(), values.end(), [text](const TextPattern &value) { return value.matches(text); });
}

bool Query::Node::clauseMatches(const RowFacts &call) const
{
    switch (key) {
    case QueryKey::Type:
        return (types >> static_cast<unsigned>(call.type())) & 1U;
    case QueryKey::Event:
        return anyMatches(call.name());
    case QueryKey::User:
        return anyMatches(call.userId());
    case QueryKey::Anon:
        return anyMatches(call.anonymousId());
    case QueryKey::Id:
        return anyIdMatches(call);
    case QueryKey::Group:
        return call.type() != CallType::Alias && anyMatches(call.otherId());
    case QueryKey::Previous:
        return call.type() == CallType::Alias && anyMatches(call.otherId());
    case QueryKey::Source: { // "@segment/analytics-node" is shown as analytics-node
        const QByteArrayView library = call.library();
        return anyMatches(library) || anyMatches(library.sliced(library.lastIndexOf('/') + 1)) ||
               anyMatches(call.writeKey());
    }
    case QueryKey::Library:
        return anyMatches(call.library());
    case QueryKey::WriteKey:
        return anyMatches(call.writeKey());
    case QueryKey::Message:
        return messageMatches(call);
    case QueryKey::Rule:
    case QueryKey::Field:
        return anyFindingMatches(call);
    case QueryKey::Seq:
        return anyNumberHolds(call.seq());
    case QueryKey::Size:
        return anyNumberHolds(call.size());
    case QueryKey::Status:
        return anyNumberHolds(call.status());
    case QueryKey::Time:
        return std::any_of(spans.begin(), spans.end(),
            [time = call.time()](const QuerySpan &span) { return span.holds(time); });
    case QueryKey::Has:
    case QueryKey::Is:
    case QueryKey::Ingest:
    case QueryKey::Plan:
    case QueryKey::Mark:
        return anyWordHolds(call);
    case QueryKey::Note:
        return noteMatches(call);
    case QueryKey::Missing:
    case QueryKey::TypeOf:
    case QueryKey::Path: {
        const CallView *view = call.call();
        return view && view->isObject() && bodyMatches(*view);
    }
    case QueryKey::Free:
        return anyMatches(call.name()) || anyIdMatches(call) || noteMatches(call) || anyMatches(call.body());
    }
    return false;
}

} // namespace spectap
