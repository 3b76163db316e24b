// SPDX-License-Identifier: MIT
// The keywords of a schema, read into tables.
#include "model/spec/checkvalues.h"
#include "model/spec/plan/canonicaljson.h"
#include "model/spec/plan/schemacompiler.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<QByteArrayView, JsonTypes>, 8> TypeWords{
    {{"null", TypeNull}, {"boolean", TypeBoolean}, {"integer", TypeInteger}, {"number", TypeNumber},
        {"string", TypeString}, {"array", TypeArray}, {"object", TypeObject}, {"any", TypeAny}}};

/// What is listed for people: more would be read by nobody.
constexpr qsizetype MaxShownValues = 400;

template <typename Rules> Rules &part(std::deque<Rules> &all, int &index)
{
    if (index < 0) {
        index = static_cast<int>(all.size());
        all.emplace_back();
    }
    return all[static_cast<std::size_t>(index)];
}

constexpr std::array<std::pair<QByteArrayView, SchemaKeyword>, 5> NumberWords{
    {{"multipleOf", SchemaKeyword::MultipleOf}, {"maximum", SchemaKeyword::Maximum},
        {"exclusiveMaximum", SchemaKeyword::ExclusiveMaximum}, {"minimum", SchemaKeyword::Minimum},
        {"exclusiveMinimum", SchemaKeyword::ExclusiveMinimum}}};

} // namespace

bool SchemaCompiler::scalarKeyword(SchemaNode &node, QByteArrayView key, const At &at, bool &known)
{
    known = true;
    const auto rules = [&]() -> ScalarRules & { return part(m_tables->scalars, node.scalar); };
    for (const auto &[word, keyword] : NumberWords) {
        if (word == key)
            return readNumber(at, keyword, rules().numbers);
    }
    if (key == "minLength")
        return readCount(at, SchemaKeyword::MinLength, rules().lengths);
    if (key == "maxLength")
        return readCount(at, SchemaKeyword::MaxLength, rules().lengths);
    if (key == "pattern") {
        if (kind(at) != JsonKind::String)
            return fail(at, u"a pattern is a string"_s);
        return readPattern(at, tape(at).string(at.node), rules().pattern);
    }
    if (key == "format") {
        if (kind(at) != JsonKind::String)
            return fail(at, u"a format is a string"_s);
        const SchemaFormat format = schemaFormatFromName(tape(at).string(at.node));
        if (m_options.formats && format != SchemaFormat::None) {
            rules().format = format;
            rules().formatName = tape(at).string(at.node).toByteArray();
        }
        return true;
    }
    known = false;
    return true;
}

bool SchemaCompiler::arrayKeyword(SchemaNode &node, QByteArrayView key, const At &at, bool &known)
{
    known = true;
    const auto rules = [&]() -> ArrayRules & { return part(m_tables->arrays, node.array); };
    if (key == "items")
        return readItems(at, rules());
    if (key == "additionalItems")
        return readOne(at, rules().additional);
    if (key == "contains")
        return readOne(at, rules().contains);
    if (key == "minItems")
        return readCount(at, SchemaKeyword::MinItems, rules().counts);
    if (key == "maxItems")
        return readCount(at, SchemaKeyword::MaxItems, rules().counts);
    if (key == "uniqueItems") {
        if (kind(at) != JsonKind::True && kind(at) != JsonKind::False)
            return fail(at, u"true or false belongs here"_s);
        rules().unique = kind(at) == JsonKind::True;
        return true;
    }
    known = false;
    return true;
}

bool SchemaCompiler::objectKeyword(SchemaNode &node, QByteArrayView key, const At &at, bool &known)
{
    known = true;
    const auto rules = [&]() -> ObjectRules & { return part(m_tables->objects, node.object); };
    if (key == "properties")
        return readProperties(at, rules());
    if (key == "required")
        return readNames(at, rules().required);
    if (key == "additionalProperties")
        return readOne(at, rules().additional);
    if (key == "propertyNames")
        return readOne(at, rules().names);
    if (key == "dependencies")
        return readDependencies(at, rules());
    if (key == "minProperties")
        return readCount(at, SchemaKeyword::MinProperties, rules().counts);
    if (key == "maxProperties")
        return readCount(at, SchemaKeyword::MaxProperties, rules().counts);
    if (key == "patternProperties") {
        if (kind(at) != JsonKind::Object)
            return fail(at, u"an object of schemas belongs here"_s);
        ObjectRules &object = rules();
        return each(at, [&](const At &member) {
            int pattern = -1;
            if (!readPattern(member, tape(member).key(member.node), pattern))
                return false;
            object.patterns.emplace_back(pattern, schema(member));
            return !m_failed;
        });
    }
    known = false;
    return true;
}

bool SchemaCompiler::readTypes(const At &at, SchemaNode &node)
{
    JsonTypes types = 0;
    const auto add = [&](const At &word) {
        const bool isString = kind(word) == JsonKind::String;
        for (const auto &[name, type] : TypeWords) {
            if (isString && name == tape(word).string(word.node) &&
                (type != TypeAny || m_options.planDialect)) {
                types |= type;
                return true;
            }
        }
        const QString got = QString::fromUtf8(shownValue(tape(word), word.node));
        return fail(word,
            u"a type is string, number, integer, boolean, object, array or null, not the %1"_s.arg(got));
    };
    if (kind(at) != JsonKind::Array) {
        if (!add(at))
            return false;
    } else if (tape(at)[at.node].children == 0) {
        return fail(at, u"a type must be named"_s);
    } else if (!each(at, add)) {
        return false;
    }
    node.types = types;
    node.hasType = types != TypeAny;
    return true;
}

