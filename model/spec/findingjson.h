// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/finding.h"

namespace spectap {

/// Appends the finding as a JSON object, in the form that check prints and exports hold.
void appendFindingJson(QByteArray &out, const Finding &finding);

} // namespace spectap
