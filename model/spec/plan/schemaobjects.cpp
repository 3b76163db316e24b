// SPDX-License-Identifier: MIT
// Objects, and schemas made of schemas.
#include "model/spec/callcheck.h"
#include "model/spec/checkvalues.h"
#include "model/spec/lastkeys.h"
#include "model/spec/plan/schemaevaluator.h"
#include "model/support/jsontext.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

/// The types that a schema and all it consists of allow; TypeAny when it does not say, or says it in more
/// words than are worth reading.
class AllowedTypes
{
public:
    explicit AllowedTypes(const SchemaTables &tables)
        : m_tables(tables)
    {
    }

    JsonTypes of(SchemaId id)
    {
        if (id == NoSchema || --m_budget < 0)
            return TypeAny;
        const SchemaNode &node = m_tables.node(id);
        if (node.kind == SchemaNode::Kind::Ref)
            return of(node.ref);
        JsonTypes types = node.hasType ? node.types : JsonTypes(TypeAny);
        for (const SchemaId part : node.allOf)
            types &= of(part);
        for (const auto *choices : {&node.anyOf, &node.oneOf}) {
            JsonTypes any = choices->empty() ? JsonTypes(TypeAny) : JsonTypes(0);
            for (const SchemaId choice : *choices)
                any |= of(choice);
            types &= any;
        }
        return types;
    }

private:
    const SchemaTables &m_tables;
    int m_budget = 200;
};

} // namespace

QByteArray schemaTypeWords(const SchemaTables &tables, SchemaId id)
{
    const JsonTypes types = AllowedTypes(tables).of(id);
    return types == TypeAny || types == 0 ? QByteArray() : typeNames(types);
}

std::vector<SchemaEvaluator::Field> SchemaEvaluator::fieldsOf(const Value &value) const
{
    std::vector<Field> fields;
    fields.reserve(m_tape[value.node].children);
    const bool batch = value.shared != None && m_tape[value.shared].kind == JsonKind::Object;
    const auto sharedOf = [&](QByteArrayView key) {
        const bool merges = value.root && batch && (key == "context" || key == "integrations");
        return merges ? m_tape.find(value.shared, key) : None;
    };
    LastKeys own(m_tape, value.node);
    for (quint32 child = value.node + 1; child < m_tape[value.node].next; child = m_tape[child].next) {
        const QByteArrayView key = m_tape.key(child);
        if (!own.isLast(child, key))
            continue;
        const quint32 shared = sharedOf(key);
        const bool useShared = m_tape[child].kind == JsonKind::Null && shared != None;
        fields.push_back({key, {useShared ? shared : child, useShared ? None : shared}});
    }
    if (!batch)
        return fields;
    LastKeys siblings(m_tape, value.shared);
    for (quint32 child = value.shared + 1; child < m_tape[value.shared].next; child = m_tape[child].next) {
        const QByteArrayView key = m_tape.key(child);
        if ((!value.root || isSharedField(key)) && own.last(key) == None && siblings.isLast(child, key))
            fields.push_back({key, {child}});
    }
    return fields;
}

bool SchemaEvaluator::checkObject(
    const SchemaNode &node, const ObjectRules &rules, const Value &value, Errors *errors)
{
    const std::vector<Field> fields = fieldsOf(value);
    bool good = true;
    for (const SchemaCount &bound : rules.counts) {
        const auto count = static_cast<qint64>(fields.size());
        const bool least = bound.keyword == SchemaKeyword::MinProperties;
        if (least ? count >= bound.value : count <= bound.value)
            continue;
        good = false;
        if (errors)
            fail(errors, node, bound.keyword, pointerOf(value),
                QByteArray(least ? "at least " : "at most ") +
                    amount(static_cast<double>(bound.value), "properties"),
                amount(static_cast<double>(count), "properties"));
    }
    for (const Field &field : fields) {
        if (!checkMember(node, rules, field, errors)) {
            good = false;
            if (!errors)
                return false;
        }
    }
    std::vector<QByteArrayView> keys; // sorted once where many names are asked for
    constexpr std::size_t Few = 8;
    if (rules.required.size() > Few) {
        for (const Field &field : fields)
            keys.push_back(field.key);
        std::sort(keys.begin(), keys.end());
    }
    for (const QByteArray &key : rules.required) {
        const bool sent = keys.empty() ? std::any_of(fields.begin(), fields.end(),
                                             [&](const Field &field) { return field.key == key; })
                                       : std::binary_search(keys.begin(), keys.end(), QByteArrayView(key));
        if (sent)
            continue;
        good = false;
        if (!errors)
            return false;
        fail(errors, node, SchemaKeyword::Required, pointerJoin(pointerOf(value), key),
            typesOf(m_tables, rules, key), {});
    }
    if ((good || errors) && !rules.dependencies.empty())
        good = checkDependencies(node, rules, value, fields, errors) && good;
    return good;
}

QByteArray SchemaEvaluator::typesOf(
    const SchemaTables &tables, const ObjectRules &rules, QByteArrayView key) const
{
    const int property = rules.keys.find(key);
    return property < 0
               ? QByteArray()
               : schemaTypeWords(tables, rules.properties[static_cast<std::size_t>(property)].second);
}

