// SPDX-License-Identifier: MIT
#include "model/identity/personnames.h"

#include <algorithm>

namespace spectap {

QByteArray personName(const std::array<QByteArray, NameTraits.size()> &texts)
{
    const auto joined = [&](std::size_t first) {
        return QByteArray(texts[first] + ' ' + texts[first + 1]).trimmed();
    };
    for (const QByteArray &name : {texts[0], joined(1), joined(3), texts[5], texts[6]}) {
        if (!name.isEmpty())
            return name;
    }
    return {};
}

void appendSentNames(std::vector<SentName> &names, const CallView &call, quint32 seq, IdKind kind,
    StringId id, StringPool &strings)
{
    const quint32 traits = call.isObject() ? call.own("traits") : JsonTape::None;
    if (traits == JsonTape::None || (*call.tape)[traits].kind != JsonKind::Object)
        return;
    for (std::size_t i = 0; i < NameTraits.size(); ++i) {
        const quint32 node = call.tape->find(traits, NameTraits[i]);
        if (node == JsonTape::None)
            continue;
        const bool isText = (*call.tape)[node].kind == JsonKind::String;
        const QByteArrayView text = isText ? call.tape->string(node).trimmed() : QByteArrayView();
        names.push_back({.seq = seq,
            .kind = kind,
            .trait = static_cast<quint8>(i),
            .id = id,
            .text = text.isEmpty() ? 0 : strings.intern(text)});
    }
}

void PersonNames::add(const SentName &name)
{
    std::vector<Text> &texts = m_names[keyOf(name.kind, name.id)];
    const auto known = std::ranges::find(texts, name.trait, &Text::trait);
    if (known == texts.end())
        texts.push_back({name.seq, name.text, name.trait});
    else
        *known = {name.seq, name.text, name.trait};
}

QByteArray PersonNames::nameOf(const IdentityGraph &graph, const CallOrder &order, quint32 profile,
    std::span<const IdIndex> ids, const StringPool &strings) const
{
    if (m_names.empty())
        return {};
    std::array<Text, NameTraits.size()> newest;
    for (const IdIndex index : ids) {
        const IdentityId &id = graph.ids()[index];
        const auto known = m_names.find(keyOf(id.kind, id.value));
        if (known == m_names.end())
            continue;
        for (const Text &text : known->second) {
            // A handed-over id leaves the name it was given behind.
            const bool theirs = graph.ownerAt(index, order.positionOf(text.seq)) == profile;
            if (theirs && text.seq > newest[text.trait].seq)
                newest[text.trait] = text;
        }
    }
    std::array<QByteArray, NameTraits.size()> texts;
    std::ranges::transform(
        newest, texts.begin(), [&](const Text &text) { return strings.at(text.text).toByteArray(); });
    return personName(texts);
}

} // namespace spectap
