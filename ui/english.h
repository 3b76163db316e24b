// SPDX-License-Identifier: MIT
#pragma once

class QCoreApplication;

namespace spectap {

/// Makes "%n call(s)" read "1 call" and "2 calls": without a translation Qt leaves the source text's "(s)" as
/// it is. Translators installed later come first.
void installEnglishPlurals(QCoreApplication &app);

} // namespace spectap
