// SPDX-License-Identifier: MIT
#include "model/compare/sessiontallier.h"

#include "model/spec/lastkeys.h"
#include "model/spec/pointerpattern.h"

#include <QScopeGuard>

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr Micros Minute = Micros(60) * 1'000'000;
constexpr std::size_t MaxVersions = 100; ///< of a library, and write keys likewise

/// What the SDK puts into every call, whichever event it is.
bool isOfSource(QByteArrayView key)
{
    return key == "context" || key == "integrations" || key == "userId" || key == "anonymousId";
}

/// What an event is told apart by, or what only the request is about.
bool isNoField(QByteArrayView key)
{
    return key == "type" || key == "event" || key == "writeKey";
}

/// One more that came after `earlier`; the most frequent stay in front.
void addBefore(EventTally &event, int earlier)
{
    auto found = std::find_if(event.before.begin(), event.before.end(),
        [earlier](const BeforeTally &known) { return known.event == earlier; });
    if (found == event.before.end())
        found = event.before.insert(found, {earlier, 0});
    ++found->calls;
    while (found != event.before.begin() && (found - 1)->calls < found->calls) {
        std::iter_swap(found - 1, found);
        --found;
    }
}

} // namespace

EventTally *SessionTallier::eventOf(const TalliedCall &call)
{
    m_key.assign(1, static_cast<char>(call.type));
    m_key.append(call.name.data(), static_cast<std::size_t>(call.name.size()));
    const auto known = m_eventOf.find(m_key);
    if (known != m_eventOf.end())
        return &m_tally.m_events[known->second];
    if (m_tally.m_events.size() >= SessionTally::MaxEvents || call.name.size() > SentFields::MaxKey) {
        ++m_tally.m_unlisted;
        return nullptr;
    }
    m_eventOf.emplace(m_key, m_tally.m_events.size());
    EventTally &event = m_tally.m_events.emplace_back();
    event.type = call.type;
    event.name = call.name.toByteArray();
    event.firstSeq = call.seq;
    return &event;
}

SourceTally *SessionTallier::sourceOf(const TalliedCall &call, const CallFacts &facts)
{
    m_key.assign(facts.libraryName.data(), static_cast<std::size_t>(facts.libraryName.size()));
    auto known = m_sourceOf.find(m_key);
    if (known == m_sourceOf.end()) {
        if (m_tally.m_sources.size() >= SessionTally::MaxSources ||
            facts.libraryName.size() > SentFields::MaxKey) {
            ++m_tally.m_unlisted;
            return nullptr;
        }
        known = m_sourceOf.emplace(m_key, m_tally.m_sources.size()).first;
        m_tally.m_sources.emplace_back().library = facts.libraryName.toByteArray();
    }
    SourceTally &source = m_tally.m_sources[known->second];
    ++source.calls;
    const QByteArrayView writeKey = facts.writeKey.isEmpty() ? call.writeKey : facts.writeKey;
    for (const auto &[text, counts] :
        {std::pair(facts.libraryVersion, &source.versions), std::pair(writeKey, &source.writeKeys)}) {
        if (!text.isEmpty() && text.size() <= SentFields::MaxKey && counts->size() < MaxVersions)
            ++(*counts)[text.toByteArray()];
    }
    return &source;
}

void SessionTallier::add(const TalliedCall &call)
{
    ++m_tally.m_calls;
    ++m_tally.m_worst[static_cast<std::size_t>(call.worst)];
    if (!call.call || !call.call->isObject()) {
        ++m_tally.m_unreadable;
        return;
    }
    if (call.time != NoTime) {
        m_tally.m_firstTime =
            m_tally.m_firstTime == NoTime ? call.time : std::min(m_tally.m_firstTime, call.time);
        m_tally.m_lastTime = std::max(m_tally.m_lastTime, call.time);
    }
    const CallFacts facts = CallFacts::of(*call.call);
    SourceTally *source = sourceOf(call, facts);
    EventTally *event = eventOf(call);
    if (!event || !source)
        return;
    ++event->calls;
    ++event->worst[static_cast<std::size_t>(call.worst)];
    event->lost += call.lost ? 1U : 0U;
    addRules(*event, call);
    addMinute(*event, call.time);
    addPerson(call, facts, *event);
    addFields(*event, *source, call);
}

