// SPDX-License-Identifier: MIT
#include "model/spec/problemtally.h"

#include "model/call/plaintext.h"
#include "model/spec/pointerpattern.h"

#include <algorithm>

namespace spectap {

const Problem *ProblemTally::add(const CallLabel &call, const Finding &finding)
{
    if (finding.severity < Severity::Warning)
        return nullptr;
    const QByteArray pattern = pointerPattern(finding.pointer);
    m_key.assign(1, static_cast<char>(finding.severity));
    m_key += static_cast<char>(finding.rule);
    m_key += static_cast<char>(call.type);
    m_key.append(pattern.constData(), static_cast<std::size_t>(pattern.size()));
    m_key += '\0';
    m_key.append(call.name.data(), static_cast<std::size_t>(call.name.size()));
    auto known = m_problems.find(m_key);
    if (known == m_problems.end()) {
        if (m_problems.size() >= MaxProblems) {
            ++m_unlisted;
            return nullptr;
        }
        Problem problem;
        problem.severity = finding.severity;
        problem.rule = finding.rule;
        problem.event = eventLabel(call.type, call.name, call.unreadable);
        problem.pattern = pattern;
        problem.example = findingMessage(finding);
        problem.doc = finding.doc;
        known = m_problems.emplace(m_key, std::move(problem)).first;
    }
    known->second.seen.see(call.seq);
    ++known->second.findings;
    return &known->second;
}

std::vector<const Problem *> ProblemTally::sorted() const
{
    std::vector<const Problem *> list;
    for (const auto &entry : m_problems)
        list.push_back(&entry.second);
    std::sort(list.begin(), list.end(), [](const Problem *a, const Problem *b) {
        if (a->severity != b->severity)
            return a->severity > b->severity;
        if (a->seen.calls != b->seen.calls)
            return a->seen.calls > b->seen.calls;
        if (a->seen.firstSeq != b->seen.firstSeq)
            return a->seen.firstSeq < b->seen.firstSeq;
        return std::tie(a->rule, a->pattern, a->event) < std::tie(b->rule, b->pattern, b->event);
    });
    return list;
}

QByteArray docAddress(QByteArrayView doc)
{
    if (doc.isEmpty() || doc.startsWith("plan:")) // a plan's own words have no page
        return {};
    const qsizetype heading = doc.indexOf('#');
    const QByteArrayView page = heading < 0 ? doc : doc.first(heading);
    QByteArray url = "https://segment.com/docs/" + page.toByteArray() + '/';
    if (heading >= 0)
        url += doc.sliced(heading);
    return url;
}

RuleWords ruleWords(Rule rule)
{
    switch (rule) {
    case Rule::None:
        return {};
    case Rule::Json:
        return {"Not JSON", "connections/sources/catalog/libraries/server/http-api"};
    case Rule::CallType:
        return {"Not one of the six calls", "connections/spec"};
    case Rule::Required:
        return {"A required field is missing", "connections/spec/common"};
    case Rule::Identity:
        return {"Neither userId nor anonymousId is usable", "connections/spec/identify"};
    case Rule::Type:
        return {"Another JSON type than documented", "connections/spec"};
    case Rule::Format:
        return {"Not in the documented format", "connections/spec"};
    case Rule::Enum:
        return {"None of the documented values", "connections/spec"};
    case Rule::Limit:
        return {"Over a documented limit", "connections/rate-limits"};
    case Rule::NameCase:
        return {"A documented name in other case or spacing", "connections/spec/semantic"};
    case Rule::NearMiss:
        return {"Close to a documented name", "connections/spec/semantic"};
    case Rule::Reserved:
        return {"A name that is taken", "connections/spec/common"};
    case Rule::BlockedId:
        return {"A placeholder sent as an id", "connections/spec/best-practices-identify"};
    case Rule::Deprecated:
        return {"The name of an older version", "connections/spec/ecommerce/v2"};
    case Rule::Duplicate:
        return {"A messageId that came before", "connections/spec/common"};
    case Rule::Clock:
        return {"A time that cannot be", "connections/spec/common"};
    case Rule::CustomEvent:
        return {"An event the Spec does not describe", "connections/spec/track"};
    case Rule::CustomProperty:
        return {"A field the Spec does not describe", "connections/spec/track"};
    case Rule::SharedAnonymousId:
        return {"One anonymousId for two users", "connections/spec/best-practices-identify"};
    case Rule::AliasReversed:
        return {"An alias the wrong way round", "connections/spec/alias"};
    case Rule::AliasSelf:
        return {"An alias of an id to itself", "connections/spec/alias"};
    case Rule::AliasCycle:
        return {"Aliases that lead in a circle", "connections/spec/alias"};
    case Rule::ConstantId:
        return {"One id for many users", "connections/spec/best-practices-identify"};
    case Rule::RotatingId:
        return {"An id that changes with every call", "connections/spec/best-practices-identify"};
    case Rule::AliasUnknown:
        return {"An alias of an id that no call had", "connections/spec/alias"};
    case Rule::AliasLate:
        return {"An alias after identify has joined the ids", "connections/spec/best-practices-identify"};
    case Rule::ChangedAnonymousId:
        return {
            "An anonymousId that changed while the user stayed", "connections/spec/best-practices-identify"};
    case Rule::EmailAsId:
        return {"An email address as userId", "connections/spec/best-practices-identify"};
    case Rule::SharedEmail:
        return {"One email of two users", "connections/spec/identify"};
    case Rule::UserIdSpelling:
        return {"One userId spelled in two ways", "connections/spec/best-practices-identify"};
    case Rule::LateIdentify:
        return {"No identify after a sign-in", "connections/spec/best-practices-identify"};
    case Rule::GroupBeforeUser:
        return {"A group call before its user was identified", "connections/spec/group"};
    case Rule::PlanRequired:
        return {"The tracking plan requires a field that is missing", "protocols/tracking-plan/create"};
    case Rule::PlanType:
        return {"Another type than the tracking plan's", "protocols/tracking-plan/create"};
    case Rule::PlanEnum:
        return {"None of the tracking plan's values", "protocols/tracking-plan/create"};
    case Rule::PlanPattern:
        return {"Does not match the tracking plan's pattern", "protocols/tracking-plan/create"};
    case Rule::PlanFormat:
        return {"Not in the tracking plan's format", "protocols/tracking-plan/create"};
    case Rule::PlanSchema:
        return {"Breaks the tracking plan's schema", "protocols/tracking-plan/create"};
    case Rule::PlanUnplannedEvent:
        return {"An event that is not in the tracking plan", "protocols/tracking-plan/create"};
    case Rule::PlanUnplannedProperty:
        return {"A property that is not in the tracking plan", "protocols/tracking-plan/create"};
    }
    return {};
}

} // namespace spectap
