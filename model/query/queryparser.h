// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/querynode.h"

#include <optional>

namespace spectap {

/// Recursive descent over the text of a filter. One use.
class QueryParser
{
public:
    explicit QueryParser(QStringView text)
        : m_text(text)
    {
    }

    /// The root, null for an empty filter.
    Result<std::shared_ptr<const Query::Node>> parse();

private:
    using NodePtr = std::shared_ptr<const Query::Node>;
    using Pieces = std::vector<TextPattern::Piece>;
    enum class Op : quint8
    {
        Colon,
        Equal,
        NotEqual,
        Regex,
        Compare
    };
    struct ClauseHead
    {
        QStringView key;
        QStringView op;
        Op kind = Op::Colon;
    };

    NodePtr parseOr(int depth);
    NodePtr parseAnd(int depth);
    NodePtr parseTerm(int depth);
    NodePtr parseGroup(int depth);
    NodePtr parseText();
    std::optional<ClauseHead> clauseHead() const;
    NodePtr parseClause(const ClauseHead &head);
    bool parseValues(const ClauseHead &head, QueryKey key, Query::Node &clause);
    bool addWord(
        const ClauseHead &head, QueryKey key, const Pieces &value, qsizetype at, Query::Node &clause);
    bool addSpan(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause);
    bool addPattern(Op op, const Pieces &value, qsizetype at, Query::Node &clause);
    Pieces parseValue(bool commaEnds, bool regex);
    bool parseQuoted(Pieces &pieces, bool regex);
    void takeCharacter(Pieces &pieces, bool regex);

    NodePtr fail(qsizetype at, const QString &message);
    void skipSpace();
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    [[nodiscard]] bool atKeyword(QLatin1StringView word) const;

    QStringView m_text;
    qsizetype m_at = 0;
    std::optional<Error> m_error;
};

} // namespace spectap
