// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"
#include "model/support/stringpool.h"

#include <QByteArray>

namespace spectap {

/// The identity timeline as a picture: a header for each person, a lane for each id, when calls came and what
/// joined the ids, in the grammar of the window. At most MaxTimelineLanes lanes; who has conflicts comes
/// first, and a sentence says how many are left out.
inline constexpr std::size_t MaxTimelineLanes = 80;
void appendTimeline(QByteArray &out, const IdentityTimeline &timeline, const StringPool &strings);

} // namespace spectap
