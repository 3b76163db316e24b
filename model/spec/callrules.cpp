// SPDX-License-Identifier: MIT
#include "model/spec/callcheck.h"
#include "model/spec/checkvalues.h"
#include "model/spec/formats.h"

#include <QDateTime>

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;
constexpr Micros Second = 1'000'000;
/// Clocks and networks may differ by this much before it is worth a word.
constexpr Micros ClockTolerance = 60 * Second;
/// timestamp and sentAt come from one clock; some libraries cut one of them to seconds.
constexpr Micros OrderTolerance = 2 * Second;

QByteArray isoText(Micros time)
{
    return QDateTime::fromMSecsSinceEpoch(time / 1000, Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

QByteArray typeList()
{
    std::vector<QByteArray> names;
    for (const CallType type : {CallType::Identify, CallType::Track, CallType::Page, CallType::Screen,
             CallType::Group, CallType::Alias})
        names.push_back(callTypeName(type).toByteArray());
    return joinedByOr(names);
}

bool holds(const LimitSpec &limit, double value)
{
    switch (limit.bound) {
    case LimitSpec::Bound::AtMost:
        return value <= limit.value;
    case LimitSpec::Bound::Below:
        return value < limit.value;
    case LimitSpec::Bound::AtLeast:
        return value >= limit.value;
    }
    return true;
}

QByteArray boundText(const LimitSpec &limit)
{
    switch (limit.bound) {
    case LimitSpec::Bound::AtMost:
        return "at most " + amount(limit.value, limit.unit);
    case LimitSpec::Bound::Below:
        return "fewer than " + amount(limit.value, limit.unit);
    case LimitSpec::Bound::AtLeast:
        return "at least " + amount(limit.value, limit.unit);
    }
    return {};
}

} // namespace

/// Limits on the whole call and the request it came in.
void CallCheck::checkSizes()
{
    const FieldPath root;
    const auto check = [&](LimitSpec::Counts counts, double value) {
        const LimitSpec *limit = m_tables.limit(counts);
        if (!limit)
            return;
        const double scaled = limit->unit == "KB" ? value / 1024 : value;
        if (holds(*limit, scaled))
            return;
        report(
            Severity::Error, Rule::Limit, root, boundText(*limit), amount(scaled, limit->unit), limit->doc);
        if (limit->effect == LimitSpec::Effect::Refused)
            reject(Ingest::Refused, Rule::Limit);
        else if (limit->effect == LimitSpec::Effect::Dropped)
            reject(Ingest::Dropped, Rule::Limit);
    };
    check(LimitSpec::Counts::CallBytes, static_cast<double>(m_call.raw().size()));
    if (m_call.batch == None)
        return;
    check(LimitSpec::Counts::RequestBytes, static_cast<double>(m_context.requestBytes));
    // The calls that still fit are taken: only those beyond are over the limit.
    check(LimitSpec::Counts::BatchCalls, static_cast<double>(m_call.index) + 1);
}

void CallCheck::checkLimits(const Member &member, quint32 node, const FieldPath &path)
{
    const JsonNode &value = m_tape[node];
    for (const LimitSpec *limit : m_tables.limitsOfField(member.limits)) {
        double count = 0;
        QByteArray actual;
        if (limit->counts == LimitSpec::Counts::Members && value.kind == JsonKind::Object) {
            count = value.children;
        } else if (limit->counts == LimitSpec::Counts::Characters && value.kind == JsonKind::String) {
            count = static_cast<double>(characterCount(m_tape.string(node)));
        } else if (limit->counts == LimitSpec::Counts::Seconds && value.kind == JsonKind::String) {
            const std::optional<Micros> time = timeOf(node);
            if (!time)
                continue;
            count = static_cast<double>(*time) / static_cast<double>(Second);
            actual = shortened(m_tape.raw(node));
        } else {
            continue;
        }
        if (holds(*limit, count))
            continue;
        const bool time = limit->counts == LimitSpec::Counts::Seconds;
        report(Severity::Warning, Rule::Limit, path,
            time ? "not before " + isoText(static_cast<Micros>(limit->value) * Second) : boundText(*limit),
            time ? actual : amount(count, limit->unit), limit->doc);
    }
}

/// True when there is nothing more to check of the value.
bool CallCheck::visitSpecial(const Member &member, quint32 node, const FieldPath &path)
{
    switch (member.special) {
    case Special::Type:
        checkType(member, node, path);
        return true;
    case Special::Event:
        checkEventName(member, node, path);
        return false;
    case Special::UserId:
    case Special::AnonymousId:
        if (m_tape[node].kind == JsonKind::Null)
            return !member.required; // a library's way to say nobody is signed in
        checkId(member, node, path);
        return true;
    case Special::PreviousId:
    case Special::GroupId:
        checkBlocked(node, path);
        return false;
    case Special::Timestamp:
    case Special::OriginalTimestamp:
    case Special::SentAt:
        checkClock(member, node, path);
        return false;
    case Special::None:
    case Special::Context:
    case Special::Integrations:
    case Special::Properties:
        return false;
    }
    return false;
}

void CallCheck::checkType(const Member &member, quint32 node, const FieldPath &path)
{
    if (m_tape[node].kind == JsonKind::Null)
        return;
    m_hasType = true;
    const bool isString = m_tape[node].kind == JsonKind::String;
    if (isString && callTypeFromName(m_tape.string(node)) != CallType::Unknown)
        return;
    const QByteArray name = isString ? m_tape.string(node).toByteArray() : QByteArray();
    const QByteArray meant = name.trimmed().toLower();
    const bool close = callTypeFromName(meant) != CallType::Unknown;
    report(Severity::Error, Rule::CallType, path, close ? meant : typeList(), shownValue(m_tape, node),
        member.doc);
    reject(Ingest::Dropped, Rule::CallType);
}

/// The path of a single call names its type; in a batch nothing else does.
void CallCheck::checkMissingType()
{
    if (m_hasType || m_call.pathType != CallType::Unknown)
        return;
    const FieldPath root;
    reportMissing(
        Severity::Error, Rule::CallType, {&root, "type"}, typeList(), m_tables.docOf(m_shape.type, "type"));
    if (m_shape.type == CallType::Unknown || m_call.batch != None)
        reject(Ingest::Dropped, Rule::CallType);
}

void CallCheck::checkEventName(const Member &member, quint32 node, const FieldPath &path)
{
    if (m_tape[node].kind != JsonKind::String || m_tape.string(node).isEmpty())
        return; // missing or of the wrong type, which is said elsewhere
    const EventMatch &match = m_shape.event;
    const QByteArrayView name = m_tape.string(node);
    const int suggested = match.event >= 0 ? match.event : match.hint;
    if (suggested < 0) {
        report(Severity::Info, Rule::CustomEvent, path, {}, shortened(name), member.doc);
    } else if (match.rule != Rule::None) {
        const EventSpec &event = m_tables.catalogue().events[static_cast<std::size_t>(suggested)];
        const bool allowed = event.aliasesAllowed && match.event >= 0 && match.rule == Rule::NearMiss;
        report(allowed ? Severity::Info : Severity::Warning, match.rule, path, event.name, shortened(name),
            event.doc);
    }
}

void CallCheck::checkId(const Member &member, quint32 node, const FieldPath &path)
{
    m_hasId = true;
    if (m_tape[node].kind != JsonKind::String || m_tape.string(node).isEmpty()) {
        report(
            Severity::Error, Rule::Identity, path, "non-empty string", shownValue(m_tape, node), member.doc);
        reject(Ingest::Dropped, Rule::Identity);
        return;
    }
    checkBlocked(node, path);
}

void CallCheck::checkBlocked(quint32 node, const FieldPath &path)
{
    if (m_tape[node].kind != JsonKind::String)
        return;
    const QByteArrayView id = m_tape.string(node);
    if (id.isEmpty() || !m_tables.isBlocked(id))
        return;
    report(Severity::Warning, Rule::BlockedId, path, {}, shortened(id), m_tables.catalogue().blockedDoc);
}

void CallCheck::checkIdentity()
{
    if (m_hasId)
        return;
    reject(Ingest::Dropped, Rule::Identity);
    const auto &findings = m_result.findings; // an alias with userId null has been told so already
    if (std::any_of(findings.begin(), findings.end(),
            [](const Finding &finding) { return finding.pointer == "/userId"; }))
        return;
    const FieldPath root;
    reportMissing(Severity::Error, Rule::Identity, {&root, "userId"}, "userId or anonymousId",
        m_tables.docOf(m_shape.type, "userId"));
}

/// The time that the string at `node` says.
std::optional<Micros> CallCheck::timeOf(quint32 node) const
{
    if (node != m_facts.timestampNode && node != m_facts.sentAtNode)
        return parseIsoTime(m_tape.string(node));
    const Micros time = node == m_facts.timestampNode ? m_facts.timestamp : m_facts.sentAt;
    return time == NoTime ? std::nullopt : std::optional(time);
}

/// Segment sets its timestamp to receivedAt - (sentAt - timestamp), so only what this cannot mend is worth a
/// word: a late sentAt is a retry as often as a slow clock and stays unsaid.
void CallCheck::checkClock(const Member &member, quint32 node, const FieldPath &path)
{
    if (m_tape[node].kind != JsonKind::String)
        return;
    const auto say = [&](Severity severity, QByteArray expected) {
        report(severity, Rule::Clock, path, std::move(expected), shortened(m_tape.raw(node)), member.doc);
    };
    const Micros arrival = m_context.receivedAt;
    if (member.special == Special::SentAt) {
        if (m_facts.sentAt != NoTime && arrival != NoTime && m_facts.sentAt > arrival + ClockTolerance)
            say(Severity::Warning, "not after its arrival at " + isoText(arrival));
        return;
    }
    if (m_facts.timestamp == NoTime ||
        (member.special == Special::OriginalTimestamp && node != m_facts.timestampNode))
        return;
    if (m_facts.sentAt != NoTime) {
        if (m_facts.timestamp > m_facts.sentAt + OrderTolerance)
            say(Severity::Warning, "not after sentAt " + isoText(m_facts.sentAt));
    } else if (arrival == NoTime) {
        return;
    } else if (m_facts.timestamp > arrival + ClockTolerance) {
        say(Severity::Warning, "not after its arrival at " + isoText(arrival));
    } else if (m_facts.timestamp < arrival - ClockTolerance && !isSentAtSent()) {
        // Servers and imports send old calls so and mean it: worth knowing, no more.
        say(Severity::Info, "near its arrival at " + isoText(arrival) + ", or sent with sentAt");
    }
}

/// Whether there is a sentAt, readable or not: of an unreadable one its own finding speaks.
bool CallCheck::isSentAtSent() const
{
    return m_facts.sentAtNode != None && m_tape[m_facts.sentAtNode].kind != JsonKind::Null;
}

} // namespace spectap
