// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/headers.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <vector>

namespace spectap {

/// Request line, headers and trailers may each take this much; above: 431.
inline constexpr qsizetype MaxHeaderBytes = 64 * 1024;
/// Largest body, on the wire and again after decompression; above: 413.
inline constexpr qsizetype MaxBodyBytes = 32 * 1024 * 1024;
/// The same for who comes from the network: all of it may have to be read before it is known whether he may
/// send at all.
inline constexpr qsizetype MaxStrangerBody = 1024 * 1024;

/// A request as it came over the wire: chunking undone, Content-Encoding not.
struct HttpRequest
{
    QByteArray method;
    QByteArray target;
    std::vector<Header> headers;
    QByteArray body;
    qint64 wireBytes = 0; ///< of the body, chunk framing included
    bool http11 = true;
    bool keepAlive = true; ///< the client does not mind if the connection stays open

    /// The value of the first header `name` (lower case), empty when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// Bytes in, requests out; knows no socket. One request at a time: bytes after its end are not touched, so
/// whoever feeds it keeps them for the next one. Boost.Beast does the grammar, behind this one translation
/// unit.
class HttpRequestParser
{
public:
    enum class Status : quint8
    {
        NeedMore, ///< present the bytes that were not consumed again, with more behind them
        Ready,    ///< request() is complete: take it
        Error,    ///< see failure(); the stream cannot be understood from here on
    };
    struct Progress
    {
        Status status = Status::NeedMore;
        qsizetype consumed = 0; ///< bytes at the front that are done with, also on an error
    };
    /// Why the bytes were refused.
    struct Failure
    {
        int status = 400;
        QByteArray code;
        QByteArray message;
    };

    /// Bodies above `bodyLimit` are refused.
    explicit HttpRequestParser(qsizetype bodyLimit = MaxBodyBytes);
    ~HttpRequestParser();
    Q_DISABLE_COPY_MOVE(HttpRequestParser)

    [[nodiscard]] Progress feed(QByteArrayView bytes);
    /// The finished request; the parser is ready for the next one. After an error: what had been understood.
    [[nodiscard]] HttpRequest take();
    [[nodiscard]] const Failure &failure() const;

    /// True once per request: its head is complete, asks for `100 Continue` and no body byte has come yet.
    [[nodiscard]] bool takeContinueWish();
    /// Whether bytes of an unfinished request have been seen.
    [[nodiscard]] bool isMidRequest() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace spectap