bool SchemaCompiler::readValues(const At &at, SchemaNode &node, bool isConst)
{
    if (!isConst && kind(at) != JsonKind::Array)
        return fail(at, u"a list of values belongs here"_s);
    std::vector<QByteArray> canonical;
    std::vector<QByteArray> shown;
    const auto add = [&](const At &value) {
        canonical.push_back(canonicalJson(tape(value), value.node));
        const bool isString = kind(value) == JsonKind::String;
        shown.push_back(shortened(isString ? tape(value).string(value.node) : tape(value).raw(value.node)));
        return true;
    };
    if (isConst)
        add(at);
    else
        each(at, add);
    std::sort(canonical.begin(), canonical.end());
    if (node.shownValues.isNull()) { // enum beside const: whatever came first names the values
        node.values = std::move(canonical);
        node.isConst = isConst;
    } else {
        std::vector<QByteArray> both;
        std::set_intersection(node.values.begin(), node.values.end(), canonical.begin(), canonical.end(),
            std::back_inserter(both));
        node.values = std::move(both);
    }
    if (shown.empty())
        shown.emplace_back("nothing at all");
    QByteArray words = joinedByOr(shown);
    if (words.size() > MaxShownValues)
        words = shortened(words) + "\u2026";
    node.shownValues = words;
    return true;
}

bool SchemaCompiler::readNumber(const At &at, SchemaKeyword keyword, std::vector<SchemaNumber> &out)
{
    if (kind(at) != JsonKind::Number)
        return fail(at, u"a number belongs here"_s);
    SchemaNumber number{keyword, Decimal::parse(tape(at).raw(at.node)), tape(at).raw(at.node).toByteArray()};
    if (keyword == SchemaKeyword::MultipleOf && (number.value.isZero() || number.value.negative))
        return fail(at, u"a number above 0 belongs here"_s);
    out.push_back(std::move(number));
    return true;
}

bool SchemaCompiler::readCount(const At &at, SchemaKeyword keyword, std::vector<SchemaCount> &out)
{
    if (kind(at) == JsonKind::Number) {
        const Decimal value = Decimal::parse(tape(at).raw(at.node));
        if (value.isInteger() && !value.negative) {
            const qint64 size = value.digits.size() + value.exponent;
            const qint64 count =
                size > 15 ? qint64(1) << 50
                          : QByteArray(value.digits + QByteArray(value.exponent, '0')).toLongLong();
            out.push_back({keyword, count});
            return true;
        }
    }
    return fail(at, u"a whole number from 0 up belongs here"_s);
}

bool SchemaCompiler::readNames(const At &at, std::vector<QByteArray> &out)
{
    if (kind(at) != JsonKind::Array)
        return fail(at, u"a list of property names belongs here"_s);
    QSet<QByteArray> known;
    return each(at, [&](const At &name) {
        if (kind(name) != JsonKind::String)
            return fail(name, u"a property name is a string"_s);
        const QByteArray text = tape(name).string(name.node).toByteArray();
        if (!known.contains(text))
            out.push_back(text);
        known.insert(text);
        return true;
    });
}

bool SchemaCompiler::readPattern(const At &at, QByteArrayView source, int &out)
{
    SchemaPattern pattern;
    if (const QString problem = pattern.compile(source); !problem.isEmpty())
        return fail(at, u"this is no regular expression: %1"_s.arg(problem));
    out = static_cast<int>(m_tables->patterns.size());
    m_tables->patterns.push_back(std::move(pattern));
    return true;
}

bool SchemaCompiler::readItems(const At &at, ArrayRules &rules)
{
    if (kind(at) != JsonKind::Array)
        return readOne(at, rules.items);
    rules.isTuple = true;
    return each(at, [&](const At &item) {
        rules.tuple.push_back(schema(item));
        return !m_failed;
    });
}

bool SchemaCompiler::readProperties(const At &at, ObjectRules &rules)
{
    if (kind(at) != JsonKind::Object)
        return fail(at, u"an object of schemas belongs here"_s);
    rules.namesMembers = true;
    QHash<QByteArray, std::size_t> known; // the last of equal names counts
    return each(at, [&](const At &member) {
        QByteArray key = tape(member).key(member.node).toByteArray();
        const SchemaId id = schema(member);
        if (const auto before = known.constFind(key); before != known.constEnd()) {
            rules.properties[*before].second = id;
        } else {
            known.insert(key, rules.properties.size());
            rules.properties.emplace_back(std::move(key), id);
        }
        return !m_failed;
    });
}

bool SchemaCompiler::readDependencies(const At &at, ObjectRules &rules)
{
    if (kind(at) != JsonKind::Object)
        return fail(at, u"an object of schemas or lists of names belongs here"_s);
    return each(at, [&](const At &member) {
        SchemaDependency dependency;
        dependency.key = tape(member).key(member.node).toByteArray();
        const bool fine = kind(member) == JsonKind::Array ? readNames(member, dependency.required)
                                                          : readOne(member, dependency.schema);
        rules.dependencies.push_back(std::move(dependency));
        return fine;
    });
}

} // namespace spectap
