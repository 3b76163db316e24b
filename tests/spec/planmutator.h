// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/plan/jsonschema.h"
#include "tests/spec/plantext.h"

#include <QSet>

#include <random>

namespace spectap::test {

/// Plans and calls with slips in them, from one seed.
class PlanMutator
{
public:
    explicit PlanMutator(quint32 seed)
        : m_engine(seed)
    {
    }

    QByteArray plan()
    {
        QByteArray schema = object(3);
        const QByteArray text = planOfRules(ruleOf("E", schema, R"(,"definitions":{"d":)" + object(2) + "}"));
        return random() % 4 == 0 ? slipped(text) : text;
    }

    QByteArray call()
    {
        const QByteArray text = track("E", "{" + members(4) + "}");
        return random() % 8 == 0 ? slipped(text) : text;
    }

private:
    const QByteArray &any(const QByteArrayList &list)
    {
        return list[static_cast<qsizetype>(random() % static_cast<quint32>(list.size()))];
    }

    QByteArray value(int depth)
    {
        if (depth > 0 && random() % 3 == 0)
            return random() % 2 ? QByteArray("{" + members(depth - 1) + "}")
                                : QByteArray("[" + value(depth - 1) + "," + value(depth - 1) + "]");
        static const QByteArrayList Values{"null", "true", "0", "1", "-1.5", "1.0", "1e400",
            "12345678901234567890", R"("")", R"("a")", R"("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")",
            R"("2025-11-14T10:42:07Z")", R"("é\ud83d")", "[]", "{}"};
        return any(Values);
    }

    QByteArray members(int depth)
    {
        static const QByteArrayList Keys{"a", "b", "ab", "$ref", "a/b", "\\u0061", ""};
        QByteArray out;
        for (quint32 i = random() % 4; i > 0; --i)
            out += (out.isEmpty() ? "\"" : ",\"") + any(Keys) + "\":" + value(depth);
        return out;
    }

    QByteArray schema(int depth)
    {
        if (depth == 0 || random() % 5 == 0) {
            static const QByteArrayList Leaves{"true", "false", "{}", R"({"type":"string"})",
                R"({"type":["integer","null"]})", R"({"minimum":1})", R"({"multipleOf":0.5})",
                R"({"maxLength":1})", R"({"pattern":"^a"})", R"({"pattern":"(a+)+$"})",
                R"({"enum":["a",1,{"a":[]}]})", R"({"const":null})", R"({"format":"date-time"})",
                R"({"uniqueItems":true})", R"({"minItems":1})", R"({"$ref":"#/definitions/d"})",
                R"({"format":"regex"})", R"({"$ref":"#"})",
                R"({"$ref":"http://json-schema.org/draft-07/schema#"})",
                R"({"propertyNames":{"maxLength":1}})"};
            return any(Leaves);
        }
        return object(depth);
    }

    QByteArray object(int depth)
    {
        QByteArray out = "{\"title\":\"t\"";
        for (quint32 i = random() % 3; i > 0; --i) {
            static const QByteArrayList One{
                "additionalProperties", "items", "not", "if", "then", "else", "contains", "propertyNames"};
            static const QByteArrayList Many{"allOf", "anyOf", "oneOf", "items"};
            static const QByteArrayList Named{"properties", "patternProperties", "dependencies"};
            switch (random() % 4) {
            case 0:
                out += ",\"" + any(One) + "\":" + schema(depth - 1);
                break;
            case 1:
                out += ",\"" + any(Many) + "\":[" + schema(depth - 1) + "," + schema(depth - 1) + "]";
                break;
            default:
                out += ",\"" + any(Named) + "\":{\"a\":" + schema(depth - 1) + ",\"b\":" + schema(depth - 1) +
                       "}";
                break;
            }
        }
        if (random() % 3 == 0)
            out += R"(,"required":["a"])";
        return out + "}";
    }

    /// A few bytes lost, doubled or replaced.
    QByteArray slipped(QByteArray text)
    {
        const auto below = [this](qsizetype limit) {
            return limit > 0 ? static_cast<qsizetype>(random() % static_cast<quint32>(limit)) : 0;
        };
        static const QByteArrayList Pieces{
            "\"", "{", "}", "[", "]", ",", ":", "0", "-1", "null", "true", "\\", "#", "/", "~", "(", "*"};
        for (quint32 changes = 1 + random() % 2; changes > 0; --changes) {
            const qsizetype at = below(text.size());
            switch (random() % 3) {
            case 0:
                text.remove(at, 1 + below(3));
                break;
            case 1:
                text.insert(at, text.mid(below(text.size()), below(12)));
                break;
            default:
                text.insert(at, any(Pieces));
                break;
            }
        }
        return text;
    }

    quint32 random() { return static_cast<quint32>(m_engine()); }

    std::mt19937 m_engine;
};

struct PlanVerdict
{
    QByteArray problem; ///< what does not hold
    std::size_t findings = 0;
};

/// Checks the calls in `body` by `plan`, every way there is, and compares.
inline PlanVerdict judge(const TrackingPlan &plan, const QByteArray &body)
{
    PlanVerdict verdict;
    const Body parsed(body);
    const auto checker = Checker::compile({}, {plan});
    CheckResult result;
    for (const CallView &call : parsed.sliced.calls) {
        for (const PlanRule &rule : plan.rules) {
            const SchemaInstance instance{parsed.tape, call.node, call.batch};
            std::vector<SchemaError> errors;
            const bool quick = rule.schema->validate(instance);
            const bool full = rule.schema->validate(instance, &errors);
            if (quick != full || full != errors.empty())
                verdict.problem = "the quick and the full answer differ";
        }
        checker->check(call, {}, result);
        verdict.findings += result.findings.size();
        QSet<QByteArray> rows;
        for (const FieldVerdict &row : checker->fields(call, result))
            rows.insert(row.pointer);
        for (const Finding &finding : result.findings) {
            if (!finding.pointer.isEmpty() && !rows.contains(finding.pointer))
                verdict.problem = "no row for the finding on " + finding.pointer;
        }
    }
    return verdict;
}

} // namespace spectap::test
