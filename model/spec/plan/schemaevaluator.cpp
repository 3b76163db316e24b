// SPDX-License-Identifier: MIT
#include "model/spec/plan/schemaevaluator.h"

#include "model/call/isotime.h"
#include "model/spec/checkvalues.h"
#include "model/spec/plan/canonicaljson.h"

#include <algorithm>

namespace spectap {

namespace {

/// More reasons on one value help nobody.
constexpr std::size_t MaxErrors = 1000;

bool hasSchemaType(JsonTypes types, const JsonTape &tape, quint32 node)
{
    const bool onlyInteger = (types & TypeNumber) == TypeInteger;
    if (tape[node].kind == JsonKind::Number && onlyInteger)
        return Decimal::parse(tape.raw(node)).isInteger();
    return hasType(types, tape, node);
}

QByteArray boundWords(const SchemaNumber &bound)
{
    switch (bound.keyword) {
    case SchemaKeyword::MultipleOf:
        return "a multiple of " + bound.text;
    case SchemaKeyword::Maximum:
        return "at most " + bound.text;
    case SchemaKeyword::ExclusiveMaximum:
        return "less than " + bound.text;
    case SchemaKeyword::Minimum:
        return "at least " + bound.text;
    default:
        return "more than " + bound.text;
    }
}

bool keeps(const SchemaNumber &bound, const Decimal &value)
{
    if (bound.keyword == SchemaKeyword::MultipleOf)
        return value.isMultipleOf(bound.value);
    const int order = value.compare(bound.value);
    switch (bound.keyword) {
    case SchemaKeyword::Maximum:
        return order <= 0;
    case SchemaKeyword::ExclusiveMaximum:
        return order < 0;
    case SchemaKeyword::Minimum:
        return order >= 0;
    default:
        return order > 0;
    }
}

} // namespace

SchemaEvaluator::SchemaEvaluator(const SchemaTables &tables, const SchemaInstance &instance)
    : m_tables(tables)
    , m_instance(instance)
    , m_tape(instance.tape)
{
}

bool SchemaEvaluator::run(std::vector<SchemaError> *errors)
{
    const bool good = apply(0, {m_instance.node, m_instance.batch, true}, errors);
    if (m_gaveUp.empty())
        return good;
    if (errors)
        errors->insert(errors->end(), m_gaveUp.begin(), m_gaveUp.end());
    return false;
}

QByteArray SchemaEvaluator::pointerOf(const Value &value) const
{
    const bool own = value.node >= m_instance.node && value.node < m_tape[m_instance.node].next;
    return m_tape.pointer(own ? m_instance.node : m_instance.batch, value.node);
}

bool SchemaEvaluator::fail(Errors *errors, const SchemaNode &node, SchemaKeyword keyword,
    const QByteArray &pointer, QByteArray expected, QByteArray actual)
{
    if (errors && errors->size() < MaxErrors && !m_stopped) {
        const QByteArray at = keyword == SchemaKeyword::False
                                  ? node.pointer
                                  : pointerJoin(node.pointer, schemaKeywordName(keyword));
        errors->push_back({pointer, at, keyword, std::move(expected), std::move(actual)});
    }
    return false;
}

bool SchemaEvaluator::failValue(
    Errors *errors, const SchemaNode &node, SchemaKeyword keyword, const Value &value, QByteArray expected)
{
    if (!errors)
        return false;
    return fail(errors, node, keyword, pointerOf(value), std::move(expected), shownValue(m_tape, value.node));
}

/// A value that cannot be judged counts as good where it stands, so that it makes no other complaints.
void SchemaEvaluator::giveUp(
    const SchemaNode &node, const Value &value, SchemaKeyword keyword, QByteArray why)
{
    constexpr std::size_t Enough = 20;
    if (m_gaveUp.size() < Enough)
        m_gaveUp.push_back({pointerOf(value), pointerJoin(node.pointer, schemaKeywordName(keyword)),
            SchemaKeyword::Work, std::move(why), {}});
}

bool SchemaEvaluator::apply(SchemaId id, const Value &value, Errors *errors)
{
    const SchemaNode &node = m_tables.node(id);
    switch (node.kind) {
    case SchemaNode::Kind::Any:
        return true;
    case SchemaNode::Kind::Never:
        return failValue(errors, node, SchemaKeyword::False, value, "nothing here");
    case SchemaNode::Kind::Ref:
    case SchemaNode::Kind::Rules:
        break;
    }
    if (m_stopped)
        return true;
    if (m_depth >= MaxDepth || ++m_steps > MaxSteps) {
        giveUp(node, value, SchemaKeyword::Work,
            m_depth >= MaxDepth ? "less nesting: it was not checked to its end"
                                : "less work: it was not checked to its end");
        m_stopped = true;
        return true;
    }
    ++m_depth;
    const bool good =
        node.kind == SchemaNode::Kind::Ref ? apply(node.ref, value, errors) : applyRules(node, value, errors);
    --m_depth;
    return good;
}

bool SchemaEvaluator::applyRules(const SchemaNode &node, const Value &value, Errors *errors)
{
    const JsonKind kind = m_tape[value.node].kind;
    if (node.hasType && !hasSchemaType(node.types, m_tape, value.node)) {
        failValue(errors, node, SchemaKeyword::Type, value, typeNames(node.types));
        return false; // of another type it breaks other rules too; the one reason is enough
    }
    bool good = checkValues(node, value, errors);
    if (node.scalar >= 0 && (good || errors)) {
        const ScalarRules &rules = m_tables.scalars[static_cast<std::size_t>(node.scalar)];
        if (kind == JsonKind::Number)
            good = checkNumber(node, rules, value, errors) && good;
        else if (kind == JsonKind::String)
            good = checkString(node, rules, value, errors) && good;
    }
    if (kind == JsonKind::Array && node.array >= 0 && (good || errors))
        good = checkArray(node, *m_tables.arrayRules(node), value, errors) && good;
    if (kind == JsonKind::Object && node.object >= 0 && (good || errors))
        good = checkObject(node, *m_tables.objectRules(node), value, errors) && good;
    if (good || errors)
        good = checkCombined(node, value, errors) && good;
    return good;
}

bool SchemaEvaluator::checkValues(const SchemaNode &node, const Value &value, Errors *errors)
{
    if (node.shownValues.isNull())
        return true;
    if (std::binary_search(node.values.begin(), node.values.end(), canonicalJson(m_tape, value.node)))
        return true;
    if (errors)
        fail(errors, node, node.isConst ? SchemaKeyword::Const : SchemaKeyword::Enum, pointerOf(value),
            node.shownValues, shortened(m_tape.raw(value.node)));
    return false;
}

bool SchemaEvaluator::checkNumber(
    const SchemaNode &node, const ScalarRules &rules, const Value &value, Errors *errors)
{
    if (rules.numbers.empty())
        return true;
    const Decimal number = Decimal::parse(m_tape.raw(value.node));
    bool good = true;
    for (const SchemaNumber &bound : rules.numbers) {
        if (!keeps(bound, number))
            good = failValue(errors, node, bound.keyword, value, boundWords(bound));
    }
    return good;
}

bool SchemaEvaluator::checkString(
    const SchemaNode &node, const ScalarRules &rules, const Value &value, Errors *errors)
{
    const QByteArrayView text = m_tape.string(value.node);
    bool good = true;
    for (const SchemaCount &bound : rules.lengths) {
        const qint64 length = characterCount(text);
        const bool least = bound.keyword == SchemaKeyword::MinLength;
        if (least ? length >= bound.value : length <= bound.value)
            continue;
        good = false;
        if (errors)
            fail(errors, node, bound.keyword, pointerOf(value),
                QByteArray(least ? "at least " : "at most ") +
                    amount(static_cast<double>(bound.value), "characters"),
                amount(static_cast<double>(length), "characters"));
    }
    if (rules.pattern >= 0 && !matches(rules.pattern, text, node, value)) {
        good = false;
        if (errors) {
            const SchemaPattern &pattern = m_tables.patterns[static_cast<std::size_t>(rules.pattern)];
            fail(errors, node, SchemaKeyword::Pattern, pointerOf(value), shortened(pattern.source()),
                shortened(m_tape.raw(value.node)));
        }
    }
    if (rules.format != SchemaFormat::None && !matchesSchemaFormat(rules.format, text)) {
        const bool loose = m_tables.planDialect && rules.format == SchemaFormat::DateTime;
        if (!loose || !parseIsoTime(text)) {
            good = false;
            if (errors)
                fail(errors, node, SchemaKeyword::Format, pointerOf(value), rules.formatName,
                    shortened(m_tape.raw(value.node)));
        }
    }
    return good;
}

bool SchemaEvaluator::matches(int pattern, QByteArrayView text, const SchemaNode &node, const Value &value)
{
    switch (m_tables.patterns[static_cast<std::size_t>(pattern)].match(text, m_patternTime)) {
    case SchemaPattern::Outcome::Matches:
        return true;
    case SchemaPattern::Outcome::Differs:
        return false;
    case SchemaPattern::Outcome::GaveUp:
        break;
    }
    giveUp(node, value, SchemaKeyword::Pattern,
        text.size() > SchemaPattern::MaxText
            ? "at most " + amount(static_cast<double>(SchemaPattern::MaxText), "characters") +
                  " where it has a pattern; it was not matched"
            : QByteArray("a pattern that takes less work; it was not matched"));
    return true;
}

bool SchemaEvaluator::checkArray(
    const SchemaNode &node, const ArrayRules &rules, const Value &value, Errors *errors)
{
    const JsonNode &array = m_tape[value.node];
    bool good = true;
    for (const SchemaCount &bound : rules.counts) {
        const bool least = bound.keyword == SchemaKeyword::MinItems;
        if (least ? array.children >= bound.value : array.children <= bound.value)
            continue;
        good = false;
        if (errors)
            fail(errors, node, bound.keyword, pointerOf(value),
                QByteArray(least ? "at least " : "at most ") +
                    amount(static_cast<double>(bound.value), "items"),
                amount(array.children, "items"));
    }
    if (rules.unique) {
        std::vector<QByteArray> seen;
        seen.reserve(array.children);
        for (quint32 item = value.node + 1; item < array.next; item = m_tape[item].next)
            seen.push_back(canonicalJson(m_tape, item));
        std::sort(seen.begin(), seen.end());
        if (std::adjacent_find(seen.begin(), seen.end()) != seen.end())
            good = failValue(errors, node, SchemaKeyword::UniqueItems, value, "items that all differ");
    }
    if (good || errors)
        good = checkItems(node, rules, value, errors) && good;
    return good;
}

bool SchemaEvaluator::checkItems(
    const SchemaNode &node, const ArrayRules &rules, const Value &value, Errors *errors)
{
    bool good = true;
    bool contained = rules.contains == NoSchema;
    std::size_t index = 0;
    for (quint32 item = value.node + 1; item < m_tape[value.node].next; item = m_tape[item].next, ++index) {
        SchemaId schema = rules.items;
        SchemaKeyword keyword = SchemaKeyword::Type;
        if (rules.isTuple) {
            schema = index < rules.tuple.size() ? rules.tuple[index] : rules.additional;
            keyword = SchemaKeyword::AdditionalItems;
        }
        if (schema != NoSchema) {
            const bool beyond = keyword == SchemaKeyword::AdditionalItems && index >= rules.tuple.size() &&
                                m_tables.node(schema).kind == SchemaNode::Kind::Never;
            if (beyond)
                good = failValue(errors, node, keyword, {item},
                    "at most " + amount(static_cast<double>(rules.tuple.size()), "items"));
            else if (!apply(schema, {item}, errors))
                good = false;
            if (!good && !errors)
                return false;
        }
        if (!contained)
            contained = apply(rules.contains, {item}, nullptr);
    }
    if (!contained)
        good = failValue(errors, node, SchemaKeyword::Contains, value, "an item that fits the plan");
    return good;
}

} // namespace spectap
