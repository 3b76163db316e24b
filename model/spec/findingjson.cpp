// SPDX-License-Identifier: MIT
#include "model/spec/findingjson.h"

#include "model/support/jsontext.h"

namespace spectap {

void appendFindingJson(QByteArray &out, const Finding &finding)
{
    out += "{\"pointer\":";
    appendJsonString(out, finding.pointer);
    appendJsonMember(out, "set", ruleSetName(finding.set));
    appendJsonMember(out, "severity", severityName(finding.severity));
    appendJsonMember(out, "rule", ruleName(finding.rule));
    appendJsonMember(out, "expected", finding.expected);
    appendJsonMember(out, "actual", finding.actual);
    appendJsonMember(out, "message", findingMessage(finding));
    appendJsonMember(out, "doc", finding.doc);
    out += '}';
}

} // namespace spectap
