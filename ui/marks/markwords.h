// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"

#include <QIcon>
#include <QString>

namespace spectap {

/// "red"; empty for none.
[[nodiscard]] QString markColourWord(MarkColour colour);
/// "Red", for a menu or a list; "None".
[[nodiscard]] QString markColourTitle(MarkColour colour);
/// A disc in the colour; an empty ring for none. Follows the application's palette.
[[nodiscard]] QIcon markColourIcon(MarkColour colour);
/// "pinned, test call, marked red", without the note; empty when there is nothing to say.
[[nodiscard]] QString markWords(const CallMark &mark);

} // namespace spectap
