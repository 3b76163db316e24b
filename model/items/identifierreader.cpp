// SPDX-License-Identifier: MIT
#include "model/items/identifierreader.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

std::vector<QByteArray> segments(const QByteArray &path)
{
    const QByteArrayList parts = path.split('.');
    return {parts.begin(), parts.end()};
}

quint32 nodeAt(const CallView &call, const std::vector<QByteArray> &path)
{
    const bool inContext = path.size() > 1 && path[0] == "context";
    quint32 node = inContext ? call.contextField(path[1]) : call.field(path[0]);
    for (std::size_t i = inContext ? 2 : 1; i < path.size() && node != None; ++i)
        node = call.tape->find(node, path[i]);
    return node;
}

/// A text, or a number as it was written; ids are sent as both.
QByteArrayView valueAt(const CallView &call, quint32 node)
{
    if (node == None)
        return {};
    const JsonKind kind = (*call.tape)[node].kind;
    return kind == JsonKind::String || kind == JsonKind::Number ? call.tape->string(node) : QByteArrayView();
}

quint32 quota(const Catalogue &catalogue, QByteArrayView name, quint32 preset)
{
    const auto found = std::find_if(catalogue.quotas.begin(), catalogue.quotas.end(),
        [&](const QuotaSpec &quota) { return quota.name == name; });
    return found == catalogue.quotas.end() ? preset : static_cast<quint32>(found->value);
}

} // namespace

IdentifierReader::IdentifierReader(const Catalogue &catalogue, StringPool &strings)
    : m_blocked(catalogue.blockedIds)
    , m_strings(strings)
{
    m_policy.mergesPerProfile = quota(catalogue, "identityMerges", m_policy.mergesPerProfile);
    m_policy.mappingsPerProfile = quota(catalogue, "identityMappings", m_policy.mappingsPerProfile);
    for (const IdentifierSpec &identifier : catalogue.identifiers) {
        if (identifier.name == "group_id")
            continue;
        const quint8 type = m_policy.typeNamed(identifier.name, static_cast<quint32>(identifier.limit),
            static_cast<quint32>(identifier.priority.value_or(0)));
        if (type >= UnifyPolicy::MaxTypes || identifier.name == "user_id" ||
            identifier.name == "anonymous_id")
            continue;
        for (const IdentifierSpec::Source &from : identifier.from) {
            Source source{type, segments(from.path), {}};
            for (const IdentifierSpec::Condition &condition : from.where)
                source.where.emplace_back(segments(condition.path), condition.value);
            m_sources.push_back(std::move(source));
        }
    }
    m_policy.userType = m_policy.typeNamed("user_id", 1, 1);
    m_policy.anonymousType = m_policy.typeNamed("anonymous_id");
}

std::vector<ExternalId> IdentifierReader::read(const CallView &call, CallType type)
{
    std::vector<ExternalId> found;
    if (!call.tape || !call.isObject())
        return found;
    for (const Source &source : m_sources) {
        // The traits of a group are no user's.
        if (source.path.front() == "traits" && type == CallType::Group)
            continue;
        const bool holds = std::all_of(source.where.begin(), source.where.end(), [&](const auto &condition) {
            const quint32 node = nodeAt(call, condition.first);
            return node != None && call.tape->raw(node) == condition.second;
        });
        if (holds)
            add(found, source.type, valueAt(call, nodeAt(call, source.path)));
    }
    addCustom(found, call);
    return found;
}

/// context.externalIds: [{"id": …, "type": …, "collection": "users", "encoding": "none"}]
void IdentifierReader::addCustom(std::vector<ExternalId> &found, const CallView &call)
{
    const quint32 list = call.contextField("externalIds");
    if (list == None || (*call.tape)[list].kind != JsonKind::Array)
        return;
    const JsonTape &tape = *call.tape;
    for (quint32 node = list + 1; node < tape[list].next; node = tape[node].next) {
        const auto member = [&](QByteArrayView name) { return valueAt(call, tape.find(node, name)); };
        const QByteArrayView type = member("type");
        const QByteArrayView collection = member("collection");
        if (!type.isEmpty() && (collection.isEmpty() || collection == "users"))
            add(found, m_policy.typeNamed(type), member("id"));
    }
}

void IdentifierReader::add(std::vector<ExternalId> &found, quint8 type, QByteArrayView value)
{
    if (value.isEmpty() || type >= UnifyPolicy::MaxTypes || type == m_policy.userType ||
        type == m_policy.anonymousType)
        return;
    const ExternalId id{type, m_strings.intern(value), m_blocked.contains(value)};
    if (std::find(found.begin(), found.end(), id) == found.end())
        found.push_back(id);
}

UnifyPolicy IdentifierReader::policy() const
{
    UnifyPolicy policy = m_policy;
    policy.rankTypes();
    return policy;
}

} // namespace spectap
