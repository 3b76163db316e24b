// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

#include <vector>

namespace spectap {

/// One value of a clause, ready to be compared with UTF-8 text. Allocates nothing for ASCII text, which ids
/// and names nearly always are; other text is folded by Unicode's rules.
class TextPattern
{
public:
    enum class Mode : quint8
    {
        Whole, ///< the whole value, ignoring case; * and ? stand for anything and for one character
        Exact, ///< byte for byte
        Part,  ///< somewhere inside, ignoring case
        Regex, ///< QRegularExpression, anywhere inside
    };

    /// A character of the value, and whether it is an unquoted * or ?.
    struct Piece
    {
        char32_t character = 0;
        bool wild = false;
    };

    TextPattern(Mode mode, const std::vector<Piece> &pieces);

    /// A regular expression that takes too many steps on a text is given up, and does not match.
    [[nodiscard]] bool matches(QByteArrayView text) const;
    /// How often one was given up in this thread.
    [[nodiscard]] static quint64 givenUp();
    /// For Mode::Regex: whether it is one.
    [[nodiscard]] const QRegularExpression &regex() const { return m_regex; }

private:
    [[nodiscard]] bool matchesAscii(QByteArrayView text) const;
    [[nodiscard]] bool contains(QByteArrayView text) const;

    Mode m_mode;
    bool m_wild = false;
    bool m_ascii = true;         ///< the pattern is ASCII
    QByteArray m_bytes;          ///< plain patterns: UTF-8, folded unless exact
    std::vector<Piece> m_pieces; ///< wildcard patterns, folded
    QString m_folded;            ///< plain patterns with other than ASCII, folded
    QRegularExpression m_regex;
};

} // namespace spectap
