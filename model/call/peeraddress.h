// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

namespace spectap {

/// The address of a peer without its port: "127.0.0.1" of "127.0.0.1:51234", "::1" of "[::1]:51234".
[[nodiscard]] inline QByteArrayView peerAddress(QByteArrayView peer)
{
    const qsizetype colon = peer.lastIndexOf(':');
    const QByteArrayView host = colon < 0 ? peer : peer.first(colon);
    return host.startsWith('[') && host.endsWith(']') ? host.sliced(1, host.size() - 2) : host;
}

} // namespace spectap
