// SPDX-License-Identifier: MIT
#include "model/spec/correction.h"

#include "model/call/isotime.h"
#include "model/call/jsonescape.h"
#include "model/spec/formats.h"
#include "model/support/jsontext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <vector>

namespace spectap {

namespace {

using How = Correction::How;

constexpr qsizetype TypoLength = 5; ///< shorter words are one letter apart by chance

/// The kinds of a scalar that can be told from its first character.
bool isString(QByteArrayView json)
{
    return json.size() >= 2 && json.front() == '"' && json.back() == '"';
}

bool isBoolean(QByteArrayView json)
{
    return json == "true" || json == "false";
}

/// JSON's own grammar of a number: what is none there is not one to send. Leading zeros and signs are those
/// of codes and phone numbers.
bool isNumber(QByteArrayView text, bool integer)
{
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype from = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at - from;
    };
    if (text.startsWith('-'))
        ++at;
    const qsizetype whole = at;
    const qsizetype count = digits();
    if (count == 0 || (count > 1 && text[whole] == '0'))
        return false;
    if (!integer && at < text.size() && text[at] == '.') {
        ++at;
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

QByteArray plainText(QByteArrayView json)
{
    return isString(json) ? unescapeJson(json.sliced(1, json.size() - 2)) : QByteArray();
}

/// "number or null" and "string, number or boolean" in single words.
std::vector<QByteArray> wordsOf(const QByteArray &expected)
{
    std::vector<QByteArray> words;
    QByteArray list = expected;
    list.replace(" or ", ", ");
    for (const QByteArray &word : list.split(',')) {
        if (const QByteArray trimmed = word.trimmed(); !trimmed.isEmpty())
            words.push_back(trimmed);
    }
    return words;
}

bool holds(const std::vector<QByteArray> &words, QByteArrayView word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// "arrays of strings", "array of objects" → "string".
QByteArray itemWord(QByteArrayView expected)
{
    constexpr QByteArrayView Of = "array of ";
    if (!expected.startsWith(Of))
        return {};
    QByteArray word = expected.sliced(Of.size()).toByteArray();
    if (word.endsWith('s'))
        word.chop(1);
    return word;
}

bool fits(QByteArrayView json, QByteArrayView kind)
{
    if (kind == "string")
        return isString(json);
    if (kind == "number" || kind == "integer")
        return isNumber(json, kind == "integer");
    if (kind == "boolean")
        return isBoolean(json);
    return kind == "object" && json.startsWith('{');
}

std::optional<Correction> ofType(const QByteArray &expected, QByteArrayView value)
{
    const std::vector<QByteArray> words = wordsOf(expected);
    if (isString(value)) {
        const QByteArray text = plainText(value);
        if (holds(words, "number") || holds(words, "integer")) {
            if (isNumber(text, !holds(words, "number")))
                return Correction{How::WithoutQuotes, {}, text};
        }
        if (const QByteArray lower = text.toLower(); holds(words, "boolean") && isBoolean(lower))
            return Correction{How::WithoutQuotes, {}, lower};
    } else if (holds(words, "string") || holds(words, "non-empty string")) {
        if (isBoolean(value) || isNumber(value, false))
            return Correction{How::InQuotes, {}, jsonString(value)};
    }
    if (words.size() == 1 && !value.startsWith('[') && fits(value, itemWord(words.front())))
        return Correction{How::InArray, {}, '[' + value.toByteArray() + ']'};
    return std::nullopt;
}

std::optional<Correction> ofFormat(const QByteArray &expected, QByteArrayView value)
{
    const QByteArray text = isString(value) ? plainText(value) : value.toByteArray();
    const QByteArray wanted = expected.toLower();
    if (wanted.contains("8601") || wanted == "date-time") {
        const QByteArray time = isoTimeFrom(text);
        return time.isEmpty() ? std::nullopt : std::optional(Correction{How::AsTime, {}, jsonString(time)});
    }
    if (!isString(value))
        return std::nullopt;
    constexpr std::array Formats{Format::Email, Format::Currency, Format::Uri, Format::Ip, Format::Locale,
        Format::TimeZone, Format::Uuid, Format::Country, Format::Semver};
    const auto format = std::find_if(Formats.begin(), Formats.end(), [&](Format one) {
        return expected == formatName(one) || (one == Format::Email && wanted == "email") ||
               (one == Format::Currency && wanted == "currency") || (one == Format::Uri && wanted == "uri");
    });
    if (format == Formats.end())
        return std::nullopt;
    const QByteArray trimmed = text.trimmed();
    if (trimmed != text && matchesFormat(*format, trimmed))
        return Correction{How::Trimmed, {}, jsonString(trimmed)};
    const bool code = *format == Format::Currency || *format == Format::Country;
    if (const QByteArray upper = trimmed.toUpper(); code && upper != trimmed && matchesFormat(*format, upper))
        return Correction{How::Capitals, {}, jsonString(upper)};
    QByteArray dashes = trimmed;
    dashes.replace('_', '-');
    if (*format == Format::Locale && dashes != trimmed && matchesFormat(*format, dashes))
        return Correction{How::Spelled, {}, jsonString(dashes)};
    return std::nullopt;
}

/// Letters and digits in lower case: what is left of a word when spelling does not count.
QByteArray bare(QByteArrayView word)
{
    QByteArray letters;
    for (const char c : word.toByteArray().toLower()) {
        if (c != ' ' && c != '_' && c != '-')
            letters += c;
    }
    return letters;
}

/// One letter too many, too few, wrong, or two swapped.
bool isOneTypo(QByteArrayView a, QByteArrayView b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.size() - a.size() > 1)
        return false;
    const auto [left, right] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    const auto at = left - a.begin();
    const QByteArrayView restA = a.sliced(at);
    const QByteArrayView restB = b.sliced(at);
    if (a.size() < b.size())
        return restA == restB.sliced(1);
    if (restA.isEmpty())
        return false;
    const bool swapped = restA.size() > 1 && restA[0] == restB[1] && restA[1] == restB[0] &&
                         restA.sliced(2) == restB.sliced(2);
    return swapped || restA.sliced(1) == restB.sliced(1);
}

/// The one listed value that was meant: in another spelling, or with one typo in a word that is long enough.
std::optional<Correction> ofList(const QByteArray &expected, QByteArrayView value)
{
    if (!isString(value))
        return std::nullopt;
    const QByteArray sent = bare(plainText(value));
    std::vector<QByteArray> spelled;
    std::vector<QByteArray> close;
    for (const QByteArray &word : wordsOf(expected)) {
        const QByteArray listed = isString(word) ? plainText(word) : word;
        if (bare(listed) == sent)
            spelled.push_back(listed);
        else if (sent.size() >= TypoLength && isOneTypo(sent, bare(listed)))
            close.push_back(listed);
    }
    const std::vector<QByteArray> &meant = spelled.empty() ? close : spelled;
    if (meant.size() != 1)
        return std::nullopt;
    return Correction{How::Spelled, {}, jsonString(meant.front())};
}

std::optional<Correction> ofName(const Finding &finding, QByteArrayView value)
{
    if (finding.expected.isEmpty())
        return std::nullopt;
    if (finding.pointer == "/event" || finding.pointer == "/name" || finding.pointer == "/category")
        return Correction{How::Spelled, {}, jsonString(finding.expected)};
    if (value.isEmpty())
        return std::nullopt;
    return Correction{How::Renamed, finding.expected, value.toByteArray()};
}

QByteArray isoText(const QDateTime &time)
{
    const QDateTime utc = time.toUTC();
    return utc.toString(utc.time().msec() == 0 ? QStringLiteral("yyyy-MM-ddTHH:mm:ss")
                                               : QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"))
               .toLatin1() +
           'Z';
}

/// Seconds or milliseconds since 1970, of this century.
QByteArray isoFromNumber(QByteArrayView text)
{
    bool good = false;
    const qint64 number = text.toByteArray().toLongLong(&good);
    if (!good || !isNumber(text, true))
        return {};
    constexpr qint64 From = 946'684'800; // 2000
    constexpr qint64 To = 4'102'444'800; // 2100
    if (number >= From && number < To)
        return isoText(QDateTime::fromSecsSinceEpoch(number, Qt::UTC));
    if (number >= From * 1000 && number < To * 1000)
        return isoText(QDateTime::fromMSecsSinceEpoch(number, Qt::UTC));
    return {};
}

} // namespace

QByteArray isoTimeFrom(QByteArrayView sent)
{
    const QByteArray trimmed = sent.trimmed().toByteArray();
    if (const QByteArray time = isoFromNumber(trimmed); !time.isEmpty())
        return time;
    QString text = QString::fromUtf8(trimmed);
    if (text.endsWith(QStringLiteral(" UTC")))
        text.replace(text.size() - 4, 4, QStringLiteral("Z"));
    // 2025-11-14 10:42:07 and 2025/11/14: with the year first there is only one way to read them.
    QByteArray iso = text.toUtf8();
    if (iso.size() >= 10 && iso[4] == '/' && iso[7] == '/')
        iso[4] = iso[7] = '-';
    if (iso.size() > 10 && iso[4] == '-' && iso[10] == ' ')
        iso[10] = 'T';
    iso.replace(" +", "+").replace(" -", "-").replace(" Z", "Z");
    if (const auto time = parseIsoTime(iso); time && iso.size() >= 10 && iso[4] == '-')
        return isoText(QDateTime::fromMSecsSinceEpoch(*time / 1000, Qt::UTC));
    // Fri, 14 Nov 2025 10:42:07 +0100, as in mail and HTTP.
    if (text.endsWith(QStringLiteral(" GMT")))
        text.replace(text.size() - 3, 3, QStringLiteral("+0000"));
    const bool offset = text.size() > 5 && QStringLiteral("+-").contains(text[text.size() - 5]);
    if (const QDateTime mail = QDateTime::fromString(text, Qt::RFC2822Date); offset && mail.isValid())
        return isoText(mail);
    // Fri Nov 14 2025 10:42:07 GMT+0100 (CET), as JavaScript prints a Date.
    const qsizetype zone = text.indexOf(QStringLiteral(" GMT"));
    if (zone < 0 || text.size() < zone + 9)
        return {};
    QDateTime script = QLocale::c().toDateTime(text.first(zone), QStringLiteral("ddd MMM dd yyyy HH:mm:ss"));
    const QString shift = text.sliced(zone + 4, 5);
    bool good = false;
    const int hours = shift.first(3).toInt(&good);
    const int minutes = shift.last(2).toInt();
    if (!good || !script.isValid())
        return {};
    script.setOffsetFromUtc((hours * 60 + (shift.startsWith(u'-') ? -minutes : minutes)) * 60);
    return isoText(script);
}

std::optional<Correction> correctionOf(const Finding &finding, QByteArrayView value)
{
    switch (finding.rule) {
    case Rule::Type:
    case Rule::PlanType:
        return ofType(finding.expected, value);
    case Rule::Identity: // true is nobody's ID, in quotes or without
        return isBoolean(value) ? std::nullopt : ofType(finding.expected, value);
    case Rule::Format:
    case Rule::PlanFormat:
        return ofFormat(finding.expected, value);
    case Rule::Enum:
    case Rule::PlanEnum:
    case Rule::CallType:
        return ofList(finding.expected, value);
    case Rule::NameCase:
    case Rule::NearMiss:
    case Rule::Deprecated:
    case Rule::PlanUnplannedEvent:
    case Rule::PlanUnplannedProperty:
        return ofName(finding, value);
    default: // what was meant is nowhere to be read
        return std::nullopt;
    }
}

} // namespace spectap
