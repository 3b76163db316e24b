// SPDX-License-Identifier: MIT
#include "model/spec/plan/schemaformats.h"

#include "model/spec/plan/schemapattern.h"

#include <QDate>
#include <QList>
#include <QUrl>

#include <algorithm>
#include <array>
#include <utility>

namespace spectap {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isAlnum(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<quint8>(c) < 128; });
}

/// The number in exactly `digits` digits at `at`, or -1.
int number(QByteArrayView text, qsizetype at, qsizetype digits)
{
    if (at + digits > text.size())
        return -1;
    int value = 0;
    for (const char c : text.sliced(at, digits)) {
        if (!isDigit(c))
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

bool isDate(QByteArrayView text)
{
    return text.size() == 10 && text[4] == '-' && text[7] == '-' && number(text, 0, 4) >= 0 &&
           QDate::isValid(qMax(number(text, 0, 4), 4), number(text, 5, 2), number(text, 8, 2));
}

/// RFC 3339, full-time.
bool isTime(QByteArrayView text)
{
    if (text.size() < 9 || text[2] != ':' || text[5] != ':')
        return false;
    const int hour = number(text, 0, 2);
    const int minute = number(text, 3, 2);
    const int second = number(text, 6, 2);
    qsizetype at = 8;
    if (text[at] == '.') {
        const qsizetype digits = ++at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        if (at == digits)
            return false;
    }
    int offset = 0;
    if (at == text.size() - 1 && (text[at] == 'Z' || text[at] == 'z')) {
        offset = 0;
    } else if (at == text.size() - 6 && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':') {
        const int hours = number(text, at + 1, 2);
        const int minutes = number(text, at + 4, 2);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
            return false;
        offset = (hours * 60 + minutes) * (text[at] == '-' ? -1 : 1);
    } else {
        return false;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return false;
    constexpr int Day = 24 * 60;
    const int utc = (hour * 60 + minute - offset + Day) % Day;
    return second < 60 || utc == Day - 1; // leap seconds come at the end of a day
}

bool isDateTime(QByteArrayView text)
{
    return text.size() > 11 && isDate(text.first(10)) && (text[10] == 'T' || text[10] == 't') &&
           isTime(text.sliced(11));
}

bool isIpv4(QByteArrayView text)
{
    int parts = 0;
    for (const QByteArray &part : text.toByteArray().split('.')) {
        if (part.isEmpty() || part.size() > 3 || (part.size() > 1 && part[0] == '0') ||
            number(part, 0, part.size()) < 0 || number(part, 0, part.size()) > 255)
            return false;
        ++parts;
    }
    return parts == 4;
}

bool isIpv6(QByteArrayView text)
{
    const qsizetype gap = text.indexOf("::");
    if (gap >= 0 && text.sliced(gap + 1).indexOf("::") >= 0)
        return false;
    int groups = 0;
    const auto count = [&groups](QByteArrayView side, bool last) {
        if (side.isEmpty())
            return true;
        const QList<QByteArray> parts = side.toByteArray().split(':');
        for (qsizetype i = 0; i < parts.size(); ++i) {
            const QByteArray &part = parts[i];
            if (last && i == parts.size() - 1 && part.contains('.')) {
                groups += 2;
                return isIpv4(part);
            }
            if (part.isEmpty() || part.size() > 4 || !std::all_of(part.begin(), part.end(), isHex))
                return false;
            ++groups;
        }
        return true;
    };
    if (gap < 0)
        return count(text, true) && groups == 8;
    return count(text.first(gap), false) && count(text.sliced(gap + 2), true) && groups <= 7;
}

bool isHostLabel(QByteArrayView label)
{
    return !label.isEmpty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(), [](char c) { return isAlnum(c) || c == '-'; });
}

bool isHostname(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 253)
        return false;
    const QList<QByteArray> labels = text.toByteArray().split('.');
    return std::all_of(
        labels.begin(), labels.end(), [](const QByteArray &label) { return isHostLabel(label); });
}

bool isIdnHostname(QByteArrayView text)
{
    QString name = QString::fromUtf8(text);
    for (const QChar dot : {QChar(0x3002), QChar(0xff0e), QChar(0xff61)})
        name.replace(dot, u'.');
    if (name.contains(QChar(0x302e)) || name.contains(QChar(0x302f))) // tone marks that names may not hold
        return false;
    return isHostname(QUrl::toAce(name));
}

bool isEmail(QByteArrayView text, bool international)
{
    const qsizetype at = text.lastIndexOf('@');
    if (at < 1 || at == text.size() - 1 || (!international && !isAscii(text)))
        return false;
    const QByteArrayView local = text.first(at);
    const QByteArrayView host = text.sliced(at + 1);
    const bool quoted = local.size() >= 3 && local.startsWith('"') && local.endsWith('"');
    if (!quoted) {
        if (local.startsWith('.') || local.endsWith('.') || local.contains(".."))
            return false;
        for (const char c : local) {
            const bool fine = isAlnum(c) || static_cast<quint8>(c) >= 128 ||
                              QByteArrayView("!#$%&'*+-/=?^_`{|}~.").contains(c);
            if (!fine)
                return false;
        }
    }
    if (host.startsWith('[') && host.endsWith(']')) {
        const QByteArrayView address = host.sliced(1, host.size() - 2);
        return address.startsWith("IPv6:") ? isIpv6(address.sliced(5)) : isIpv4(address);
    }
    return international ? isIdnHostname(host) : isHostname(host);
}

/// RFC 3986 (3987 with `international`): which characters may stand where, and the shape of the authority.
bool isUri(QByteArrayView text, bool reference, bool international)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<quint8>(c) >= 128) {
            if (!international)
                return false;
        } else if (c == '%') {
            if (i + 2 >= text.size() || !isHex(text[i + 1]) || !isHex(text[i + 2]))
                return false;
        } else if (!isAlnum(c) && !QByteArrayView("-._~:/?#[]@!$&'()*+,;=").contains(c)) {
            return false;
        }
    }
    const qsizetype hash = text.indexOf('#');
    if (hash >= 0 && text.sliced(hash + 1).contains('#'))
        return false;
    QByteArrayView rest = hash >= 0 ? text.first(hash) : text;
    if (const qsizetype query = rest.indexOf('?'); query >= 0)
        rest = rest.first(query);
    const qsizetype colon = rest.indexOf(':');
    const qsizetype slash = rest.indexOf('/');
    if (colon >= 0 && (slash < 0 || colon < slash)) {
        const QByteArrayView scheme = rest.first(colon);
        const bool fine = !scheme.isEmpty() && isAlnum(scheme.front()) && !isDigit(scheme.front()) &&
                          std::all_of(scheme.begin(), scheme.end(),
                              [](char c) { return isAlnum(c) || c == '+' || c == '-' || c == '.'; });
        if (!fine)
            return false;
        rest = rest.sliced(colon + 1);
    } else if (!reference) {
        return false;
    }
    if (rest.startsWith("//")) {
        rest = rest.sliced(2);
        const qsizetype end = rest.indexOf('/');
        QByteArrayView host = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end);
        if (const qsizetype user = host.lastIndexOf('@'); user >= 0)
            host = host.sliced(user + 1);
        if (host.startsWith('[')) {
            const qsizetype close = host.indexOf(']');
            if (close < 0 || !isIpv6(host.sliced(1, close - 1)))
                return false;
            host = host.sliced(close + 1);
        } else if (const qsizetype port = host.indexOf(':'); port >= 0) {
            host = host.sliced(port);
        } else {
            host = {};
        }
        if (!host.isEmpty() && (host.front() != ':' || !std::all_of(host.begin() + 1, host.end(), isDigit)))
            return false;
    }
    return !rest.contains('[') && !rest.contains(']');
}

