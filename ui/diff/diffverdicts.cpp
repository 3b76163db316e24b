// SPDX-License-Identifier: MIT
#include "ui/diff/diffverdicts.h"

#include <algorithm>

namespace spectap {

DiffVerdicts::DiffVerdicts(const ComparedCalls &calls)
{
    if (!calls.diff.isComparable())
        return;
    for (const DiffSide side : {DiffSide::A, DiffSide::B})
        m_sides[std::size_t(side)] = sideOf(calls, side);
}

DiffVerdicts::Side DiffVerdicts::sideOf(const ComparedCalls &calls, DiffSide side)
{
    const CallDocument &call = *calls.call(side);
    const CallDiff &diff = calls.diff;
    const auto &fields = diff.fields();
    Side result;
    result.worst.assign(fields.size(), Severity::Ok);
    result.verdict.assign(fields.size(), -1);

    std::vector<int> ofNode(call.tape.size(), -1);
    for (std::size_t i = 0; i < call.fields.size(); ++i) {
        const FieldVerdict &verdict = call.fields[i];
        if (verdict.node != JsonTape::None) {
            ofNode[verdict.node] = static_cast<int>(i);
        } else if (!verdict.findings.empty()) {
            // Missing here: the other call may have it.
            const DiffSide other = side == DiffSide::A ? DiffSide::B : DiffSide::A;
            if (const int field = diff.fieldAt(verdict.pointer, other); field >= 0)
                result.verdict[std::size_t(field)] = static_cast<int>(i);
        }
    }
    for (std::size_t i = fields.size(); i-- > 0;) {
        const DiffField &field = fields[i];
        if (const quint32 node = field.node(side); node != JsonTape::None && ofNode[node] >= 0)
            result.verdict[i] = ofNode[node];
        if (result.verdict[i] >= 0)
            result.worst[i] = std::max(result.worst[i], call.fields[std::size_t(result.verdict[i])].worst);
        // Whatever is inside comes after it.
        if (field.part && field.parent >= 0) {
            Severity &above = result.worst[std::size_t(field.parent)];
            above = std::max(above, result.worst[i]);
        }
    }
    return result;
}

} // namespace spectap
