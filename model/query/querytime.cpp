// SPDX-License-Identifier: MIT
#include "model/query/querytime.h"

#include "model/query/queryterms.h"

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

/// "-90s", "-5m", "-2h", "-1d".
std::optional<Micros> offsetOf(QStringView text)
{
    constexpr Micros Longest = 1000LL * 366 * 86'400 * Second;
    if (text.size() < 3 || text.front() != u'-')
        return std::nullopt;
    const char16_t letter = text.back().unicode();
    const Micros unit = letter == u's'   ? Second
                        : letter == u'm' ? 60 * Second
                        : letter == u'h' ? 3'600 * Second
                        : letter == u'd' ? 86'400 * Second
                                         : 0;
    bool isNumber = false;
    const QStringView digits = text.sliced(1, text.size() - 2);
    const qlonglong amount = digits.front().isDigit() ? digits.toLongLong(&isNumber) : 0;
    if (!isNumber || unit == 0 || amount > Longest / unit)
        return std::nullopt;
    return -amount * unit;
}

std::optional<QuerySpan> spanOf(QStringView time)
{
    if (const auto offset = offsetOf(time))
        return QuerySpan{*offset, *offset, true, true};
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
        range.firstAgo = span->firstAgo;
    }
    if (!to.isEmpty()) {
        const auto span = spanOf(to);
        if (!span)
            return std::nullopt;
        range.last = span->last;
        range.lastAgo = span->lastAgo;
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

QuerySpan QuerySpan::relativeTo(Micros now) const
{
    return {firstAgo ? now + first : first, lastAgo ? now + last : last};
}

std::optional<QuerySpan> querySpan(QStringView op, QStringView value)
{
    const bool compares = op.startsWith(u'<') || op.startsWith(u'>');
    if (const qsizetype dots = value.indexOf(QStringLiteral("..")); dots >= 0 && !compares)
        return rangeOf(value.first(dots), value.sliced(dots + 2));
    const auto span = spanOf(value);
    if (!span)
        return span;
    const bool ago = span->isRelative();
    if (!compares)
        return ago ? QuerySpan{span->first, INT64_MAX, true, false} : *span;
    if (op == QStringLiteral(">"))
        return QuerySpan{span->last + 1, INT64_MAX, ago, false};
    if (op == QStringLiteral(">="))
        return QuerySpan{span->first, INT64_MAX, ago, false};
    if (op == QStringLiteral("<"))
        return QuerySpan{INT64_MIN, span->first - 1, false, ago};
    return QuerySpan{INT64_MIN, span->last, false, ago};
}

QString querySpanText(Micros first, Micros last)
{
    const QuerySpan endless;
    return (first == endless.first ? QString() : exactText(first)) + QStringLiteral("..") +
           (last == endless.last ? QString() : exactText(last));
}

std::optional<QuerySpan> outerTimeSpan(QStringView filter)
{
    const QStringView key = u"time:";
    std::optional<QuerySpan> found;
    for (const QStringView term : outerTerms(filter)) {
        if (term == u"OR" || (found && term.startsWith(key)))
            return std::nullopt;
        if (!term.startsWith(key))
            continue;
        found = querySpan(u":", term.sliced(key.size()));
        if (!found || found->isRelative())
            return std::nullopt;
    }
    return found;
}

} // namespace spectap
