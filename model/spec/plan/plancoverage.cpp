// SPDX-License-Identifier: MIT
#include "model/spec/plan/plancoverage.h"

#include "model/spec/pathtree.h"
#include "model/spec/plan/plantables.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr quint32 NoNode = JsonTape::None;
/// Where calls keep their fields: none of them itself.
constexpr std::array<QByteArrayView, 4> Envelope{"properties", "traits", "context", "integrations"};

/// For looking up only: the bytes stay where they are.
QByteArray borrowed(QByteArrayView text)
{
    return QByteArray::fromRawData(text.data(), text.size());
}

} // namespace

PlanCoverage::PlanCoverage(std::shared_ptr<const Checker> checker)
    : m_checker(std::move(checker))
{
    const std::vector<TrackingPlan> &plans = m_checker->plans();
    for (std::size_t plan = 0; plan < plans.size(); ++plan) {
        m_firstSubject.push_back(m_subjects.size());
        for (const PlanRule &rule : plans[plan].rules) {
            Subject subject;
            subject.plan = plan;
            subject.rule = &rule;
            const PlanShape *shape = &rule.shapes->root();
            subject.root = addNode(None, {}, rule.wholeCall ? shape : nullptr);
            if (!rule.wholeCall) {
                const int properties = addNode(subject.root, propertiesKey(rule.call).toByteArray(), shape);
                m_nodes[static_cast<std::size_t>(subject.root)].members = properties;
            }
            expandAll(subject.root);
            m_subjects.push_back(std::move(subject));
        }
    }
    m_plannedNodes = m_nodes.size();
}

int PlanCoverage::addNode(int parent, const QByteArray &key, const PlanShape *shape)
{
    Node node;
    node.key = key;
    node.parent = parent;
    node.shape = shape;
    m_nodes.push_back(std::move(node));
    return static_cast<int>(m_nodes.size()) - 1;
}

/// Makes nodes of what the plan names inside, all or none.
void PlanCoverage::expand(int index)
{
    const auto at = static_cast<std::size_t>(index);
    const PlanShape *shape = m_nodes[at].shape;
    if (m_nodes[at].expanded || !shape || m_nodes.size() + shape->members.size() >= MaxNodes)
        return;
    m_nodes[at].expanded = true;
    if (!shape->members.empty())
        m_nodes[at].members = static_cast<int>(m_nodes.size());
    for (const PlanMember &member : shape->members)
        m_nodes[static_cast<std::size_t>(addNode(index, member.key, member.shape))].member = &member;
    if (shape->items) {
        const int items = addNode(index, QByteArrayLiteral("[]"), shape->items);
        m_nodes[at].items = items;
    }
}

/// All that lies below. A schema that refers to itself has no end: it goes on where a call does.
void PlanCoverage::expandAll(int root)
{
    const auto first = static_cast<std::size_t>(root);
    for (auto i = first; i < m_nodes.size() && m_nodes.size() - first < MaxFieldsOfRule; ++i) {
        if (!isRepeated(static_cast<int>(i)))
            expand(static_cast<int>(i));
    }
}

bool PlanCoverage::isRepeated(int index) const
{
    const PlanShape *shape = node(index).shape;
    for (int above = node(index).parent; above != None && shape; above = node(above).parent) {
        if (node(above).shape == shape)
            return true;
    }
    return false;
}

/// The node of what the plan names `key` in `index`, or None.
int PlanCoverage::memberOf(int index, QByteArrayView key)
{
    const PlanShape *shape = node(index).shape;
    if (!shape) {
        const int only = node(index).members; // the properties, of a rule that is about nothing else
        return only != None && node(only).key == key ? only : None;
    }
    const PlanMember *member = shape->find(key);
    if (!member)
        return None;
    expand(index);
    if (!node(index).expanded) {
        ++m_unlisted;
        return None;
    }
    return node(index).members + static_cast<int>(member - shape->members.data());
}

void PlanCoverage::add(quint32 seq, const CallView &call, quint16 source)
{
    const PlanMatch match = m_checker->planTables()->match(call);
    m_seq = seq;
    if (match.unplanned)
        addUnplannedEvent(match.event, source);
    if (match.rules.empty())
        return;
    m_tape = call.tape;
    // Common rules do not say what an event may hold.
    m_judgedKey = match.planned ? propertiesKey(match.type) : QByteArrayView();
    m_at.clear();
    const std::vector<TrackingPlan> &plans = m_checker->plans();
    for (const PlanMatch::Rule &found : match.rules) {
        const auto plan = static_cast<std::size_t>(found.plan - plans.data());
        const auto rule = static_cast<std::size_t>(found.rule - found.plan->rules.data());
        Subject &subject = m_subjects[m_firstSubject[plan] + rule];
        subject.seen.see(seq);
        addSource(subject.sources, source);
        m_at.push_back(subject.root);
    }
    const Place top{0, m_at.size(), true, false};
    walkObject(call.node, top);
    if (call.batch == NoNode)
        return;
    // What the batch says for the call. Keys that both have count once, whoever wins.
    for (quint32 shared = call.batch + 1; shared < (*m_tape)[call.batch].next;
         shared = (*m_tape)[shared].next) {
        const QByteArrayView key = m_tape->key(shared);
        if (isSharedField(key))
            visit(shared, key, top);
    }
}

