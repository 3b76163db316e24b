// SPDX-License-Identifier: MIT
#include "model/session/redaction/pseudonyms.h"

#include "model/session/redaction/sensitiveshapes.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cmath>

namespace spectap {

namespace {

constexpr int Attempts = 64; ///< before a short value is given up to be as short as it was

QByteArray folded(const QByteArray &value)
{
    return value.trimmed().toLower(); // ids that differ in case only stay ids that differ in case only
}

bool hasUpper(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

QByteArray digitsOf(const QByteArray &value)
{
    QByteArray digits;
    std::copy_if(value.begin(), value.end(), std::back_inserter(digits), isDigit);
    return digits;
}

/// `digits` in place of those of `value`.
QByteArray withDigits(QByteArray value, const QByteArray &digits)
{
    qsizetype next = 0;
    for (char &c : value) {
        if (isDigit(c))
            c = digits[next++];
    }
    return value;
}

} // namespace

/// As many random-looking numbers as are asked for, always the same for the same value.
class Pseudonyms::Stream
{
public:
    Stream(const QByteArray &key, const QByteArray &value, int attempt)
        : m_key(key)
        , m_seed(folded(value) + '\0' + QByteArray::number(attempt))
    {
    }
    /// Each byte costs its part of a hash: no more are taken than make all numbers about as likely.
    quint32 below(quint32 limit)
    {
        quint32 number = byte();
        if (limit > 16)
            number = number << 8 | byte();
        if (limit > 256)
            number = (number << 8 | byte()) << 8 | byte();
        return number % limit;
    }
    char digit() { return static_cast<char>('0' + below(10)); }
    char letter() { return static_cast<char>('a' + below(26)); }
    QByteArray hex(int count)
    {
        QByteArray text;
        for (int i = 0; i < count; ++i)
            text += "0123456789abcdef"[below(16)];
        return text;
    }

private:
    quint8 byte()
    {
        if (m_at == m_bytes.size()) {
            m_bytes = QMessageAuthenticationCode::hash(
                m_seed + '\0' + QByteArray::number(m_block++), m_key, QCryptographicHash::Sha256);
            m_at = 0;
        }
        return static_cast<quint8>(m_bytes[m_at++]);
    }

