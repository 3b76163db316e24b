// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/sensitivekind.h"

namespace spectap {

/// A part of a text that looks like something that is nobody's business.
struct SensitiveSpan
{
    qsizetype begin = 0;
    qsizetype end = 0;
    SensitiveKind kind = SensitiveKind::Email;
};

/// The first one in `text` at `from` or later: emails, IP addresses, card numbers that pass the Luhn test,
/// phone numbers with + or North American punctuation, JSON Web Tokens, keys of known makers, bearer tokens,
/// MAC addresses and long runs of high entropy. Loopback addresses, UUIDs and versions are none.
[[nodiscard]] std::optional<SensitiveSpan> nextSensitive(QByteArrayView text, qsizetype from = 0);

[[nodiscard]] bool isUuid(QByteArrayView text);
/// The whole text is one email address.
[[nodiscard]] bool isEmail(QByteArrayView text);
/// Begins like 2026-01-31T08:15 or is a date.
[[nodiscard]] bool isIsoTime(QByteArrayView text);
/// What completes the digits to a number that passes the Luhn test.
[[nodiscard]] char luhnDigit(QByteArrayView digits);

[[nodiscard]] constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
[[nodiscard]] constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/// Of a word in any language: bytes outside ASCII count as letters.
[[nodiscard]] constexpr bool isWord(char c)
{
    return isDigit(c) || isLetter(c) || static_cast<quint8>(c) >= 0x80;
}

} // namespace spectap
