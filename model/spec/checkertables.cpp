// SPDX-License-Identifier: MIT
#include "model/spec/checkertables.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr std::array<CallType, CallTypeCount> AllTypes{CallType::Unknown, CallType::Identify, CallType::Track,
    CallType::Page, CallType::Screen, CallType::Group, CallType::Alias};

Special specialOf(QByteArrayView key)
{
    constexpr std::array<std::pair<QByteArrayView, Special>, 12> Names{{{"type", Special::Type},
        {"event", Special::Event}, {"userId", Special::UserId}, {"anonymousId", Special::AnonymousId},
        {"previousId", Special::PreviousId}, {"groupId", Special::GroupId}, {"timestamp", Special::Timestamp},
        {"originalTimestamp", Special::OriginalTimestamp}, {"sentAt", Special::SentAt},
        {"context", Special::Context}, {"integrations", Special::Integrations},
        {"properties", Special::Properties}}};
    for (const auto &[name, special] : Names) {
        if (name == key)
            return special;
    }
    return Special::None;
}

int memberNamed(const ObjectTable &table, QByteArrayView key)
{
    const auto found = std::find_if(
        table.members.begin(), table.members.end(), [&](const Member &member) { return member.key == key; });
    return found == table.members.end() ? -1 : static_cast<int>(found - table.members.begin());
}

std::size_t index(int number)
{
    return static_cast<std::size_t>(number);
}

std::size_t index(CallType type)
{
    return static_cast<std::size_t>(type);
}

} // namespace

SpecTables::SpecTables(Catalogue catalogue)
    : m_catalogue(std::move(catalogue))
{
    // The fields of all calls first, whatever file they came from: pages of single calls say it better.
    m_tables.emplace_back();
    constexpr int common = 0;
    for (const FieldSpec &field : m_catalogue.fields) {
        if (field.calls == AllCalls)
            add(common, field, 0, false, false);
    }
    for (const FieldSpec &field : m_catalogue.fields) {
        if (field.calls == AllCalls)
            addOtherNames(common, field, 0);
    }
    const auto build = [&](int base, int shared, const std::vector<FieldSpec> &fields, CallType type,
                           bool ofEvent) {
        const int root = clone(base);
        const auto applies = [&](const FieldSpec &field) {
            return field.calls != AllCalls && (field.calls & callBit(type)) != 0;
        };
        for (const FieldSpec &field : fields) {
            if (applies(field))
                add(root, field, shared, true, ofEvent);
        }
        for (const FieldSpec &field : fields) {
            if (applies(field))
                addOtherNames(root, field, shared);
        }
        return root;
    };
    const int commonEnd = static_cast<int>(m_tables.size());
    for (const CallType type : AllTypes) {
        const int root = build(common, commonEnd, m_catalogue.fields, type, false);
        addLimits(root, type, commonEnd);
        addReserved(root, type, commonEnd);
        m_callRoots[index(type)] = root;
    }
    const int callsEnd = static_cast<int>(m_tables.size());
    for (const EventSpec &event : m_catalogue.events)
        m_eventRoots.push_back(
            build(m_callRoots[index(event.call)], callsEnd, event.properties, event.call, true));
    for (ObjectTable &table : m_tables)
        finish(table);

    for (const LimitSpec &limit : m_catalogue.limits) {
        if (limit.counts <= LimitSpec::Counts::BatchCalls)
            m_callLimits[static_cast<std::size_t>(limit.counts)] = &limit;
    }
    m_blocked = BlockedIds(m_catalogue.blockedIds);
    buildEventNames();
}

const ObjectTable &SpecTables::root(CallType type, int event) const
{
    return table(event >= 0 ? m_eventRoots[index(event)] : m_callRoots[index(type)]);
}

const LimitSpec *SpecTables::limit(LimitSpec::Counts counts) const
{
    return m_callLimits[static_cast<std::size_t>(counts)];
}

QByteArray SpecTables::docOf(CallType type, QByteArrayView name) const
{
    const ObjectTable &table = root(type, -1);
    const int member = table.find(name);
    return member < 0 ? QByteArray() : table.members[index(member)].doc;
}

