// SPDX-License-Identifier: MIT
#include "model/compare/fieldtally.h"

#include "model/spec/lastkeys.h"
#include "model/spec/sightings.h"

#include <algorithm>

namespace spectap {

SentKind sentKind(JsonKind kind)
{
    switch (kind) {
    case JsonKind::Null:
        return SentKind::Null;
    case JsonKind::False:
    case JsonKind::True:
        return SentKind::Boolean;
    case JsonKind::Number:
        return SentKind::Number;
    case JsonKind::String:
        return SentKind::String;
    case JsonKind::Array:
        return SentKind::Array;
    case JsonKind::Object:
        return SentKind::Object;
    }
    return SentKind::Null;
}

QByteArrayView sentKindName(SentKind kind)
{
    constexpr std::array<JsonKind, SentKindCount> kinds{JsonKind::Null, JsonKind::True, JsonKind::Number,
        JsonKind::String, JsonKind::Array, JsonKind::Object};
    return jsonKindName(kinds[static_cast<std::size_t>(kind)]);
}

SentFields::SentFields()
    : m_fields(1)
    , m_children(1)
{
}

int SentFields::child(int parent, QByteArrayView key) const
{
    for (const int field : children(parent)) {
        if (m_fields[static_cast<std::size_t>(field)].key == key)
            return field;
    }
    return None;
}

/// The same, found or made: the search begins behind what was asked for last.
int SentFields::grow(int parent, QByteArrayView key)
{
    Children &children = m_children[static_cast<std::size_t>(parent)];
    for (std::size_t i = 0; i < children.fields.size(); ++i) {
        const std::size_t at = (children.next + i) % children.fields.size();
        if (m_fields[static_cast<std::size_t>(children.fields[at])].key == key) {
            children.next = at + 1;
            return children.fields[at];
        }
    }
    if (m_full || children.fields.size() >= MaxMembers || m_fields.size() >= MaxFields ||
        key.size() > MaxKey) {
        ++m_unlisted;
        return None;
    }
    const int field = static_cast<int>(m_fields.size());
    children.fields.push_back(field);
    children.next = children.fields.size();
    FieldTally &tally = m_fields.emplace_back();
    tally.key = key.toByteArray();
    tally.parent = parent;
    m_children.emplace_back();
    return field;
}

void SentFields::add(
    int parent, QByteArrayView key, const JsonTape &tape, quint32 node, quint32 seq, quint16 source)
{
    const int field = grow(parent, key);
    if (field == None)
        return;
    addValue(field, tape, node, seq, source);
    addInside(field, tape, node, seq, source, 1);
}

void SentFields::addValue(int field, const JsonTape &tape, quint32 node, quint32 seq, quint16 source)
{
    FieldTally &tally = m_fields[static_cast<std::size_t>(field)];
    const SentKind kind = sentKind(tape[node].kind);
    const QByteArrayView text = tape.raw(node);
    ++tally.sent;
    FieldTally::Kind &seen = tally.of(kind);
    if (seen.values++ == 0) {
        seen.firstSeq = seq;
        seen.example = text.first(std::min<qsizetype>(text.size(), FieldTally::MaxExample)).toByteArray();
    }
    addSource(seen.sources, source);
    if (tally.anyValue || (kind != SentKind::String && kind != SentKind::Boolean))
        return;
    const auto known = std::find_if(tally.values.begin(), tally.values.end(),
        [text](const FieldTally::Value &value) { return value.text == text; });
    if (known != tally.values.end()) {
        ++known->count;
    } else if (text.size() <= FieldTally::MaxValue && tally.values.size() < FieldTally::MaxValues) {
        tally.values.push_back({text.toByteArray(), 1, seq});
    } else {
        tally.anyValue = true;
        tally.values = {};
    }
}

void SentFields::addInside(
    int field, const JsonTape &tape, quint32 node, quint32 seq, quint16 source, int depth)
{
    const JsonKind kind = tape[node].kind;
    if ((kind != JsonKind::Object && kind != JsonKind::Array) || depth > MaxDepth)
        return;
    LastKeys keys(tape, node);
    for (quint32 child = node + 1; child < tape[node].next; child = tape[child].next) {
        const QByteArrayView key = kind == JsonKind::Array ? QByteArrayView("[]") : tape.key(child);
        if (kind == JsonKind::Object && !keys.isLast(child, key))
            continue;
        const int inner = grow(field, key);
        if (inner == None)
            continue;
        addValue(inner, tape, child, seq, source);
        addInside(inner, tape, child, seq, source, depth + 1);
    }
}

QByteArray SentFields::path(int field) const
{
    const FieldTally &tally = (*this)[field];
    if (tally.parent <= 0)
        return tally.key;
    const QByteArray before = path(tally.parent);
    return QByteArray(before + (tally.key == "[]" ? "" : ".") + tally.key);
}

quint32 SentFields::places(int field) const
{
    const FieldTally &tally = (*this)[field];
    if (tally.parent < 0)
        return tally.of(SentKind::Object).values;
    return tally.key == "[]" ? tally.sent : (*this)[tally.parent].of(SentKind::Object).values;
}

std::vector<SentKind> SentFields::kindsOf(int field) const
{
    std::vector<SentKind> kinds;
    for (std::size_t i = 0; field != None && i < SentKindCount; ++i) {
        if ((*this)[field].kinds[i].values > 0)
            kinds.push_back(static_cast<SentKind>(i));
    }
    return kinds;
}

double SentFields::share(int field) const
{
    const quint32 all = places(field);
    return all == 0 ? 0 : double((*this)[field].sent) / double(all);
}

} // namespace spectap
