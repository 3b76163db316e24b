// SPDX-License-Identifier: MIT
#include "model/session/redaction/literalvalues.h"

#include "model/session/redaction/sensitiveshapes.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace spectap {

namespace {

constexpr qsizetype MinDigits = 6; ///< of a number that is looked for everywhere

/// What calls are made of: somebody who is called so is replaced in their own fields only.
bool isEveryday(QByteArrayView value)
{
    static constexpr std::array<QByteArrayView, 38> Words{"track", "identify", "page", "screen", "group",
        "alias", "batch", "string", "number", "boolean", "object", "array", "email", "phone", "name", "user",
        "admin", "android", "ios", "mobile", "browser", "server", "order", "product", "test", "web", "iphone",
        "ipad", "macbook", "mac", "pixel", "galaxy", "windows", "linux", "chrome", "safari", "firefox",
        "mozilla"};
    return std::any_of(Words.begin(), Words.end(), [&](QByteArrayView word) {
        return value.size() == word.size() && value.compare(word, Qt::CaseInsensitive) == 0;
    });
}

/// A few bits of a word, for a bitset.
std::size_t hintOf(QByteArrayView word)
{
    quint64 bits = 0;
    if (word.size() >= 8) {
        quint64 tail = 0;
        std::memcpy(&bits, word.data(), sizeof bits);
        std::memcpy(&tail, word.data() + word.size() - 8, sizeof tail);
        bits ^= tail << 7 | tail >> 57;
    } else {
        std::memcpy(&bits, word.data(), static_cast<std::size_t>(word.size()));
    }
    bits += static_cast<quint64>(word.size());
    return static_cast<std::size_t>(bits * 0x9e3779b97f4a7c15ULL >> 44);
}

qsizetype wordEnd(QByteArrayView text, qsizetype from)
{
    while (from < text.size() && isWord(text[from]))
        ++from;
    return from;
}

} // namespace

bool LiteralValues::isTelling(SensitiveKind kind, QByteArrayView value)
{
    const auto digits = std::count_if(value.begin(), value.end(), isDigit);
    const auto words = std::count_if(value.begin(), value.end(), isWord);
    if (words == 0 || isEveryday(value))
        return false;
    if (kind == SensitiveKind::Birthday)
        return isIsoTime(value);
    if (digits == words) // a number; coordinates count with what follows the point
        return digits >= MinDigits && (kind != SensitiveKind::Coordinate || value.contains('.')) &&
               !isIsoTime(value);
    switch (kind) {
    case SensitiveKind::Name:
        return value.size() >= 3 && !(value[0] >= 'a' && value[0] <= 'z' && words < 5);
    case SensitiveKind::Address:
        return value.size() >= 4;
    default:
        return digits > 0 ? value.size() >= 4 : value.size() >= 5;
    }
}

void LiteralValues::add(SensitiveKind kind, const QByteArray &value)
{
    if (m_known.find(value) != m_known.end())
        return;
    const bool telling = isTelling(kind, value);
    m_known.emplace(value, Known{kind, telling});
    m_knownHints->set(hintOf(value));
    if (!telling)
        return;
    qsizetype first = 0;
    while (!isWord(value[first]))
        ++first;
    const QByteArray word = value.mid(first, wordEnd(value, first) - first);
    m_wordHints->set(hintOf(word));
    auto &shapes = m_byFirstWord[word];
    const Shape shape{first, value.size()};
    if (std::find(shapes.begin(), shapes.end(), shape) == shapes.end())
        shapes.insert(std::find_if(shapes.begin(), shapes.end(),
                          [&](const Shape &other) { return other.size < shape.size; }),
            shape);
}

std::optional<SensitiveKind> LiteralValues::find(QByteArrayView value) const
{
    if (!m_knownHints->test(hintOf(value)))
        return std::nullopt;
    const auto found = m_known.find(value);
    return found == m_known.end() ? std::nullopt : std::optional(found->second.kind);
}

std::optional<LiteralValues::Match> LiteralValues::next(QByteArrayView text, qsizetype from) const
{
    if (m_byFirstWord.empty())
        return std::nullopt;
    for (qsizetype at = from; at < text.size();) {
        if (!isWord(text[at])) {
            ++at;
            continue;
        }
        const qsizetype end = wordEnd(text, at);
        const QByteArrayView word = text.sliced(at, end - at);
        const auto found = m_wordHints->test(hintOf(word)) ? m_byFirstWord.find(word) : m_byFirstWord.end();
        if (found != m_byFirstWord.end()) {
            for (const Shape &shape : found->second) {
                const qsizetype begin = at - shape.before;
                const qsizetype stop = begin + shape.size;
                if (begin < from || stop > text.size() ||
                    (isWord(text[stop - 1]) && stop < text.size() && isWord(text[stop])))
                    continue;
                const auto literal = m_known.find(text.sliced(begin, shape.size));
                if (literal != m_known.end() && literal->second.isTelling)
                    return Match{begin, stop, literal->second.kind};
            }
        }
        at = end;
    }
    return std::nullopt;
}

} // namespace spectap
