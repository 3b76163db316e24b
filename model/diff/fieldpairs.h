// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <string_view>
#include <vector>

namespace spectap {

/// A member of an object of a call, with what its batch says of the same field.
struct DiffMember
{
    quint32 node = JsonTape::None;
    quint32 inherited = JsonTape::None; ///< the batch's object of this name, to be merged below `node`
    bool fromBatch = false;             ///< the call itself does not have it
};

/// What faces what in two objects or two arrays: indexes into the lists given, -1: nothing.
struct FieldPair
{
    int a = -1;
    int b = -1;
    bool renamed = false;
};

/// The members of `object`, those of `inherited` (or None) that it lacks after them. `top`: it is the call
/// itself, which inherits the shared fields only.
[[nodiscard]] std::vector<DiffMember> membersOf(
    const JsonTape &tape, quint32 object, quint32 inherited, bool top);
[[nodiscard]] std::vector<DiffMember> itemsOf(const JsonTape &tape, quint32 array);

/// Members by their names, whatever their order. Of several with one name the last face each other first,
/// since the last one counts (JSON.parse). What then is left on both sides and is a misspelling of each
/// other, of the same type, was renamed.
/// The order is that of A; what only B has follows what it follows there. Takes time in proportion.
[[nodiscard]] std::vector<FieldPair> pairMembers(const JsonTape &tapeA, const std::vector<DiffMember> &a,
    const JsonTape &tapeB, const std::vector<DiffMember> &b);
/// Items by their places.
[[nodiscard]] std::vector<FieldPair> pairItems(std::size_t a, std::size_t b);
/// By names of any kind, in the same order and manner as members.
[[nodiscard]] std::vector<FieldPair> pairByNames(
    const std::vector<std::string_view> &a, const std::vector<std::string_view> &b);

} // namespace spectap
