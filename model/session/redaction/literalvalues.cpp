// SPDX-License-Identifier: MIT
#include "model/session/redaction/literalvalues.h"

#include "model/session/redaction/sensitiveshapes.h"

#include <algorithm>
#include <array>

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
    if (!m_kinds.emplace(value, kind).second || !isTelling(kind, value))
        return;
    qsizetype first = 0;
    while (!isWord(value[first]))
        ++first;
    auto &shapes = m_byFirstWord[value.mid(first, wordEnd(value, first) - first)];
    const Shape shape{first, value.size()};
    if (std::find(shapes.begin(), shapes.end(), shape) == shapes.end())
        shapes.insert(std::find_if(shapes.begin(), shapes.end(),
                          [&](const Shape &other) { return other.size < shape.size; }),
            shape);
}

std::optional<SensitiveKind> LiteralValues::find(const QByteArray &value) const
{
    const auto found = m_kinds.find(value);
    return found == m_kinds.end() ? std::nullopt : std::optional(found->second);
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
        const auto found = m_byFirstWord.find(QByteArray::fromRawData(text.data() + at, end - at));
        if (found != m_byFirstWord.end()) {
            for (const Shape &shape : found->second) {
                const qsizetype begin = at - shape.before;
                const qsizetype stop = begin + shape.size;
                if (begin < from || stop > text.size() ||
                    (isWord(text[stop - 1]) && stop < text.size() && isWord(text[stop])))
                    continue;
                const auto literal = m_kinds.find(QByteArray::fromRawData(text.data() + begin, shape.size));
                if (literal != m_kinds.end() && isTelling(literal->second, literal->first))
                    return Match{begin, stop, literal->second};
            }
        }
        at = end;
    }
    return std::nullopt;
}

} // namespace spectap
