// SPDX-License-Identifier: MIT
#include "model/spec/formats.h"

#include "model/call/isotime.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace spectap {

namespace {

/// ISO 4217: codes in use, those withdrawn since 2012, and the X-codes.
constexpr std::string_view Currencies = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD "
                                        "BND BOB BOV BRL BSD BTN BWP BYN BYR BZD "
                                        "CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK "
                                        "DOP DZD EEK EGP ERN ETB EUR FJD FKP GBP "
                                        "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR "
                                        "ISK JMD JOD JPY KES KGS KHR KMF KPW KRW "
                                        "KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT "
                                        "MOP MRO MRU MUR MVR MWK MXN MXV MYR MZN "
                                        "NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
                                        "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE "
                                        "SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD "
                                        "TZS UAH UGX USD USN UYI UYU UYW UZS VED "
                                        "VEF VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF "
                                        "XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMK "
                                        "ZMW ZWG ZWL ";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isAlpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isAlnum(char c)
{
    return isAlpha(c) || isDigit(c);
}
bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool isSpaceOrControl(char c)
{
    return (c >= 0 && c <= ' ') || c == 0x7f;
}
bool isForeign(char c)
{
    return (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view viewOf(QByteArrayView value)
{
    return {value.data(), static_cast<std::size_t>(value.size())};
}

/// Calls `use` with each part between separators; false as soon as one does not please it.
template <typename Use> bool eachPart(std::string_view text, char separator, Use &&use)
{
    for (;;) {
        const std::size_t end = text.find(separator);
        if (!use(text.substr(0, end)))
            return false;
        if (end == std::string_view::npos)
            return true;
        text.remove_prefix(end + 1);
    }
}

bool isHostName(std::string_view host)
{
    return eachPart(host, '.', [](std::string_view label) {
        return !label.empty() && label.front() != '-' && label.back() != '-' &&
               std::all_of(
                   label.begin(), label.end(), [](char c) { return isAlnum(c) || c == '-' || isForeign(c); });
    });
}

bool isEmail(std::string_view text)
{
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size())
        return false;
    const std::string_view local = text.substr(0, at);
    std::string_view domain = text.substr(at + 1);
    if (domain.front() == '[')
        return domain.size() > 2 && domain.back() == ']';
    if (local.front() == '"')
        return local.size() > 2 && local.back() == '"' && isHostName(domain);
    constexpr std::string_view Allowed = "!#$%&'*+-/=?^_`{|}~";
    const bool fine = eachPart(local, '.', [&](std::string_view atom) {
        return !atom.empty() && std::all_of(atom.begin(), atom.end(), [&](char c) {
            return isAlnum(c) || isForeign(c) || Allowed.find(c) != std::string_view::npos;
        });
    });
    return fine && isHostName(domain);
}

/// Upper, lower or mixed case: the docs' own samples send usd.
bool isCurrency(std::string_view text)
{
    if (text.size() != 3 || !std::all_of(text.begin(), text.end(), isAlpha))
        return false;
    std::array<char, 3> code{};
    std::transform(
        text.begin(), text.end(), code.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
    std::size_t first = 0; // the list is sorted, four bytes an entry
    std::size_t last = Currencies.size() / 4;
    while (first < last) {
        const std::size_t middle = (first + last) / 2;
        const int order =
            Currencies.substr(middle * 4, 3).compare(std::string_view(code.data(), code.size()));
        if (order == 0)
            return true;
        (order < 0 ? first : last) = order < 0 ? middle + 1 : middle;
    }
    return false;
}

/// An address, whole or relative. The docs say "URL" and show whole ones; a shop's own /p/1042 is let pass.
bool isUri(std::string_view text)
{
    if (text.empty())
        return true; // a first page has no referrer, a page without a query no search
    if (std::any_of(text.begin(), text.end(), isSpaceOrControl))
        return false;
    const std::size_t colon = text.find(':');
    const std::size_t end = text.find_first_of("/?#");
    if (colon != std::string_view::npos && (end == std::string_view::npos || colon < end)) {
        const std::string_view scheme = text.substr(0, colon);
        if (scheme.empty() || !isAlpha(scheme.front()))
            return isDigit(text.front()); // 127.0.0.1:8080/x
        const bool fine = std::all_of(scheme.begin(), scheme.end(),
            [](char c) { return isAlnum(c) || c == '+' || c == '-' || c == '.'; });
        if (scheme != "http" && scheme != "https")
            return fine;
        const std::string_view rest = text.substr(colon + 1);
        return rest.size() > 2 && rest.substr(0, 2) == "//" && rest[2] != '/' && rest[2] != '?' &&
               rest[2] != '#';
    }
    return text.front() == '/' || text.front() == '?' || text.front() == '#' || text.front() == '.' ||
           text.find('/') != std::string_view::npos || text.find('.') != std::string_view::npos;
}

bool isIpv4(std::string_view text)
{
    int parts = 0;
    const bool fine = eachPart(text, '.', [&](std::string_view part) {
        ++parts;
        if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), isDigit))
            return false;
        int value = 0;
        for (const char c : part)
            value = value * 10 + (c - '0');
        return value <= 255;
    });
    return fine && parts == 4;
}

