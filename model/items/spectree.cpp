// SPDX-License-Identifier: MIT
#include "model/items/spectree.h"

#include <algorithm>

namespace spectap {

SpecTree::SpecTree(std::shared_ptr<const Checker> checker)
    : m_blank(std::move(checker))
{
    const int calls = add(Kind::Spec, None, "calls");
    for (int type = 1; type < CallTypeCount; ++type) {
        const auto call = static_cast<CallType>(type);
        const int item = add(Kind::Call, calls, callTypeName(call).toByteArray());
        m_items[static_cast<std::size_t>(item)].subject = m_blank.subjectOfCall(call);
        addFields(item, false);
    }
    addFields(add(Kind::Common, calls, "common"), true);

    const std::vector<EventSpec> &events = m_blank.checker().catalogue().events;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const qsizetype slash = std::max<qsizetype>(events[i].id.indexOf('/'), 0);
        const int spec = named(Kind::Spec, None, events[i].id.first(slash));
        const int group = events[i].group.isEmpty() ? spec : named(Kind::Group, spec, events[i].group);
        const int item = add(Kind::Event, group, events[i].name);
        m_items[static_cast<std::size_t>(item)].subject = m_blank.subjectOfEvent(static_cast<int>(i));
        addFields(item, false);
    }
    addLimits();
    addIdentifiers();
}

void SpecTree::addLimits()
{
    const Catalogue &catalogue = m_blank.checker().catalogue();
    if (catalogue.limits.empty() && catalogue.quotas.empty() && catalogue.undocumented.empty())
        return;
    const int top = add(Kind::Heading, None, "limits");
    for (std::size_t i = 0; i < catalogue.limits.size(); ++i)
        addFact(named(Kind::Heading, top, "calls"), Fact::Limit, i, catalogue.limits[i].name);
    for (std::size_t i = 0; i < catalogue.quotas.size(); ++i) {
        const int scope = named(Kind::Heading, top, catalogue.quotas[i].scope);
        addFact(scope, Fact::Quota, i, catalogue.quotas[i].name);
    }
    for (std::size_t i = 0; i < catalogue.undocumented.size(); ++i)
        addFact(named(Kind::Heading, top, "undocumented"), Fact::UnknownBound, i, {});
}

void SpecTree::addIdentifiers()
{
    const Catalogue &catalogue = m_blank.checker().catalogue();
    if (catalogue.identifiers.empty() && catalogue.blockedIds.empty())
        return;
    const int top = add(Kind::Heading, None, "identifiers");
    for (std::size_t i = 0; i < catalogue.identifiers.size(); ++i)
        addFact(top, Fact::Identifier, i, catalogue.identifiers[i].name);
    if (!catalogue.blockedIds.empty())
        addFact(top, Fact::BlockedIds, 0, {});
}

void SpecTree::addFact(int heading, Fact fact, std::size_t number, const QByteArray &name)
{
    Item &item = m_items[static_cast<std::size_t>(add(Kind::Fact, heading, name))];
    item.fact = fact;
    item.number = number;
}

int SpecTree::add(Kind kind, int parent, QByteArray name)
{
    const int number = static_cast<int>(m_items.size());
    Item item;
    item.kind = kind;
    item.parent = parent;
    item.name = std::move(name);
    m_items.push_back(std::move(item));
    std::vector<int> &siblings = parent == None ? m_top : m_items[static_cast<std::size_t>(parent)].children;
    m_items.back().row = static_cast<int>(siblings.size());
    siblings.push_back(number);
    return number;
}

int SpecTree::named(Kind kind, int parent, const QByteArray &name)
{
    for (const int item : childrenOf(parent)) {
        if (at(item).kind == kind && at(item).name == name)
            return item;
    }
    return add(kind, parent, name);
}

/// The documented fields of the item's subject that are its own; or those that all calls have.
void SpecTree::addFields(int item, bool common)
{
    const int root = subject(common ? 0 : at(item).subject).root;
    const bool ofEvent = at(item).kind == Kind::Event;
    const std::vector<Coverage::Node> &nodes = m_blank.nodes();
    std::vector<int> itemOf{item}; // by node, from the root on
    // A subject's nodes lie together, after its root.
    for (int i = root + 1; i < static_cast<int>(nodes.size()); ++i) {
        const Coverage::Node &node = m_blank.node(i);
        if (node.parent == None)
            break;
        if (node.field && node.canonical == None && (ofEvent || (node.field->calls == AllCalls) == common))
            addField(itemOf, root, i, common);
    }
}

/// With the fields above it that are not there yet.
int SpecTree::addField(std::vector<int> &itemOf, int root, int node, bool common)
{
    const auto place = static_cast<std::size_t>(node - root);
    if (itemOf.size() <= place)
        itemOf.resize(place + 1, None);
    if (itemOf[place] != None)
        return itemOf[place];
    const int above = addField(itemOf, root, m_blank.node(node).parent, common);
    const int number = add(Kind::Field, above, m_blank.node(node).key);
    itemOf[place] = number;
    Item &item = m_items.back();
    item.field = m_blank.node(node).field;
    item.nodes.push_back(node);
    for (int other = 1; common && other < CallTypeCount - 1; ++other) {
        const int same = m_blank.nodeAt(subject(other).root, m_blank.path(node));
        if (same != None)
            item.nodes.push_back(same);
    }
    return number;
}

int SpecTree::eventItem(const QByteArray &id, const QByteArray &path) const
{
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].kind == Kind::Event && eventOf(m_items[i])->id == id)
            return path.isEmpty() ? static_cast<int>(i) : fieldBelow(static_cast<int>(i), path);
    }
    return None;
}

int SpecTree::callItem(CallType type, const QByteArray &path) const
{
    int call = None;
    int common = None;
    for (const int item : at(m_top.front()).children) {
        if (at(item).kind == Kind::Common)
            common = item;
        else if (at(item).name == callTypeName(type))
            call = item;
    }
    if (path.isEmpty() || call == None)
        return call;
    const int own = fieldBelow(call, path);
    return own == None ? fieldBelow(common, path) : own;
}

int SpecTree::fieldBelow(int item, const QByteArray &path) const
{
    for (const int child : at(item).children) {
        const QByteArray here = pathOf(at(child));
        if (here == path)
            return child;
        const bool inside = path.startsWith(here) && (path[here.size()] == '.' || path[here.size()] == '[');
        if (const int deeper = inside ? fieldBelow(child, path) : None; deeper != None)
            return deeper;
    }
    return None;
}

const EventSpec *SpecTree::eventOf(const Item &item) const
{
    for (const Item *up = &item;; up = &at(up->parent)) {
        if (up->kind == Kind::Event)
            return &m_blank.checker()
                        .catalogue()
                        .events[static_cast<std::size_t>(subject(up->subject).event)];
        if (up->parent == None)
            return nullptr;
    }
}

CallType SpecTree::callOf(const Item &item) const
{
    for (const Item *up = &item;; up = &at(up->parent)) {
        if (up->subject != None)
            return subject(up->subject).call;
        if (up->parent == None)
            return CallType::Unknown;
    }
}

QByteArray SpecTree::pathOf(const Item &item) const
{
    return item.kind == Kind::Field ? m_blank.path(item.nodes.front()) : QByteArray();
}

} // namespace spectap