int SpecTables::clone(int table)
{
    m_tables.push_back(ObjectTable(m_tables[index(table)]));
    return static_cast<int>(m_tables.size()) - 1;
}

/// The member at `path`, made where it is missing. Tables below number `shared` belong to others and are
/// copied before they are changed.
SpecTables::Place SpecTables::place(int root, QByteArrayView path, int shared)
{
    int table = root;
    const int anchor = root;
    for (;;) {
        const qsizetype dot = path.indexOf('.');
        QByteArrayView step = dot < 0 ? path : path.first(dot);
        const bool inItems = step.endsWith("[]");
        if (inItems)
            step = step.chopped(2);
        int member = memberNamed(m_tables[index(table)], step);
        if (member < 0) {
            Member fresh;
            fresh.key = step.toByteArray();
            fresh.special = table == anchor ? specialOf(step) : Special::None;
            m_tables[index(table)].members.push_back(std::move(fresh));
            member = static_cast<int>(m_tables[index(table)].members.size()) - 1;
        }
        if (dot < 0)
            return {table, member};
        const auto child = [&]() -> int & {
            Member &parent = m_tables[index(table)].members[index(member)];
            return inItems ? parent.items : parent.object;
        };
        if (child() < 0) {
            m_tables.emplace_back();
            child() = static_cast<int>(m_tables.size()) - 1;
        } else if (child() < shared) {
            const int copy = clone(child());
            child() = copy;
        }
        table = child();
        path = path.sliced(dot + 1);
    }
}

void SpecTables::add(int root, const FieldSpec &field, int shared, bool own, bool ofEvent)
{
    const auto [table, number] = place(root, field.path, shared);
    Member &member = m_tables[index(table)].members[index(number)];
    member.field = &field;
    member.types = field.types;
    member.role = Member::Role::Field;
    member.doc = field.doc;
    member.own = own;
    member.required = field.presence == Presence::Always;
    // An event asks for its fields even where nothing around them is sent; a common field only inside its
    // object.
    if (ofEvent && member.required)
        demand(root, field.path);
    if (field.anyCase) {
        const QByteArray inside = field.path + ".*"; // makes the table, the member is taken back
        ObjectTable &members = m_tables[index(place(root, inside, shared).table)];
        members.members.pop_back();
        members.anyCase = true;
    }
}

void SpecTables::demand(int root, QByteArrayView path)
{
    int table = root;
    for (qsizetype dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.')) {
        const QByteArrayView step = path.first(dot);
        if (step.endsWith("[]"))
            return; // an empty array has no elements to lack anything
        Member &member = m_tables[index(table)].members[index(memberNamed(m_tables[index(table)], step))];
        member.demands = true;
        table = member.object;
        path = path.sliced(dot + 1);
    }
}

void SpecTables::addOtherNames(int root, const FieldSpec &field, int shared)
{
    const auto addName = [&](const QByteArray &path, Member::Role role) {
        const auto [table, number] = place(root, path, shared);
        Member &other = m_tables[index(table)].members[index(number)];
        if (other.field && other.field != &field && other.role == Member::Role::Field)
            return; // the page documents that name for itself
        const auto home = place(root, field.path, shared);
        const Member original = m_tables[index(home.table)].members[index(home.member)];
        Member &member = m_tables[index(table)].members[index(number)];
        const QByteArray key = member.key;
        const Special special = member.special;
        member = original;
        member.key = key;
        member.special = special;
        member.role = role;
        member.required = member.demands = false;
        member.canonical = home.table == table ? home.member : -1;
        if (role == Member::Role::Deprecated)
            member.canonicalPath = home.table == table ? original.key : field.path;
    };
    for (const QByteArray &path : field.aliases)
        addName(path, Member::Role::Alias);
    for (const QByteArray &path : field.deprecated)
        addName(path, Member::Role::Deprecated);
}

