// SPDX-License-Identifier: MIT
// What plans know of the fields of a call.
#include "model/spec/plan/plantables.h"

#include <algorithm>
#include <set>

namespace spectap {

namespace {

/// Rows that plans add to one call; a plan that lists thousands of optional fields shall not bury it.
constexpr std::size_t MaxNotSent = 500;

void describe(FieldVerdict &row, const PlanPlace &place)
{
    const PlanMember *known = place.knownAs();
    row.planned = true;
    if (row.expected.isEmpty())
        row.expected = known->types.isEmpty() ? QByteArray("any type") : known->types;
    if (row.means.isEmpty())
        row.means = known->description;
    if (row.doc.isEmpty())
        row.doc = place.reference();
}

} // namespace

void PlanTables::annotate(const CallView &call, std::vector<FieldVerdict> &rows) const
{
    const PlanMatch matched = match(call);
    if (matched.rules.empty())
        return;
    const PlanPlace root = PlanPlace::root(matched);
    const std::size_t sent = rows.size();
    std::vector<PlanPlace> places(sent);
    std::set<QByteArray> pointers;
    for (std::size_t i = 0; i < sent; ++i) {
        FieldVerdict &row = rows[i];
        pointers.insert(row.pointer);
        const bool top = row.parent < 0;
        const auto parent = static_cast<std::size_t>(row.parent);
        const PlanPlace &around = top ? root : places[parent];
        if (around.isEmpty())
            continue;
        const quint32 parentNode = top ? call.node : rows[parent].node;
        const bool inArray = parentNode != JsonTape::None && (*call.tape)[parentNode].kind == JsonKind::Array;
        places[i] = inArray ? around.item() : around.member(row.name);
        const bool known = inArray ? !places[i].isEmpty() : around.names(row.name);
        if (!known)
            continue;
        if (row.state == FieldVerdict::State::Custom)
            row.state = FieldVerdict::State::Conforms;
        row.insideCustom = false;
        row.planned = true;
        if (!inArray && places[i].knownAs())
            describe(row, places[i]);
    }
    // Optional fields of the event that were not sent, where the object around them was.
    for (std::size_t i = 0; i < sent && rows.size() < sent + MaxNotSent; ++i) {
        const bool object =
            rows[i].node != JsonTape::None && (*call.tape)[rows[i].node].kind == JsonKind::Object;
        const std::vector<PlanMember> *members = object ? places[i].members() : nullptr;
        if (!members || !rows[i].pointer.startsWith(propertiesPointer(matched.type)))
            continue;
        for (const PlanMember &member : *members) {
            FieldVerdict row;
            row.pointer = pointerJoin(rows[i].pointer, member.key);
            if (pointers.count(row.pointer) > 0 || rows.size() >= sent + MaxNotSent)
                continue;
            row.parent = static_cast<int>(i);
            row.name = member.key;
            row.state = FieldVerdict::State::NotSent;
            describe(row, places[i].member(member.key));
            rows.push_back(std::move(row));
        }
    }
}

} // namespace spectap
