// SPDX-License-Identifier: MIT
#include "model/spec/coverage.h"

#include "model/spec/pathtree.h"

#include <algorithm>
#include <cstring>

namespace spectap {

namespace {

/// The keys of a path one by one, "[]" for the elements of an array.
template <typename Step> void eachStep(QByteArrayView path, Step &&step)
{
    for (qsizetype from = 0; from <= path.size();) {
        const qsizetype dot = path.indexOf('.', from);
        const qsizetype end = dot < 0 ? path.size() : dot;
        QByteArrayView key = path.sliced(from, end - from);
        int arrays = 0;
        for (; key.endsWith("[]"); key.chop(2))
            ++arrays;
        if (!key.isEmpty())
            step(key);
        for (; arrays > 0; --arrays)
            step(QByteArrayView("[]"));
        from = end + 1;
    }
}

constexpr quint32 NoNode = JsonTape::None;

std::size_t hashOf(int parent, QByteArrayView key)
{
    constexpr quint64 Mix = 0x9e3779b97f4a7c15ULL;
    quint64 hash = (static_cast<quint64>(parent) + 1) * Mix + static_cast<quint64>(key.size());
    const char *at = key.data();
    qsizetype left = key.size();
    for (; left > 0; left -= 8, at += 8) {
        quint64 word = 0;
        std::memcpy(&word, at, static_cast<std::size_t>(std::min<qsizetype>(left, 8)));
        hash = (hash ^ word) * Mix;
        hash ^= hash >> 29;
    }
    return static_cast<std::size_t>(hash);
}

std::string_view viewOf(QByteArrayView text)
{
    return {text.data(), static_cast<std::size_t>(text.size())};
}

} // namespace

Coverage::Coverage(std::shared_ptr<const Checker> checker)
    : m_checker(std::move(checker))
{
    const Catalogue &catalogue = m_checker->catalogue();
    rebuildSlots(1024);
    for (int type = 1; type < CallTypeCount; ++type) {
        addSubject(Subject::Kind::Call, static_cast<CallType>(type), None, {});
        // What a call's own page says replaces what is said of all.
        for (const bool own : {false, true}) {
            for (const FieldSpec &field : catalogue.fields) {
                if ((field.calls & callBit(static_cast<CallType>(type))) != 0 &&
                    own == (field.calls != AllCalls))
                    document(m_subjects.back().root, field);
            }
        }
    }
    for (std::size_t i = 0; i < catalogue.events.size(); ++i) {
        const EventSpec &event = catalogue.events[i];
        m_callsWithEvents |= callBit(event.call);
        addSubject(Subject::Kind::Event, event.call, static_cast<int>(i), event.name);
        for (const FieldSpec &field : event.properties)
            document(m_subjects.back().root, field);
        if (event.call == CallType::Track) // so that what else is sent has a place
            m_nodes[static_cast<std::size_t>(place(m_subjects.back().root, "properties"))].open = true;
    }
    m_documentedNodes = m_nodes.size();
    m_documentedSubjects = m_subjects.size();
    if (m_checker->planTables())
        m_plans.emplace(m_checker);
}

void Coverage::addSubject(Subject::Kind kind, CallType call, int event, QByteArrayView name)
{
    Subject subject;
    subject.kind = kind;
    subject.call = call;
    subject.event = event;
    subject.name = name.toByteArray();
    subject.root = static_cast<int>(m_nodes.size());
    m_nodes.emplace_back();
    m_subjects.push_back(std::move(subject));
}

void Coverage::document(int root, const FieldSpec &field)
{
    const int main = place(root, field.path);
    m_nodes[static_cast<std::size_t>(main)].field = &field;
    const auto alsoNamed = [&](const QByteArray &path, bool deprecated) {
        const int other = place(root, path);
        Node &node = m_nodes[static_cast<std::size_t>(other)];
        if (other == main || node.field)
            return;
        node.canonical = main;
        node.deprecated = deprecated;
    };
    for (const QByteArray &path : field.aliases)
        alsoNamed(path, false);
    for (const QByteArray &path : field.deprecated)
        alsoNamed(path, true);
}

/// The node of a documented path, new or known.
int Coverage::place(int root, QByteArrayView path)
{
    int at = root;
    eachStep(path, [&](QByteArrayView key) {
        m_nodes[static_cast<std::size_t>(at)].hasDocumented = true;
        int next = child(at, key);
        if (next == None) {
            next = addChild(at, key);
            m_nodes[static_cast<std::size_t>(next)].documented = true;
            if (key == "*")
                m_nodes[static_cast<std::size_t>(at)].star = next;
        }
        at = next;
    });
    return at;
}

int Coverage::nodeAt(int root, QByteArrayView path) const
{
    int at = root;
    eachStep(path, [&](QByteArrayView key) { at = at == None ? None : child(at, key); });
    return at;
}

int Coverage::addChild(int parent, QByteArrayView key)
{
    const int index = static_cast<int>(m_nodes.size());
    Node node;
    node.key = key.toByteArray();
    node.parent = parent;
    m_nodes.push_back(std::move(node));
    if (m_nodes.size() * 2 > m_slots.size())
        rebuildSlots(m_slots.size() * 2);
    else {
        std::size_t at = hashOf(parent, key) & (m_slots.size() - 1);
        while (m_slots[at] != None)
            at = (at + 1) & (m_slots.size() - 1);
        m_slots[at] = index;
    }
    return index;
}

void Coverage::rebuildSlots(std::size_t size)
{
    m_slots.assign(size, None);
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        const Node &node = m_nodes[i];
        if (node.parent == None)
            continue;
        std::size_t at = hashOf(node.parent, node.key) & (size - 1);
        while (m_slots[at] != None)
            at = (at + 1) & (size - 1);
        m_slots[at] = static_cast<int>(i);
    }
}

