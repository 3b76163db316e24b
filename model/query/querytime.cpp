// SPDX-License-Identifier: MIT
#include "model/query/querytime.h"

#include <QDateTime>

namespace spectap {

namespace {

constexpr Micros Second = 1'000'000;
constexpr qsizetype DateLength = 10;   ///< 2025-11-14
constexpr qsizetype MinuteLength = 16; ///< 2025-11-14T10:42
constexpr qsizetype SecondLength = 19; ///< 2025-11-14T10:42:07

QChar at(QStringView text, qsizetype index)
{
    return index < text.size() ? text[index] : QChar();
}

/// How long the unit is that a well-formed time is written in.
Micros unitOf(QStringView time)
{
    if (time.size() == DateLength)
        return 86'400 * Second;
    if (at(time, MinuteLength) != u':')
        return 60 * Second;
    Micros unit = Second;
    if (at(time, SecondLength) == u'.') {
        for (qsizetype i = SecondLength + 1; at(time, i).isDigit() && unit > 1; ++i)
            unit /= 10;
    }
    return unit;
}

std::optional<QuerySpan> spanOf(QStringView time)
{
    const auto first = parseIsoTime(time.toUtf8());
    if (!first)
        return std::nullopt;
    return QuerySpan{*first, *first + unitOf(time) - 1};
}

std::optional<QuerySpan> rangeOf(QStringView from, QStringView to)
{
    QuerySpan range;
    if (from.isEmpty() && to.isEmpty())
        return std::nullopt;
    if (!from.isEmpty()) {
        const auto span = spanOf(from);
        if (!span)
            return std::nullopt;
        range.first = span->first;
    }
    if (!to.isEmpty()) {
        const auto span = spanOf(to);
        if (!span)
            return std::nullopt;
        range.last = span->last;
    }
    return range;
}

QString exactText(Micros time)
{
    const Micros fraction = ((time % Second) + Second) % Second;
    const QDateTime second = QDateTime::fromSecsSinceEpoch((time - fraction) / Second, Qt::UTC);
    return QStringLiteral("%1.%2Z")
        .arg(second.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")))
        .arg(fraction, 6, 10, QChar(u'0'));
}

} // namespace

std::optional<QuerySpan> querySpan(QStringView op, QStringView value)
{
    const bool compares = op.startsWith(u'<') || op.startsWith(u'>');
    if (const qsizetype dots = value.indexOf(QStringLiteral("..")); dots >= 0 && !compares)
        return rangeOf(value.first(dots), value.sliced(dots + 2));
    const auto span = spanOf(value);
    if (!span || !compares)
        return span;
    if (op == QStringLiteral(">"))
        return QuerySpan{span->last + 1, INT64_MAX};
    if (op == QStringLiteral(">="))
        return QuerySpan{span->first, INT64_MAX};
    if (op == QStringLiteral("<"))
        return QuerySpan{INT64_MIN, span->first - 1};
    return QuerySpan{INT64_MIN, span->last};
}

QString querySpanText(Micros first, Micros last)
{
    return exactText(first) + QStringLiteral("..") + exactText(last);
}

} // namespace spectap
