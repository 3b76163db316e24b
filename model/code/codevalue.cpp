// SPDX-License-Identifier: MIT
#include "model/code/codevalue.h"

#include "model/call/jsonescape.h"
#include "model/spec/plan/decimal.h"

#include <QLocale>

#include <algorithm>
#include <limits>
#include <numeric>

namespace spectap {

namespace {

/// The inside of a JSON string, whose escapes are good. unescapeJson() would replace lone surrogates.
QString textOf(QByteArrayView inside)
{
    QString text;
    for (qsizetype at = 0; at < inside.size();) {
        const qsizetype escape = inside.indexOf('\\', at);
        const qsizetype end = escape < 0 ? inside.size() : escape;
        text += QString::fromUtf8(inside.sliced(at, end - at));
        if (escape < 0)
            break;
        if (inside[escape + 1] == 'u') {
            text += QChar(inside.sliced(escape + 2, 4).toByteArray().toUShort(nullptr, 16));
            at = escape + 6;
        } else {
            text += QString::fromUtf8(unescapeJson(inside.sliced(escape, 2)));
            at = escape + 2;
        }
    }
    return text;
}

/// Of several members with one name the last counts, in the place of the first, as JSON.parse has it.
void put(CodeValue &object, CodeValue member)
{
    if (CodeValue *earlier = object.find(member.key)) {
        *earlier = std::move(member);
        earlier->repeated = true;
    } else {
        object.items.push_back(std::move(member));
    }
}

/// The same for many: a body of a million keys must not take their square.
void keepLast(std::vector<CodeValue> &members)
{
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return members[a].key < members[b].key; });
    std::vector<bool> dropped(order.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last + 1 < order.size() && members[order[last + 1]].key == members[order[first]].key)
            dropped[order[++last]] = true;
        if (last != first) {
            members[order[first]] = std::move(members[order[last]]);
            members[order[first]].repeated = true;
        }
        first = last + 1;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < dropped.size(); ++i) {
        if (!dropped[i] && kept++ != i)
            members[kept - 1] = std::move(members[i]);
    }
    members.erase(members.begin() + std::ptrdiff_t(kept), members.end());
}

constexpr quint32 FewMembers = 16; ///< looked through one by one

} // namespace

CodeValue CodeValue::of(const JsonTape &tape, quint32 node)
{
    const JsonNode &from = tape[node];
    CodeValue value;
    value.kind = from.kind;
    const auto inside = [&tape](
                            quint32 begin, quint32 end) { return tape.text().sliced(begin, end - begin); };
    if (from.kind == JsonKind::Number)
        value.json = tape.raw(node).toByteArray();
    else if (from.kind == JsonKind::String)
        value.text = from.escaped ? textOf(inside(from.begin + 1, from.end - 1))
                                  : QString::fromUtf8(tape.string(node));
    if (from.kind != JsonKind::Object && from.kind != JsonKind::Array)
        return value;
    value.items.reserve(from.children);
    for (quint32 child = node + 1; child < from.next; child = tape[child].next) {
        CodeValue item = of(tape, child);
        if (from.kind == JsonKind::Object) {
            const JsonNode &member = tape[child];
            item.key = member.keyEscaped ? textOf(inside(member.keyBegin, member.keyEnd))
                                         : QString::fromUtf8(tape.key(child));
        }
        if (from.kind == JsonKind::Object && from.children <= FewMembers)
            put(value, std::move(item));
        else
            value.items.push_back(std::move(item));
    }
    if (from.kind == JsonKind::Object && from.children > FewMembers)
        keepLast(value.items);
    return value;
}

CodeValue CodeValue::ofJson(QByteArrayView json)
{
    JsonTape tape;
    return tape.parse(json) ? CodeValue() : of(tape, 0);
}

CodeValue CodeValue::ofText(const QString &text)
{
    CodeValue value;
    value.kind = JsonKind::String;
    value.text = text;
    return value;
}

CodeValue CodeValue::ofCode(const QString &code)
{
    CodeValue value;
    value.code = code;
    return value;
}

CodeValue CodeValue::object()
{
    CodeValue value;
    value.kind = JsonKind::Object;
    return value;
}

const CodeValue *CodeValue::find(QStringView name) const
{
    const auto found = std::find_if(items.begin(), items.end(),
        [name](const CodeValue &item) { return item.key == name && item.comment.isEmpty(); });
    return found == items.end() ? nullptr : &*found;
}

CodeValue *CodeValue::find(QStringView name)
{
    return const_cast<CodeValue *>(std::as_const(*this).find(name));
}

void CodeValue::add(const QString &name, CodeValue value)
{
    value.key = name;
    items.push_back(std::move(value));
}

void CodeValue::remove(QStringView name)
{
    items.erase(std::remove_if(
                    items.begin(), items.end(), [name](const CodeValue &item) { return item.key == name; }),
        items.end());
}

bool hasLoneSurrogate(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (!text[i].isHighSurrogate() || i + 1 == text.size() || !text[i + 1].isLowSurrogate())
            return true;
        ++i;
    }
    return false;
}

NumberFacts NumberFacts::of(const QByteArray &json)
{
    NumberFacts facts;
    facts.integer =
        std::none_of(json.begin(), json.end(), [](char c) { return c == '.' || c == 'e' || c == 'E'; });
    if (facts.integer) {
        const qint64 number = json.toLongLong(&facts.fits64);
        // The least one has no literal of its own in most languages.
        facts.fits64 = facts.fits64 && number != std::numeric_limits<qint64>::min();
        facts.fits32 = facts.fits64 && number == static_cast<qint32>(number);
        json.toULongLong(&facts.fitsUnsigned);
        facts.fitsUnsigned = facts.fitsUnsigned && !json.startsWith('-');
    }
    const Decimal decimal = Decimal::parse(json);
    bool inRange = false;
    const double number = json.toDouble(&inRange);
    // What is too small for a double is 0.
    facts.finite = inRange || decimal.exponent + decimal.digits.size() < 0;
    facts.exact = inRange && decimal.compare(Decimal::parse(
                                 QByteArray::number(number, 'g', QLocale::FloatingPointShortest))) == 0;
    return facts;
}

} // namespace spectap
