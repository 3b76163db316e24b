// SPDX-License-Identifier: MIT
#include "model/diff/calldiff.h"

#include "model/diff/fieldpairs.h"
#include "model/diff/itemkeys.h"
#include "model/diff/valuechange.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;
constexpr int DocumentedDepth = 12; ///< nothing is documented below

bool isContainer(JsonKind kind)
{
    return kind == JsonKind::Object || kind == JsonKind::Array;
}

} // namespace

QByteArrayView changeName(FieldChange change)
{
    switch (change) {
    case FieldChange::Same:
        return "same";
    case FieldChange::Gone:
        return "gone";
    case FieldChange::TypeChanged:
        return "type";
    case FieldChange::FormatChanged:
        return "format";
    case FieldChange::Renamed:
        return "renamed";
    case FieldChange::Added:
        return "added";
    case FieldChange::ValueChanged:
        return "value";
    }
    return {};
}

/// Walks both calls with a stack of its own: hostile nesting costs memory, not the thread's stack.
class CallDiff::Builder
{
public:
    Builder(CallDiff &diff, const DiffFacts &facts)
        : m_diff(diff)
        , m_facts(facts)
        , m_tapeA(*diff.m_tapeA)
        , m_tapeB(*diff.m_tapeB)
    {
    }

    void build(const CallView &a, const CallView &b)
    {
        Level top;
        top.a = membersOf(m_tapeA, a.node, a.batch, true);
        top.b = membersOf(m_tapeB, b.node, b.batch, true);
        top.pairs = pairMembers(m_tapeA, top.a, m_tapeB, top.b);
        m_levels.push_back(std::move(top));
        while (!m_levels.empty()) {
            Level &level = m_levels.back();
            if (level.at == level.pairs.size())
                close();
            else
                open(level, level.pairs[level.at++]);
        }
        orderKeys();
    }

private:
    /// The members or items of one field that are being walked.
    struct Level
    {
        int field = -1;
        bool items = false;
        bool part = false;
        std::vector<DiffMember> a;
        std::vector<DiffMember> b;
        std::vector<FieldPair> pairs;
        std::size_t at = 0;
    };

    void open(const Level &level, const FieldPair &pair)
    {
        const DiffMember a = pair.a < 0 ? DiffMember{} : level.a[static_cast<std::size_t>(pair.a)];
        const DiffMember b = pair.b < 0 ? DiffMember{} : level.b[static_cast<std::size_t>(pair.b)];
        DiffField field;
        field.parent = level.field;
        field.a = a.node;
        field.b = b.node;
        field.placeA = static_cast<quint32>(std::max(pair.a, 0));
        field.placeB = static_cast<quint32>(std::max(pair.b, 0));
        field.item = level.items;
        field.part = level.part;
        const int index = static_cast<int>(m_diff.m_fields.size());
        m_diff.m_fields.push_back(field);
        const FieldChange change = changeOf(index, a.node, b.node, pair.renamed);
        judge(index, change);

        DiffField &added = m_diff.m_fields.back();
        const bool inA = added.a != None && isContainer(m_tapeA[added.a].kind);
        const bool inB = added.b != None && isContainer(m_tapeB[added.b].kind);
        if (!inA && !inB) {
            added.next = static_cast<quint32>(index) + 1;
            tell(index);
            return;
        }
        Level below;
        below.field = index;
        const bool both = inA && inB && m_tapeA[added.a].kind == m_tapeB[added.b].kind;
        below.part = added.part || !both;
        below.items = (inA ? m_tapeA[added.a] : m_tapeB[added.b]).kind == JsonKind::Array;
        if (both)
            descend(below, a, b);
        else
            descendApart(below, inA ? added.a : None, inB ? added.b : None);
        m_levels.push_back(std::move(below)); // `level` is gone now
    }

    [[nodiscard]] FieldChange changeOf(int index, quint32 a, quint32 b, bool renamed)
    {
        if (b == None)
            return FieldChange::Gone;
        if (a == None)
            return FieldChange::Added;
        if (renamed)
            return FieldChange::Renamed;
        if (isContainer(m_tapeA[a].kind) && m_tapeA[a].kind == m_tapeB[b].kind)
            return FieldChange::Same;
        return changeOfValue(m_tapeA, a, m_tapeB, b, [&] { return m_facts.format(pathOf(index)); });
    }

