// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/router.h"

#include <QByteArray>
#include <QByteArrayView>

namespace spectap {

/// One HTTP answer before it is written out.
struct Answer
{
    int status = 200;
    QByteArrayView contentType = "application/json"; ///< of a string literal
    QByteArray body;
    QByteArray fields;  ///< further header lines, each with its CRLF
    QByteArray code;    ///< of a refusal, as in the body
    QByteArray message; ///< likewise
    bool cors = true;   ///< every answer but the status page (sdk-wire 5.3)
};

/// What the request says about how it must be answered.
struct AnswerContext
{
    QByteArray origin;           ///< Origin, empty outside browsers
    QByteArray requestedHeaders; ///< Access-Control-Request-Headers of a preflight
    QByteArray requestedNetwork; ///< Access-Control-Request-Private-Network
    bool head = false;           ///< HEAD: no body, its length all the same
    bool close = false;          ///< this is the connection's last answer
    bool http11 = true;

    static AnswerContext of(const HttpRequest &request);
};

/// What the endpoint knows of itself when it answers.
struct AnswerFacts
{
    quint16 port = 0;
    bool tls = false;         ///< the request came over TLS: settings must say https
    QByteArrayView base = {}; ///< "/PREFIX" of a client that came by one: settings must lead it there again
};

/// Appends the whole answer: status line, Date, lengths, CORS, body. `date` is httpDate().
void appendAnswer(QByteArray &out, const Answer &answer, const AnswerContext &context, QByteArrayView date);
/// The Date header's value for now (RFC 9110 5.6.7); SDKs compute their clock skew from it.
[[nodiscard]] QByteArray httpDate(qint64 secondsSinceEpoch);

/// {"code":…,"message":…}: Python retries an error whose JSON lacks one of the two.
[[nodiscard]] QByteArray errorBody(QByteArrayView code, QByteArrayView message);
[[nodiscard]] Answer errorAnswer(int status, QByteArrayView code, QByteArrayView message);

/// `host` when it is a plain host or address with an optional port, else 127.0.0.1:`port`: a hostile Host
/// header must not get into the settings answer.
[[nodiscard]] QByteArray safeHost(QByteArrayView host, quint16 port);

/// `host` as safeHost() has it, with the base behind.
[[nodiscard]] QByteArray ownAddress(QByteArrayView host, const AnswerFacts &facts);

/// The settings document of sdk-wire 5.4; exactly one integration, or the snippet wants a script chunk.
[[nodiscard]] QByteArray settingsBody(
    QByteArrayView writeKey, QByteArrayView host, bool customerio, bool tls);
/// RudderStack's source configuration.
[[nodiscard]] QByteArray sourceConfigBody(QByteArrayView writeKey);

/// The answer of a route that needs no intake; errors included. Call routes: what success looks like. The
/// status page is made by statusPage() instead.
[[nodiscard]] Answer routeAnswer(
    const Route &route, const HttpRequest &request, QByteArrayView writeKey, const AnswerFacts &facts);

} // namespace spectap
