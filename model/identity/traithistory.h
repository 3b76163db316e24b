// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"

#include <utility>
#include <vector>

namespace spectap {

/// One trait as sent: its name in UTF-8 and the bytes of its JSON value.
using SentTrait = std::pair<QByteArray, QByteArray>;

/// What stands under `traits` of a call, in order; a name that comes twice stands twice.
[[nodiscard]] std::vector<SentTrait> sentTraits(const CallView &call);

/// A value that a trait had from a call on.
struct TraitValue
{
    quint32 seq = 0;
    QByteArray json; ///< the value's bytes as they were sent

    bool operator==(const TraitValue &) const = default;
};

/// Everything a trait has been, oldest first; a value that was sent again without a change stands once.
struct TraitHistory
{
    QByteArray name; ///< UTF-8
    std::vector<TraitValue> values;

    /// Index of the value after call `seq`; -1: not known by then.
    [[nodiscard]] int at(quint32 seq) const;
};

/// The traits of one person or group, as identify or group calls gave them, with all they have been. A trait
/// that is sent replaces the one before it, one that is left out stays (connections/spec/identify#traits).
/// Feed it in the order in which the calls count.
class TraitHistories
{
public:
    /// Takes the `traits` of call `seq`; a call without any changes nothing.
    void add(quint32 seq, const CallView &call);
    /// In the order in which they were first sent.
    [[nodiscard]] const std::vector<TraitHistory> &traits() const { return m_traits; }

private:
    std::vector<TraitHistory> m_traits;
};

} // namespace spectap
