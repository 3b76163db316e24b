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

    using NodePtr = std::shared_ptr<const Query::Node>;
    static NodePtr negated(NodePtr child);

private:
    using Pieces = std::vector<TextPattern::Piece>;
    enum class Op : quint8
    {
        None, ///< behind a path: still to be typed
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

    // What stands behind a key: queryclause.cpp
    NodePtr parseClause(const ClauseHead &head);
    bool takesOperator(const ClauseHead &head, QueryKey key, qsizetype opAt);
    bool parseTypeOf(Query::Node &clause, bool &negative);
    bool parseValues(const ClauseHead &head, Query::Node &clause);
    bool addValue(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause);
    bool addWord(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause);
    bool addSpan(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause);
    bool addNumber(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause);
    bool addPath(const Pieces &value, qsizetype at, Query::Node &clause);
    bool addPattern(Op op, const Pieces &value, qsizetype at, Query::Node &clause);
    Pieces parseValue(bool commaEnds, bool regex);
    bool parseQuoted(Pieces &pieces, bool regex);
    void takeCharacter(Pieces &pieces, bool regex);

    NodePtr fail(qsizetype at, const QString &message);
    bool failed(qsizetype at, const QString &message)
    {
        fail(at, message);
        return false;
    }
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
