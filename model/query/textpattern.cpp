// SPDX-License-Identifier: MIT
#include "model/query/textpattern.h"

#include <algorithm>
#include <span>

namespace spectap {

namespace {

constexpr qsizetype PlacesTogether = 64;
/// Steps that a regular expression may take on one text, some milliseconds; what backtracks without end is
/// given up there.
const QString StepLimit = QStringLiteral("(*LIMIT_MATCH=1000000)");
thread_local quint64 timesGivenUp = 0;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// What makes a capital small: nothing, but for a letter.
char caseBit(char folded)
{
    return folded >= 'a' && folded <= 'z' ? 'a' - 'A' : 0;
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
        m_regex.setPattern(StepLimit + text);
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
    if (m_mode == Mode::Regex) {
        const QRegularExpressionMatch match = m_regex.match(QString::fromUtf8(text));
        if (!match.isValid())
            ++timesGivenUp;
        return match.hasMatch();
    }
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

quint64 TextPattern::givenUp()
{
    return timesGivenUp;
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

/// Bodies are long: of a block of places all are looked at together, which compilers do many at a time, and
/// closer only where one has the first and the last byte of the pattern.
bool TextPattern::contains(QByteArrayView text) const
{
    if (m_bytes.isEmpty())
        return true;
    if (!m_ascii)
        return QString::fromUtf8(text).toCaseFolded().contains(m_folded);
    const char first = m_bytes.front();
    const char last = m_bytes.back();
    const char firstCase = caseBit(first);
    const char lastCase = caseBit(last);
    const char *const heads = text.data();
    const char *const tails = heads + m_bytes.size() - 1;
    const qsizetype places = text.size() - m_bytes.size() + 1;
    for (qsizetype next = 0; next < places; next += PlacesTogether) {
        const qsizetype at = std::max(std::min(next, places - PlacesTogether), qsizetype(0));
        const qsizetype end = std::min(at + PlacesTogether, places);
        char any = 0;
        for (qsizetype i = at; i < end; ++i)
            any |= static_cast<char>(((heads[i] | firstCase) == first) & ((tails[i] | lastCase) == last));
        for (qsizetype i = at; any != 0 && i < end; ++i) {
            if (std::equal(m_bytes.begin(), m_bytes.end(), heads + i,
                    [](char wanted, char sent) { return lower(sent) == wanted; }))
                return true;
        }
    }
    return false;
}

} // namespace spectap
