// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

#include <chrono>

namespace spectap {

/// Time that patterns may take together, for one call. The clock decides nothing but when to give up, and a
/// pattern that is not made to hang comes nowhere near.
using PatternTime = std::chrono::nanoseconds;
inline constexpr PatternTime PatternPatience = std::chrono::seconds(1);

/// A regular expression of a schema: JavaScript's, plus what Segment's own validator (Go) adds to it. Its
/// work is bounded, by steps and at last by time: a pattern made to hang ends in GaveUp.
class SchemaPattern
{
public:
    enum class Outcome : quint8
    {
        Matches,
        Differs,
        GaveUp ///< too much work, or too long a text
    };
    /// Longer texts (in UTF-16 units) are not matched; Segment refuses a call of half that size.
    static constexpr qsizetype MaxText = 65'536;
    /// A longer pattern is refused.
    static constexpr qsizetype MaxPattern = 20'000;

    /// An empty string, or what is wrong with `source`.
    [[nodiscard]] QString compile(QByteArrayView source);
    /// Takes what it took from `left`.
    [[nodiscard]] Outcome match(QByteArrayView utf8, PatternTime &left) const;
    [[nodiscard]] const QByteArray &source() const { return m_source; }

private:
    [[nodiscard]] Outcome search(const QString &text, PatternTime left) const;

    QByteArray m_source;
    QRegularExpression m_quick;   ///< may take few steps
    QRegularExpression m_patient; ///< may take more
    bool m_anchored = false;      ///< can match at the start of the text only
};

/// Whether JavaScript takes `source` as a regular expression (the format "regex").
[[nodiscard]] bool isJavaScriptPattern(QByteArrayView source);

} // namespace spectap
