// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/byteskey.h"
#include "model/session/redaction/sensitivekind.h"

#include <QByteArray>

#include <unordered_set>

namespace spectap {

/// What stands for a value in one export: of the same type and shape, the same wherever the value occurs,
/// and another for every other value. Made with a random key that nobody gets to see, so that two exports
/// cannot be matched. Remembers what it gave. One thread.
class Pseudonyms
{
public:
    /// Two with the same key that are asked the same in the same order say the same.
    explicit Pseudonyms(QByteArray key = randomKey())
        : m_key(std::move(key))
    {
    }
    [[nodiscard]] static QByteArray randomKey();

    /// For a text, UTF-8; a JSON number's text stays one of the same size. Values that name nobody ("null",
    /// zeros, "***") stand for themselves.
    [[nodiscard]] QByteArray of(SensitiveKind kind, const QByteArray &value);
    /// What it gave for this; null: nothing yet.
    [[nodiscard]] const QByteArray *given(QByteArrayView value) const
    {
        const auto known = m_given.find(value);
        return known == m_given.end() ? nullptr : &known->second;
    }

private:
    class Stream;
    [[nodiscard]] QByteArray make(SensitiveKind kind, const QByteArray &value, int attempt) const;

    QByteArray m_key;
    BytesMap<QByteArray> m_given;
    std::unordered_set<QByteArray, BytesHash, BytesEqual> m_taken;
};

/// Says nothing about anybody: "null", "0000", "***"…
[[nodiscard]] bool isNobody(QByteArrayView value);

} // namespace spectap
