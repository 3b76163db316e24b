// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/byteskey.h"
#include "model/session/redaction/sensitivekind.h"

#include <QByteArray>

#include <bitset>
#include <memory>
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
    [[nodiscard]] std::optional<SensitiveKind> find(QByteArrayView value) const;
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
    struct Known
    {
        SensitiveKind kind = SensitiveKind::Email;
        bool isTelling = false;
    };
    /// A few bits of each: most texts are none, and need no look into the table.
    using Hints = std::bitset<std::size_t(1) << 20>;
    BytesMap<Known> m_known;
    BytesMap<std::vector<Shape>> m_byFirstWord; ///< longest first
    std::unique_ptr<Hints> m_knownHints = std::make_unique<Hints>();
    std::unique_ptr<Hints> m_wordHints = std::make_unique<Hints>();
};

} // namespace spectap
