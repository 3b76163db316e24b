// SPDX-License-Identifier: MIT
#include "model/identity/identityfinding.h"

namespace spectap {

Finding identityFinding(const IdentityConflict &conflict, const IdentityGraph &graph,
    const StringPool &strings, CallType type, const ConflictBody &body)
{
    const auto value = [&](std::size_t position) -> QByteArray {
        const IdIndex id = position < conflict.ids.size() ? conflict.ids[position] : NoId;
        return id == NoId ? QByteArray() : strings.at(graph.ids()[id].value).toByteArray();
    };
    const IdentityRule rule = identityRule(conflict.rule);
    Finding finding;
    finding.set = RuleSet::Identity;
    finding.severity = rule.severity;
    finding.rule = conflict.rule;
    finding.pointer = rule.pointer;
    finding.doc = rule.doc;
    finding.expected = value(1);
    finding.actual = value(0);
    switch (conflict.rule) {
    case Rule::SharedAnonymousId:
        if (type == CallType::Alias)
            finding.pointer = "/previousId";
        finding.actual = value(2);
        break;
    case Rule::AliasSelf:
        finding.expected = value(0);
        break;
    case Rule::ConstantId:
        if (graph.ids()[conflict.ids.front()].kind == IdKind::Anonymous)
            finding.pointer = "/anonymousId";
        [[fallthrough]];
    case Rule::RotatingId:
        finding.expected = QByteArray::number(conflict.count);
        break;
    case Rule::LateIdentify:
        finding.expected = strings.at(conflict.name).toByteArray();
        finding.actual.clear();
        break;
    case Rule::SharedEmail:
        finding.actual = body.email.toByteArray();
        break;
    case Rule::UserIdSpelling:
        if (conflict.ids.size() == 1) { // once as text, once as a number; no id when it is the number
            finding.expected = (body.isNumber ? "string " : "number ") + value(0);
            finding.actual = (body.isNumber ? "number " : "string ") + value(0);
        }
        break;
    default:
        break;
    }
    finding.expected.truncate(Finding::MaxActual);
    finding.actual.truncate(Finding::MaxActual);
    return finding;
}

} // namespace spectap
