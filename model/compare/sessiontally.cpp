// SPDX-License-Identifier: MIT
#include "model/compare/sessiontally.h"

#include "model/spec/lastkeys.h"
#include "model/spec/pointerpattern.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr Micros Minute = Micros(60) * 1'000'000;

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

} // namespace

SessionTally::SessionTally() = default;

EventTally *SessionTally::eventOf(const TalliedCall &call)
{
    m_key.assign(1, static_cast<char>(call.type));
    m_key.append(call.name.data(), static_cast<std::size_t>(call.name.size()));
    const auto known = m_eventOf.find(m_key);
    if (known != m_eventOf.end())
        return &m_events[known->second];
    if (m_events.size() >= MaxEvents) {
        ++m_unlisted;
        return nullptr;
    }
    m_eventOf.emplace(m_key, m_events.size());
    EventTally &event = m_events.emplace_back();
    event.type = call.type;
    event.name = call.name.toByteArray();
    event.firstSeq = call.seq;
    return &event;
}

SourceTally *SessionTally::sourceOf(const TalliedCall &call, const CallFacts &facts)
{
    m_key.assign(facts.libraryName.data(), static_cast<std::size_t>(facts.libraryName.size()));
    auto known = m_sourceOf.find(m_key);
    if (known == m_sourceOf.end()) {
        if (m_sources.size() >= MaxSources) {
            ++m_unlisted;
            return nullptr;
        }
        known = m_sourceOf.emplace(m_key, m_sources.size()).first;
        m_sources.emplace_back().library = facts.libraryName.toByteArray();
    }
    SourceTally &source = m_sources[known->second];
    ++source.calls;
    const QByteArrayView writeKey = facts.writeKey.isEmpty() ? call.writeKey : facts.writeKey;
    for (const auto &[text, counts] :
        {std::pair(facts.libraryVersion, &source.versions), std::pair(writeKey, &source.writeKeys)}) {
        if (!text.isEmpty() && counts->size() < MaxSources)
            ++(*counts)[text.toByteArray()];
    }
    return &source;
}

void SessionTally::add(const TalliedCall &call)
{
    ++m_calls;
    ++m_worst[static_cast<std::size_t>(call.worst)];
    if (!call.call || !call.call->isObject()) {
        ++m_unreadable;
        return;
    }
    if (call.time != NoTime) {
        m_firstTime = m_firstTime == NoTime ? call.time : std::min(m_firstTime, call.time);
        m_lastTime = std::max(m_lastTime, call.time);
    }
    const CallFacts facts = CallFacts::of(*call.call);
    SourceTally *source = sourceOf(call, facts);
    EventTally *event = eventOf(call);
    if (!event || !source)
        return;
    ++event->calls;
    ++event->worst[static_cast<std::size_t>(call.worst)];
    addRules(*event, call);
    addMinute(*event, call.time);
    addPerson(call, facts, *event);
    addFields(*event, *source, call);
}

void SessionTally::addRules(EventTally &event, const TalliedCall &call)
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
            if (event.rules.size() >= SentFields::MaxMembers) {
                ++m_unlisted;
                continue;
            }
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

void SessionTally::addMinute(EventTally &event, Micros time)
{
    if (time == NoTime)
        return;
    const auto minute = static_cast<std::size_t>(std::max<Micros>(0, time - m_firstTime) / Minute);
    if (minute >= MaxMinutes)
        return;
    if (event.minutes.size() <= minute)
        event.minutes.resize(minute + 1);
    ++event.minutes[minute];
}

void SessionTally::addPerson(const TalliedCall &call, const CallFacts &facts, const EventTally &event)
{
    const auto number = [this](QByteArrayView text) { return text.isEmpty() ? 0 : m_ids.intern(text); };
    IdentityInput input;
    input.seq = call.seq;
    input.type = call.type;
    input.user = number(facts.userId);
    input.anonymous = number(facts.anonymousId);
    input.previous = number(facts.previousId);
    if (input.user == 0 && input.anonymous == 0)
        return;
    (void)m_people.add(input);
    m_steps.push_back({input.user, input.anonymous, static_cast<quint32>(&event - m_events.data())});
}

void SessionTally::addFields(EventTally &event, SourceTally &source, const TalliedCall &call)
{
    const CallView &view = *call.call;
    const JsonTape &tape = *view.tape;
    const auto number = static_cast<quint16>(&source - m_sources.data());
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

void SessionTally::finish()
{
    std::unordered_map<quint32, int> last; // by person
    std::vector<std::map<int, quint32>> before(m_events.size());
    for (const Step &step : m_steps) {
        int &earlier =
            last.try_emplace(m_people.profileOf(step.user, step.anonymous), BeforeTally::First).first->second;
        ++before[step.event][earlier];
        earlier = static_cast<int>(step.event);
    }
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        m_events[i].before.clear();
        for (const auto &[event, calls] : before[i])
            m_events[i].before.push_back({event, calls});
        std::stable_sort(m_events[i].before.begin(), m_events[i].before.end(),
            [](const BeforeTally &a, const BeforeTally &b) { return a.calls > b.calls; });
    }
}

const EventTally &SessionTally::event(int index) const
{
    static const EventTally none;
    return index < 0 ? none : m_events[static_cast<std::size_t>(index)];
}

const SourceTally &SessionTally::source(int index) const
{
    static const SourceTally none;
    return index < 0 ? none : m_sources[static_cast<std::size_t>(index)];
}

quint64 SessionTally::unlisted() const
{
    quint64 sum = m_unlisted;
    for (const EventTally &event : m_events)
        sum += event.fields.unlisted();
    for (const SourceTally &source : m_sources)
        sum += source.fields.unlisted();
    return sum;
}

} // namespace spectap
