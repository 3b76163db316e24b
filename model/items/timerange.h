// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

namespace spectap {

/// [begin, end]; NoTime: none.
struct TimeRange
{
    Micros begin = NoTime;
    Micros end = NoTime;
};

} // namespace spectap
