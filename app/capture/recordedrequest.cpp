// SPDX-License-Identifier: MIT
#include "app/capture/recordedrequest.h"

#include "app/capture/contentdecoding.h"
#include "app/capture/masking.h"
#include "app/capture/router.h"

namespace spectap {

namespace {

/// Of a compressed body, as large as the endpoint takes one.
constexpr qsizetype MaxDecoded = MaxBodyBytes;

bool isGzip(QByteArrayView body)
{
    return body.startsWith(QByteArrayView("\x1f\x8b", 2));
}

/// A compressed body that was written down as if it were text: its bytes are lost.
bool wasGzip(QByteArrayView body)
{
    return body.startsWith(QByteArrayView("\x1f\xef\xbf\xbd", 4)) ||
           body.startsWith(QByteArrayView("\x1f\xc2\x8b", 3));
}

} // namespace

/// Most recorders undo the encoding and keep the header, so the bytes decide.
bool RecordedRequests::decode(Request &request)
{
    const QByteArray encoding = request.encoding.trimmed().toLower();
    QByteArray name;
    if (isGzip(request.body))
        name = "gzip";
    else if (encoding == "deflate" && !request.body.startsWith('{') && !request.body.startsWith('['))
        name = encoding;
    if (name.isEmpty())
        return true;
    DecodedBody decoded = decodeBody(name, request.body, MaxDecoded);
    if (!decoded.ok()) {
        m_reason = QString::fromUtf8(decoded.message);
        return false;
    }
    request.body = std::move(decoded.body);
    return true;
}

RecordedRequests::Found RecordedRequests::broken(const Request &request, const QString &why)
{
    m_reason = QStringLiteral("%1 %2: %3")
                   .arg(QString::fromUtf8(request.method), QString::fromUtf8(request.target.left(200)), why);
    return Found::Broken;
}

RecordedRequests::Found RecordedRequests::take(Request &request)
{
    if (request.method.isEmpty())
        request.method = "POST"; // a recording cut down to what was posted
    const Route route = routeRequest(request.method, request.target);
    HttpRequest asSent;
    asSent.headers = request.headers;
    asSent.target = request.target;
    const RequestKey key = requestKey(asSent, route);

    const bool isPixel = route.reply == Route::Reply::Gif;
    const bool decoded = isPixel || decode(request);
    if (isPixel)
        request.body = pixelCall(request.target);
    request.target = maskedTarget(request.target);
    maskHeaders(request.headers);
    request.writeKey = key.key;
    request.basicKey = key.fromBasic;
    if (request.body.isEmpty() && decoded)
        return Found::Nothing;

    const SlicedBody sliced = sliceBody(m_tape, request.body, CallType::Unknown, false);
    if (decoded && sliced.shape != SlicedBody::Shape::NotJson) {
        const bool isCalls = sliced.shape == SlicedBody::Shape::Single ||
                             sliced.shape == SlicedBody::Shape::Batch || route.isCallRoute;
        if (!isCalls || (request.method != "POST" && !isPixel))
            return Found::Nothing;
        request.kind = RequestKind::Calls;
        request.pathType = route.pathType;
        return Found::Calls;
    }
    if (!route.isCallRoute)
        return Found::Nothing;
    if (!decoded)
        return broken(request, m_reason);
    return broken(
        request, wasGzip(request.body)
                     ? QStringLiteral(
                           "The body was compressed, and the recording did not keep its bytes. Record with a "
                           "proxy, or let the SDK send without gzip.")
                     : QStringLiteral("The body is not JSON: %1.").arg(sliced.error.message()));
}

} // namespace spectap
