// SPDX-License-Identifier: MIT
#pragma once

#include "model/diff/calldiff.h"

namespace spectap {

/// The changes as Markdown for an issue or a chat: a heading, a table of the fields that differ, and what was
/// left out. `nameA` and `nameB` say which calls these are. Values are as sent, long ones cut; nothing in
/// them can break the table.
[[nodiscard]] QByteArray diffMarkdown(const CallDiff &diff, QByteArrayView nameA, QByteArrayView nameB);

} // namespace spectap
