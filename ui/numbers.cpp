// SPDX-License-Identifier: MIT
#include "ui/numbers.h"

#include "ui/timereading.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace spectap {

QString clockTime(Micros time)
{
    return TimeReading().clock(time);
}

QString clockTimeShort(Micros time)
{
    return TimeReading().clock(time, 0);
}

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString shareText(double share)
{
    const double points = share * 100;
    if (points > 0 && points < 1)
        return u"<1%"_s;
    return QString(countText(points > 99 && points < 100 ? 99 : qRound(points)) + u'%');
}

QString shortSize(qint64 bytes)
{
    const QLocale locale;
    const double kilo = double(bytes) / 1024;
    if (kilo < 99.95)
        return locale.toString(kilo, 'f', 1) + u'K';
    if (kilo < 1024)
        return locale.toString(kilo, 'f', 0) + u'K';
    return locale.toString(kilo / 1024, 'f', 1) + u'M';
}

QString longSize(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString deltaText(Micros delta)
{
    if (delta < 0)
        return {};
    const double seconds = double(delta) / 1e6;
    return QLocale().toString(seconds, 'f', seconds < 100 ? 2 : seconds < 1000 ? 1 : 0);
}

} // namespace spectap