void PlanCoverage::addUnplannedEvent(QByteArrayView name, quint16 source)
{
    auto known = m_unplannedNames.constFind(borrowed(name));
    if (known == m_unplannedNames.cend()) {
        if (m_unplannedEvents.size() >= MaxUnplannedEvents) {
            ++m_unlisted;
            return;
        }
        m_unplannedEvents.push_back({name.toByteArray(), {}, {}});
        known = m_unplannedNames.insert(m_unplannedEvents.back().name, m_unplannedEvents.size() - 1);
    }
    UnplannedEvent &event = m_unplannedEvents[*known];
    event.seen.see(m_seq);
    addSource(event.sources, source);
}

void PlanCoverage::walkObject(quint32 object, const Place &place)
{
    const quint32 end = (*m_tape)[object].next;
    for (quint32 child = object + 1; child < end; child = (*m_tape)[child].next)
        visit(child, m_tape->key(child), place);
}

void PlanCoverage::walkItems(quint32 array, const Place &place)
{
    Place inside = place;
    inside.first = m_at.size();
    inside.count = 0;
    for (std::size_t i = 0; i < place.count; ++i) {
        const int at = m_at[place.first + i];
        if (node(at).shape && node(at).shape->items)
            expand(at);
        if (node(at).items == None)
            continue;
        m_at.push_back(node(at).items);
        ++inside.count;
    }
    for (quint32 item = array + 1; item < (*m_tape)[array].next && inside.count > 0;
         item = (*m_tape)[item].next)
        walkInside(item, inside);
    m_at.resize(inside.first);
}

void PlanCoverage::walkInside(quint32 value, const Place &place)
{
    if ((*m_tape)[value].kind == JsonKind::Object)
        walkObject(value, place);
    else if ((*m_tape)[value].kind == JsonKind::Array)
        walkItems(value, place);
}

void PlanCoverage::visit(quint32 value, QByteArrayView key, const Place &place)
{
    Place inside;
    inside.first = m_at.size();
    inside.judged = place.judged || (place.top && !m_judgedKey.isEmpty() && key == m_judgedKey);
    for (std::size_t i = 0; i < place.count; ++i) {
        const int member = memberOf(m_at[place.first + i], key);
        if (member == None)
            continue;
        m_nodes[static_cast<std::size_t>(member)].seen.see(m_seq);
        m_at.push_back(member);
        ++inside.count;
    }
    if (inside.count > 0)
        walkInside(value, inside);
    else if (place.judged)
        addUnplanned(key, place);
    m_at.resize(inside.first);
}

/// A name that no rule has, where some rule lists names. What is inside is unplanned with it.
void PlanCoverage::addUnplanned(QByteArrayView key, const Place &place)
{
    const auto shapeAt = [&](std::size_t i) { return node(m_at[place.first + i]).shape; };
    for (std::size_t i = 0; i < place.count; ++i) {
        if (shapeAt(i) && shapeAt(i)->plans(key))
            return;
    }
    for (std::size_t i = 0; i < place.count; ++i) {
        if (shapeAt(i) && shapeAt(i)->lists)
            seeUnplanned(m_at[place.first + i], key);
    }
}

void PlanCoverage::seeUnplanned(int parent, QByteArrayView key)
{
    auto known = m_unplanned.constFind({parent, borrowed(key)});
    if (known == m_unplanned.cend()) {
        if (m_nodes.size() >= MaxNodes) {
            ++m_unlisted;
            return;
        }
        expand(parent); // so that planned children come first
        const int fresh = addNode(parent, key.toByteArray(), nullptr);
        m_nodes.back().planned = false;
        known = m_unplanned.insert({parent, m_nodes.back().key}, fresh);
    }
    m_nodes[static_cast<std::size_t>(*known)].seen.see(m_seq);
}

void PlanCoverage::clear()
{
    m_nodes.resize(m_plannedNodes);
    const auto isGone = [this](int child) { return child >= static_cast<int>(m_plannedNodes); };
    for (Node &node : m_nodes) {
        node.seen = {};
        if (!isGone(node.members) && !isGone(node.items))
            continue;
        node.members = node.items = None;
        node.expanded = false;
    }
    for (Subject &subject : m_subjects) {
        subject.seen = {};
        subject.sources.clear();
    }
    m_unplanned.clear();
    m_unplannedEvents.clear();
    m_unplannedNames.clear();
    m_unlisted = 0;
}

std::vector<std::vector<int>> PlanCoverage::children() const
{
    return childrenInTree(m_nodes);
}

QByteArray PlanCoverage::path(int index) const
{
    return pathInTree(m_nodes, index);
}

bool PlanCoverage::isField(int index) const
{
    const Node &at = node(index);
    if (at.parent == None || (at.planned && !at.member)) // the call itself, the elements of an array
        return false;
    return node(at.parent).parent != None ||
           std::find(Envelope.begin(), Envelope.end(), at.key) == Envelope.end();
}

} // namespace spectap
