// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace spectap {

/// The six calls of the Segment Spec, and what is none of them.
/// The numbers are stored in session files: append only.
enum class CallType : quint8 { Unknown = 0, Identify, Track, Page, Screen, Group, Alias };

inline constexpr int CallTypeCount = 7;

/// "track" for CallType::Track; empty for Unknown.
[[nodiscard]] QByteArrayView callTypeName(CallType type);

/// The type named `name` exactly (case-sensitive, as Segment reads it), else Unknown.
[[nodiscard]] CallType callTypeFromName(QByteArrayView name);

} // namespace spectap
