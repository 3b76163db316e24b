// SPDX-License-Identifier: MIT
#pragma once

#include "model/diff/calldiff.h"
#include "ui/inspector/rawdocument.h"

#include <vector>

namespace spectap {

/// The texts of two compared calls, line beside line. Plain data, no widgets.
struct RawAlignment
{
    /// Lines that stand beside each other; -1: nothing does.
    struct Row
    {
        int a = -1;
        int b = -1;
    };
    struct Line
    {
        FieldChange change = FieldChange::Same;
        int field = -1; ///< index into CallDiff::fields() of what begins here, or the change this is part of
        bool first = false; ///< the field begins here
    };
    std::vector<Row> rows;
    std::vector<Line> a;
    std::vector<Line> b;

    [[nodiscard]] const std::vector<Line> &lines(DiffSide side) const { return side == DiffSide::A ? a : b; }
    /// The row where the field begins, or -1.
    [[nodiscard]] int rowOf(const CallDiff &diff, int field) const;
};

/// Both documents are pretty, one field to a line. Fields that are in both stand beside each other as far as
/// their order allows.
[[nodiscard]] RawAlignment alignRaw(const CallDiff &diff, const RawDocument &a, const RawDocument &b);

} // namespace spectap
