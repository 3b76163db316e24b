// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// `bytes` as one word of a POSIX shell, whatever they are; only a 0 cannot be in one, nor a line break at
/// the end of what also holds control characters.
[[nodiscard]] QByteArray shellWord(QByteArrayView bytes);

/// Appends the command that writes `bytes` to its standard output, any bytes and as many as there are: no
/// word of it is longer than systems allow.
void appendShellPrint(QByteArray &out, QByteArrayView bytes);

} // namespace spectap
