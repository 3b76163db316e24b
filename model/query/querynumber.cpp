// SPDX-License-Identifier: MIT
#include "model/query/querynumber.h"

#include <QLocale>

namespace spectap {

namespace {

constexpr double Kibi = 1024;

/// Only what looks like a number: not "inf", "nan" or "0x10".
std::optional<double> numberOf(QStringView text, bool sizes)
{
    double unit = 1;
    if (sizes && text.size() > 1) {
        const QChar last = text.back().toLower();
        unit = last == u'k' ? Kibi : last == u'm' ? Kibi * Kibi : 1;
        if (unit > 1)
            text.chop(1);
    }
    const QStringView digits = text.startsWith(u'-') ? text.sliced(1) : text;
    if (digits.isEmpty() || !(digits.front() >= u'0' && digits.front() <= u'9') || digits.contains(u'x') ||
        digits.contains(u','))
        return std::nullopt;
    bool isNumber = false;
    const double number = QLocale::c().toDouble(text, &isNumber);
    return isNumber ? std::optional(number * unit) : std::nullopt;
}

std::optional<NumberSpan> rangeOf(QStringView from, QStringView to, bool sizes)
{
    const auto first = numberOf(from, sizes);
    const auto last = numberOf(to, sizes);
    if ((from.isEmpty() && to.isEmpty()) || (!from.isEmpty() && !first) || (!to.isEmpty() && !last))
        return std::nullopt;
    NumberSpan span;
    span.first = first.value_or(span.first);
    span.last = last.value_or(span.last);
    return span;
}

} // namespace

std::optional<NumberSpan> numberSpan(QStringView op, QStringView value, bool sizes)
{
    const bool above = op.startsWith(u'>');
    const bool below = op.startsWith(u'<');
    const qsizetype dots = value.indexOf(QStringLiteral(".."));
    if (dots >= 0 && !above && !below)
        return rangeOf(value.first(dots), value.sliced(dots + 2), sizes);
    const auto number = numberOf(value, sizes);
    if (!number)
        return std::nullopt;
    NumberSpan span;
    if (!below)
        span.first = *number;
    if (!above)
        span.last = *number;
    const bool with = op.size() == 2 || (!above && !below); // >= and <=, or the number itself
    span.withFirst = span.withLast = with;
    return span;
}

} // namespace spectap
