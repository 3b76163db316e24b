// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"

namespace spectap {

[[nodiscard]] QByteArrayView idKindName(IdKind kind); ///< "userId"; empty for External
[[nodiscard]] QByteArrayView idKindName(const IdentityGraph &graph, IdIndex id); ///< "userId", "ios.idfa"
[[nodiscard]] QByteArrayView linkKindName(IdentityLink::Kind kind); ///< "identify" "alias" "observed"

/// Ids are what SDKs sent: in a line of text they must stay on their line and must not steer a terminal.
/// At most `longest` bytes, whole characters of UTF-8.
[[nodiscard]] QByteArray printable(QByteArrayView text, qsizetype longest = 1'000'000);

/// The live profiles by first call.
[[nodiscard]] std::vector<quint32> liveProfiles(const IdentityGraph &graph);

/// From which call to which an id belonged to a profile without a break.
struct IdStay
{
    IdIndex id = NoId;
    quint32 firstSeq = 0;
    quint32 lastSeq = 0;
};
[[nodiscard]] std::vector<IdStay> staysIn(const IdentityGraph &graph, quint32 profile);

} // namespace spectap
