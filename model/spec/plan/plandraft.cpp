// SPDX-License-Identifier: MIT
#include "model/spec/plan/plandraft.h"

#include "model/call/isotime.h"
#include "model/spec/lastkeys.h"
#include "model/spec/plan/decimal.h"
#include "model/spec/plan/trackingplan.h"

#include <nlohmann/json.hpp>

#include <QHash>

#include <set>
#include <vector>

namespace spectap {

using Json = nlohmann::ordered_json;

namespace {

constexpr quint32 None = JsonTape::None;

constexpr int MaxDepth = 24;
/// An object with more names is a map from data to data: its names are left open.
constexpr std::size_t MaxNames = 300;
/// More values than this are no list of choices.
constexpr std::size_t MaxChoices = 6;
constexpr qsizetype MaxChoiceSize = 40;
/// Choices are believed when each came this often on average.
constexpr quint64 ChoiceRepeats = 5;
/// So many numbers without a fraction make it a whole number by nature, not by chance.
constexpr quint64 IntegersToBelieve = 10;

std::string text(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

bool isIdentifier(QByteArrayView key)
{
    return key.endsWith("id") || key.endsWith("Id") || key.endsWith("ID");
}

} // namespace

/// All that was seen of the values at one place.
struct DraftValue
{
    void add(const JsonTape &tape, quint32 node, int depth);
    void addString(QByteArrayView value);
    void addObject(const JsonTape &tape, quint32 node, int depth);
    [[nodiscard]] Json schema(QByteArrayView key, bool withRequired) const;

    struct Member
    {
        QByteArray key;
        std::unique_ptr<DraftValue> value;
    };

    [[nodiscard]] bool isChoice(QByteArrayView key) const;
    [[nodiscard]] Json types() const;

