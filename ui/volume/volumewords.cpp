// SPDX-License-Identifier: MIT
#include "ui/volume/volumewords.h"

#include <QCoreApplication>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Day = 86'400 * Second;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::VolumeStrip)
};

QString momentText(Micros time, const VolumeBars &bars, const TimeReading &reading)
{
    const QString date = reading.date(time);
    if (bars.width() >= Day && !date.isEmpty())
        return date;
    const QString clock = reading.clock(time, bars.width() < Second ? 1 : 0);
    const bool oneDay = reading.date(bars.begin()) == reading.date(bars.end() - 1);
    return oneDay ? clock : QString(date + u' ' + clock);
}

QString problemsOf(const DensityCounts &counts)
{
    QString text;
    if (counts.errors > 0)
        text += u", "_s + Words::tr("%L1 with errors").arg(counts.errors);
    if (counts.warnings > 0)
        text += u", "_s + Words::tr("%L1 with warnings").arg(counts.warnings);
    return text;
}

} // namespace

QString volumeWords(const VolumeBars &bars, int first, int last, const TimeReading &reading)
{
    const QuerySpan span = bars.spanOf(first, last);
    const bool begins = first > VolumeBars::Before;
    const bool ends = last < bars.after();
    const QString from = begins ? momentText(span.first, bars, reading) : QString();
    const QString to = ends ? momentText(span.last + 1, bars, reading) : QString();
    QString text = begins && ends ? QString(from + u'\u2013' + to)
                   : begins       ? Words::tr("From %1 on").arg(from)
                   : ends         ? Words::tr("Before %1").arg(to)
                                  : Words::tr("All the time");
    const VolumeBar sum = bars.sumOf(first, last);
    text +=
        u": "_s + Words::tr("%Ln call(s)", nullptr, static_cast<int>(sum.all.calls)) + problemsOf(sum.all);
    if (sum.all.retries > 0)
        text += u", "_s + Words::tr("%L1 of them sent again").arg(sum.all.retries);
    if (bars.isFiltered())
        text +=
            u". "_s + Words::tr("The filter shows %L1").arg(sum.matching.calls) + problemsOf(sum.matching);
    return text;
}

} // namespace spectap
