// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"

#include <array>
#include <vector>

namespace spectap {

/// What the findings of two compared calls say of the fields of their diff. Plain data.
class DiffVerdicts
{
public:
    DiffVerdicts() = default;
    explicit DiffVerdicts(const ComparedCalls &calls);

    /// The worst finding of the field in that call; of a value that came or went as a whole, also of what is
    /// inside. Also of a field that should have been sent.
    [[nodiscard]] Severity worst(int field, DiffSide side) const
    {
        return of(side).worst[std::size_t(field)];
    }
    /// Index into CallDocument::fields of the verdict on the field, or -1.
    [[nodiscard]] int verdict(int field, DiffSide side) const { return of(side).verdict[std::size_t(field)]; }

private:
    struct Side
    {
        std::vector<Severity> worst;
        std::vector<int> verdict;
    };
    [[nodiscard]] const Side &of(DiffSide side) const { return m_sides[std::size_t(side)]; }
    static Side sideOf(const ComparedCalls &calls, DiffSide side);

    std::array<Side, 2> m_sides;
};

} // namespace spectap
