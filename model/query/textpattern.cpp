// SPDX-License-Identifier: MIT
#include "model/query/textpattern.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace spectap {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isAscii(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<uchar>(c) >= 0x80; });
}

/// Classic greedy matching with one point of return: linear but for adversarial patterns, then rows ×
/// pattern.
template <typename Text>
bool wildMatches(std::span<const TextPattern::Piece> pattern, const Text &text, std::size_t size)
{
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = pattern.size();
    std::size_t mark = 0;
    while (t < size) {
        if (p < pattern.size() && pattern[p].wild && pattern[p].character == U'*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && (pattern[p].wild || pattern[p].character == text(t))) {
            ++p;
            ++t;
        } else if (star < pattern.size()) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p].wild && pattern[p].character == U'*')
        ++p;
    return p == pattern.size();
}

QString toText(const std::vector<TextPattern::Piece> &pieces)
{
    QString text;
    for (const TextPattern::Piece &piece : pieces)
        text += QString::fromUcs4(&piece.character, 1);
    return text;
}

} // namespace

TextPattern::TextPattern(Mode mode, const std::vector<Piece> &pieces)
    : m_mode(mode)
{
    const QString text = toText(pieces);
    if (mode == Mode::Regex) {
        m_regex.setPattern(text);
        m_regex.optimize();
        return;
    }
    m_wild = mode == Mode::Whole &&
             std::any_of(pieces.begin(), pieces.end(), [](Piece piece) { return piece.wild; });
    const QString compared = mode == Mode::Exact ? text : text.toCaseFolded();
    m_bytes = compared.toUtf8();
    m_ascii = isAscii(m_bytes);
    m_folded = compared;
    if (!m_wild)
        return;
    m_pieces = pieces;
    for (Piece &piece : m_pieces) {
        if (!piece.wild)
            piece.character = QChar::toCaseFolded(piece.character);
    }
}

bool TextPattern::matches(QByteArrayView text) const
{
    if (m_mode == Mode::Regex)
        return m_regex.match(QString::fromUtf8(text)).hasMatch();
    if (m_mode == Mode::Part)
        return contains(text);
    if (m_mode == Mode::Exact)
        return text == QByteArrayView(m_bytes);
    if (isAscii(text))
        return matchesAscii(text);
    const QString whole = QString::fromUtf8(text);
    if (!m_wild)
        return !m_ascii && whole.toCaseFolded() == m_folded;
    const QList<uint> characters = whole.toCaseFolded().toUcs4();
    return wildMatches(
        std::span(m_pieces),
        [&](std::size_t i) { return static_cast<char32_t>(characters[static_cast<qsizetype>(i)]); },
        static_cast<std::size_t>(characters.size()));
}

bool TextPattern::matchesAscii(QByteArrayView text) const
{
    if (m_wild) {
        return wildMatches(
            std::span(m_pieces),
            [&](std::size_t i) { return static_cast<char32_t>(lower(text[static_cast<qsizetype>(i)])); },
            static_cast<std::size_t>(text.size()));
    }
    return text.size() == m_bytes.size() && std::equal(text.begin(), text.end(), m_bytes.begin(),
                                                [](char a, char b) { return lower(a) == b; });
}

/// Bodies are long: jump to the next place where the first byte stands, in either case, then compare.
bool TextPattern::contains(QByteArrayView text) const
{
    if (m_bytes.isEmpty())
        return true;
    if (!m_ascii)
        return QString::fromUtf8(text).toCaseFolded().contains(m_folded);
    const char first = m_bytes.front();
    const char upper = first >= 'a' && first <= 'z' ? static_cast<char>(first - ('a' - 'A')) : first;
    const qsizetype last = text.size() - m_bytes.size();
    const char *data = text.data();
    for (qsizetype at = 0; at <= last; ++at) {
        const auto left = static_cast<std::size_t>(last - at + 1);
        const auto *next = static_cast<const char *>(std::memchr(data + at, first, left));
        if (upper != first) {
            const auto reach = next ? static_cast<std::size_t>(next - (data + at)) : left;
            if (const auto *capital = static_cast<const char *>(std::memchr(data + at, upper, reach)))
                next = capital;
        }
        if (!next)
            return false;
        at = next - data;
        qsizetype same = 1;
        while (same < m_bytes.size() && lower(data[at + same]) == m_bytes[same])
            ++same;
        if (same == m_bytes.size())
            return true;
    }
    return false;
}

} // namespace spectap
