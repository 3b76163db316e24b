// SPDX-License-Identifier: MIT
#include "ui/timeline/timeruler.h"

#include <QDate>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace spectap {

namespace {

constexpr Micros Millisecond = 1000;
constexpr Micros Second = 1000 * Millisecond;
constexpr Micros Minute = 60 * Second;
constexpr Micros Hour = 60 * Minute;
constexpr Micros Day = 24 * Hour;

struct Step
{
    Micros major; ///< of months: the shortest
    int minors;   ///< parts between two majors
    int months = 0;
};

/// Those below a day divide a day, so that midnight is always a mark.
constexpr std::array<Step, 35> ClockSteps{{{1, 1}, {2, 2}, {5, 5}, {10, 5}, {20, 4}, {50, 5}, {100, 5},
    {200, 4}, {500, 5}, {Millisecond, 5}, {2 * Millisecond, 4}, {5 * Millisecond, 5}, {10 * Millisecond, 5},
    {20 * Millisecond, 4}, {50 * Millisecond, 5}, {100 * Millisecond, 5}, {200 * Millisecond, 4},
    {500 * Millisecond, 5}, {Second, 5}, {2 * Second, 4}, {5 * Second, 5}, {10 * Second, 5}, {15 * Second, 3},
    {30 * Second, 6}, {Minute, 6}, {2 * Minute, 4}, {5 * Minute, 5}, {10 * Minute, 5}, {15 * Minute, 3},
    {30 * Minute, 6}, {Hour, 6}, {2 * Hour, 4}, {3 * Hour, 3}, {6 * Hour, 6}, {12 * Hour, 6}}};
constexpr std::array<Step, 14> CalendarSteps{
    {{Day, 4}, {2 * Day, 2}, {7 * Day, 7}, {14 * Day, 2}, {28 * Day, 1, 1}, {90 * Day, 3, 3},
        {181 * Day, 2, 6}, {365 * Day, 4, 12}, {730 * Day, 2, 24}, {1826 * Day, 5, 60}, {3652 * Day, 10, 120},
        {7304 * Day, 2, 240}, {18262 * Day, 5, 600}, {36524 * Day, 10, 1200}}};
constexpr std::array<Step, 14> DaySteps{{{Day, 4}, {2 * Day, 2}, {5 * Day, 5}, {10 * Day, 5}, {20 * Day, 4},
    {50 * Day, 5}, {100 * Day, 5}, {200 * Day, 4}, {500 * Day, 5}, {1000 * Day, 5}, {2000 * Day, 4},
    {5000 * Day, 5}, {10000 * Day, 5}, {20000 * Day, 4}}};

Micros floorTo(Micros time, Micros step)
{
    return time - ((time % step) + step) % step;
}

/// How wide the widest label is: digits are alike, so the ends of the strip and a date tell.
int widestLabel(const TimeScale &scale, const TimeReading &reading, const LabelWidth &width, const Step &step)
{
    int widest = 0;
    for (const Micros time : {scale.from, scale.to(), reading.zero}) {
        widest = std::max(widest, width(reading.label(time, step.major)));
        if (step.major < Day)
            widest = std::max(widest, width(reading.date(time)));
    }
    return widest;
}

const Step &stepFor(const TimeScale &scale, const TimeReading &reading, const LabelWidth &width)
{
    const std::span<const Step> far = reading.mode == TimeMode::SinceFirst
                                          ? std::span<const Step>(DaySteps)
                                          : std::span<const Step>(CalendarSteps);
    // Below, majors would lie closer than anything can be written.
    const double least = scale.microsPerPixel * 8;
    for (const std::span<const Step> steps : {std::span<const Step>(ClockSteps), far}) {
        for (const Step &step : steps) {
            if (double(step.major) >= least &&
                double(step.major) >= scale.microsPerPixel * widestLabel(scale, reading, width, step))
                return step;
        }
    }
    return far.back();
}

/// Collects marks from left to right.
class Marks
{
public:
    Marks(const TimeScale &scale, const TimeReading &reading, const LabelWidth &width, const Step &step)
        : m_scale(scale)
        , m_reading(reading)
        , m_width(width)
        , m_step(step)
    {
    }

