// SPDX-License-Identifier: MIT
#include "model/spec/fieldverdicts.h"

#include "model/spec/checkvalues.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

bool isOnlyCustom(Rule rule)
{
    return rule == Rule::CustomProperty || rule == Rule::CustomEvent;
}

} // namespace

FieldVerdicts::FieldVerdicts(const SpecTables &tables, const CallView &call, const CheckResult &result)
    : m_tables(tables)
    , m_tape(*call.tape)
    , m_call(call)
    , m_result(result)
{
    for (std::size_t i = 0; i < result.findings.size(); ++i)
        m_findings.emplace(result.findings[i].pointer.toStdString(), static_cast<quint32>(i));
    m_findings.erase(std::string()); // of the call as a whole: no field's
}

std::vector<FieldVerdict> FieldVerdicts::take()
{
    if (m_call.isObject()) {
        m_shape = CallShape::of(m_tables, m_tape, CallFacts::of(m_call));
        Place root;
        root.table = &m_tables.root(m_shape.type, m_shape.event.event);
        root.free = m_shape.type == CallType::Unknown;
        walkObject(root, m_call.node, m_call.batch);
    }
    addGhosts();
    return std::move(m_rows);
}

const QByteArray &FieldVerdicts::pointerOf(int row) const
{
    static const QByteArray Root;
    return row < 0 ? Root : m_rows[static_cast<std::size_t>(row)].pointer;
}

int FieldVerdicts::addRow(
    const Place &place, QByteArrayView name, const QByteArray &pointer, quint32 node, const Member *member)
{
    FieldVerdict row;
    row.parent = place.row;
    row.node = node;
    row.name = name.toByteArray();
    row.pointer = pointer;
    row.fromBatch = place.fromBatch && node != None;
    row.insideCustom = place.inCustom;
    const bool documented = member && member->role != Member::Role::Reserved;
    row.state = documented ? FieldVerdict::State::Conforms : FieldVerdict::State::Custom;
    if (documented) {
        row.expected = member->field ? typeNames(*member->field) : QByteArray("object");
        row.means = member->field ? member->field->means : QByteArray();
        row.doc = member->doc;
    }
    m_rows.push_back(std::move(row));
    return static_cast<int>(m_rows.size()) - 1;
}

/// Gives the row the findings on its pointer.
void FieldVerdicts::attach(FieldVerdict &row)
{
    const auto [first, last] = m_findings.equal_range(row.pointer.toStdString());
    if (first == last)
        return;
    bool onlyCustom = true;
    for (auto it = first; it != last; ++it) {
        const Finding &finding = m_result.findings[it->second];
        row.findings.push_back(it->second);
        row.worst = std::max(row.worst, finding.severity);
        onlyCustom = onlyCustom && isOnlyCustom(finding.rule);
    }
    m_findings.erase(first, last);
    std::sort(row.findings.begin(), row.findings.end());
    if (row.node == None)
        row.state = FieldVerdict::State::Missing;
    else if (!onlyCustom)
        row.state = FieldVerdict::State::Problem;
    else
        row.state = FieldVerdict::State::Custom;
}

void FieldVerdicts::walkObject(const Place &place, quint32 object, quint32 inherited)
{
    std::vector<bool> seen(place.table ? place.table->members.size() : 0);
    LastKeys siblings(m_tape, object);
    for (quint32 child = object + 1; child < m_tape[object].next; child = m_tape[child].next)
        walkMember(place, child, siblings, seen, inherited);
    if (inherited != None)
        walkInherited(place, object, inherited, seen);
    addUnsent(place, seen);
}

void FieldVerdicts::walkMember(
    const Place &place, quint32 child, LastKeys &siblings, std::vector<bool> &seen, quint32 inherited)
{
    const QByteArrayView key = m_tape.key(child);
    const bool counts = siblings.isLast(child, key);
    const Member *member = nullptr;
    if (place.table) {
        int number = place.table->find(key);
        if (number < 0 && !place.table->members.empty())
            number = matchKey(*place.table, m_tape, child, key, siblings, !place.free).member;
        if (number >= 0) {
            member = &place.table->members[static_cast<std::size_t>(number)];
            seen[static_cast<std::size_t>(number)] = true;
        }
    }
    const int row = addRow(place, key, pointerJoin(pointerOf(place.row), key), child, member);
    if (counts)
        attach(m_rows[static_cast<std::size_t>(row)]);
    const bool merges = place.row < 0 && member &&
                        (member->special == Special::Context || member->special == Special::Integrations);
    const quint32 below = merges && inherited != None ? m_tape.find(inherited, key) : None;
    walkValue(place, row, child, member, counts ? below : None);
}

void FieldVerdicts::walkInherited(
    const Place &place, quint32 object, quint32 inherited, std::vector<bool> &seen)
{
    if (m_tape[inherited].kind != JsonKind::Object)
        return;
    LastKeys own(m_tape, object);
    LastKeys siblings(m_tape, inherited);
    Place batch = place;
    batch.fromBatch = true;
    for (quint32 child = inherited + 1; child < m_tape[inherited].next; child = m_tape[child].next) {
        const QByteArrayView key = m_tape.key(child);
        const bool shared = place.row >= 0 || isSharedField(key);
        if (shared && own.last(key) == None && siblings.isLast(child, key))
            walkMember(batch, child, siblings, seen, None);
    }
}

