// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/httprequestparser.h"
#include "model/call/calltype.h"
#include "model/call/request.h"

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// Where a request belongs, by its method and target alone (sdk-wire 5.2).
struct Route
{
    /// Which answer the client waits for when all goes well.
    enum class Reply : quint8
    {
        Success, ///< {"success":true}
        JitsuOk, ///< {"ok":true,…}
        Gif,     ///< the pixel: always a 1×1 gif
        Settings,
        SourceConfig,
        ClusterInfo,
        Token,
        StatusPage,
        Preflight,
        ScriptHint, ///< analytics.min.js: not ours to serve
        NotFound,
        MethodNotAllowed,
    };
    RequestKind kind = RequestKind::Rejected;
    Reply reply = Reply::NotFound;
    CallType pathType = CallType::Unknown;
    bool isCallRoute = false; ///< any object sent here is a call; otherwise its shape decides (sliceBody)
    bool customerio = false;  ///< the prefix that selects that fork's settings key
    QByteArray settingsKey;   ///< write key in a settings path
    QByteArrayView allow;     ///< for MethodNotAllowed
};

[[nodiscard]] Route routeRequest(QByteArrayView method, QByteArrayView target);

/// The write key of the request itself: Basic user, else X-Write-Key before the colon, else the query, else
/// the settings path. A body's own key stands between the first and the second (sdk-wire 5.5), hence the
/// flag.
struct RequestKey
{
    QByteArray key;
    bool fromBasic = false;
};
[[nodiscard]] RequestKey requestKey(const HttpRequest &request, const Route &route);

/// The query's value for `name`, percent-decoded; empty when it is not there.
[[nodiscard]] QByteArray queryValue(QByteArrayView target, QByteArrayView name);

/// The JSON call that a pixel's query stands for: `data` holds it in base64, or the keys themselves spell it
/// (`properties.subject=x`).
[[nodiscard]] QByteArray pixelCall(QByteArrayView target);

} // namespace spectap
