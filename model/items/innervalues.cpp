// SPDX-License-Identifier: MIT
#include "model/items/innervalues.h"

namespace spectap {

namespace {

/// Whether it is worth reading: most strings are not JSON, and show it at their ends.
bool looksLikeContainer(QByteArrayView text)
{
    const QByteArrayView trimmed = text.trimmed();
    if (trimmed.size() < 2)
        return false;
    return (trimmed.front() == '{' && trimmed.back() == '}') ||
           (trimmed.front() == '[' && trimmed.back() == ']');
}

} // namespace

void InnerValues::reset(quint32 base)
{
    m_base = base;
    m_values.clear();
    m_below.clear();
    m_texts.clear();
}

std::span<const quint32> InnerValues::below(quint32 item, const JsonTape &tape, quint32 node)
{
    const auto known = m_below.find(item);
    if (known != m_below.end())
        return known->second;
    if (tape[node].kind != JsonKind::String)
        return m_below.emplace(item, list(item, tape, node)).first->second;
    const QByteArrayView string = tape.string(node);
    if (!looksLikeContainer(string))
        return {};
    auto text = std::make_unique<Text>();
    text->bytes = string.toByteArray();
    std::vector<quint32> found;
    if (!text->tape.parse(text->bytes)) {
        found = list(item, text->tape, 0);
        m_texts.push_back(std::move(text));
    }
    return m_below.emplace(item, std::move(found)).first->second;
}

std::vector<quint32> InnerValues::list(quint32 item, const JsonTape &tape, quint32 node)
{
    std::vector<quint32> items;
    const JsonNode &container = tape[node];
    if (container.kind != JsonKind::Object && container.kind != JsonKind::Array)
        return items;
    items.reserve(container.children);
    for (quint32 at = node + 1; at < container.next; at = tape[at].next) {
        m_values.push_back({&tape, at, item, static_cast<int>(items.size())});
        items.push_back(m_base + static_cast<quint32>(m_values.size()) - 1);
    }
    return items;
}

QByteArray InnerValues::nameOf(quint32 item) const
{
    const Value &here = value(item);
    const JsonNode &node = (*here.tape)[here.node];
    const bool member = node.keyBegin != 0 || node.keyEnd != 0;
    return member ? here.tape->key(here.node).toByteArray() : QByteArray::number(here.row);
}

QByteArray InnerValues::pointerOf(quint32 item) const
{
    const Value &here = value(item);
    return here.tape->pointer(0, here.node);
}

} // namespace spectap
