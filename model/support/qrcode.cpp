// SPDX-License-Identifier: MIT
#include "model/support/qrcode.h"

#include <qrencode.h>

#include <memory>

namespace spectap {

QrCode QrCode::of(QByteArrayView text)
{
    QrCode code;
    // version 0: as small as the text allows; M survives a scratch and still is coarse enough for a phone
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char *>(text.data()),
            0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!made)
        return code;
    code.m_size = made->width;
    code.m_dark.resize(qsizetype(made->width) * made->width);
    for (qsizetype i = 0; i < code.m_dark.size(); ++i)
        code.m_dark[i] = static_cast<char>(made->data[i] & 1);
    return code;
}

bool QrCode::isDark(int x, int y) const
{
    return x >= 0 && y >= 0 && x < m_size && y < m_size && m_dark[qsizetype(y) * m_size + x] != 0;
}

QString QrCode::toText() const
{
    QString text;
    if (isNull())
        return text;
    for (int y = -Quiet; y < m_size + Quiet; y += 2) {
        for (int x = -Quiet; x < m_size + Quiet; ++x) {
            const bool upper = !isDark(x, y);
            const bool lower = y + 1 < m_size + Quiet && !isDark(x, y + 1);
            text += upper ? (lower ? QChar(0x2588) : QChar(0x2580)) : (lower ? QChar(0x2584) : QChar(u' '));
        }
        text += u'\n';
    }
    return text;
}

} // namespace spectap
