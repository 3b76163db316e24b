// SPDX-License-Identifier: MIT
#include "model/spec/plan/plantables.h"

#include "model/spec/plan/decimal.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

std::size_t index(CallType type)
{
    return static_cast<std::size_t>(type);
}

/// The version the sender says the event has, -1: none, or no whole number.
qint64 eventVersion(const CallView &call)
{
    const quint32 protocols = call.contextField("protocols");
    if (protocols == None || (*call.tape)[protocols].kind != JsonKind::Object)
        return -1;
    const quint32 version = call.tape->find(protocols, "event_version");
    if (version == None || (*call.tape)[version].kind != JsonKind::Number)
        return -1;
    constexpr double Most = 1e9;
    const double value = call.tape->raw(version).toByteArray().toDouble();
    const bool whole = Decimal::parse(call.tape->raw(version)).isInteger() && value >= 0 && value <= Most;
    return whole ? static_cast<qint64>(value) : -1;
}

} // namespace

QByteArray planReference(const TrackingPlan &plan, const QByteArray &pointer)
{
    return "plan:" + plan.name + '#' + pointer;
}

PlanTables::PlanTables(std::vector<TrackingPlan> plans)
    : m_plans(std::move(plans))
{
    for (const TrackingPlan &plan : m_plans)
        add(plan);
    m_eventNames.build(m_events);
}

void PlanTables::add(const TrackingPlan &plan)
{
    for (const PlanRule &rule : plan.rules) {
        Indexes &indexes = m_byName[index(rule.call)];
        if (indexes.empty() || indexes.back().plan != &plan) {
            indexes.emplace_back();
            indexes.back().plan = &plan;
        }
        Index &own = indexes.back();
        const auto known = std::find(own.names.begin(), own.names.end(), QByteArrayView(rule.name));
        const auto number = static_cast<std::size_t>(known - own.names.begin());
        if (known == own.names.end()) {
            own.names.emplace_back(rule.name);
            own.versions.emplace_back();
            if (rule.call == CallType::Track)
                m_events.emplace_back(rule.name);
        }
        own.versions[number].rules.push_back(&rule);
    }
    for (Indexes &indexes : m_byName) {
        if (indexes.empty() || indexes.back().plan != &plan)
            continue;
        indexes.back().keys.build(indexes.back().names);
        for (Versions &versions : indexes.back().versions) {
            std::sort(versions.rules.begin(), versions.rules.end(),
                [](const PlanRule *a, const PlanRule *b) { return a->version < b->version; });
        }
    }
}

/// The version that the call names; the oldest where it names none, or one that the plan does not have.
const PlanRule *PlanTables::pick(const Versions &versions, const CallView &call)
{
    if (versions.rules.size() > 1) {
        const qint64 wanted = eventVersion(call);
        for (const PlanRule *rule : versions.rules) {
            if (rule->version == wanted)
                return rule;
        }
    }
    return versions.rules.front();
}

PlanMatch PlanTables::match(const CallView &call) const
{
    PlanMatch match;
    if (!call.isObject())
        return match;
    match.type = call.type();
    if (match.type == CallType::Unknown || match.type == CallType::Alias) // plans do not cover alias
        return match;
    const auto named = [&](CallType type, QByteArrayView name) {
        for (const Index &plan : m_byName[index(type)]) {
            const int number = plan.keys.find(name);
            if (number < 0)
                continue;
            match.rules.push_back({plan.plan, pick(plan.versions[static_cast<std::size_t>(number)], call)});
            match.planned = match.planned || type != CallType::Unknown;
        }
    };
    const bool track = match.type == CallType::Track;
    const quint32 nameNode = call.own(track ? "event" : "name");
    const bool hasName = nameNode != None && (*call.tape)[nameNode].kind == JsonKind::String;
    const QByteArrayView name = hasName ? call.tape->string(nameNode) : QByteArrayView();
    if (track) {
        match.event = name;
        if (!name.isEmpty())
            named(match.type, name);
        match.unplanned = !name.isEmpty() && !match.planned && !m_events.empty();
    } else {
        named(match.type, {});
        if (!name.isEmpty())
            named(match.type, name);
    }
    named(CallType::Unknown, {});
    return match;
}

PlanPlace PlanPlace::root(const PlanMatch &match)
{
    PlanPlace place;
    for (const PlanMatch::Rule &source : match.rules) {
        const PlanShape *shape = &source.rule->shapes->root();
        if (source.rule->wholeCall)
            place.m_at.push_back({shape, source, nullptr, {}});
        else
            place.m_at.push_back({nullptr, source, shape, propertiesKey(source.rule->call)});
    }
    return place;
}

PlanPlace PlanPlace::member(QByteArrayView key) const
{
    PlanPlace next;
    for (const At &at : m_at) {
        if (at.alone) {
            if (at.only == key)
                next.m_at.push_back({at.alone, at.source, nullptr, {}});
            continue;
        }
        const PlanMember *known = at.shape ? at.shape->find(key) : nullptr;
        if (!known)
            continue;
        if (!next.m_member) {
            next.m_member = known;
            next.m_source = at.source;
        }
        if (known->shape)
            next.m_at.push_back({known->shape, at.source, nullptr, {}});
    }
    return next;
}

PlanPlace PlanPlace::item() const
{
    PlanPlace next;
    for (const At &at : m_at) {
        if (at.shape && at.shape->items)
            next.m_at.push_back({at.shape->items, at.source, nullptr, {}});
    }
    return next;
}

bool PlanPlace::lists() const
{
    return std::any_of(m_at.begin(), m_at.end(), [](const At &at) { return at.shape && at.shape->lists; });
}

bool PlanPlace::plans(QByteArrayView key) const
{
    return std::any_of(
        m_at.begin(), m_at.end(), [&](const At &at) { return at.shape && at.shape->plans(key); });
}

bool PlanPlace::names(QByteArrayView key) const
{
    return std::any_of(m_at.begin(), m_at.end(),
        [&](const At &at) { return at.shape && (at.shape->find(key) || at.shape->namesByPattern(key)); });
}

QByteArray PlanPlace::similar(QByteArrayView key) const
{
    for (const At &at : m_at) {
        const NameIndex::Match like = at.shape ? at.shape->names.find(key) : NameIndex::Match();
        if (like.likeness != NameIndex::Likeness::None)
            return at.shape->members[static_cast<std::size_t>(like.name)].key;
    }
    return {};
}

QByteArray PlanPlace::reference() const
{
    if (!m_member)
        return {};
    return planReference(*m_source.plan, m_source.rule->pointer + m_member->pointer);
}

const std::vector<PlanMember> *PlanPlace::members() const
{
    for (const At &at : m_at) {
        if (at.shape && at.shape->lists)
            return &at.shape->members;
    }
    return nullptr;
}

} // namespace spectap