    void add(Micros time, bool major)
    {
        const double x = m_scale.x(time);
        if (!m_marks.empty() && x <= m_marks.back().x)
            return; // local time went back over this
        RulerMark mark{x, major, false, {}};
        if (major) {
            const Micros day = floorTo(time + m_reading.offsetAt(time), Day);
            const bool clock = m_step.major < Day && m_reading.mode != TimeMode::SinceFirst;
            mark.newDay = clock && m_anyMajor && day != m_day;
            m_day = day;
            m_anyMajor = true;
            mark.label = mark.newDay ? m_reading.date(time) : m_reading.label(time, m_step.major);
            // Where local time jumps two marks may come close.
            mark.major = x >= m_free;
            if (mark.major)
                m_free = x + m_width(mark.label);
            else
                mark.label.clear();
        }
        m_marks.push_back(std::move(mark));
    }

    std::vector<RulerMark> take()
    {
        std::erase_if(m_marks, [this](const RulerMark &mark) {
            const double seenUntil = mark.x + (mark.major ? m_width(mark.label) : 0);
            return seenUntil < m_scale.left;
        });
        return std::move(m_marks);
    }

private:
    const TimeScale &m_scale;
    const TimeReading &m_reading;
    const LabelWidth &m_width;
    const Step &m_step;
    std::vector<RulerMark> m_marks;
    Micros m_day = 0;
    bool m_anyMajor = false;
    double m_free = -1e300;
};

/// Marks of a step of fixed length in [from, to], where local time has one offset.
void addSteady(Marks &marks, const Step &step, Micros from, Micros to, Micros offset)
{
    const Micros minor = step.major / step.minors;
    for (Micros at = floorTo(from + offset, step.major); at - offset <= to;) {
        for (int part = 0; part < step.minors && at - offset + part * minor <= to; ++part) {
            if (at - offset + part * minor >= from)
                marks.add(at - offset + part * minor, part == 0);
        }
        at += step.major;
    }
}

/// Marks of days: each at its own midnight, wherever that is.
void addDays(Marks &marks, const Step &step, Micros from, Micros to, const TimeReading &reading)
{
    const Micros minor = step.major / step.minors;
    const Micros first = floorTo(from + reading.offsetAt(from), step.major);
    for (Micros at = first; at - reading.offsetAt(from) <= to + Day; at += step.major) {
        for (int part = 0; part < step.minors; ++part) {
            const Micros local = at + part * minor;
            const Micros guess = local - reading.offsetAt(from);
            marks.add(local - reading.offsetAt(guess), part == 0);
        }
    }
}

void addMonths(Marks &marks, const Step &step, Micros from, Micros to, const TimeReading &reading)
{
    const QDate epoch(1970, 1, 1);
    const Micros local = from + reading.offsetAt(from);
    const QDate first = epoch.addDays(floorTo(local, Day) / Day);
    const int now = std::max(12, first.year() * 12 + first.month() - 1); // there is no year 0
    for (int month = now - now % step.months;; month += step.months / step.minors) {
        const QDate date(month / 12, month % 12 + 1, 1);
        if (!date.isValid())
            continue;
        const Micros at = epoch.daysTo(date) * Day;
        const Micros time = at - reading.offsetAt(at - reading.offsetAt(at));
        if (time > to)
            return;
        marks.add(time, month % step.months == 0);
    }
}

/// The moment in (from, to] at which the offset changes for the last time.
Micros changeBetween(Micros from, Micros to, const TimeReading &reading)
{
    const Micros after = reading.offsetAt(to);
    while (to - from > Second) {
        const Micros middle = from + (to - from) / 2;
        (reading.offsetAt(middle) == after ? to : from) = middle;
    }
    return floorTo(to, Second);
}

} // namespace

std::vector<RulerMark> rulerMarks(const TimeScale &scale, const TimeReading &reading, const LabelWidth &width)
{
    const Step &step = stepFor(scale, reading, width);
    Marks marks(scale, reading, width, step);
    const Micros from = floorTo(scale.from, step.major) - step.major;
    const Micros to = scale.to();
    if (step.months > 0) {
        addMonths(marks, step, scale.from, to, reading);
    } else if (step.major > Day || (step.major == Day && reading.mode == TimeMode::Local)) {
        addDays(marks, step, from, to, reading);
    } else {
        const Micros before = reading.offsetAt(from);
        const Micros after = reading.offsetAt(to);
        const Micros change = before == after ? to : changeBetween(from, to, reading) - 1;
        addSteady(marks, step, from, change, before);
        if (change < to)
            addSteady(marks, step, change + 1, to, after);
    }
    return marks.take();
}

} // namespace spectap