bool isIpv6(std::string_view text)
{
    if (const std::size_t zone = text.find('%'); zone != std::string_view::npos)
        text = text.substr(0, zone);
    const std::size_t gap = text.find("::");
    if (gap != std::string_view::npos && text.find("::", gap + 1) != std::string_view::npos)
        return false;
    int groups = 0;
    const auto count = [&](std::string_view half) {
        return half.empty() || eachPart(half, ':', [&](std::string_view group) {
            if (isIpv4(group)) {
                groups += 2;
                return group.data() + group.size() == text.data() + text.size();
            }
            ++groups;
            return !group.empty() && group.size() <= 4 && std::all_of(group.begin(), group.end(), isHex);
        });
    };
    if (gap == std::string_view::npos)
        return count(text) && groups == 8;
    return count(text.substr(0, gap)) && count(text.substr(gap + 2)) && groups <= 7;
}

/// A BCP 47 tag by its shape; en_US, as Java and Apple write it, is let pass.
bool isLocale(std::string_view text)
{
    std::size_t number = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != '-' && text[i] != '_')
            continue;
        const std::string_view part = text.substr(begin, i - begin);
        begin = i + 1;
        const bool first = number++ == 0;
        if (part.empty() || part.size() > 8 || !std::all_of(part.begin(), part.end(), isAlnum))
            return false;
        if (first && (!std::all_of(part.begin(), part.end(), isAlpha) || part.size() < 2))
            return false;
    }
    return true;
}

/// A tz database name by its shape: Area/Place, UTC, EST5EDT. GMT+02:00 and +0200 are not names.
bool isTimeZone(std::string_view text)
{
    const bool area = text.find('/') != std::string_view::npos;
    return eachPart(text, '/', [&](std::string_view part) {
        return !part.empty() && isAlpha(part.front()) && std::all_of(part.begin(), part.end(), [&](char c) {
            return isAlnum(c) || c == '_' || c == '-' || (area && c == '+');
        });
    });
}

bool isUuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : !isHex(text[i]))
            return false;
    }
    return true;
}

bool isSemver(std::string_view text)
{
    int numbers = 0;
    return eachPart(text.substr(0, text.find_first_of("-+")), '.', [&](std::string_view part) {
        ++numbers;
        return !part.empty() && std::all_of(part.begin(), part.end(), isDigit);
    }) && numbers == 3;
}

} // namespace

bool matchesFormat(Format format, QByteArrayView value)
{
    const std::string_view text = viewOf(value);
    switch (format) {
    case Format::None:
    case Format::Other:
        return true;
    case Format::IsoTime:
        return parseIsoTime(value).has_value();
    case Format::Email:
        return isEmail(text);
    case Format::Currency:
        return isCurrency(text);
    case Format::Uri:
        return isUri(text);
    case Format::Ip:
        return isIpv4(text) || isIpv6(text);
    case Format::Locale:
        return isLocale(text);
    case Format::TimeZone:
        return isTimeZone(text);
    case Format::Uuid:
        return isUuid(text);
    case Format::Country:
        return text.size() == 2 && isAlpha(text[0]) && isAlpha(text[1]);
    case Format::Semver:
        return isSemver(text);
    }
    return true;
}

QByteArrayView formatName(Format format)
{
    switch (format) {
    case Format::None:
    case Format::Other:
        return {};
    case Format::IsoTime:
        return "ISO 8601";
    case Format::Email:
        return "email address";
    case Format::Currency:
        return "ISO 4217 currency";
    case Format::Uri:
        return "URL";
    case Format::Ip:
        return "IP address";
    case Format::Locale:
        return "BCP 47 locale";
    case Format::TimeZone:
        return "tz database name";
    case Format::Uuid:
        return "UUID";
    case Format::Country:
        return "ISO 3166 country";
    case Format::Semver:
        return "semantic version";
    }
    return {};
}

} // namespace spectap