void SessionTallier::addRules(EventTally &event, const TalliedCall &call)
{
    for (const Finding &finding : call.findings) {
        if ((finding.rule == Rule::NameCase || finding.rule == Rule::NearMiss) && event.suggested.isEmpty() &&
            (finding.pointer == "/event" || finding.pointer == "/name"))
            event.suggested = finding.expected;
        const QByteArray pattern = pointerPattern(finding.pointer);
        auto rule = std::find_if(event.rules.begin(), event.rules.end(), [&](const RuleTally &known) {
            return known.rule == finding.rule && known.set == finding.set && known.pattern == pattern;
        });
        if (rule == event.rules.end()) {
            if (event.rules.size() >= SentFields::MaxMembers || m_rules >= SessionTally::MaxRules ||
                pattern.size() > SentFields::MaxKey) {
                ++m_tally.m_unlisted;
                continue;
            }
            ++m_rules;
            rule = event.rules.insert(rule, {finding.rule, finding.set, finding.severity, pattern, 0,
                                                call.seq, finding.expected, finding.actual});
        }
        // Items of one array say the same, one after the other: the call counts once.
        if (rule->lastSeq != call.seq) {
            rule->lastSeq = call.seq;
            ++rule->calls;
        }
        rule->severity = std::max(rule->severity, finding.severity);
    }
}

void SessionTallier::addMinute(EventTally &event, Micros time)
{
    if (time == NoTime)
        return;
    const auto minute = static_cast<std::size_t>(std::max<Micros>(0, time - m_tally.m_firstTime) / Minute);
    if (minute >= SessionTally::MaxMinutes)
        return;
    if (event.minutes.size() <= minute)
        event.minutes.resize(minute + 1);
    ++event.minutes[minute];
}

/// Who comes to be known as one person brings along the later of the calls that each had made.
void SessionTallier::addPerson(const TalliedCall &call, const CallFacts &facts, EventTally &event)
{
    const bool full = m_ids.size() >= SessionTally::MaxIds;
    const auto number = [this, full](QByteArrayView text) -> StringId {
        if (text.isEmpty() || text.size() > SentFields::MaxKey)
            return 0;
        return full ? m_ids.find(text) : m_ids.intern(text);
    };
    IdentityInput input;
    input.seq = call.seq;
    input.type = call.type;
    input.user = number(facts.userId);
    input.anonymous = number(facts.anonymousId);
    input.previous = number(facts.previousId);
    if (input.user == 0 && input.anonymous == 0)
        return;
    const std::array before{m_people.profileOf(input.user, 0), m_people.profileOf(0, input.anonymous),
        m_people.profileOf(input.previous, input.previous)};
    (void)m_people.add(input);
    m_tally.m_people = m_people.profileCount();
    const quint32 person = m_people.profileOf(input.user, input.anonymous);
    if (person == IdentityGraph::NoProfile)
        return;
    m_last.resize(std::max(m_last.size(), m_people.profiles().size()));
    Last last = m_last[person];
    for (const quint32 earlier : before) {
        if (earlier != IdentityGraph::NoProfile && m_people.resolve(earlier) == person &&
            m_last[earlier].seq > last.seq)
            last = m_last[earlier];
    }
    addBefore(event, last.event);
    m_last[person] = {static_cast<int>(&event - m_tally.m_events.data()), call.seq};
}

void SessionTallier::addFields(EventTally &event, SourceTally &source, const TalliedCall &call)
{
    const CallView &view = *call.call;
    const JsonTape &tape = *view.tape;
    const auto number = static_cast<quint16>(&source - m_tally.m_sources.data());
    const bool full = m_fields >= SessionTally::MaxFields;
    event.fields.setFull(full);
    source.fields.setFull(full);
    const auto fields = [&] { return event.fields.fields().size() + source.fields.fields().size(); };
    const std::size_t before = fields();
    const auto counted = qScopeGuard([&] { m_fields += fields() - before; });
    event.fields.addObject();
    source.fields.addObject();
    const auto add = [&](QByteArrayView key, quint32 node) {
        if (isOfSource(key))
            source.fields.add(0, key, tape, node, call.seq, number);
        else if (!isNoField(key))
            event.fields.add(0, key, tape, node, call.seq, number);
    };
    LastKeys keys(tape, view.node);
    for (quint32 child = view.node + 1; child < tape[view.node].next; child = tape[child].next) {
        const QByteArrayView key = tape.key(child);
        if (keys.isLast(child, key))
            add(key, child);
    }
    if (view.batch == JsonTape::None)
        return;
    for (const QByteArrayView key : SharedFields) { // what the batch says for all its calls
        const quint32 shared = tape.find(view.batch, key);
        if (shared == JsonTape::None)
            continue;
        const quint32 own = view.own(key);
        if (own == JsonTape::None) {
            add(key, shared);
        } else if (tape[own].kind == JsonKind::Object && tape[shared].kind == JsonKind::Object) {
            const int field = source.fields.child(0, key);
            for (quint32 inner = shared + 1; field > 0 && inner < tape[shared].next;
                 inner = tape[inner].next) {
                if (tape.find(own, tape.key(inner)) == JsonTape::None)
                    source.fields.add(field, tape.key(inner), tape, inner, call.seq, number);
            }
        }
    }
}

} // namespace spectap
