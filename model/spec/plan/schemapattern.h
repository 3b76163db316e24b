// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

namespace spectap {

/// A regular expression of a schema: JavaScript's, plus what Segment's own validator (Go) adds to it. The
/// work it may do is bounded by counting steps, so that the same text has the same answer on every machine.
class SchemaPattern
{
public:
    enum class Outcome : quint8
    {
        Matches,
        Differs,
        GaveUp ///< too much work, or too long a text
    };
    /// Longer texts (in UTF-16 units) are not matched; Segment refuses a call over half that size.
    static constexpr qsizetype MaxText = 65'536;
    /// A longer pattern is refused.
    static constexpr qsizetype MaxPattern = 20'000;

    /// An empty string, or what is wrong with `source`.
    [[nodiscard]] QString compile(QByteArrayView source);
    [[nodiscard]] Outcome match(QByteArrayView utf8) const;
    [[nodiscard]] const QByteArray &source() const { return m_source; }

private:
    QByteArray m_source;
    QRegularExpression m_short; ///< for short texts: more steps from each start
    QRegularExpression m_long;
};

/// Whether JavaScript takes `source` as a regular expression (the format "regex").
[[nodiscard]] bool isJavaScriptPattern(QByteArrayView source);

} // namespace spectap
