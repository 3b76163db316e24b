// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// What became of a body's Content-Encoding.
struct DecodedBody
{
    QByteArray body;  ///< empty on failure
    int status = 200; ///< 400 broken data, 413 too large when decompressed, 415 unknown encoding
    QByteArray code;
    QByteArray message; ///< what was wrong, where, what to do

    [[nodiscard]] bool ok() const { return status == 200; }
};

/// The encodings decodeBody() understands, as an Accept-Encoding value.
inline constexpr char AcceptedEncodings[] = "gzip, deflate, identity";

/// Undoes `encoding`, the value of Content-Encoding (a list is undone from its end). gzip may have several
/// members; deflate is read with a zlib head, as it should be, or raw, as some clients send it. Stops at
/// `limit` bytes of output, however small the input.
[[nodiscard]] DecodedBody decodeBody(QByteArrayView encoding, const QByteArray &body, qsizetype limit);

} // namespace spectap