    quint64 seen = 0;
    quint64 nulls = 0, booleans = 0, integers = 0, fractions = 0, strings = 0, arrays = 0, objects = 0;
    bool allTimes = true;     ///< every string is an ISO 8601 time with a clock in it
    bool manyStrings = false; ///< more than MaxChoices, or long ones
    bool cut = false;         ///< not looked into: too deep, or too many names
    std::set<QByteArray> choices;
    std::vector<Member> members; ///< in the order they came
    QHash<QByteArray, std::size_t> byKey;
    std::unique_ptr<DraftValue> items;
};

void DraftValue::add(const JsonTape &tape, quint32 node, int depth)
{
    ++seen;
    switch (tape[node].kind) {
    case JsonKind::Null:
        ++nulls;
        break;
    case JsonKind::False:
    case JsonKind::True:
        ++booleans;
        break;
    case JsonKind::Number:
        ++(Decimal::parse(tape.raw(node)).isInteger() ? integers : fractions);
        break;
    case JsonKind::String:
        addString(tape.string(node));
        break;
    case JsonKind::Array:
        ++arrays;
        cut = cut || depth >= MaxDepth;
        if (!items)
            items = std::make_unique<DraftValue>();
        for (quint32 item = node + 1; item < tape[node].next && depth < MaxDepth; item = tape[item].next)
            items->add(tape, item, depth + 1);
        break;
    case JsonKind::Object:
        addObject(tape, node, depth);
        break;
    }
}

void DraftValue::addString(QByteArrayView value)
{
    ++strings;
    allTimes = allTimes && value.contains('T') && parseIsoTime(value).has_value();
    if (manyStrings)
        return;
    manyStrings = value.isEmpty() || value.size() > MaxChoiceSize;
    if (!manyStrings)
        choices.insert(value.toByteArray());
    manyStrings = manyStrings || choices.size() > MaxChoices;
    if (manyStrings)
        choices.clear();
}

void DraftValue::addObject(const JsonTape &tape, quint32 node, int depth)
{
    ++objects;
    cut = cut || depth >= MaxDepth;
    LastKeys siblings(tape, node);
    for (quint32 child = node + 1; child < tape[node].next && !cut; child = tape[child].next) {
        const QByteArrayView key = tape.key(child);
        if (!siblings.isLast(child, key))
            continue;
        QByteArray name = key.toByteArray();
        auto known = byKey.constFind(name);
        if (known == byKey.constEnd()) {
            if (members.size() >= MaxNames) {
                cut = true;
                members.clear();
                byKey.clear();
                return;
            }
            known = byKey.insert(name, members.size());
            members.push_back({std::move(name), std::make_unique<DraftValue>()});
        }
        members[*known].value->add(tape, child, depth + 1);
    }
}

bool DraftValue::isChoice(QByteArrayView key) const
{
    const bool onlyStrings = strings + nulls == seen;
    return onlyStrings && !manyStrings && !allTimes && choices.size() >= 2 && !isIdentifier(key) &&
           strings >= ChoiceRepeats * choices.size();
}

Json DraftValue::types() const
{
    Json types = Json::array();
    if (strings > 0)
        types.push_back("string");
    if (fractions > 0 || (integers > 0 && integers < IntegersToBelieve))
        types.push_back("number");
    else if (integers > 0)
        types.push_back("integer");
    if (booleans > 0)
        types.push_back("boolean");
    if (arrays > 0)
        types.push_back("array");
    if (objects > 0)
        types.push_back("object");
    if (nulls > 0)
        types.push_back("null");
    return types.size() == 1 ? Json(types[0]) : types;
}

Json DraftValue::schema(QByteArrayView key, bool withRequired) const
{
    Json out = Json::object();
    if (seen == 0 || seen == nulls)
        return out; // only nulls were seen: what it may be is not known
    out["type"] = types();
    if (isChoice(key)) {
        Json values = Json::array();
        for (const QByteArray &choice : choices)
            values.push_back(text(choice));
        if (nulls > 0)
            values.push_back(nullptr);
        out["enum"] = std::move(values);
    } else if (strings > 0 && allTimes) {
        out["format"] = "date-time";
    }
    if (items && items->seen > 0 && !cut)
        out["items"] = items->schema({}, true);
    if (objects == 0 || cut)
        return out;
    Json properties = Json::object();
    Json required = Json::array();
    for (const Member &member : members) {
        Json one = member.value->schema(member.key, true);
        one["description"] =
            "Seen in " + std::to_string(member.value->seen) + " of " + std::to_string(objects) + ".";
        properties.push_back({text(member.key), std::move(one)});
        if (withRequired && member.value->seen == objects)
            required.push_back(text(member.key));
    }
    out["properties"] = std::move(properties);
    if (!required.empty())
        out["required"] = std::move(required);
    return out;
}

PlanDraft::PlanDraft() = default;
PlanDraft::~PlanDraft() = default;

void PlanDraft::add(const CallView &call)
{
    ++m_calls;
    const CallType type = call.isObject() ? call.type() : CallType::Unknown;
    Key key{type, {}};
    if (type == CallType::Track) {
        const quint32 event = call.own("event");
        if (event != None && (*call.tape)[event].kind == JsonKind::String)
            key.second = call.tape->string(event).toByteArray();
    }
    const bool nameless = type == CallType::Track && key.second.isEmpty();
    const bool tooMany = m_rules.size() >= MaxEvents && m_rules.count(key) == 0;
    if (type == CallType::Unknown || type == CallType::Alias || nameless || tooMany) {
        ++m_passedOver;
        return;
    }
    std::unique_ptr<DraftValue> &rule = m_rules[key];
    if (!rule)
        rule = std::make_unique<DraftValue>();
    ++m_counts[key];
    if (const quint32 properties = call.own(propertiesKey(type)); properties != None)
        rule->add(*call.tape, properties, 0);
}

QByteArray PlanDraft::json(const QByteArray &name) const
{
    Json rules = Json::array();
    for (const auto &[key, properties] : m_rules) {
        const auto &[type, event] = key;
        const quint64 count = m_counts.at(key);
        // Libraries send only the traits that are new: what the first calls had is not required of the next.
        const bool traits = type == CallType::Identify || type == CallType::Group;
        const std::string part = text(propertiesKey(type));
        Json schema;
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["type"] = "object";
        schema["description"] = "Drafted from " + std::to_string(count) + (count == 1 ? " call." : " calls.");
        schema["properties"] = {
            {"context", Json::object()}, {"traits", Json::object()}, {"properties", Json::object()}};
        schema["properties"][part] = properties->schema({}, !traits);
        if (!traits && properties->seen == count)
            schema["required"] = Json::array({part});
        Json rule;
        rule["type"] = text(callTypeName(type).toByteArray().toUpper());
        if (type == CallType::Track)
            rule["key"] = text(event);
        rule["version"] = 1;
        rule["jsonSchema"] = std::move(schema);
        rules.push_back(std::move(rule));
    }
    Json plan;
    plan["name"] = text(name);
    plan["type"] = "LIVE";
    plan["rules"] = std::move(rules);
    return QByteArray::fromStdString(plan.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

} // namespace spectap