int Coverage::child(int parent, QByteArrayView key) const
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hashOf(parent, key) & mask; m_slots[at] != None; at = (at + 1) & mask) {
        const Node &found = node(m_slots[at]);
        if (found.parent == parent && found.key == key)
            return m_slots[at];
    }
    return None;
}

/// The node that `key` below `parent` counts for.
int Coverage::follow(int parent, QByteArrayView key) const
{
    if (parent == None)
        return None;
    int found = child(parent, key);
    if (found == None) {
        const Node &above = node(parent);
        if (above.field && above.field->anyCase) {
            const QByteArray wanted = key.toByteArray().toLower();
            // A subject's documented nodes lie together, after its root.
            auto i = static_cast<std::size_t>(parent) + 1;
            for (; i < m_documentedNodes && m_nodes[i].parent != None && found == None; ++i) {
                if (m_nodes[i].parent == parent && m_nodes[i].key.toLower() == wanted)
                    found = static_cast<int>(i);
            }
        }
        if (found == None)
            found = above.star;
    }
    return found == None || node(found).canonical == None ? found : node(found).canonical;
}

bool Coverage::isWorthEntering(int index) const
{
    return index != None && (node(index).hasDocumented || node(index).open);
}

void Coverage::add(quint32 seq, const CallView &call, quint16 source)
{
    ++m_calls;
    if (!call.isObject()) {
        ++m_unknown;
        return;
    }
    const CallType type = call.type();
    if (type == CallType::Unknown) {
        ++m_unknown;
        return;
    }
    m_tape = call.tape;
    m_seq = seq;
    Cursor top;
    top.top = true;
    const auto see = [&](int index) {
        Subject &subject = m_subjects[static_cast<std::size_t>(index)];
        subject.seen.see(seq);
        addSource(subject.sources, source);
        return subject.root;
    };
    top.call = see(subjectOfCall(type));
    if (const int event = subjectOf(call, type); event != None)
        top.event = see(event);
    walkObject(call.node, top);
    if (call.batch != NoNode)
        walkShared(call, top);
    if (m_plans)
        m_plans->add(seq, call, source);
}

int Coverage::subjectOf(const CallView &call, CallType type)
{
    const bool track = type == CallType::Track;
    if (!track && (m_callsWithEvents & callBit(type)) == 0)
        return None;
    const quint32 name = call.own(track ? "event" : "name");
    if (name == NoNode || (*call.tape)[name].kind != JsonKind::String)
        return None;
    const QByteArrayView text = call.tape->string(name);
    return text.isEmpty() ? None : subjectNamed(type, text);
}

