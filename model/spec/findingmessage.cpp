// SPDX-License-Identifier: MIT
#include "model/spec/finding.h"

#include <QString>

namespace spectap {

QByteArray findingMessage(const Finding &finding)
{
    return finding.pointer + ": " + ruleName(finding.rule).toByteArray();
}

} // namespace spectap
