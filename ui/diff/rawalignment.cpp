// SPDX-License-Identifier: MIT
#include "ui/diff/rawalignment.h"

#include <algorithm>

namespace spectap {

namespace {

using Row = RawAlignment::Row;

/// The longest choice of pairs in which both lines rise. Sorts by the lines of A first.
std::vector<Row> rising(std::vector<Row> pairs)
{
    std::ranges::sort(pairs, [](const Row &one, const Row &other) {
        return one.a != other.a ? one.a < other.a : one.b > other.b; // of one line in A only one is taken
    });
    std::vector<int> ends;                     // pair that ends the best choice of each length
    std::vector<int> before(pairs.size(), -1); // the pair before it in that choice
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto at = std::ranges::lower_bound(
            ends, pairs[i].b, {}, [&pairs](int pair) { return pairs[std::size_t(pair)].b; });
        if (at != ends.begin())
            before[i] = *(at - 1);
        if (at == ends.end())
            ends.push_back(static_cast<int>(i));
        else
            *at = static_cast<int>(i);
    }
    std::vector<Row> chosen(ends.size());
    int at = ends.empty() ? -1 : ends.back();
    for (std::size_t i = chosen.size(); i-- > 0; at = before[std::size_t(at)])
        chosen[i] = pairs[std::size_t(at)];
    return chosen;
}

/// Marks the lines of a field of one call.
void mark(std::vector<RawAlignment::Line> &lines, const RawDocument &text, const DiffField &field, int index,
    quint32 node)
{
    const RawDocument::Place place = text.placeOfNode(node);
    if (node == JsonTape::None || place.end < 0)
        return;
    RawAlignment::Line &first = lines[std::size_t(place.line)];
    // What is part of a greater change is marked with it.
    if (!field.part)
        first = {field.isChange() ? field.change : FieldChange::Same, index, true};
    const bool whole = field.isChange() && field.change != FieldChange::Renamed;
    const int last = whole ? text.lineAt(place.end - 1) : place.line;
    for (int line = place.line + 1; line <= last; ++line)
        lines[std::size_t(line)] = {field.change, index, false};
}

} // namespace

int RawAlignment::rowOf(const CallDiff &diff, int field) const
{
    // Inside a greater change it is that one's lines which are known.
    while (field >= 0 && diff.fields()[std::size_t(field)].part)
        field = diff.fields()[std::size_t(field)].parent;
    const auto begins = [field](const std::vector<Line> &lines, int line) {
        return line >= 0 && lines[std::size_t(line)].first && lines[std::size_t(line)].field == field;
    };
    const auto found =
        std::ranges::find_if(rows, [&](const Row &row) { return begins(a, row.a) || begins(b, row.b); });
    return found == rows.end() ? -1 : static_cast<int>(found - rows.begin());
}

RawAlignment alignRaw(const CallDiff &diff, const RawDocument &a, const RawDocument &b)
{
    RawAlignment result;
    result.a.resize(std::size_t(a.lineCount()));
    result.b.resize(std::size_t(b.lineCount()));
    std::vector<Row> pairs{{0, 0}};
    if (!a.isCut() && !b.isCut())
        pairs.push_back({a.lineCount() - 1, b.lineCount() - 1});
    for (std::size_t i = 0; i < diff.fields().size(); ++i) {
        const DiffField &field = diff.fields()[i];
        mark(result.a, a, field, static_cast<int>(i), field.a);
        mark(result.b, b, field, static_cast<int>(i), field.b);
        const RawDocument::Place inA = a.placeOfNode(field.a);
        const RawDocument::Place inB = b.placeOfNode(field.b);
        if (inA.end < 0 || inB.end < 0)
            continue;
        pairs.push_back({inA.line, inB.line});
        const Row ends{a.lineAt(inA.end - 1), b.lineAt(inB.end - 1)};
        if (ends.a > inA.line && ends.b > inB.line)
            pairs.push_back(ends);
    }
    Row at{0, 0};
    const auto fillTo = [&](int lineA, int lineB) {
        for (; at.a < lineA; ++at.a)
            result.rows.push_back({at.a, -1});
        for (; at.b < lineB; ++at.b)
            result.rows.push_back({-1, at.b});
    };
    for (const Row &pair : rising(std::move(pairs))) {
        fillTo(pair.a, pair.b);
        result.rows.push_back(pair);
        at = {pair.a + 1, pair.b + 1};
    }
    fillTo(a.lineCount(), b.lineCount());
    return result;
}

} // namespace spectap