    const QByteArray &m_key;
    QByteArray m_seed;
    QByteArray m_bytes;
    qsizetype m_at = 0;
    int m_block = 0;
};

namespace {

template <typename Stream> QByteArray sameShape(const QByteArray &value, Stream &random)
{
    const bool hexOnly =
        isUuid(value) || (value.size() >= 16 && std::all_of(value.begin(), value.end(), isHex));
    const bool upperHex = hexOnly && hasUpper(value);
    QByteArray made;
    made.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool upper = c >= 'A' && c <= 'Z';
        if (hexOnly && isHex(c)) {
            if (isUuid(value) && (i == 14 || i == 19)) { // version and variant
                made += c;
                continue;
            }
            const QByteArray digit = random.hex(1);
            made += upperHex ? digit.toUpper() : digit;
        } else if (isDigit(c)) {
            // A first digit stays what it must be for a number to be one of the same size.
            made += i == 0 || !isDigit(value[i - 1])
                        ? static_cast<char>(c == '0' ? '0' : '1' + random.below(9))
                        : random.digit();
        } else if (isLetter(c)) {
            const char letter = random.letter();
            made += upper ? static_cast<char>(letter & ~0x20) : letter;
        } else if (static_cast<quint8>(c) < 0x80) {
            made += c;
        } else if ((static_cast<quint8>(c) & 0xc0) != 0x80) {
            made += random.letter(); // a character outside ASCII becomes one letter
        }
    }
    return made;
}

template <typename Stream> QByteArray phone(const QByteArray &value, Stream &random)
{
    QByteArray digits = digitsOf(value);
    const bool plus = value.contains('+');
    const qsizetype country = !plus ? (digits.size() == 11 && digits[0] == '1' ? 1 : 0)
                              : digits[0] == '1' || digits[0] == '7' ? 1
                                                                     : 2;
    const qsizetype local = digits.size() - country;
    for (qsizetype i = country; i < digits.size(); ++i)
        digits[i] = random.digit();
    if (local == 10 && (country == 0 || digits[0] == '1')) { // 555-0100 to 0199 are nobody's in North America
        digits[country] = static_cast<char>('2' + random.below(8));
        std::copy_n("55501", 5, digits.begin() + country + 3);
    } else if (local > 0 && digits[country] == '0') {
        digits[country] = '5';
    }
    return withDigits(value, digits);
}

template <typename Stream> QByteArray card(const QByteArray &value, Stream &random)
{
    QByteArray digits = digitsOf(value);
    for (char &c : digits)
        c = random.digit();
    if (digits.size() >= 13) { // the range that payment providers keep for tests
        std::copy_n("424242", 6, digits.begin());
        digits.back() = luhnDigit(digits.chopped(1));
    }
    return withDigits(value, digits);
}

template <typename Stream> QByteArray ip(const QByteArray &value, Stream &random)
{
    if (value.contains(':'))
        return "2001:db8::" + random.hex(4) + ':' + random.hex(4);
    constexpr std::array<const char *, 3> Nets{"192.0.2.", "198.51.100.", "203.0.113."};
    return Nets[random.below(3)] + QByteArray::number(1 + random.below(254));
}

/// Half a degree away at most, with as many digits as there were.
template <typename Stream> QByteArray coordinate(const QByteArray &value, Stream &random)
{
    bool ok = false;
    const double degrees = value.toDouble(&ok);
    const qsizetype dot = value.indexOf('.');
    if (!ok || dot < 0 || std::abs(degrees) > 180)
        return ok ? value : sameShape(value, random);
    const double moved = std::trunc(degrees) + (degrees < 0 ? -1 : 1) * (random.below(1'000'000'000) / 1e9);
    const double limit = std::abs(degrees) <= 90 ? 90 : 180;
    qsizetype decimals = 0;
    while (dot + 1 + decimals < value.size() && isDigit(value[dot + 1 + decimals]))
        ++decimals;
    return QByteArray::number(
        std::clamp(moved, -limit, limit), 'f', static_cast<int>(std::min<qsizetype>(decimals, 15)));
}

/// A day in another month of the same year.
template <typename Stream> QByteArray birthday(QByteArray value, Stream &random)
{
    if (!isIsoTime(value))
        return sameShape(value, random);
    const quint32 month = (value.mid(5, 2).toUInt() + random.below(11)) % 12 + 1;
    const quint32 day = month * 100 + 1 + random.below(28);
    const QByteArray text = QByteArray::number(day).rightJustified(4, '0');
    return value.replace(5, 2, text.left(2)).replace(8, 2, text.right(2));
}

bool isNumber(const QByteArray &value)
{
    return std::all_of(value.begin(), value.end(),
        [](char c) { return isDigit(c) || (c != '\0' && QByteArrayView("+-.eE").contains(c)); });
}

} // namespace

QByteArray Pseudonyms::randomKey()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return {reinterpret_cast<const char *>(words.data()), sizeof words};
}

QByteArray Pseudonyms::make(SensitiveKind kind, const QByteArray &value, int attempt) const
{
    Stream random(m_key, value, attempt);
    if (isEmail(value)) {
        const QByteArray email = "user-" + random.hex(12) + "@example.com";
        return value == value.toUpper() ? email.toUpper() : hasUpper(value) ? 'U' + email.sliced(1) : email;
    }
    if (isUuid(value))
        return sameShape(value, random);
    const qsizetype digits = digitsOf(value).size();
    const bool letters = std::any_of(value.begin(), value.end(), isLetter);
    switch (kind) {
    case SensitiveKind::Phone:
        if (digits >= 7 && !letters)
            return phone(value, random);
        break;
    case SensitiveKind::Name:
        if (!isNumber(value))
            return "Name-" + random.hex(6 + attempt / 8);
        break;
    case SensitiveKind::Address:
        if (letters && value.size() > 3 && digits * 2 < value.size())
            return "Address-" + random.hex(6 + attempt / 8);
        break;
    case SensitiveKind::Birthday:
        return birthday(value, random);
    case SensitiveKind::Ip:
        return ip(value, random);
    case SensitiveKind::Card:
        if (!letters)
            return card(value, random);
        break;
    case SensitiveKind::Coordinate:
        return coordinate(value, random);
    default:
        break;
    }
    if (attempt == Attempts) // all that are so short are taken
        return isNumber(value) ? sameShape(QByteArray(value + "11111"), random) : random.hex(12);
    return sameShape(value, random);
}

QByteArray Pseudonyms::of(SensitiveKind kind, const QByteArray &value)
{
    if (isNobody(value))
        return value;
    if (const auto known = m_given.find(value); known != m_given.end())
        return known->second;
    // What may well be the same for two: there are 762 addresses for examples, and so many days.
    const bool shared =
        kind == SensitiveKind::Ip || kind == SensitiveKind::Birthday || kind == SensitiveKind::Coordinate;
    QByteArray made;
    bool isGood = false;
    for (int attempt = 0; attempt <= Attempts && !isGood; ++attempt) {
        made = make(kind, value, attempt);
        isGood = made != value && !isNobody(made) && (m_taken.insert(made).second || shared);
    }
    if (!isGood)
        m_taken.insert(made);
    m_given.emplace(value, made);
    return made;
}

bool isNobody(QByteArrayView value)
{
    if (std::all_of(value.begin(), value.end(), [](char c) { return !isWord(c) || c == '0'; }))
        return true;
    static constexpr std::array<QByteArrayView, 12> Words{"null", "nil", "none", "undefined", "anonymous",
        "unknown", "n/a", "nan", "true", "false", "[object object]", "guest"};
    static constexpr qsizetype Longest = 15;
    if (value.size() <= Longest && std::any_of(Words.begin(), Words.end(), [&](QByteArrayView word) {
            return value.size() == word.size() && value.compare(word, Qt::CaseInsensitive) == 0;
        }))
        return true;
    if (value == "-1")
        return true;
    if (value.endsWith("***")) { // masked when it was stored, but for the scheme
        const QByteArrayView scheme = value.first(value.indexOf('*'));
        if (scheme.endsWith(' ') && scheme.size() <= 8 &&
            std::all_of(scheme.begin(), scheme.end() - 1, isLetter))
            return true;
    }
    return false;
}

} // namespace spectap
