// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/profilefacts.h"

#include <QString>

namespace spectap {

/// "Unify would keep u_1 and u_2 apart: limit 1 user_id per profile". `strings` are the session's.
[[nodiscard]] QString differenceWords(const PeopleDifference &other, const StringPool &strings);

} // namespace spectap
