// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/session/sessionwriter.h"

namespace spectap {

/// Segment's own limits; KB are 1024 bytes (DESIGN §4).
inline constexpr qsizetype MaxCallBytes = 32 * 1024;
inline constexpr qsizetype MaxBatchBytes = 500 * 1024;

[[nodiscard]] inline bool isBatchTooLarge(const SlicedBody &body, qsizetype bytes)
{
    return body.shape == SlicedBody::Shape::Batch && bytes > MaxBatchBytes;
}

/// What the endpoint refuses for its size Segment refuses too, whatever else is said of the call.
inline void refuseWhatIsTooLarge(StoredCall &call, const SlicedBody &body, qsizetype bytes)
{
    const bool tooLarge = isBatchTooLarge(body, bytes) || qsizetype(call.row.size) > MaxCallBytes;
    if (tooLarge && call.row.ingest != Ingest::Refused) {
        call.row.ingest = Ingest::Refused;
        call.ingestRule = Rule::Limit;
    }
}

} // namespace spectap
