// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/plan/trackingplan.h"
#include "tests/spec/checktext.h"

namespace spectap::test {

using namespace Qt::StringLiterals;

/// An event rule of the Public API around the schema of its properties.
inline QByteArray ruleOf(const QByteArray &event, const QByteArray &properties, const QByteArray &more = {})
{
    return R"({"type":"TRACK","key":")" + event +
           R"(","version":1,"jsonSchema":{"type":"object","labels":{},)"
           R"("properties":{"context":{},"traits":{},"properties":)" +
           properties + "}" + more + "}}";
}

inline QByteArray planOfRules(const QByteArray &rules)
{
    return R"({"id":"tp_1","name":"Shop","type":"LIVE","rules":[)" + rules + "]}";
}

inline QByteArray track(const QByteArray &event, const QByteArray &properties)
{
    return R"({"type":"track","userId":"u_1","messageId":"m","timestamp":"2025-11-14T10:42:07Z","event":")" +
           event + R"(","properties":)" + properties + "}";
}

inline TrackingPlan planOf(const QByteArray &text, const QString &file = u"plan.json"_s)
{
    Result<TrackingPlan> plan = TrackingPlan::read(text, file);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().message));
    return *std::move(plan);
}

/// "error plan-type /properties/x number | string "1"" for what plans say.
inline QStringList planLines(const Checker &checker, const QByteArray &body)
{
    const Body parsed(body);
    QStringList lines;
    CheckResult result;
    for (const CallView &call : parsed.sliced.calls) {
        checker.check(call, {}, result);
        for (const Finding &finding : result.findings) {
            if (finding.set != RuleSet::Plan)
                continue;
            lines += line(finding) + u' ' + QString::fromUtf8(finding.expected) + u" | "_s +
                     QString::fromUtf8(finding.actual);
        }
    }
    return lines;
}

} // namespace spectap::test
