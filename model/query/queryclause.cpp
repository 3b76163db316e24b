// SPDX-License-Identifier: MIT
// The part of the parser that reads a clause: a key, an operator and values.
#include "model/query/queryparser.h"
#include "model/query/querywords.h"

namespace spectap {

namespace {

QString plain(const std::vector<TextPattern::Piece> &pieces)
{
    QString text;
    for (const TextPattern::Piece &piece : pieces)
        text += QString::fromUcs4(&piece.character, 1);
    return text;
}

bool readsFile(QueryKey key)
{
    switch (key) {
    case QueryKey::Message:
    case QueryKey::Rule:
    case QueryKey::Field:
    case QueryKey::Status:
    case QueryKey::Plan:
    case QueryKey::Missing:
    case QueryKey::TypeOf:
    case QueryKey::Path:
    case QueryKey::Free:
        return true;
    case QueryKey::Type:
    case QueryKey::Event:
    case QueryKey::User:
    case QueryKey::Anon:
    case QueryKey::Id:
    case QueryKey::Group:
    case QueryKey::Previous:
    case QueryKey::Source:
    case QueryKey::Library:
    case QueryKey::WriteKey:
    case QueryKey::Time:
    case QueryKey::Seq:
    case QueryKey::Size:
    case QueryKey::Has:
    case QueryKey::Is:
    case QueryKey::Ingest:
    case QueryKey::Mark:
    case QueryKey::Note:
        break;
    }
    return false;
}

} // namespace

QueryParser::NodePtr QueryParser::parseClause(const ClauseHead &head)
{
    const qsizetype opAt = m_at + head.key.size();
    auto clause = std::make_shared<Query::Node>();
    clause->kind = Query::Node::Kind::Clause;
    if (beginsAsPath(head.key)) {
        auto path = QueryPath::parse(head.key);
        if (!path)
            return fail(m_at, querywords::noPath());
        if (head.kind == Op::None) {
            return fail(opAt, QStringLiteral("Compare %1 with a value, for example %1>100")
                                  .arg(querywords::shortened(head.key)));
        }
        clause->key = QueryKey::Path;
        clause->paths.push_back(std::move(*path));
    } else if (const std::optional<QueryKey> key = querywords::keyFromName(head.key)) {
        clause->key = *key;
    } else {
        return fail(m_at, querywords::noSuchKey(head.key));
    }
    clause->needsBody = readsFile(clause->key);
    clause->hasRegex = head.kind == Op::Regex;
    clause->asksMarks = clause->key == QueryKey::Note;
    if (!takesOperator(head, clause->key, opAt))
        return nullptr;
    m_at = opAt + head.op.size();
    bool negative = head.kind == Op::NotEqual;
    if (clause->key == QueryKey::TypeOf && !parseTypeOf(*clause, negative))
        return nullptr;
    if (!parseValues(head, *clause))
        return nullptr;
    return negative ? negated(std::move(clause)) : NodePtr(std::move(clause));
}

bool QueryParser::takesOperator(const ClauseHead &head, QueryKey key, qsizetype opAt)
{
    const querywords::Operators taken = querywords::operatorsOf(key);
    const bool takes = head.kind == Op::Compare    ? taken.order
                       : head.kind == Op::Regex    ? taken.regex
                       : head.kind == Op::NotEqual ? taken.equal
                                                   : taken.equal || head.kind == Op::Colon;
    return takes || failed(opAt, QStringLiteral("%1 cannot be compared with %2. Use %3")
                                     .arg(head.key, head.op, querywords::listed(taken)));
}

/// "properties.revenue=" of "typeof:properties.revenue=string".
bool QueryParser::parseTypeOf(Query::Node &clause, bool &negative)
{
    const qsizetype at = m_at;
    const QStringView text = m_text.sliced(at, pathLength(m_text.sliced(at)));
    auto path = QueryPath::parse(text);
    if (!path) {
        return failed(at, text.isEmpty() ? QStringLiteral("Add a field after typeof:, for example %1")
                                               .arg(querywords::example(QueryKey::TypeOf, u":"))
                                         : querywords::noPath());
    }
    clause.paths.push_back(std::move(*path));
    m_at += text.size();
    negative = peek() == u'!' && peek(1) == u'=';
    if (peek() != u'=' && !negative) {
        return failed(m_at, QStringLiteral("Add = and a JSON type, for example %1")
                                .arg(querywords::example(QueryKey::TypeOf, u":")));
    }
    m_at += negative ? 2 : 1;
    return true;
}

bool QueryParser::parseValues(const ClauseHead &head, Query::Node &clause)
{
    bool afterComma = false;
    while (true) {
        const qsizetype at = m_at;
        const Pieces value = parseValue(true, head.kind == Op::Regex);
        if (m_error)
            return false;
        if (value.empty()) {
            if (afterComma)
                return failed(at, QStringLiteral("Add a value after the comma, or remove it"));
            const bool number = head.kind == Op::Compare && clause.key == QueryKey::Path;
            const QString example =
                clause.key == QueryKey::Path
                    ? QString(head.op + (number ? QStringLiteral("100") : QStringLiteral("EUR")))
                    : querywords::example(clause.key, head.op);
            const QString what = clause.key == QueryKey::Path || clause.key == QueryKey::TypeOf
                                     ? head.op.toString()
                                     : QString(head.key + head.op);
            return failed(
                at, number ? QStringLiteral("Add a number after %1, for example %2").arg(what, example)
                           : QStringLiteral("Add a value after %1, for example %2").arg(what, example));
        }
        if (!addValue(head, value, at, clause))
            return false;
        if (peek() != u',')
            return true;
        ++m_at;
        afterComma = true;
    }
}

bool QueryParser::addValue(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause)
{
    if (querywords::takesWords(clause.key))
        return addWord(head, value, at, clause);
    switch (clause.key) {
    case QueryKey::Time:
        return addSpan(head, value, at, clause);
    case QueryKey::Seq:
    case QueryKey::Size:
    case QueryKey::Status:
        return addNumber(head, value, at, clause);
    case QueryKey::Missing:
        return addPath(value, at, clause);
    case QueryKey::Path:
        if (head.kind == Op::Compare)
            return addNumber(head, value, at, clause);
        if (const auto number = numberSpan(head.op, plain(value)); number && head.kind != Op::Regex)
            clause.numbers.push_back(*number);
        return addPattern(head.kind, value, at, clause);
    default:
        return addPattern(head.kind, value, at, clause);
    }
}

bool QueryParser::addWord(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause)
{
    const QString word = plain(value);
    const std::optional<quint32> bit = querywords::wordBit(clause.key, word);
    if (!bit)
        return failed(at, querywords::noSuchWord(head.key, clause.key, word));
    (clause.key == QueryKey::Type        ? clause.types
        : clause.key == QueryKey::TypeOf ? clause.kinds
                                         : clause.words) |= *bit;
    clause.asksMarks = (clause.words & Query::Node::MarkWords) != 0;
    clause.asksHidden = (clause.words & Query::Node::bit(Query::Node::Word::Hidden)) != 0;
    return true;
}

bool QueryParser::addSpan(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause)
{
    const auto span = querySpan(head.op, plain(value));
    if (!span) {
        return failed(
            at, QStringLiteral("This is not a time. Write it as 2025-11-14, 2025-11-14T10:42:07.5Z or -5m, a "
                               "stretch as two of them with .. between"));
    }
    clause.isRelative = clause.isRelative || span->isRelative();
    clause.spans.push_back(*span);
    return true;
}

bool QueryParser::addNumber(const ClauseHead &head, const Pieces &value, qsizetype at, Query::Node &clause)
{
    const auto number = numberSpan(head.op, plain(value), clause.key == QueryKey::Size);
    if (!number) {
        return failed(
            at, head.kind == Op::Compare
                    ? QString(head.op + QStringLiteral(" compares with a number, for example ") + head.op +
                              QStringLiteral("100"))
                    : QStringLiteral("This is not a number. Write it as 200, a stretch as 100..200"));
    }
    clause.numbers.push_back(*number);
    return true;
}

/// As it is written, so that quotes stay around a name that needs them.
bool QueryParser::addPath(const Pieces &value, qsizetype at, Query::Node &clause)
{
    const QStringView written = m_text.sliced(at, m_at - at);
    auto path = QueryPath::parse(written.startsWith(u'"') ? QStringView(plain(value)) : written);
    if (!path)
        return failed(at, querywords::noPath());
    clause.paths.push_back(std::move(*path));
    return true;
}

bool QueryParser::addPattern(Op op, const Pieces &value, qsizetype at, Query::Node &clause)
{
    const TextPattern::Mode mode = op == Op::Colon   ? TextPattern::Mode::Whole
                                   : op == Op::Regex ? TextPattern::Mode::Regex
                                                     : TextPattern::Mode::Exact;
    clause.values.emplace_back(mode, value);
    const QRegularExpression &regex = clause.values.back().regex();
    if (mode == TextPattern::Mode::Regex && !regex.isValid())
        return failed(at, QStringLiteral("This is not a regular expression: %1").arg(regex.errorString()));
    return true;
}

} // namespace spectap