/// RFC 6570: braces in pairs, an expression in each.
bool isUriTemplate(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '}' || static_cast<quint8>(c) <= ' ' || QByteArrayView("\"'<>\\^`|").contains(c))
            return false;
        if (c != '{')
            continue;
        const qsizetype close = text.indexOf('}', i);
        if (close < 0)
            return false;
        QByteArrayView inside = text.sliced(i + 1, close - i - 1);
        if (!inside.isEmpty() && QByteArrayView("+#./;?&=,!@|").contains(inside.front()))
            inside = inside.sliced(1);
        const bool fine = !inside.isEmpty() && std::all_of(inside.begin(), inside.end(), [](char ch) {
            return isAlnum(ch) || QByteArrayView("_%.,:*").contains(ch);
        });
        if (!fine)
            return false;
        i = close;
    }
    return true;
}

bool isJsonPointer(QByteArrayView text)
{
    if (text.isEmpty())
        return true;
    if (text.front() != '/')
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '~' && (i + 1 >= text.size() || (text[i + 1] != '0' && text[i + 1] != '1')))
            return false;
    }
    return true;
}

bool isRelativeJsonPointer(QByteArrayView text)
{
    qsizetype digits = 0;
    while (digits < text.size() && isDigit(text[digits]))
        ++digits;
    if (digits == 0 || (digits > 1 && text.front() == '0'))
        return false;
    const QByteArrayView rest = text.sliced(digits);
    return rest == "#" || isJsonPointer(rest);
}