bool SchemaEvaluator::checkMember(
    const SchemaNode &node, const ObjectRules &rules, const Field &field, Errors *errors)
{
    bool good = true;
    bool known = false;
    if (const int property = rules.keys.find(field.key); property >= 0) {
        known = true;
        good = apply(rules.properties[static_cast<std::size_t>(property)].second, field.value, errors);
    }
    for (const auto &[pattern, schema] : rules.patterns) {
        if (!matches(pattern, field.key, node, field.value))
            continue;
        known = true;
        good = apply(schema, field.value, errors) && good;
    }
    if (!known && rules.additional != NoSchema) {
        if (m_tables.node(rules.additional).kind == SchemaNode::Kind::Never) {
            good = false;
            if (errors)
                fail(errors, node, SchemaKeyword::AdditionalProperties, pointerOf(field.value), {},
                    shortened(field.key));
        } else {
            good = apply(rules.additional, field.value, errors) && good;
        }
    }
    if (rules.names == NoSchema)
        return good;
    // A name is judged as the string it is.
    JsonTape tape;
    const QByteArray text = jsonString(field.key);
    if (tape.parse(text))
        return good;
    const SchemaInstance name{tape, 0};
    SchemaEvaluator inner(m_tables, name);
    inner.m_depth = m_depth;
    inner.m_steps = m_steps;
    inner.m_patternTime = m_patternTime;
    const bool fits = inner.apply(rules.names, {0}, nullptr);
    m_steps = inner.m_steps;
    m_patternTime = inner.m_patternTime;
    if (!inner.m_gaveUp.empty())
        giveUp(node, field.value, SchemaKeyword::PropertyNames, inner.m_gaveUp.front().expected);
    if (!fits) {
        good = false;
        if (errors)
            fail(errors, node, SchemaKeyword::PropertyNames, pointerOf(field.value),
                "a name that fits the plan", shortened(field.key));
    }
    return good;
}

bool SchemaEvaluator::checkDependencies(const SchemaNode &node, const ObjectRules &rules, const Value &value,
    const std::vector<Field> &fields, Errors *errors)
{
    const auto sent = [&](const QByteArray &key) {
        return std::any_of(
            fields.begin(), fields.end(), [&](const Field &field) { return field.key == key; });
    };
    bool good = true;
    for (const SchemaDependency &dependency : rules.dependencies) {
        if (!sent(dependency.key))
            continue;
        for (const QByteArray &key : dependency.required) {
            if (sent(key))
                continue;
            good = false;
            if (errors)
                fail(errors, node, SchemaKeyword::Dependencies, pointerJoin(pointerOf(value), key),
                    typesOf(m_tables, rules, key), {});
        }
        if (dependency.schema != NoSchema && (good || errors))
            good = apply(dependency.schema, value, errors) && good;
    }
    return good;
}

bool SchemaEvaluator::checkCombined(const SchemaNode &node, const Value &value, Errors *errors)
{
    bool good = true;
    for (const SchemaId part : node.allOf) {
        if (!apply(part, value, errors)) {
            good = false;
            if (!errors)
                return false;
        }
    }
    if (!node.anyOf.empty() && (good || errors))
        good = checkAnyOf(node, value, errors) && good;
    if (!node.oneOf.empty() && (good || errors))
        good = checkOneOf(node, value, errors) && good;
    if (node.notSchema != NoSchema && apply(node.notSchema, value, nullptr) && !m_stopped)
        good = failValue(errors, node, SchemaKeyword::Not, value, "anything but this");
    if (node.ifSchema != NoSchema && (good || errors)) {
        const SchemaId then = apply(node.ifSchema, value, nullptr) ? node.thenSchema : node.elseSchema;
        if (then != NoSchema)
            good = apply(then, value, errors) && good;
    }
    return good;
}

bool SchemaEvaluator::checkAnyOf(const SchemaNode &node, const Value &value, Errors *errors)
{
    const bool good = std::any_of(
        node.anyOf.begin(), node.anyOf.end(), [&](SchemaId choice) { return apply(choice, value, nullptr); });
    if (!good && errors)
        explain(node, node.anyOf, SchemaKeyword::AnyOf, value, *errors);
    return good;
}

bool SchemaEvaluator::checkOneOf(const SchemaNode &node, const Value &value, Errors *errors)
{
    const auto fitting = std::count_if(
        node.oneOf.begin(), node.oneOf.end(), [&](SchemaId choice) { return apply(choice, value, nullptr); });
    if (fitting == 1 || m_stopped)
        return true;
    if (fitting > 1)
        return failValue(errors, node, SchemaKeyword::OneOf, value,
            "exactly one of " + QByteArray::number(node.oneOf.size()) + " forms; it has " +
                QByteArray::number(fitting));
    if (errors)
        explain(node, node.oneOf, SchemaKeyword::OneOf, value, *errors);
    return false;
}

/// No choice fits. Often all want another type, or one has the right type and is nearly met: that says more
/// than "none of three".
void SchemaEvaluator::explain(const SchemaNode &node, const std::vector<SchemaId> &choices,
    SchemaKeyword keyword, const Value &value, Errors &errors)
{
    JsonTypes wanted = 0;
    std::vector<SchemaId> ofType;
    for (const SchemaId choice : choices) {
        const JsonTypes types = AllowedTypes(m_tables).of(choice);
        wanted |= types;
        if (hasType(types, m_tape, value.node))
            ofType.push_back(choice);
    }
    if (ofType.empty())
        failValue(
            &errors, node, SchemaKeyword::Type, value, typeNames(wanted == 0 ? JsonTypes(TypeAny) : wanted));
    else if (ofType.size() == 1)
        apply(ofType.front(), value, &errors);
    else
        failValue(&errors, node, keyword, value, "one of " + QByteArray::number(choices.size()) + " forms");
}

} // namespace spectap
