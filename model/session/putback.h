// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sessionoutput.h"

namespace spectap {

/// Where a writer stands, as far as it has committed.
struct WrittenSoFar
{
    quint32 lastSeq = 0;
    qint64 lastRequest = 0;
};

/// Goes on writing where the file of `gone` was taken away (SessionOutput::inPlace()): when nothing is there
/// now it is written anew from what is still open, and when the same session is back it is opened again. An
/// error when its folder is missing or another file is in its place, which is not touched. Keep `gone` then.
Result<std::unique_ptr<SessionOutput>> putBack(SessionOutput &gone, const WrittenSoFar &written);

} // namespace spectap
