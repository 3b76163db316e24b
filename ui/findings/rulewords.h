// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessionscan.h"
#include "model/spec/mutes.h"

#include <QString>

namespace spectap {

/// A rule in the window's words, where no single finding is meant: "Wrong type".
[[nodiscard]] QString ruleTitle(Rule rule);
/// "order completed", or the kind of call for one without a name.
[[nodiscard]] QString eventWords(const EventKey &event);
/// What a mute hides: "Wrong type on properties.revenue of order completed".
[[nodiscard]] QString muteWords(const Mute &mute);
/// Which calls are meant: "Wrong type on properties.revenue of order completed, from web". `source`: name of
/// the source, where one is chosen.
[[nodiscard]] QString selectionWords(const FindingSelection &selection, const QString &source = {});

} // namespace spectap
