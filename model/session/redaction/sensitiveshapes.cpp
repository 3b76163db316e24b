// SPDX-License-Identifier: MIT
#include "model/session/redaction/sensitiveshapes.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace spectap {

namespace {

constexpr qsizetype MinEntropyRun = 32;
constexpr double MinEntropy = 3.4; ///< bits per character
constexpr qsizetype UuidSize = 36;

using Span = std::optional<SensitiveSpan>;

char at(QByteArrayView text, qsizetype index)
{
    return index >= 0 && index < text.size() ? text[index] : '\0';
}

template <typename Test> qsizetype runEnd(QByteArrayView text, qsizetype from, Test test)
{
    while (from < text.size() && test(text[from]))
        ++from;
    return from;
}

bool isTokenChar(char c)
{
    return isDigit(c) || isLetter(c) || c == '_' || c == '-';
}

bool isLocalPart(char c)
{
    return isWord(c) || (c != '\0' && QByteArrayView("._%+-!#$*/^{|}~'").contains(c));
}

/// The address around the @ at `sign`, not before `from`.
Span emailAt(QByteArrayView text, qsizetype sign, qsizetype from)
{
    qsizetype begin = sign;
    while (begin > from && isLocalPart(text[begin - 1]) && text[begin - 1] != '/')
        --begin;
    while (begin < sign && !isWord(text[begin]) && text[begin] != '_' && text[begin] != '+')
        ++begin;
    qsizetype end = sign + 1;
    qsizetype lastDot = 0;
    while (isWord(at(text, end)) || at(text, end) == '-' ||
           (at(text, end) == '.' && isWord(at(text, end + 1)) && end > sign + 1)) {
        if (text[end] == '.')
            lastDot = end;
        ++end;
    }
    if (begin == sign || lastDot == 0)
        return std::nullopt;
    qsizetype top = lastDot + 1;
    top = runEnd(text, top, [](char c) { return isLetter(c) || static_cast<quint8>(c) >= 0x80; });
    if (top - lastDot < 3)
        return std::nullopt;
    return SensitiveSpan{begin, std::min(top, end), SensitiveKind::Email};
}

Span ipv4At(QByteArrayView text, qsizetype begin)
{
    if (isWord(at(text, begin - 1)) || (at(text, begin - 1) == '.' && isDigit(at(text, begin - 2))))
        return std::nullopt;
    std::array<int, 4> parts{};
    qsizetype i = begin;
    for (std::size_t part = 0; part < 4; ++part) {
        if (part > 0 && at(text, i++) != '.')
            return std::nullopt;
        const qsizetype end = runEnd(text, i, isDigit);
        if (end == i || end - i > 3)
            return std::nullopt;
        parts[part] = text.sliced(i, end - i).toInt();
        if (parts[part] > 255)
            return std::nullopt;
        i = end;
    }
    if (isWord(at(text, i)) || (at(text, i) == '.' && isDigit(at(text, i + 1))))
        return std::nullopt;
    const bool product = at(text, begin - 1) == '/' && isLetter(at(text, begin - 2));
    if (parts[0] == 127 || parts[0] == 0 || (product && parts[2] == 0 && parts[3] == 0))
        return std::nullopt;
    return SensitiveSpan{begin, i, SensitiveKind::Ip};
}

/// IPv6 or MAC: hex groups between colons.
Span colonsAt(QByteArrayView text, qsizetype begin)
{
    if (isWord(at(text, begin - 1)) || at(text, begin - 1) == ':')
        return std::nullopt;
    qsizetype i = begin;
    int groups = 0;
    int pairs = 0;
    bool gap = false;
    bool digit = false;
    while (i < text.size()) {
        const qsizetype end = runEnd(text, i, isHex);
        if (end > i) {
            if (end - i > 4)
                return std::nullopt;
            ++groups;
            pairs += end - i == 2 ? 1 : 0;
            digit |= std::any_of(text.begin() + i, text.begin() + end, isDigit);
            i = end;
        }
        if (at(text, i) != ':')
            break;
        if (at(text, i + 1) == ':') {
            if (gap)
                return std::nullopt;
            gap = true;
            i += 2;
        } else if (isHex(at(text, i + 1))) {
            ++i;
        } else {
            break;
        }
    }
    if (isWord(at(text, i)))
        return std::nullopt;
    if (groups == 6 && pairs == 6 && !gap)
        return SensitiveSpan{begin, i, SensitiveKind::DeviceId};
    if (gap ? groups >= 2 && groups < 8 && digit : groups == 8)
        return SensitiveSpan{begin, i, SensitiveKind::Ip};
    return std::nullopt;
}

bool passesLuhn(QByteArrayView digits)
{
    return luhnDigit(digits.chopped(1)) == digits.back();
}

/// Digits with single spaces or hyphens between them.
Span cardAt(QByteArrayView text, qsizetype begin)
{
    const char before = at(text, begin - 1);
    if (isWord(before) || text[begin] < '2' || text[begin] > '6' ||
        (before == '.' && isDigit(at(text, begin - 2))))
        return std::nullopt;
    std::array<char, 20> all{};
    std::size_t count = 0;
    qsizetype end = begin;
    for (qsizetype i = begin; i < text.size() && count < all.size(); ++i) {
        if (isDigit(text[i])) {
            all[count++] = text[i];
            end = i + 1;
        } else if ((text[i] != ' ' && text[i] != '-') || !isDigit(at(text, i + 1))) {
            break;
        }
    }
    const QByteArrayView digits(all.data(), static_cast<qsizetype>(count));
    if (digits.size() < 13 || digits.size() > 19 || isWord(at(text, end)) ||
        (at(text, end) == '.' && isDigit(at(text, end + 1))) || !passesLuhn(digits))
        return std::nullopt;
    return SensitiveSpan{begin, end, SensitiveKind::Card};
}

bool isPhoneMark(char c)
{
    return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
}

Span phoneAt(QByteArrayView text, qsizetype begin)
{
    const bool plus = text[begin] == '+';
    if (isWord(at(text, begin - 1)) || at(text, begin - 1) == '-' || at(text, begin - 1) == '.')
        return std::nullopt;
    qsizetype digits = 0;
    qsizetype end = begin;
    std::array<char, 16> beginning{}; // of its shape: no number is told by more
    std::size_t shaped = 0;
    const auto add = [&](char mark) {
        if (shaped < beginning.size())
            beginning[shaped++] = mark;
    };
    for (qsizetype i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (isDigit(c)) {
            ++digits;
            end = i + 1;
            add('d');
        } else if (c == '+' ? i != begin : !isPhoneMark(c)) {
            break;
        } else if (i > end && !isDigit(at(text, i + 1)) && at(text, i + 1) != '(') {
            break; // two marks in a row: something else begins
        } else {
            add(c == '+' || c == '(' || c == ')' ? c : '-');
        }
    }
    if (isWord(at(text, end)))
        return std::nullopt;
    if (plus)
        return digits >= 8 && digits <= 15 ? Span(SensitiveSpan{begin, end, SensitiveKind::Phone})
                                           : std::nullopt;
    const QByteArrayView shape(beginning.data(), static_cast<qsizetype>(shaped));
    const bool american = shape.startsWith("ddd-ddd-dddd") || shape.startsWith("(ddd)-ddd-dddd") ||
                          shape.startsWith("(ddd)ddd-dddd");
    return american && digits == 10 ? Span(SensitiveSpan{begin, end, SensitiveKind::Phone}) : std::nullopt;
}

bool hasUuid(QByteArrayView run)
{
    for (qsizetype i = 0; i + UuidSize <= run.size(); ++i) {
        if (isUuid(run.sliced(i, UuidSize)))
            return true;
    }
    return false;
}

double entropy(QByteArrayView run)
{
    std::array<int, 256> counts{};
    for (const char c : run)
        ++counts[static_cast<quint8>(c)];
    double bits = 0;
    for (const int count : counts) {
        if (count > 0)
            bits -= count * std::log2(static_cast<double>(count) / static_cast<double>(run.size()));
    }
    return bits / static_cast<double>(run.size());
}

/// Tokens by their beginning or by being long and random; `begin` begins a run of token characters.
Span tokenAt(QByteArrayView text, qsizetype begin)
{
    static constexpr std::array<QByteArrayView, 16> Makers{"sk_live_", "sk_test_", "rk_live_", "rk_test_",
        "pk_live_", "pk_test_", "whsec_", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-",
        "AKIA", "AIza"};
    const qsizetype end = runEnd(text, begin, isTokenChar);
    const QByteArrayView run = text.sliced(begin, end - begin);
    constexpr qsizetype MinMade = 12; // the shortest of those with 8 more
    if (run.size() >= MinMade && QByteArrayView("srpwgxA").contains(run.front())) {
        for (const QByteArrayView maker : Makers) {
            if (run.startsWith(maker) && run.size() >= maker.size() + 8)
                return SensitiveSpan{begin, end, SensitiveKind::Secret};
        }
    }
    if (run.startsWith("eyJ") && at(text, end) == '.') {
        const qsizetype second = runEnd(text, end + 1, isTokenChar);
        qsizetype last = second;
        if (at(text, second) == '.')
            last = runEnd(text, second + 1, isTokenChar);
        if (second > end + 8)
            return SensitiveSpan{begin, last, SensitiveKind::Secret};
    }
    if ((run.front() | 0x20) == 'b' && at(text, end) == ' ' &&
        (run.compare("bearer", Qt::CaseInsensitive) == 0 || run.compare("basic", Qt::CaseInsensitive) == 0)) {
        const qsizetype last = runEnd(text, end + 1,
            [](char c) { return isTokenChar(c) || (c != '\0' && QByteArrayView("._~+/=").contains(c)); });
        const bool word = std::all_of(text.begin() + end + 1, text.begin() + last, isLetter);
        if (last - end > 8 && !word)
            return SensitiveSpan{end + 1, last, SensitiveKind::Secret};
    }
    if (run.size() >= MinEntropyRun && std::any_of(run.begin(), run.end(), isDigit) &&
        std::any_of(run.begin(), run.end(), isLetter) && run.count('-') <= 2 && run.count('_') <= 2 &&
        !hasUuid(run) && entropy(run) >= MinEntropy)
        return SensitiveSpan{begin, end, SensitiveKind::Secret};
    return std::nullopt;
}

} // namespace

