// SPDX-License-Identifier: MIT
#include "model/query/queryparser.h"

#include "model/query/querywords.h"

#include <utility>

namespace spectap {

namespace {

constexpr int MaxDepth = 64; ///< nested parentheses; matching descends as deep

bool isKeyCharacter(QChar c, bool first)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' ||
           (!first && ((c >= u'0' && c <= u'9') || c == u'.' || c == u'[' || c == u']'));
}

bool isMeaningful(QChar c)
{
    return QStringView(u"*?\"\\,()").contains(c);
}

std::shared_ptr<const Query::Node> joined(
    Query::Node::Kind kind, std::vector<std::shared_ptr<const Query::Node>> children)
{
    if (children.size() == 1)
        return children.front();
    auto node = std::make_shared<Query::Node>();
    node->kind = kind;
    for (const auto &child : children) {
        node->needsBody = node->needsBody || child->needsBody;
        node->hasRegex = node->hasRegex || child->hasRegex;
        node->isRelative = node->isRelative || child->isRelative;
        node->asksHidden = node->asksHidden || child->asksHidden;
        node->asksMarks = node->asksMarks || child->asksMarks;
    }
    node->children = std::move(children);
    return node;
}

} // namespace

QueryParser::NodePtr QueryParser::negated(NodePtr child)
{
    auto node = std::make_shared<Query::Node>();
    node->kind = Query::Node::Kind::Not;
    node->needsBody = child->needsBody;
    node->hasRegex = child->hasRegex;
    node->isRelative = child->isRelative;
    node->asksHidden = child->asksHidden;
    node->asksMarks = child->asksMarks;
    node->children.push_back(std::move(child));
    return node;
}

QueryParser::NodePtr QueryParser::fail(qsizetype at, const QString &message)
{
    if (!m_error)
        m_error = Error{ErrorCode::Query, message, at};
    return nullptr;
}

void QueryParser::skipSpace()
{
    while (!atEnd() && peek().isSpace())
        ++m_at;
}

bool QueryParser::atKeyword(QLatin1StringView word) const
{
    if (!m_text.sliced(m_at).startsWith(word))
        return false;
    const QChar after = peek(word.size());
    return after.isNull() || after.isSpace() || after == u'(' || after == u')';
}

Result<QueryParser::NodePtr> QueryParser::parse()
{
    skipSpace();
    if (atEnd())
        return NodePtr();
    NodePtr root = parseOr(0);
    if (!m_error && !atEnd())
        fail(m_at, QStringLiteral("There is no ( for this ). Remove it, or put the text in quotes"));
    if (m_error)
        return *m_error;
    return root;
}

QueryParser::NodePtr QueryParser::parseOr(int depth)
{
    std::vector<NodePtr> parts;
    while (true) {
        NodePtr part = parseAnd(depth);
        if (!part)
            return nullptr;
        parts.push_back(std::move(part));
        if (atEnd() || !atKeyword(QLatin1StringView("OR")))
            return joined(Query::Node::Kind::Or, std::move(parts));
        m_at += 2;
        skipSpace();
        if (atEnd() || peek() == u')')
            return fail(m_at, QStringLiteral("Add a clause after OR, for example OR type:page"));
    }
}

QueryParser::NodePtr QueryParser::parseAnd(int depth)
{
    std::vector<NodePtr> terms;
    while (!atEnd() && peek() != u')' && !atKeyword(QLatin1StringView("OR"))) {
        NodePtr term = parseTerm(depth);
        if (!term)
            return nullptr;
        terms.push_back(std::move(term));
        skipSpace();
    }
    if (!terms.empty())
        return joined(Query::Node::Kind::And, std::move(terms));
    if (!atEnd() && peek() == u')')
        return fail(m_at,
            depth > 0 ? QStringLiteral("Add a clause between the parentheses")
                      : QStringLiteral("There is no ( for this ). Remove it, or put the text in quotes"));
    return fail(m_at, QStringLiteral("Add a clause before OR, for example type:track OR type:page"));
}

QueryParser::NodePtr QueryParser::parseTerm(int depth)
{
    const bool negative = peek() == u'-';
    if (negative) {
        const qsizetype minus = m_at++;
        if (atEnd() || peek().isSpace() || peek() == u')')
            return fail(minus, QStringLiteral("Add a clause right after -, for example -type:page"));
    }
    NodePtr term;
    if (peek() == u'(') {
        term = parseGroup(depth + 1);
    } else if (const auto head = clauseHead()) {
        term = parseClause(*head);
    } else {
        term = parseText();
    }
    return term && negative ? negated(std::move(term)) : term;
}

