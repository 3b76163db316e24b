// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"
#include "model/support/result.h"

#include <QString>

#include <span>
#include <vector>

namespace spectap {

class SessionWriter;
class StringPool;

/// Marked calls that a session begins with: copied from the one before.
struct CarriedCalls
{
    QString from;                  ///< the session's file
    std::vector<MarkedCall> calls; ///< with the marks they are to have, ascending
};

/// Copies the calls to the end of `to`, numbered anew: requests with their bytes as received, findings,
/// marks. All or none. `pool` is the one that `to` was opened with. What the calls before them said is no
/// longer there: they are worth checking again.
Result<void> carryCalls(const CarriedCalls &carried, SessionWriter &to, std::shared_ptr<StringPool> pool);

} // namespace spectap