    void judge(int index, FieldChange change)
    {
        DiffField &field = m_diff.m_fields[static_cast<std::size_t>(index)];
        field.change = change;
        if (field.part)
            return;
        const bool differs = change == FieldChange::ValueChanged || change == FieldChange::FormatChanged;
        if (!differs)
            return;
        const QByteArray path = pathOf(index);
        if (!m_facts.isVolatile(path))
            return;
        // Without a documented format there is none to break.
        if (change == FieldChange::FormatChanged && m_facts.format(path) != Format::None)
            return;
        field.change = FieldChange::ValueChanged;
        field.varies = true;
        field.ignored = m_diff.m_options.ignoreVolatile;
        m_diff.m_varying.push_back(index);
    }

    void descend(Level &below, const DiffMember &a, const DiffMember &b)
    {
        if (!below.items) {
            below.a = membersOf(m_tapeA, a.node, a.inherited, false);
            below.b = membersOf(m_tapeB, b.node, b.inherited, false);
            below.pairs = pairMembers(m_tapeA, below.a, m_tapeB, below.b);
            return;
        }
        below.a = itemsOf(m_tapeA, a.node);
        below.b = itemsOf(m_tapeB, b.node);
        for (QByteArray &key : itemKeysOf(m_tapeA, a.node, m_tapeB, b.node))
            countKey(std::move(key));
        const QByteArray &key = m_diff.m_options.itemKey;
        if (!key.isEmpty()) {
            const auto namesA = itemNames(m_tapeA, a.node, key);
            const auto namesB = itemNames(m_tapeB, b.node, key);
            if (!namesA.empty() && !namesB.empty()) {
                below.pairs = pairByNames(namesA, namesB);
                return;
            }
        }
        below.pairs = pairItems(below.a.size(), below.b.size());
    }

    /// What is inside a value that has nothing of its kind on the other side.
    void descendApart(Level &below, quint32 a, quint32 b)
    {
        const auto inside = [](const JsonTape &tape, quint32 node) {
            if (node == None)
                return std::vector<DiffMember>();
            return tape[node].kind == JsonKind::Array ? itemsOf(tape, node)
                                                      : membersOf(tape, node, None, false);
        };
        below.a = inside(m_tapeA, a);
        below.b = inside(m_tapeB, b);
        for (std::size_t i = 0; i < below.a.size(); ++i)
            below.pairs.push_back({static_cast<int>(i), -1});
        for (std::size_t i = 0; i < below.b.size(); ++i)
            below.pairs.push_back({-1, static_cast<int>(i)});
    }

    void close()
    {
        const int index = m_levels.back().field;
        m_levels.pop_back();
        if (index < 0)
            return;
        m_diff.m_fields[static_cast<std::size_t>(index)].next = static_cast<quint32>(m_diff.m_fields.size());
        tell(index);
    }

    /// Counts a finished field, and adds what is below it to its parent.
    void tell(int index)
    {
        DiffField &field = m_diff.m_fields[static_cast<std::size_t>(index)];
        const bool leaf = field.next == static_cast<quint32>(index) + 1;
        if (!field.part && !field.ignored && (leaf || field.change != FieldChange::Same))
            ++field.counts[static_cast<std::size_t>(field.change)];
        ChangeCounts &above = field.parent < 0
                                  ? m_diff.m_counts
                                  : m_diff.m_fields[static_cast<std::size_t>(field.parent)].counts;
        for (std::size_t i = 0; i < FieldChangeCount; ++i)
            above[i] += field.counts[i];
    }

    /// As the catalogue writes it; empty where nothing can be documented any more.
    [[nodiscard]] QByteArray pathOf(int index) const
    {
        std::vector<int> way;
        for (int at = index; at >= 0; at = m_diff.m_fields[static_cast<std::size_t>(at)].parent) {
            way.push_back(at);
            if (way.size() > DocumentedDepth)
                return {};
        }
        QByteArray path;
        for (auto at = way.rbegin(); at != way.rend(); ++at) {
            if (m_diff.m_fields[static_cast<std::size_t>(*at)].item) {
                path += "[]";
                continue;
            }
            if (!path.isEmpty())
                path += '.';
            path += m_diff.name(*at, DiffSide::B);
        }
        return path;
    }

