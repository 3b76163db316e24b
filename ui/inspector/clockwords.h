// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QString>

#include <vector>

namespace spectap {

/// One line of how the time of a call comes about.
struct ClockLine
{
    QString label;
    QString value; ///< as sent, or in UTC
    QString note = {};
};

/// How the time that a call counts as of comes about: what was sent, when it came, and what follows from it.
struct ClockWords
{
    std::vector<ClockLine> lines;
    QString sentence; ///< what is used where something is missing, or what the clocks differ by
};
/// The call must be JSON.
[[nodiscard]] ClockWords clockWords(const CallDocument &call);

} // namespace spectap