void FieldVerdicts::walkValue(
    const Place &place, int row, quint32 node, const Member *member, quint32 inherited)
{
    const JsonKind kind = m_tape[node].kind;
    Place inside;
    inside.row = row;
    inside.fromBatch = place.fromBatch;
    const bool documented = member && member->role != Member::Role::Reserved;
    if (kind == JsonKind::Array) {
        inside.inCustom = !documented || member->items < 0;
        const bool scalars =
            documented && member->items < 0 && member->field && member->field->itemTypes != TypeAny;
        inside.inCustom = inside.inCustom && !scalars;
        walkItems(inside, node, documented ? member : nullptr);
        return;
    }
    const int table = documented ? member->object : -1;
    if (table >= 0) {
        inside.table = &m_tables.table(table);
        inside.free = member->special == Special::Properties && m_shape.isCustomEvent();
    }
    inside.inCustom = table < 0;
    if (kind == JsonKind::Object) {
        walkObject(inside, node, inherited);
    } else if (kind == JsonKind::Null && inherited != None && m_tape[inherited].kind == JsonKind::Object) {
        inside.fromBatch = true;
        walkObject(inside, inherited, None);
    }
}

void FieldVerdicts::walkItems(const Place &place, quint32 array, const Member *member)
{
    qint64 index = 0;
    for (quint32 item = array + 1; item < m_tape[array].next; item = m_tape[item].next) {
        const QByteArray name = QByteArray::number(index++);
        const int row = addRow(place, name, pointerOf(place.row) + '/' + name, item, nullptr);
        FieldVerdict &verdict = m_rows[static_cast<std::size_t>(row)];
        if (member && !place.inCustom) {
            verdict.state = FieldVerdict::State::Conforms;
            verdict.expected = typeNames(member->field ? member->field->itemTypes : JsonTypes(TypeObject));
        }
        attach(verdict);
        Place inside;
        inside.row = row;
        inside.fromBatch = place.fromBatch;
        const int table = member ? member->items : -1;
        inside.table = table >= 0 ? &m_tables.table(table) : nullptr;
        inside.inCustom = table < 0;
        if (m_tape[item].kind == JsonKind::Object)
            walkObject(inside, item, None);
        else if (m_tape[item].kind == JsonKind::Array)
            walkItems({row, nullptr, place.fromBatch, true, false}, item, nullptr);
    }
}

bool FieldVerdicts::saidBelow(const QByteArray &pointer) const
{
    const std::string prefix = pointer.toStdString() + '/';
    return std::any_of(m_findings.begin(), m_findings.end(),
        [&](const auto &said) { return said.first.compare(0, prefix.size(), prefix) == 0; });
}

/// Documented members that were not sent: those somebody misses, and those of the call's own page.
void FieldVerdicts::addUnsent(const Place &place, const std::vector<bool> &seen)
{
    if (!place.table)
        return;
    std::vector<bool> covered = seen;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const int canonical = place.table->members[i].canonical;
        if (seen[i] && canonical >= 0)
            covered[static_cast<std::size_t>(canonical)] = true;
    }
    for (std::size_t i = 0; i < covered.size(); ++i) {
        const Member &member = place.table->members[i];
        if (seen[i] || member.role != Member::Role::Field || member.key == "*")
            continue;
        const QByteArray pointer = pointerJoin(pointerOf(place.row), member.key);
        const bool below = saidBelow(pointer);
        const bool missed = below || m_findings.count(pointer.toStdString()) > 0;
        if (!missed && (covered[i] || !member.own || !member.field))
            continue;
        const int row = addRow(place, member.key, pointer, None, &member);
        m_rows[static_cast<std::size_t>(row)].state =
            missed ? FieldVerdict::State::Missing : FieldVerdict::State::NotSent;
        attach(m_rows[static_cast<std::size_t>(row)]);
        if (below && member.object >= 0) {
            Place inside;
            inside.row = row;
            inside.table = &m_tables.table(member.object);
            addUnsent(inside, std::vector<bool>(inside.table->members.size()));
        }
    }
}

/// What other rules (history, identity, plans) say of fields that were not sent and that no table lists.
void FieldVerdicts::addGhosts()
{
    std::vector<QByteArray> left;
    for (const auto &said : m_findings)
        left.push_back(QByteArray::fromStdString(said.first));
    std::sort(left.begin(), left.end());
    left.erase(std::unique(left.begin(), left.end()), left.end());
    for (const QByteArray &pointer : left) {
        Place place;
        qsizetype end = 0; // of the part of the pointer that has a row
        for (std::size_t i = 0; i < m_rows.size(); ++i) {
            const QByteArray &known = m_rows[i].pointer;
            if (known.size() >= end && pointer.startsWith(known) &&
                (pointer.size() == known.size() || pointer[known.size()] == '/')) {
                end = known.size();
                place.row = static_cast<int>(i);
            }
        }
        while (end < pointer.size()) {
            const qsizetype next = pointer.indexOf('/', end + 1);
            const QByteArray here = next < 0 ? pointer : pointer.first(next);
            QByteArray name = here.sliced(end + 1);
            name.replace("~1", "/").replace("~0", "~");
            place.row = addRow(place, name, here, None, nullptr);
            m_rows.back().state = FieldVerdict::State::Missing;
            end = here.size();
        }
        if (place.row >= 0)
            attach(m_rows[static_cast<std::size_t>(place.row)]);
    }
}

} // namespace spectap
