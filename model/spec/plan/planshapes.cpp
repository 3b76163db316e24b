// SPDX-License-Identifier: MIT
#include "model/spec/plan/planshapes.h"

#include "model/spec/plan/schemaevaluator.h"
#include "model/spec/plan/trackingplan.h"

#include <algorithm>
#include <set>

namespace spectap {

bool PlanShape::namesByPattern(QByteArrayView key) const
{
    PatternTime time = PatternPatience;
    return std::any_of(patterns.begin(), patterns.end(), [&](const SchemaPattern *pattern) {
        return pattern->match(key, time) != SchemaPattern::Outcome::Differs;
    });
}

bool PlanShape::plans(QByteArrayView key) const
{
    return open || find(key) || namesByPattern(key);
}

PlanShapes::PlanShapes(std::shared_ptr<const JsonSchema> schema)
    : m_schema(std::move(schema))
    , m_tables(m_schema->tables())
{
    m_root = shapeOf({0});
    while (!m_waiting.empty()) {
        const auto [shape, group] = std::move(m_waiting.back());
        m_waiting.pop_back();
        fill(*shape, group);
    }
    m_known.clear();
}

/// `id` and every schema that may apply to the same value.
void PlanShapes::gather(SchemaId id, Group &out) const
{
    std::vector<SchemaId> open{id};
    std::set<SchemaId> seen(out.begin(), out.end());
    while (!open.empty()) {
        const SchemaId next = open.back();
        open.pop_back();
        if (next == NoSchema || !seen.insert(next).second)
            continue;
        out.push_back(next);
        const SchemaNode &node = m_tables.node(next);
        open.insert(open.end(), {node.ref, node.ifSchema, node.thenSchema, node.elseSchema});
        for (const auto *list : {&node.allOf, &node.anyOf, &node.oneOf})
            open.insert(open.end(), list->begin(), list->end());
        if (const ObjectRules *rules = m_tables.objectRules(node)) {
            for (const SchemaDependency &dependency : rules->dependencies)
                open.push_back(dependency.schema);
        }
    }
}

const PlanShape *PlanShapes::shapeOf(Group group)
{
    Group all;
    for (const SchemaId id : group)
        gather(id, all);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    if (const auto known = m_known.find(all); known != m_known.end())
        return known->second;
    if (m_shapes.size() >= MaxShapes)
        return nullptr;
    PlanShape *shape = &m_shapes.emplace_back();
    m_known.emplace(all, shape);
    m_waiting.emplace_back(shape, std::move(all));
    return shape;
}

void PlanShapes::fill(PlanShape &shape, const Group &group)
{
    std::vector<std::pair<QByteArray, Group>> named; // in the order of the plan
    std::map<QByteArray, std::size_t> places;
    std::set<QByteArray> required;
    Group items;
    for (const SchemaId id : group) {
        const SchemaNode &node = m_tables.node(id);
        if (const ArrayRules *rules = m_tables.arrayRules(node)) {
            items.insert(items.end(), rules->tuple.begin(), rules->tuple.end());
            for (const SchemaId part : {rules->items, rules->isTuple ? rules->additional : NoSchema}) {
                if (part != NoSchema)
                    items.push_back(part);
            }
        }
        const ObjectRules *rules = m_tables.objectRules(node);
        if (!rules)
            continue;
        const bool closed =
            rules->additional != NoSchema && m_tables.node(rules->additional).kind == SchemaNode::Kind::Never;
        shape.open = shape.open || (rules->additional != NoSchema && !closed);
        shape.lists = shape.lists || rules->namesMembers || closed;
        required.insert(rules->required.begin(), rules->required.end());
        for (const auto &[pattern, schema] : rules->patterns)
            shape.patterns.push_back(&m_tables.patterns[static_cast<std::size_t>(pattern)]);
        for (const auto &[key, schema] : rules->properties) {
            const auto [place, fresh] = places.emplace(key, named.size());
            if (fresh)
                named.emplace_back(key, Group());
            named[place->second].second.push_back(schema);
        }
    }
    if (!items.empty())
        shape.items = shapeOf(items);
    for (auto &[key, schemas] : named) {
        PlanMember member;
        member.key = key;
        member.required = required.count(key) > 0;
        member.types = schemaTypeWords(m_tables, schemas.front());
        member.description = m_tables.node(schemas.front()).description;
        member.pointer = m_tables.node(schemas.front()).pointer;
        member.shape = shapeOf(std::move(schemas));
        shape.members.push_back(std::move(member));
    }
    std::vector<QByteArrayView> keys;
    for (const PlanMember &member : shape.members)
        keys.emplace_back(member.key);
    shape.keys.build(keys);
    shape.names.build(keys);
}

std::vector<PlannedField> PlanRule::fields() const
{
    std::vector<PlannedField> out;
    struct Step
    {
        const PlanShape *shape;
        QByteArray path;
        int depth;
    };
    constexpr int MaxDepth = 8; // a schema that refers to itself has no end
    constexpr std::size_t MaxFields = 10'000;
    const PlanShape *start = &shapes->root();
    if (wholeCall) {
        const PlanMember *member = start->find(propertiesKey(call));
        start = member ? member->shape : nullptr;
    }
    std::vector<Step> open{{start, propertiesKey(call).toByteArray(), 0}};
    while (!open.empty() && out.size() < MaxFields) {
        const Step step = std::move(open.back());
        open.pop_back();
        if (!step.shape || step.depth > MaxDepth)
            continue;
        if (step.shape->items)
            open.push_back({step.shape->items, step.path + "[]", step.depth + 1});
        for (const PlanMember &member : step.shape->members) {
            out.push_back({step.path + '.' + member.key, member.types, member.required, member.description});
            open.push_back({member.shape, out.back().path, step.depth + 1});
        }
    }
    return out;
}

} // namespace spectap
