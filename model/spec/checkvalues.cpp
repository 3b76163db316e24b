// SPDX-License-Identifier: MIT
#include "model/spec/checkvalues.h"

#include "model/spec/finding.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spectap {

namespace {

bool isInteger(QByteArrayView number)
{
    const bool plain =
        std::all_of(number.begin(), number.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
    if (plain)
        return true;
    const double value = number.toByteArray().toDouble();
    return std::isfinite(value) && value == std::floor(value);
}

} // namespace

bool hasType(JsonTypes types, const JsonTape &tape, quint32 node)
{
    switch (tape[node].kind) {
    case JsonKind::Null:
        return (types & TypeNull) != 0;
    case JsonKind::False:
    case JsonKind::True:
        return (types & TypeBoolean) != 0;
    case JsonKind::Number:
        if ((types & TypeNumber) == TypeNumber)
            return true;
        return (types & TypeInteger) != 0 && isInteger(tape.raw(node));
    case JsonKind::String:
        return (types & TypeString) != 0;
    case JsonKind::Array:
        return (types & TypeArray) != 0;
    case JsonKind::Object:
        return (types & TypeObject) != 0;
    }
    return true;
}

QByteArray joinedByOr(const std::vector<QByteArray> &words)
{
    QByteArray out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            out += i + 1 == words.size() ? " or " : ", ";
        out += words[i];
    }
    return out;
}

QByteArray typeNames(JsonTypes types)
{
    if (types == TypeAny)
        return "any type";
    std::vector<QByteArray> names;
    if ((types & TypeString) != 0)
        names.emplace_back("string");
    if ((types & TypeNumber) == TypeNumber)
        names.emplace_back("number");
    else if ((types & TypeInteger) != 0)
        names.emplace_back("integer");
    if ((types & TypeBoolean) != 0)
        names.emplace_back("boolean");
    if ((types & TypeArray) != 0)
        names.emplace_back("array");
    if ((types & TypeObject) != 0)
        names.emplace_back("object");
    if ((types & TypeNull) != 0)
        names.emplace_back("null");
    return joinedByOr(names);
}

QByteArray typeNames(const FieldSpec &field)
{
    if (field.types != TypeArray || field.itemTypes == TypeAny)
        return typeNames(field.types);
    return "array of " + typeNames(field.itemTypes) + 's';
}

QByteArray shortened(QByteArrayView text)
{
    if (text.size() <= Finding::MaxActual)
        return text.toByteArray();
    qsizetype end = Finding::MaxActual;
    while (end > 0 && (static_cast<quint8>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.first(end).toByteArray();
}

QByteArray shownValue(const JsonTape &tape, quint32 node)
{
    const JsonKind kind = tape[node].kind;
    const QByteArrayView raw = tape.raw(node);
    if (kind == JsonKind::Null)
        return "null";
    QByteArray out = jsonKindName(kind).toByteArray();
    out += ' ';
    out += raw.first(std::min(raw.size(), Finding::MaxActual + 1));
    return shortened(out);
}

qsizetype characterCount(QByteArrayView utf8)
{
    return std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<quint8>(c) & 0xc0) != 0x80; });
}

QByteArray amount(double value, QByteArrayView unit)
{
    const double tenths = std::ceil(value * 10) / 10; // 32.04 KB is more than 32 KB, it must not look equal
    QByteArray digits = QByteArray::number(std::floor(tenths), 'f', 0);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, ',');
    if (const int tenth = static_cast<int>(std::lround((tenths - std::floor(tenths)) * 10)); tenth > 0)
        digits += '.' + QByteArray::number(tenth);
    return digits + ' ' + unit.toByteArray();
}

} // namespace spectap