bool isUuid(QByteArrayView text)
{
    if (text.size() != UuidSize)
        return false;
    for (qsizetype i = 0; i < UuidSize; ++i) {
        const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
        if (hyphen ? text[i] != '-' : !isHex(text[i]))
            return false;
    }
    return true;
}

bool isEmail(QByteArrayView text)
{
    const qsizetype sign = text.indexOf('@');
    const Span span = sign > 0 ? emailAt(text, sign, 0) : std::nullopt;
    return span && span->begin == 0 && span->end == text.size();
}

bool isIsoTime(QByteArrayView text)
{
    if (text.size() < 10 || text.size() > 40)
        return false;
    for (qsizetype i = 0; i < 10; ++i) {
        if (i == 4 || i == 7 ? text[i] != '-' : !isDigit(text[i]))
            return false;
    }
    return std::all_of(text.begin() + 10, text.end(), [](char c) {
        return isDigit(c) || c == ':' || c == '.' || c == '-' || c == '+' || c == ' ' || (c | 0x20) == 't' ||
               (c | 0x20) == 'z';
    });
}

char luhnDigit(QByteArrayView digits)
{
    int sum = 0;
    bool doubled = true;
    for (qsizetype i = digits.size() - 1; i >= 0; --i, doubled = !doubled) {
        const int value = (digits[i] - '0') * (doubled ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

Span nextSensitive(QByteArrayView text, qsizetype from)
{
    // An email is known by its middle: what begins before it must not take its first half.
    Span email;
    for (qsizetype sign = text.indexOf('@', from); sign >= 0 && !email; sign = text.indexOf('@', sign + 1))
        email = emailAt(text, sign, from);
    const qsizetype limit = email ? email->begin : text.size();
    const bool dots = text.contains('.');
    const bool colons = text.contains(':');
    for (qsizetype i = from; i < limit; ++i) {
        const char c = text[i];
        const bool token = isTokenChar(c);
        if (!token && c != ':' && c != '+' && c != '(')
            continue;
        const char before = at(text, i - 1);
        const bool beginsRun = token && (i == from || !isTokenChar(before));
        Span found;
        if (!isWord(before)) { // numbers are never part of a word
            if (isDigit(c)) {
                if (dots)
                    found = ipv4At(text, i);
                if (!found)
                    found = cardAt(text, i);
            }
            if (!found && colons && (isHex(c) || c == ':'))
                found = colonsAt(text, i);
            if (!found && (isDigit(c) || c == '+' || c == '('))
                found = phoneAt(text, i);
        }
        if (!found && beginsRun)
            found = tokenAt(text, i);
        if (found)
            return found;
    }
    return email;
}

} // namespace spectap
