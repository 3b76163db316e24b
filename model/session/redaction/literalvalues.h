// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/sensitivekind.h"

#include <QByteArray>

#include <unordered_map>
#include <vector>

namespace spectap {

/// The values that were found where they belong, to be known again wherever else they occur. Grows with how
/// many different ones there are. One thread.
class LiteralValues
{
public:
    struct Match
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        SensitiveKind kind = SensitiveKind::Email;
    };

    /// The first kind that a value is found as stays its kind.
    void add(SensitiveKind kind, const QByteArray &value);
    [[nodiscard]] std::optional<SensitiveKind> find(const QByteArray &value) const;
    /// The next one that stands in `text` as words of its own, the longest of those that begin there. Short
    /// numbers and everyday words are no evidence and are not looked for.
    [[nodiscard]] std::optional<Match> next(QByteArrayView text, qsizetype from) const;
    /// Whether next() looks for it.
    [[nodiscard]] static bool isTelling(SensitiveKind kind, QByteArrayView value);

private:
    /// How literals that begin with the same word lie around it. Ids of one make have few shapes.
    struct Shape
    {
        qsizetype before = 0; ///< bytes in front of the first word
        qsizetype size = 0;   ///< of the literal
        bool operator==(const Shape &) const = default;
    };
    std::unordered_map<QByteArray, SensitiveKind> m_kinds;
    std::unordered_map<QByteArray, std::vector<Shape>> m_byFirstWord; ///< longest first
};

} // namespace spectap
