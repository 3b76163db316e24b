// SPDX-License-Identifier: MIT
#include "model/code/codewriters.h"

#include "model/call/isotime.h"
#include "model/code/codeprinter.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace spectap {

QString CodeNames::take(const QString &wish, CodeLanguage language)
{
    QString base;
    bool upper = false;
    for (const QChar c : wish) {
        const bool letter = c < u'\x80' && c.isLetterOrNumber();
        if (letter)
            base += upper ? c.toUpper() : base.isEmpty() ? c.toLower() : c;
        upper = !letter && !base.isEmpty();
    }
    if (!isIdentifier(base, language))
        base = u"value"_s;
    QString name = base;
    for (int number = 2; m_taken.contains(name); ++number)
        name = base + QString::number(number);
    m_taken.insert(name);
    return name;
}

QStringList firstArguments(const FittedCall &call, const CodePrinter &print)
{
    const bool user = call.type == CallType::Identify || call.type == CallType::Alias;
    const auto &value = user ? call.userId : call.type == CallType::Group ? call.groupId : call.name;
    if (!value && call.type == CallType::Identify)
        return {};
    return {value ? print.text(value->text) : QStringLiteral("\"\"")};
}

CodeTime CodeTime::of(const QString &text)
{
    constexpr Micros Second = 1'000'000;
    const Micros at = parseIsoTime(text.toUtf8()).value_or(0);
    Micros seconds = at / Second;
    if (at % Second < 0)
        --seconds;
    const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    // Micros hold six digits of nine.
    QString fraction;
    const qsizetype point = text.indexOf(u'.');
    for (qsizetype i = point + 1; point >= 0 && i < text.size() && text[i].isDigit(); ++i)
        fraction += text[i];
    return {time.date().year(), time.date().month(), time.date().day(), time.time().hour(),
        time.time().minute(), time.time().second(), fraction.leftJustified(9, u'0').first(9).toInt()};
}

QString CodeTime::isoText() const
{
    QString text = QDateTime(QDate(year, month, day), QTime(hour, minute, second), Qt::UTC)
                       .toString(u"yyyy-MM-ddTHH:mm:ss"_s);
    QString fraction = QString::number(nanosecond).rightJustified(9, u'0');
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    if (!fraction.isEmpty())
        text += u'.' + fraction;
    return text + u'Z';
}

} // namespace spectap