void SpecTables::addLimits(int root, CallType type, int shared)
{
    for (const LimitSpec &limit : m_catalogue.limits) {
        if (limit.counts < LimitSpec::Counts::Members || (limit.calls & callBit(type)) == 0)
            continue;
        const auto [table, number] = place(root, limit.path, shared);
        Member &member = m_tables[index(table)].members[index(number)];
        const bool saidByField = limit.counts == LimitSpec::Counts::Characters &&
                                 limit.bound != LimitSpec::Bound::AtLeast && member.field &&
                                 member.field->maxLength;
        if (saidByField)
            continue;
        if (member.limits < 0) {
            member.limits = static_cast<int>(m_fieldLimits.size());
            m_fieldLimits.emplace_back();
        }
        m_fieldLimits[index(member.limits)].push_back(&limit);
    }
}

void SpecTables::addReserved(int root, CallType type, int shared)
{
    for (const ReservedName &name : m_catalogue.reserved) {
        if ((name.calls & callBit(type)) == 0)
            continue;
        const auto [table, number] = place(root, name.path, shared);
        Member &member = m_tables[index(table)].members[index(number)];
        if (member.field)
            continue;
        member.role = Member::Role::Reserved;
        member.doc = name.doc;
    }
}

void SpecTables::finish(ObjectTable &table)
{
    std::vector<QByteArrayView> keys;
    std::vector<QByteArrayView> names;
    for (std::size_t i = 0; i < table.members.size(); ++i) {
        Member &member = table.members[i];
        if (const FieldSpec *field = member.field) {
            member.boundsText = field->format != Format::None || !field->values.empty() || field->minLength ||
                                field->maxLength;
            member.boundsNumber = field->minimum || field->maximum || !field->values.empty();
        }
        keys.push_back(member.key);
        if (member.key == "*")
            table.star = static_cast<int>(i);
        if (member.required || member.demands)
            table.required.push_back(static_cast<int>(i));
        if (member.role == Member::Role::Alias && member.canonical >= 0)
            table.aliases.push_back(static_cast<int>(i));
        // other roles keep their number with a name that nothing is like
        names.push_back(member.role <= Member::Role::Alias && member.key != "*" ? QByteArrayView(member.key)
                                                                                : QByteArrayView());
    }
    table.keys.build(keys);
    table.names.build(names);
}

void SpecTables::buildEventNames()
{
    for (std::size_t e = 0; e < m_catalogue.events.size(); ++e) {
        const EventSpec &event = m_catalogue.events[e];
        EventNames &names = m_eventNames[index(event.call)];
        const int number = static_cast<int>(e);
        names.all.push_back({number, Rule::None});
        names.all.insert(names.all.end(), event.aliases.size(), {number, Rule::NearMiss});
        names.all.insert(names.all.end(), event.deprecated.size(), {number, Rule::Deprecated});
    }
    for (const CallType type : AllTypes) {
        std::vector<QByteArrayView> views;
        for (const EventSpec &event : m_catalogue.events) {
            if (event.call != type)
                continue;
            views.push_back(event.name);
            views.insert(views.end(), event.aliases.begin(), event.aliases.end());
            views.insert(views.end(), event.deprecated.begin(), event.deprecated.end());
        }
        EventNames &names = m_eventNames[index(type)];
        names.near.build(views);
        names.exact.build(views);
    }
}

EventMatch SpecTables::matchEvent(CallType type, QByteArrayView name) const
{
    const EventNames &names = m_eventNames[index(type)];
    if (names.all.empty() || name.isEmpty())
        return {};
    if (const int exact = names.exact.find(name); exact >= 0) {
        const EventName &found = names.all[index(exact)];
        return {found.event, -1, found.rule};
    }
    const NameIndex::Match like = names.near.find(name);
    if (like.likeness == NameIndex::Likeness::None)
        return {};
    const EventName &found = names.all[index(like.name)];
    if (like.likeness == NameIndex::Likeness::LetterCase || like.likeness == NameIndex::Likeness::Spelling)
        return {found.event, -1, found.rule == Rule::None ? Rule::NameCase : found.rule};
    return {-1, found.event, Rule::NearMiss};
}

} // namespace spectap