    void countKey(QByteArray &&key)
    {
        const auto known = std::find_if(
            m_keys.begin(), m_keys.end(), [&key](const auto &counted) { return counted.first == key; });
        if (known != m_keys.end())
            ++known->second;
        else if (m_keys.size() < MostKeys)
            m_keys.emplace_back(std::move(key), 1);
    }

    void orderKeys()
    {
        std::stable_sort(m_keys.begin(), m_keys.end(),
            [](const auto &one, const auto &other) { return one.second > other.second; });
        for (auto &[key, arrays] : m_keys)
            m_diff.m_itemKeys.push_back(std::move(key));
    }

    static constexpr std::size_t MostKeys = 16;

    CallDiff &m_diff;
    const DiffFacts &m_facts;
    const JsonTape &m_tapeA;
    const JsonTape &m_tapeB;
    std::vector<Level> m_levels;
    std::vector<std::pair<QByteArray, int>> m_keys; ///< with the number of arrays they serve
};

CallDiff::CallDiff(const CallView &a, const CallView &b, const DiffFacts &facts, DiffOptions options)
    : m_tapeA(a.tape)
    , m_tapeB(b.tape)
    , m_options(std::move(options))
    , m_comparable(a.tape && b.tape && a.isObject() && b.isObject())
{
    if (!m_comparable)
        return;
    Builder(*this, facts).build(a, b);
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        if (m_fields[i].isChange())
            m_changes.push_back(static_cast<int>(i));
    }
}

QByteArray CallDiff::name(int field, DiffSide side) const
{
    const DiffField &at = m_fields[static_cast<std::size_t>(field)];
    const bool inA = at.b == JsonTape::None || (side == DiffSide::A && at.a != JsonTape::None);
    if (at.item)
        return QByteArray::number(inA ? at.placeA : at.placeB);
    return (inA ? m_tapeA->key(at.a) : m_tapeB->key(at.b)).toByteArray();
}

QByteArray CallDiff::pointer(int field, DiffSide side) const
{
    std::vector<int> way;
    for (int at = field; at >= 0; at = m_fields[static_cast<std::size_t>(at)].parent)
        way.push_back(at);
    QByteArray pointer;
    for (auto at = way.rbegin(); at != way.rend(); ++at)
        pointer = pointerJoin(pointer, name(*at, side));
    return pointer;
}

QByteArray CallDiff::path(int field, DiffSide side) const
{
    std::vector<int> way;
    for (int at = field; at >= 0; at = m_fields[static_cast<std::size_t>(at)].parent)
        way.push_back(at);
    QByteArray path;
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
        if (m_fields[static_cast<std::size_t>(*at)].item)
            path += '[' + name(*at, side) + ']';
        else
            path += (path.isEmpty() ? QByteArray() : QByteArray(".")) + name(*at, side);
    }
    return path;
}

int CallDiff::fieldAt(QByteArrayView pointer, DiffSide side) const
{
    int found = -1;
    auto at = quint32(0);
    auto end = static_cast<quint32>(m_fields.size());
    while (!pointer.isEmpty()) {
        const qsizetype slash = pointer.indexOf('/', 1);
        QByteArray token = pointer.sliced(1, (slash < 0 ? pointer.size() : slash) - 1).toByteArray();
        token.replace("~1", "/").replace("~0", "~");
        bool isNumber = false;
        const quint32 place = token.toUInt(&isNumber);
        int here = -1;
        for (; at < end; at = m_fields[at].next) {
            const DiffField &field = m_fields[at];
            const quint32 node = field.node(side);
            if (node == JsonTape::None)
                continue;
            const bool fits = field.item
                                  ? isNumber && place == (side == DiffSide::A ? field.placeA : field.placeB)
                                  : tape(side).key(node) == token;
            if (fits)
                here = static_cast<int>(at);
        }
        if (here < 0)
            return -1;
        found = here;
        at = static_cast<quint32>(here) + 1;
        end = m_fields[static_cast<std::size_t>(here)].next;
        pointer = slash < 0 ? QByteArrayView() : pointer.sliced(slash);
    }
    return found;
}

} // namespace spectap
