// SPDX-License-Identifier: MIT
#pragma once

#include "model/code/codetext.h"
#include "model/session/sessionreader.h"
#include "model/support/result.h"

#include <vector>

namespace spectap {

/// How calls are written as source code.
struct CodeWish
{
    Sdk sdk = Sdk::Curl;
    Reach reach{};
    bool withSetUp = false;
    bool corrected = false; ///< as their findings want it
};

/// One call as source code, corrected by `findings`. `requestKey` is the write key of its request.
[[nodiscard]] QString codeOfCall(
    const CallView &view, QByteArrayView requestKey, std::span<const Finding> findings, const CodeWish &wish);
/// The same as read from the file, and parsed anew: for a thread of its own. Nothing when it is not JSON.
[[nodiscard]] std::optional<QString> codeOfCall(
    const StoredCallDetail &stored, std::span<const Finding> findings, const CodeWish &wish);

/// The calls `seqs` of the session at `path` as source code; none: all of them. Those that are not JSON, and
/// those beyond what anybody pastes, are told of in a comment at the end. Reads the disk: not for the UI
/// thread.
[[nodiscard]] Result<QString> codeOfStored(
    const QString &path, const std::vector<quint32> &seqs, const CodeWish &wish);

} // namespace spectap
