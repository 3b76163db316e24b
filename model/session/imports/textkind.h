// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

namespace spectap {

/// What the first bytes of an input say of the rest.
enum class InputKind : quint8
{
    Session,    ///< a .spectap file: SessionReader's
    Unreadable, ///< see unreadableReason()
    Json,       ///< calls in one of the JSON formats, or what is to be told as broken JSON
    Plan,       ///< JSON whose outermost members are not those of calls: a tracking plan
    Http,       ///< requests as text
};

/// So many bytes are enough to tell.
inline constexpr qsizetype RecognisedBytes = 64 * 1024;

[[nodiscard]] InputKind recogniseInput(QByteArrayView head);
/// Why an input that begins so cannot be read and what to do; empty when it may be.
[[nodiscard]] QString unreadableReason(QByteArrayView head);
/// Whether a line can begin a request of a .http file, or what curl -v prints of one.
[[nodiscard]] bool isHttpLine(QByteArrayView line);
/// A request line without the method's blank: "POST /v1/track HTTP/1.1", "GET https://…". The method alone
/// is not enough.
[[nodiscard]] bool isRequestLine(QByteArrayView line);

/// EF BB BF: says UTF-8 where nothing needs to be said.
inline constexpr QByteArrayView ByteOrderMark("\xef\xbb\xbf", 3);

} // namespace spectap
