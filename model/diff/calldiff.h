// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/diff/difffacts.h"

#include <array>
#include <vector>

namespace spectap {

/// What became of a field from call A to call B.
enum class FieldChange : quint8
{
    Same,
    Gone,          ///< only A has it
    TypeChanged,   ///< another JSON type
    FormatChanged, ///< both strings, of which one is a moment, id or address as it should be written
    Renamed,       ///< the name is spelt another way, the type is the same; the value may differ
    Added,         ///< only B has it
    ValueChanged,
};
inline constexpr std::size_t FieldChangeCount = 7;

/// "same", "gone", "type", "format", "renamed", "added", "value".
[[nodiscard]] QByteArrayView changeName(FieldChange change);

using ChangeCounts = std::array<quint32, FieldChangeCount>; ///< by FieldChange

enum class DiffSide : quint8
{
    A,
    B
};

struct DiffOptions
{
    bool ignoreVolatile = true; ///< moments and message ids whose values differ are no change
    QByteArray itemKey = {};    ///< items of arrays that have it face each other by it; empty: by place
};

/// A field of either call or of both.
struct DiffField
{
    int parent = -1;            ///< index into CallDiff::fields(), -1 at the top; parents come first
    quint32 next = 0;           ///< index of the first field that is not inside this one
    quint32 a = JsonTape::None; ///< value in A's tape, None: A does not have it
    quint32 b = JsonTape::None;
    quint32 placeA = 0; ///< among the items of an array
    quint32 placeB = 0;
    FieldChange change = FieldChange::Same;
    bool item = false;     ///< of an array: has no name
    bool part = false;     ///< inside something that is gone, added or replaced as a whole: counted with it
    bool varies = false;   ///< volatile, and only the value differs
    bool ignored = false;  ///< varies, and nobody wants to know
    ChangeCounts counts{}; ///< of itself and everything below; Same counts values only

    [[nodiscard]] quint32 node(DiffSide side) const { return side == DiffSide::A ? a : b; }
    /// Something to look at by itself.
    [[nodiscard]] bool isChange() const { return change != FieldChange::Same && !part && !ignored; }
};

/// Compares two calls field by field: B against A. Objects have no order, numbers are compared by value and
/// strings as what they say; the fields a batch carries for all its calls are compared as if each call had
/// sent them. The nth of several equal names faces the nth from the end, since the last one counts.
///
/// Takes time and memory in proportion to the calls, whatever is in them. A view, valid while the tapes of
/// both calls are; as little thread-safe as they are.
class CallDiff
{
public:
    /// Nothing compared with nothing.
    CallDiff() = default;
    CallDiff(const CallView &a, const CallView &b, const DiffFacts &facts = {}, DiffOptions options = {});

    /// False when one of the calls is not an object, or no JSON at all: then there are no fields.
    [[nodiscard]] bool isComparable() const { return m_comparable; }
    [[nodiscard]] const DiffOptions &options() const { return m_options; }
    /// Depth first, in A's order; what only B has follows what it follows there.
    [[nodiscard]] const std::vector<DiffField> &fields() const { return m_fields; }
    /// Of the whole call.
    [[nodiscard]] const ChangeCounts &counts() const { return m_counts; }
    /// How many fields are changes, and which, ascending.
    [[nodiscard]] const std::vector<int> &changes() const { return m_changes; }
    /// The fields that vary: what ignoreVolatile hides or would hide.
    [[nodiscard]] const std::vector<int> &varying() const { return m_varying; }
    /// Members that items of arrays can be told apart by ("product_id"), the most useful one first.
    [[nodiscard]] const std::vector<QByteArray> &itemKeys() const { return m_itemKeys; }

    [[nodiscard]] const JsonTape &tape(DiffSide side) const
    {
        return side == DiffSide::A ? *m_tapeA : *m_tapeB;
    }
    /// Key or place of the field in that call; in the other one where this one lacks it.
    [[nodiscard]] QByteArray name(int field, DiffSide side) const;
    /// RFC 6901, from the call. Fields above that only the other call has keep their names there.
    [[nodiscard]] QByteArray pointer(int field, DiffSide side) const;
    /// The same as people write it: properties.products[1].price.
    [[nodiscard]] QByteArray path(int field, DiffSide side) const;
    /// The field that `pointer` of that call leads to, or -1. Of several equal names the last.
    [[nodiscard]] int fieldAt(QByteArrayView pointer, DiffSide side) const;

private:
    class Builder;

    const JsonTape *m_tapeA = nullptr;
    const JsonTape *m_tapeB = nullptr;
    DiffOptions m_options;
    std::vector<DiffField> m_fields;
    std::vector<int> m_changes;
    std::vector<int> m_varying;
    std::vector<QByteArray> m_itemKeys;
    ChangeCounts m_counts{};
    bool m_comparable = false;
};

} // namespace spectap