constexpr std::array<std::pair<QByteArrayView, SchemaFormat>, 17> Names{
    {{"date-time", SchemaFormat::DateTime}, {"date", SchemaFormat::Date}, {"time", SchemaFormat::Time},
        {"email", SchemaFormat::Email}, {"idn-email", SchemaFormat::IdnEmail},
        {"hostname", SchemaFormat::Hostname}, {"idn-hostname", SchemaFormat::IdnHostname},
        {"ipv4", SchemaFormat::Ipv4}, {"ipv6", SchemaFormat::Ipv6}, {"uri", SchemaFormat::Uri},
        {"uri-reference", SchemaFormat::UriReference}, {"iri", SchemaFormat::Iri},
        {"iri-reference", SchemaFormat::IriReference}, {"uri-template", SchemaFormat::UriTemplate},
        {"json-pointer", SchemaFormat::JsonPointer},
        {"relative-json-pointer", SchemaFormat::RelativeJsonPointer}, {"regex", SchemaFormat::Regex}}};

} // namespace

SchemaFormat schemaFormatFromName(QByteArrayView name)
{
    for (const auto &[known, format] : Names) {
        if (known == name)
            return format;
    }
    return SchemaFormat::None;
}

bool matchesSchemaFormat(SchemaFormat format, QByteArrayView text)
{
    switch (format) {
    case SchemaFormat::None:
        return true;
    case SchemaFormat::DateTime:
        return isDateTime(text);
    case SchemaFormat::Date:
        return isDate(text);
    case SchemaFormat::Time:
        return isTime(text);
    case SchemaFormat::Email:
        return isEmail(text, false);
    case SchemaFormat::IdnEmail:
        return isEmail(text, true);
    case SchemaFormat::Hostname:
        return isHostname(text);
    case SchemaFormat::IdnHostname:
        return isIdnHostname(text);
    case SchemaFormat::Ipv4:
        return isIpv4(text);
    case SchemaFormat::Ipv6:
        return isIpv6(text);
    case SchemaFormat::Uri:
        return isUri(text, false, false);
    case SchemaFormat::UriReference:
        return isUri(text, true, false);
    case SchemaFormat::Iri:
        return isUri(text, false, true);
    case SchemaFormat::IriReference:
        return isUri(text, true, true);
    case SchemaFormat::UriTemplate:
        return isUriTemplate(text);
    case SchemaFormat::JsonPointer:
        return isJsonPointer(text);
    case SchemaFormat::RelativeJsonPointer:
        return isRelativeJsonPointer(text);
    case SchemaFormat::Regex:
        return isJavaScriptPattern(text);
    }
    return true;
}

} // namespace spectap
