// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/rowstore.h"

#include <span>
#include <vector>

namespace spectap {

/// What mutes take from the row of a call.
struct MutedCall
{
    quint32 seq = 0;
    quint8 errors = 0; ///< counts saturate at 255
    quint8 warnings = 0;
    quint8 infos = 0;
    bool name = false; ///< that the name is nearly a documented one

    void add(Severity severity);
};

/// Takes muted findings out of rows and puts them back. Severities and the mark of a near-miss name follow
/// the mutes, in everything that is made from rows: table, chips, filter, counts. What Segment would do with
/// the call, retries and conflicts of identity are facts and stay, and so does the session's file: muting
/// hides, it forgets nothing. A call with more than 255 findings of one severity keeps the rest of what was
/// counted.
///
/// Costs nothing until something is muted, then four bytes a call.
class MutedCounts
{
public:
    void clear() { m_full.clear(); }
    /// Rows came, or are others now; without what is muted in them.
    void learn(const RowStore &rows);
    void learn(std::span<const RowChange> changes);
    /// What changes in the rows [first, last] when just `muted` (ascending) is muted in them.
    [[nodiscard]] std::vector<RowChange> changes(
        const RowStore &rows, quint32 first, quint32 last, std::span<const MutedCall> muted);

private:
    struct Full
    {
        quint8 errors = 0;
        quint8 warnings = 0;
        quint8 infos = 0;
        quint8 flags = 0;
    };
    static Full of(const CallRow &row) { return {row.errors, row.warnings, row.infos, row.flags}; }
    void reach(const RowStore &rows);

    std::vector<Full> m_full; ///< what rows say without mutes; empty: nothing was ever muted
};

} // namespace spectap
