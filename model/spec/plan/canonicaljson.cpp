// SPDX-License-Identifier: MIT
#include "model/spec/plan/canonicaljson.h"

#include "model/spec/plan/decimal.h"

#include <map>

namespace spectap {

namespace {

void appendText(QByteArray &out, QByteArrayView text)
{
    out += QByteArray::number(text.size());
    out += ':';
    out += text;
}

} // namespace

void appendCanonical(QByteArray &out, const JsonTape &tape, quint32 node)
{
    const JsonNode &value = tape[node];
    switch (value.kind) {
    case JsonKind::Null:
        out += 'N';
        return;
    case JsonKind::False:
        out += 'F';
        return;
    case JsonKind::True:
        out += 'T';
        return;
    case JsonKind::Number:
        Decimal::parse(tape.raw(node)).appendCanonical(out);
        return;
    case JsonKind::String:
        out += '"';
        appendText(out, tape.string(node));
        return;
    case JsonKind::Array:
        out += '[';
        for (quint32 item = node + 1; item < value.next; item = tape[item].next) {
            appendCanonical(out, tape, item);
            out += ',';
        }
        out += ']';
        return;
    case JsonKind::Object:
        break;
    }
    std::map<QByteArrayView, quint32> members; // sorted, the last of equal keys counts
    for (quint32 child = node + 1; child < value.next; child = tape[child].next)
        members.insert_or_assign(tape.key(child), child);
    out += '{';
    for (const auto &[key, child] : members) {
        appendText(out, key);
        appendCanonical(out, tape, child);
    }
    out += '}';
}

QByteArray canonicalJson(const JsonTape &tape, quint32 node)
{
    QByteArray out;
    appendCanonical(out, tape, node);
    return out;
}

} // namespace spectap
