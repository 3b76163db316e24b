// SPDX-License-Identifier: MIT
#include "model/call/isotime.h"

namespace spectap {

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Day = 86'400 * Second;

/// Reads fixed-width digits and single marks from the front of a text.
class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }

    bool mark(char expected)
    {
        if (atEnd() || m_text[m_at] != expected)
            return false;
        ++m_at;
        return true;
    }

    /// Exactly `width` digits in [least, most].
    bool number(int width, int least, int most, int &value)
    {
        value = 0;
        for (int i = 0; i < width; ++i) {
            if (!nextIsDigit())
                return false;
            value = value * 10 + (m_text[m_at++] - '0');
        }
        return value >= least && value <= most;
    }

    /// One to nine digits of a fraction of a second; what is finer than a microsecond is cut off.
    bool fraction(Micros &value)
    {
        value = 0;
        Micros unit = Second;
        int digits = 0;
        for (; nextIsDigit(); ++digits) {
            unit /= 10;
            value += (m_text[m_at++] - '0') * unit;
        }
        return digits >= 1 && digits <= 9;
    }

private:
    [[nodiscard]] bool nextIsDigit() const { return !atEnd() && m_text[m_at] >= '0' && m_text[m_at] <= '9'; }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

int daysInMonth(int year, int month)
{
    constexpr int Days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : Days[month - 1];
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar. Years are counted from March, so that the
/// leap day is the last one of a year.
qint64 daysSinceEpoch(int year, int month, int day)
{
    const qint64 marchYear = month > 2 ? year : year - 1;
    const qint64 monthFromMarch = (month + 9) % 12;
    const qint64 leapDays = marchYear >= 0 ? marchYear / 4 - marchYear / 100 + marchYear / 400 : -1;
    const qint64 dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    constexpr qint64 EpochFromMarchOfYear0 = 719'468;
    return marchYear * 365 + leapDays + dayOfYear - EpochFromMarchOfYear0;
}

/// Z, ±hh:mm, ±hhmm or nothing, as what must be subtracted to get to UTC.
bool readOffset(Reader &reader, Micros &offset)
{
    offset = 0;
    if (reader.mark('Z') || reader.atEnd())
        return true;
    const bool west = reader.mark('-');
    if (!west && !reader.mark('+'))
        return false;
    int hours = 0;
    int minutes = 0;
    if (!reader.number(2, 0, 23, hours))
        return false;
    reader.mark(':');
    if (!reader.number(2, 0, 59, minutes))
        return false;
    offset = (hours * 60 + minutes) * 60 * Second * (west ? -1 : 1);
    return true;
}

} // namespace

std::optional<Micros> parseIsoTime(QByteArrayView text)
{
    Reader reader(text);
    int year = 0;
    int month = 0;
    int day = 0;
    if (!reader.number(4, 0, 9999, year) || !reader.mark('-') || !reader.number(2, 1, 12, month) ||
        !reader.mark('-') || !reader.number(2, 1, daysInMonth(year, month), day))
        return std::nullopt;
    Micros time = daysSinceEpoch(year, month, day) * Day;
    if (reader.atEnd())
        return time;

    int hour = 0;
    int minute = 0;
    if (!reader.mark('T') || !reader.number(2, 0, 23, hour) || !reader.mark(':') ||
        !reader.number(2, 0, 59, minute))
        return std::nullopt;
    time += (hour * 60 + minute) * 60 * Second;
    if (reader.mark(':')) {
        int second = 0;
        Micros fraction = 0;
        if (!reader.number(2, 0, 59, second) || (reader.mark('.') && !reader.fraction(fraction)))
            return std::nullopt;
        time += second * Second + fraction;
    }
    Micros offset = 0;
    if (!readOffset(reader, offset) || !reader.atEnd())
        return std::nullopt;
    return time - offset;
}

} // namespace spectap
