// SPDX-License-Identifier: MIT
#include "model/query/query.h"

#include "model/call/callmark.h"
#include "model/query/querynode.h"
#include "model/query/queryparser.h"

namespace spectap {

Query::Query() = default;

Result<Query> Query::parse(QStringView text)
{
    auto root = QueryParser(text).parse();
    if (!root)
        return root.error();
    Query query;
    query.m_root = std::move(root).value();
    query.m_text = text.trimmed().toString();
    return query;
}

bool Query::isEmpty() const
{
    return !m_root;
}

bool Query::needsBody() const
{
    return m_root && m_root->needsBody;
}

bool Query::isSlow() const
{
    return m_root && (m_root->needsBody || m_root->hasRegex);
}

bool Query::isRelative() const
{
    return m_root && m_root->isRelative;
}

Query Query::relativeTo(Micros now) const
{
    Query query = *this;
    if (now == NoTime)
        return query; // there is no call that it could hold
    query.m_root = Node::relativeTo(m_root, now);
    return query;
}

bool Query::matches(const RowFacts &call) const
{
    if (!asksHidden()) {
        if (const CallMark *mark = call.mark(); mark && mark->has(CallMark::Hidden))
            return false;
    }
    return holds(call);
}

bool Query::holds(const RowFacts &call) const
{
    return !m_root || m_root->matches(call);
}

bool Query::asksHidden() const
{
    return m_root && m_root->asksHidden;
}

bool Query::asksMarks() const
{
    return m_root && m_root->asksMarks;
}

QString Query::text() const
{
    return m_text;
}

} // namespace spectap