/// Names are looked up in the catalogue once: telling that one is none of it takes time.
int Coverage::subjectNamed(CallType type, QByteArrayView name)
{
    Names &names = m_names[static_cast<std::size_t>(type)];
    if (const auto known = names.find(viewOf(name)); known != names.end())
        return known->second;
    const int event = m_checker->eventNamed(type, name);
    int subject = event < 0 ? None : subjectOfEvent(event);
    if (names.size() >= MaxCustomEvents) {
        m_unlisted += subject == None;
        return subject;
    }
    if (subject == None && type == CallType::Track) {
        subject = static_cast<int>(m_subjects.size());
        addSubject(Subject::Kind::Custom, type, None, name);
        Node &properties = m_nodes[static_cast<std::size_t>(addChild(m_subjects.back().root, "properties"))];
        properties.documented = true; // the way to what is not
        properties.open = true;
    }
    names.emplace(viewOf(name), subject);
    return subject;
}

/// What the batch says for the call. Keys that both have count once, whoever wins.
void Coverage::walkShared(const CallView &call, const Cursor &top)
{
    for (const QByteArrayView name : SharedFields) {
        const quint32 shared = m_tape->find(call.batch, name);
        if (shared != NoNode)
            visit(shared, name, top);
    }
}

void Coverage::walkObject(quint32 object, const Cursor &at)
{
    const quint32 end = (*m_tape)[object].next;
    for (quint32 child = object + 1; child < end; child = (*m_tape)[child].next)
        visit(child, m_tape->key(child), at);
}

void Coverage::walkItems(quint32 array, const Cursor &at)
{
    Cursor inside = at;
    inside.top = false;
    inside.call = follow(at.call, "[]");
    inside.event = follow(at.event, "[]");
    if (!isWorthEntering(inside.call) && !isWorthEntering(inside.event))
        return;
    for (quint32 item = array + 1; item < (*m_tape)[array].next; item = (*m_tape)[item].next) {
        if ((*m_tape)[item].kind == JsonKind::Object)
            walkObject(item, inside);
    }
}

void Coverage::visit(quint32 value, QByteArrayView key, const Cursor &at)
{
    const JsonKind kind = (*m_tape)[value].kind;
    if (kind == JsonKind::Null)
        return;
    Cursor next;
    next.call = follow(at.call, key);
    next.event = follow(at.event, key);
    next.ofEvent = at.ofEvent || (at.top && at.event != None && key == "properties");
    if (next.ofEvent && next.event == None)
        next.event = addUndocumented(key, at.event, next.call);
    else if (next.call == None && next.event == None)
        next.call = addUndocumented(key, at.call, None);
    for (const int index : {next.call, next.event}) {
        if (index != None)
            m_nodes[static_cast<std::size_t>(index)].seen.see(m_seq);
    }
    if (kind == JsonKind::Object && (isWorthEntering(next.call) || isWorthEntering(next.event)))
        walkObject(value, next);
    else if (kind == JsonKind::Array)
        walkItems(value, next);
}

/// Something nobody documents below `parent`, or only the call's own page does. Said once, at the highest
/// place: what is inside an undocumented value is not listed.
int Coverage::addUndocumented(QByteArrayView key, int parent, int documentedBy)
{
    if (!isWorthEntering(parent))
        return None;
    if (m_nodes.size() >= MaxNodes) {
        ++m_unlisted;
        return None;
    }
    const int index = addChild(parent, key);
    if (documentedBy != None && node(documentedBy).documented) {
        Node &fresh = m_nodes[static_cast<std::size_t>(index)];
        fresh.documented = true;
        fresh.field = node(documentedBy).field;
    }
    return index;
}

void Coverage::clear()
{
    m_nodes.resize(m_documentedNodes);
    for (Node &node : m_nodes)
        node.seen = {};
    m_subjects.resize(m_documentedSubjects);
    for (Subject &subject : m_subjects) {
        subject.seen = {};
        subject.sources.clear();
    }
    for (Names &names : m_names)
        names.clear();
    m_calls = m_unreadable = m_unknown = 0;
    m_unlisted = 0;
    if (m_plans)
        m_plans->clear();
    rebuildSlots(m_slots.size());
}

std::vector<std::vector<int>> Coverage::children() const
{
    return childrenInTree(m_nodes);
}

QByteArray Coverage::path(int index) const
{
    return pathInTree(m_nodes, index);
}

} // namespace spectap
