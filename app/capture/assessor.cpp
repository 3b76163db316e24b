// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"

#include "model/identity/identityfinding.h"
#include "model/items/rowfacts.h"

#include <algorithm>
#include <limits>

namespace spectap {

namespace {

/// How long a messageId is remembered; without a word on it in the catalogue, for ever.
Micros dedupeWindow(const Catalogue &catalogue)
{
    constexpr double Hour = 3600e6;
    for (const QuotaSpec &quota : catalogue.quotas) {
        if (quota.name == "dedupeWindow" && quota.unit == "hours")
            return static_cast<Micros>(quota.value * Hour);
    }
    return std::numeric_limits<Micros>::max();
}

void count(const CheckResult &result, CallRow &row)
{
    row.errors = row.warnings = row.infos = 0;
    for (const Finding &finding : result.findings)
        countFinding(row, finding.severity);
}

bool isBlocked(const CheckResult &result, QByteArrayView pointer)
{
    return std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding &finding) {
        return finding.rule == Rule::BlockedId && finding.pointer == pointer;
    });
}

bool isFound(const CheckResult &result, QByteArrayView pointer)
{
    return std::any_of(result.findings.begin(), result.findings.end(),
        [&](const Finding &finding) { return finding.pointer == pointer; });
}

bool hasNearMissName(const CheckResult &result)
{
    return std::any_of(result.findings.begin(), result.findings.end(), [](const Finding &finding) {
        return (finding.rule == Rule::NearMiss || finding.rule == Rule::NameCase) &&
               (finding.pointer == "/event" || finding.pointer == "/name");
    });
}

} // namespace

Assessor::Assessor(std::shared_ptr<const Checker> checker, std::shared_ptr<StringPool> pool)
    : m_checker(std::move(checker))
    , m_pool(std::move(pool))
    , m_history(dedupeWindow(m_checker->catalogue()))
    , m_hints(*m_pool)
{
}

void Assessor::setChecker(std::shared_ptr<const Checker> checker)
{
    m_checker = std::move(checker);
    m_specEvents.clear();
}

void Assessor::assess(
    quint32 seq, const CallView &call, const CheckContext &context, StoredCall &stored, CheckResult &result)
{
    ReadCall read = ReadCall::of(call);
    meet({&read, 1});
    m_checker->check(call, read.facts, context, result);
    conclude(seq, read, context, stored, result);
}

void Assessor::meet(std::span<ReadCall> calls)
{
    m_texts.clear();
    for (const ReadCall &read : calls) {
        m_history.expect(read.digest);
        const CallFacts &facts = read.facts;
        const QByteArrayView other = facts.type == CallType::Alias ? facts.previousId : facts.groupId;
        for (const QByteArrayView text : {facts.name, facts.userId, facts.anonymousId, other}) {
            if (!text.isEmpty())
                m_texts.push_back(text);
        }
    }
    m_numbers.resize(m_texts.size());
    m_pool->intern(m_texts, m_numbers);

    m_pairs.clear();
    auto number = m_numbers.cbegin();
    for (ReadCall &read : calls) {
        m_history.expectSeen(read.digest);
        const CallFacts &facts = read.facts;
        const auto numberOf = [&](QByteArrayView text) { return text.isEmpty() ? StringId(0) : *number++; };
        read.names.name = numberOf(facts.name);
        read.names.user = numberOf(facts.userId);
        read.names.anonymous = numberOf(facts.anonymousId);
        read.names.other = numberOf(facts.type == CallType::Alias ? facts.previousId : facts.groupId);
        m_pairs.push_back({read.names.user, read.names.anonymous});
    }
    m_identity.expect(m_pairs);
}

void Assessor::conclude(
    quint32 seq, const ReadCall &read, const CheckContext &context, StoredCall &stored, CheckResult &result)
{
    const HistoryRules::Outcome history =
        m_history.add(seq, read.facts, read.digest, context.receivedAt, result);

    CallRow &row = stored.row;
    fillRow(read, context, result, row);
    row.retryOf = history.retryOf;
    if (history.otherBody)
        row.flags |= CallRow::DuplicateBody;
    addIdentity(seq, read, row, result);
    count(result, row);
    row.ingest = result.ingest;
    stored.ingestRule = result.ingestRule;
    stored.specEvent = specEventOf(result.event);
}

/// Interned once per event instead of once per call.
StringId Assessor::specEventOf(int event)
{
    if (event < 0)
        return 0;
    const auto index = static_cast<std::size_t>(event);
    if (m_specEvents.empty())
        m_specEvents.resize(m_checker->catalogue().events.size());
    if (m_specEvents[index] == 0)
        m_specEvents[index] = m_pool->intern(m_checker->catalogue().events[index].id);
    return m_specEvents[index];
}

void Assessor::fillRow(
    const ReadCall &read, const CheckContext &context, const CheckResult &result, CallRow &row) const
{
    const CallFacts &facts = read.facts;
    const auto usable = [&](StringId number, QByteArrayView pointer) {
        return number == 0 || isBlocked(result, pointer) ? StringId(0) : number;
    };
    row.receivedAt = context.receivedAt;
    row.eventTime = facts.eventTime(context.receivedAt);
    row.type = facts.type;
    const ReadCall::Names &names = read.names;
    row.name = names.name;
    row.user = usable(names.user, "/userId");
    row.anonymous = usable(names.anonymous, "/anonymousId");
    row.other = facts.type == CallType::Alias ? usable(names.other, "/previousId") : names.other;
    row.size = static_cast<quint32>(read.view.raw().size());
    row.flags = 0;
    if (!read.view.isObject())
        row.flags |= CallRow::Unreadable;
    if (hasNearMissName(result))
        row.flags |= CallRow::NearMissName;
}

void Assessor::addIdentity(quint32 seq, const ReadCall &read, CallRow &row, CheckResult &result)
{
    const IdentityInput input = identityInput(row, seq);
    std::vector<quint32> conflicts = m_identity.add(input);
    IdentityFacts facts = IdentityFacts::of(read.view, row.type, row.user, row.name);
    if (row.user == 0 && isFound(result, "/userId"))
        facts.numericUser = numericUserOf(read.view);
    if (IdentityHints::wantsDevice(m_identity))
        readDevice(read.view, facts);
    m_hints.add(m_identity, input, facts, conflicts);
    for (const quint32 index : conflicts) {
        const IdentityConflict &conflict = m_identity.conflicts()[index];
        result.findings.push_back(identityFinding(conflict, m_identity, *m_pool, row.type,
            {.email = emailOf(read.view), .isNumber = numericUserOf(read.view) != 0}));
        if (!isHint(conflict.rule))
            row.flags |= CallRow::IdentityConflict;
    }
}

void Assessor::clear()
{
    m_history.clear();
    m_identity.clear();
    m_hints.clear();
}

} // namespace spectap
