// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// "1 call", "2 calls". The noun is plain ASCII and takes an s.
[[nodiscard]] inline QByteArray counted(quint64 count, QByteArrayView noun)
{
    QByteArray words = QByteArray::number(count) + ' ';
    words += noun;
    return count == 1 ? words : words + 's';
}

} // namespace spectap
