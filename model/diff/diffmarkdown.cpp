// SPDX-License-Identifier: MIT
#include "model/diff/diffmarkdown.h"

#include "model/spec/checkvalues.h"

#include <algorithm>

namespace spectap {

namespace {

/// `text` as code in a cell of a table.
QByteArray code(QByteArrayView text)
{
    QByteArray shown = shortened(text);
    if (shown.size() < text.size())
        shown += "…";
    for (char &c : shown) {
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
    }
    // The fence is longer than any run of backticks inside.
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const char c : shown) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QByteArray fence(longest + 1, '`');
    const QByteArray gap = longest > 0 ? " " : "";
    shown.replace('|', "\\|"); // a table takes a bar for the end of the cell, in code as well
    return fence + gap + shown + gap + fence;
}

QByteArray value(const JsonTape &tape, quint32 node)
{
    if (node == JsonTape::None)
        return "not sent";
    switch (tape[node].kind) {
    case JsonKind::Object:
        return code(QByteArray('{' + QByteArray::number(tape[node].children) + '}'));
    case JsonKind::Array:
        return code(QByteArray('[' + QByteArray::number(tape[node].children) + ']'));
    default:
        return code(tape.raw(node));
    }
}

QByteArray changeWords(const CallDiff &diff, const DiffField &field)
{
    const auto type = [&diff](const DiffField &of, DiffSide side) {
        return jsonKindName(diff.tape(side)[of.node(side)].kind).toByteArray();
    };
    switch (field.change) {
    case FieldChange::Same:
        return "same";
    case FieldChange::Gone:
        return "gone";
    case FieldChange::Added:
        return "added";
    case FieldChange::TypeChanged:
        return type(field, DiffSide::A) + " became " + type(field, DiffSide::B);
    case FieldChange::FormatChanged:
        return "format changed";
    case FieldChange::Renamed:
        return "renamed";
    case FieldChange::ValueChanged:
        return "value changed";
    }
    return {};
}

} // namespace

QByteArray diffMarkdown(const CallDiff &diff, QByteArrayView nameA, QByteArrayView nameB)
{
    QByteArray text = "### Diff of two calls\n\n- A: " + code(nameA) + "\n- B: " + code(nameB) + "\n\n";
    if (!diff.isComparable())
        return text + "One of them is not a JSON object, so there are no fields to compare.\n";
    if (diff.changes().empty()) {
        text += "No field differs.\n";
    } else {
        text += "| Field | A | B | Change |\n|---|---|---|---|\n";
        for (const int index : diff.changes()) {
            const DiffField &field = diff.fields()[static_cast<std::size_t>(index)];
            QByteArray path = code(diff.path(index, DiffSide::A));
            if (field.change == FieldChange::Renamed)
                path += " → " + code(diff.name(index, DiffSide::B));
            text += "| " + path + " | " + value(diff.tape(DiffSide::A), field.a) + " | " +
                    value(diff.tape(DiffSide::B), field.b) + " | " + changeWords(diff, field) + " |\n";
        }
    }
    const quint32 same = diff.counts()[static_cast<std::size_t>(FieldChange::Same)];
    text += "\nThe same in both: " + QByteArray::number(same) + '.';
    if (diff.options().ignoreVolatile && !diff.varying().empty()) {
        QByteArray names;
        for (const int index : diff.varying())
            names +=
                (names.isEmpty() ? QByteArray() : QByteArray(", ")) + code(diff.path(index, DiffSide::B));
        text += " Ignored: " + names + '.';
    }
    return text + '\n';
}

} // namespace spectap
