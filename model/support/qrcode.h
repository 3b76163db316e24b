// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace spectap {

/// A QR code as squares, for a window to paint and a terminal to print. The one place that knows libqrencode.
class QrCode
{
public:
    /// Squares of quiet around a code, without which readers do not find it.
    static constexpr int Quiet = 4;

    QrCode() = default;
    /// Of `text`, at most a few hundred bytes; null when it does not fit.
    [[nodiscard]] static QrCode of(QByteArrayView text);

    [[nodiscard]] bool isNull() const { return m_size == 0; }
    /// Squares along a side, without the quiet ones.
    [[nodiscard]] int size() const { return m_size; }
    [[nodiscard]] bool isDark(int x, int y) const;
    /// With the quiet around it, two rows of squares to a line, light ones drawn: terminals are dark mostly,
    /// and readers take either.
    [[nodiscard]] QString toText() const;

private:
    int m_size = 0;
    QByteArray m_dark; ///< row by row, 1 for dark
};

} // namespace spectap