QueryParser::NodePtr QueryParser::parseGroup(int depth)
{
    const qsizetype open = m_at++;
    if (depth > MaxDepth)
        return fail(
            open, QStringLiteral("Parentheses are nested too deeply: %1 levels are the most").arg(MaxDepth));
    skipSpace();
    NodePtr inside;
    if (!atEnd()) {
        inside = parseOr(depth);
        if (!inside)
            return nullptr;
    }
    if (atEnd())
        return fail(open, QStringLiteral("Close this parenthesis with )"));
    ++m_at;
    return inside;
}

QueryParser::NodePtr QueryParser::parseText()
{
    const qsizetype at = m_at;
    const Pieces pieces = parseValue(false, false);
    if (m_error)
        return nullptr;
    if (pieces.empty())
        return fail(at, QStringLiteral("Add text between the quotes"));
    auto clause = std::make_shared<Query::Node>();
    clause->kind = Query::Node::Kind::Clause;
    clause->key = QueryKey::Free;
    clause->needsBody = true;
    clause->asksMarks = true; // notes are text, too
    clause->values.emplace_back(TextPattern::Mode::Part, pieces);
    return clause;
}

/// A key and an operator right here, or none: then it is text. A path is none, whatever is behind it.
std::optional<QueryParser::ClauseHead> QueryParser::clauseHead() const
{
    const bool isPath = beginsAsPath(m_text.sliced(m_at));
    qsizetype length = isPath ? pathLength(m_text.sliced(m_at)) : 0;
    while (!isPath && isKeyCharacter(peek(length), length == 0))
        ++length;
    if (length == 0)
        return std::nullopt;
    static constexpr std::pair<QLatin1StringView, Op> Ops[] = {{QLatin1StringView("!="), Op::NotEqual},
        {QLatin1StringView(">="), Op::Compare}, {QLatin1StringView("<="), Op::Compare},
        {QLatin1StringView(":"), Op::Colon}, {QLatin1StringView("="), Op::Equal},
        {QLatin1StringView("~"), Op::Regex}, {QLatin1StringView(">"), Op::Compare},
        {QLatin1StringView("<"), Op::Compare}};
    const QStringView rest = m_text.sliced(m_at + length);
    for (const auto &[op, kind] : Ops) {
        if (rest.startsWith(op))
            return ClauseHead{m_text.sliced(m_at, length), rest.first(op.size()), kind};
    }
    return isPath ? std::optional(ClauseHead{m_text.sliced(m_at, length), {}, Op::None}) : std::nullopt;
}

/// Words and quoted parts up to a space, a parenthesis or, between values, a comma. A backslash takes the
/// meaning from the character after it; in a regular expression it belongs to the expression.
QueryParser::Pieces QueryParser::parseValue(bool commaEnds, bool regex)
{
    Pieces pieces;
    while (!atEnd()) {
        const QChar c = peek();
        if (c.isSpace() || c == u'(' || c == u')' || (commaEnds && c == u','))
            break;
        if (c == u'"') {
            if (!parseQuoted(pieces, regex))
                return {};
            continue;
        }
        if (!regex && c == u'\\' && isMeaningful(peek(1))) {
            pieces.push_back({peek(1).unicode(), false});
            m_at += 2;
            continue;
        }
        takeCharacter(pieces, regex);
    }
    return pieces;
}

void QueryParser::takeCharacter(Pieces &pieces, bool regex)
{
    const QChar c = peek();
    const bool pair = c.isHighSurrogate() && peek(1).isLowSurrogate();
    const char32_t character = pair ? QChar::surrogateToUcs4(c, peek(1)) : c.unicode();
    pieces.push_back({character, !regex && (c == u'*' || c == u'?')});
    m_at += pair ? 2 : 1;
}

bool QueryParser::parseQuoted(Pieces &pieces, bool regex)
{
    const qsizetype open = m_at++;
    while (!atEnd() && peek() != u'"') {
        const QChar c = peek();
        const bool escape = c == u'\\' && (regex ? peek(1) == u'"' : isMeaningful(peek(1)));
        if (escape) {
            pieces.push_back({peek(1).unicode(), false});
            m_at += 2;
            continue;
        }
        if (regex && c == u'\\' && peek(1) == u'\\') {
            pieces.insert(pieces.end(), 2, {U'\\', false}); // so that \\" ends the quotes
            m_at += 2;
            continue;
        }
        takeCharacter(pieces, regex);
    }
    if (atEnd()) {
        fail(open, QStringLiteral("Close the quotes with \""));
        return false;
    }
    ++m_at;
    return true;
}

} // namespace spectap
