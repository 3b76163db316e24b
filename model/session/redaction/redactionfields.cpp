// SPDX-License-Identifier: MIT
#include "model/session/redaction/redactionfields.h"

#include "model/session/redaction/sensitivekeys.h"

namespace spectap {

namespace {

constexpr std::size_t MaxFields = 20'000;
constexpr std::size_t Roots = 1 + SensitiveKindCount;

} // namespace

RedactionFields::RedactionFields(const RedactionProfile &profile)
    : m_profile(profile)
{
    add({}, {}, {}, std::nullopt);
    for (int i = 0; i < SensitiveKindCount; ++i)
        add({}, {}, {}, static_cast<SensitiveKind>(i));
}

void RedactionFields::relieve()
{
    if (m_nodes.size() < MaxFields)
        return;
    m_loose.clear();
    m_nodes.resize(Roots);
    for (Node &root : m_nodes) {
        root.members.clear();
        root.first = root.after = root.item = nullptr;
    }
}

void RedactionFields::forgetNames()
{
    for (Node &node : m_nodes)
        node.keyStays.reset();
}

RedactionFields::Node &RedactionFields::add(
    QByteArray path, QByteArray key, QByteArray parent, std::optional<SensitiveKind> inherited)
{
    Node &node = m_nodes.emplace_back();
    node.path = std::move(path);
    node.key = std::move(key);
    node.parent = std::move(parent);
    node.choice = m_profile.choice(node.path);
    node.isProtected =
        node.path == "type" || node.path == "channel" || node.path.startsWith("context.library.");
    node.isId = isIdKey(node.key);
    node.isVersion = node.key.contains("version");
    node.isMessageId = node.key == "messageid";
    std::optional<SensitiveKind> kind = kindOfKey(node.key, node.parent);
    if (!kind && node.key != "country" && node.key != "countrycode")
        kind = inherited;
    if (node.choice == FieldChoice::Replace)
        node.kind = kind.value_or(SensitiveKind::Secret);
    else if (kind && m_profile.replaces(*kind))
        node.kind = kind;
    return node;
}

const RedactionField &RedactionFields::loose(const QByteArray &foldedKey)
{
    if (foldedKey.isEmpty())
        return root();
    const auto [place, isNew] = m_loose.emplace(foldedKey, nullptr);
    if (isNew)
        place->second = &add({}, foldedKey, {}, std::nullopt);
    return *place->second;
}

const RedactionField &RedactionFields::member(
    const RedactionField &object, QByteArrayView key, const RedactionField *before)
{
    // A batch and an array of calls are no part of a path.
    if (object.path.isEmpty() && key == "batch")
        return root();
    // All that there are, are nodes of this.
    Node &node = const_cast<Node &>(static_cast<const Node &>(object));
    const bool isFirst = !before || before == &m_nodes.front();
    Node *&next = isFirst ? node.first : const_cast<Node &>(static_cast<const Node &>(*before)).after;
    if (next && next->name == key)
        return *next;
    const auto known = node.members.find(key);
    if (known != node.members.end()) {
        next = known->second;
        return *next;
    }
    const QByteArray name = key.toByteArray();
    Node &made = add(node.path.isEmpty() ? name : QByteArray(node.path + '.' + name), foldedKey(name),
        node.key, node.kind);
    made.name = name;
    node.members.emplace(name, &made);
    next = &made;
    return made;
}

const RedactionField &RedactionFields::item(const RedactionField &array)
{
    if (array.path.isEmpty())
        return root();
    Node &node = const_cast<Node &>(static_cast<const Node &>(array));
    if (!node.item)
        node.item = &add(node.path + "[]", node.key, node.parent, node.kind);
    return *node.item;
}

} // namespace spectap
