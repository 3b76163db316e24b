// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/callinput.h"

#include <optional>

namespace spectap::cli {

/// A stretch of an input as editors count: lines and columns from 1, columns in UTF-16 units; bytes from 0.
struct TextRegion
{
    qint64 startLine = 1;
    qint64 startColumn = 1;
    qint64 endLine = 1;
    qint64 endColumn = 1; ///< one past the last
    qint64 byteOffset = 0;
    qint64 byteLength = 0;
};

/// Finds where in an input a field of a call stands. Remembers the place of the call before, so that a
/// document of many calls is walked once.
class TextPlaces
{
public:
    /// Of the value at `pointer`, or of the nearest value around it that was sent; none for a call of a
    /// session, which is no text.
    [[nodiscard]] std::optional<TextRegion> regionOf(const InputCall &call, QByteArrayView pointer);

private:
    struct Position
    {
        qint64 offset = 0; ///< in the text
        qint64 line = 1;
        qint64 column = 1;
    };
    [[nodiscard]] static Position walk(QByteArrayView text, Position from, qint64 to);
    [[nodiscard]] Position positionOf(QByteArrayView text, qint64 offset) const;

    qint64 m_text = -1; ///< offset of the text in the input
    Position m_first;   ///< of the text
    Position m_call;    ///< of the call in it
};

} // namespace spectap::cli
