// SPDX-License-Identifier: MIT
#include "app/capture/answers.h"

#include "app/capture/masking.h"
#include "model/call/statusphrase.h"
#include "model/support/jsontext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace spectap {

namespace {

/// Seconds a browser may keep a preflight's answer, so that not every call is preflighted.
constexpr char PreflightMaxAge[] = "7200";

/// A transparent GIF of one pixel.
constexpr uchar Gif[] = {0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00,
    0x00, 0x00, 0xff, 0xff, 0xff, 0x21, 0xf9, 0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2c, 0x00, 0x00, 0x00,
    0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x01, 0x44, 0x00, 0x3b};

constexpr char RoutesHint[] =
    "POST calls to /v1/batch, /v1/import or /v1/{identify,track,page,screen,group,alias}; "
    "settings are at /v1/projects/WRITE_KEY/settings.";

bool isHostByte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '.' || byte == '-' || byte == '_';
}

bool isAddressByte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F') ||
           byte == ':' || byte == '.';
}

bool isPort(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 5)
        return false;
    int port = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9')
            return false;
        port = port * 10 + (digit - '0');
    }
    return port > 0 && port <= 65535;
}

bool isPlainHost(QByteArrayView host)
{
    constexpr qsizetype LongestName = 253;
    QByteArrayView name = host;
    QByteArrayView rest;
    if (host.startsWith('[')) {
        const qsizetype end = host.indexOf(']');
        if (end < 3)
            return false;
        name = host.sliced(1, end - 1);
        rest = host.sliced(end + 1);
        if (!std::all_of(name.begin(), name.end(), isAddressByte))
            return false;
    } else {
        if (const qsizetype colon = host.indexOf(':'); colon >= 0) {
            name = host.first(colon);
            rest = host.sliced(colon);
        }
        if (!std::all_of(name.begin(), name.end(), isHostByte))
            return false;
    }
    return !name.isEmpty() && name.size() <= LongestName &&
           (rest.isEmpty() || (rest.startsWith(':') && isPort(rest.sliced(1))));
}

void appendCors(QByteArray &out, const AnswerContext &context, bool preflight)
{
    if (context.origin.isEmpty()) {
        out += "Access-Control-Allow-Origin: *\r\nVary: Origin\r\n";
    } else {
        // a star fails for SDKs that send credentials
        out += "Access-Control-Allow-Origin: ";
        out += context.origin;
        out += "\r\nVary: Origin\r\nAccess-Control-Allow-Credentials: true\r\n"
               "Access-Control-Expose-Headers: Retry-After, X-RateLimit-Reset\r\n";
    }
    if (!preflight)
        return;
    out += "Access-Control-Allow-Methods: GET, POST, OPTIONS, HEAD\r\nAccess-Control-Max-Age: ";
    out += PreflightMaxAge;
    out += "\r\n";
    if (!context.requestedHeaders.isEmpty()) {
        out += "Access-Control-Allow-Headers: ";
        out += context.requestedHeaders;
        out += "\r\n";
    }
    if (!context.requestedNetwork.isEmpty())
        out += "Access-Control-Allow-Private-Network: true\r\n";
}

Answer json(QByteArray body)
{
    Answer answer;
    answer.body = std::move(body);
    answer.fields = QByteArrayLiteral("Cache-Control: no-store\r\n");
    return answer;
}

} // namespace

AnswerContext AnswerContext::of(const HttpRequest &request)
{
    AnswerContext context;
    for (const Header &header : request.headers) {
        if (header.name.size() == 6 && sameHeaderName(header.name, "origin"))
            context.origin = header.value;
        else if (header.name.size() == 30 && sameHeaderName(header.name, "access-control-request-headers"))
            context.requestedHeaders = header.value;
        else if (sameHeaderName(header.name, "access-control-request-private-network"))
            context.requestedNetwork = header.value;
    }
    context.head = request.method == "HEAD";
    context.close = !request.keepAlive;
    context.http11 = request.http11;
    return context;
}

QByteArray httpDate(qint64 secondsSinceEpoch)
{
    return QLocale::c()
        .toString(QDateTime::fromSecsSinceEpoch(secondsSinceEpoch, Qt::UTC),
            QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
        .toLatin1();
}

void appendAnswer(QByteArray &out, const Answer &answer, const AnswerContext &context, QByteArrayView date)
{
    const bool hasBody = answer.status != 204;
    out += "HTTP/1.1 ";
    out += QByteArray::number(answer.status);
    out += ' ';
    out += statusPhrase(answer.status);
    out += "\r\nDate: ";
    out += date;
    out += "\r\n";
    if (hasBody) {
        out += "Content-Type: ";
        out += answer.contentType;
        out += "\r\nContent-Length: ";
        out += QByteArray::number(answer.body.size());
        out += "\r\n";
    }
    out += answer.fields;
    if (answer.cors)
        appendCors(out, context, answer.status == 204);
    if (context.close)
        out += "Connection: close\r\n";
    else if (!context.http11)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
    if (hasBody && !context.head)
        out += answer.body;
}

QByteArray errorBody(QByteArrayView code, QByteArrayView message)
{
    QByteArray body = R"({"code":)";
    appendJsonString(body, code);
    body += R"(,"message":)";
    appendJsonString(body, message);
    body += '}';
    return body;
}

Answer errorAnswer(int status, QByteArrayView code, QByteArrayView message)
{
    Answer answer = json(errorBody(code, message));
    answer.status = status;
    answer.code = code.toByteArray();
    answer.message = message.toByteArray();
    return answer;
}

QByteArray safeHost(QByteArrayView host, quint16 port)
{
    return isPlainHost(host) ? host.toByteArray() : "127.0.0.1:" + QByteArray::number(port);
}

QByteArray ownAddress(QByteArrayView host, const AnswerFacts &facts)
{
    return safeHost(host, facts.port) + facts.base;
}

QByteArray settingsBody(QByteArrayView writeKey, QByteArrayView host, bool customerio, bool tls)
{
    QByteArray body = R"({"integrations":{)";
    body += customerio ? R"("Customer.io Data Pipelines")" : R"("Segment.io")";
    body += R"(:{"apiKey":)";
    appendJsonString(body, writeKey);
    body += R"(,"apiHost":)";
    appendJsonString(body, QByteArray(host + "/v1"));
    body += R"(,"protocol":)";
    body += tls ? R"("https")" : R"("http")";
    body +=
        R"(,"unbundledIntegrations":[],"addBundledMetadata":true,"maybeBundledConfigIds":{},)"
        R"("versionSettings":{"version":"4.4.7","componentTypes":["browser"]}}},"plan":{},"edgeFunction":{},)"
        R"("middlewareSettings":{"routingRules":[]},"enabledMiddleware":{},"metrics":{"sampleRate":0},)"
        R"("legacyVideoPluginsEnabled":false,"remotePlugins":[]})";
    return body;
}

QByteArray sourceConfigBody(QByteArrayView writeKey)
{
    QByteArray body = R"({"source":{"id":"spectap","name":"Spectap","writeKey":)";
    appendJsonString(body, writeKey);
    body +=
        R"(,"config":{"statsCollection":{"errors":{"enabled":false},"metrics":{"enabled":false}}},)"
        R"("enabled":true,"workspaceId":"spectap","destinations":[]},"updatedAt":"2026-01-01T00:00:00.000Z"})";
    return body;
}

Answer routeAnswer(
    const Route &route, const HttpRequest &request, QByteArrayView writeKey, const AnswerFacts &facts)
{
    static const QByteArray success = QByteArrayLiteral(R"({"success":true})");
    switch (route.reply) {
    case Route::Reply::Success: {
        Answer answer;
        answer.body = success;
        return answer;
    }
    case Route::Reply::JitsuOk: {
        Answer answer;
        answer.body = QByteArrayLiteral(R"({"ok":true,"success":true})");
        return answer;
    }
    case Route::Reply::Gif: {
        Answer answer;
        answer.contentType = "image/gif";
        answer.body = QByteArray(reinterpret_cast<const char *>(Gif), sizeof(Gif));
        answer.fields = QByteArrayLiteral("Cache-Control: no-store\r\n");
        return answer;
    }
    case Route::Reply::Settings:
        return json(settingsBody(
            route.settingsKey, ownAddress(request.header("host"), facts), route.customerio, facts.tls));
    case Route::Reply::SourceConfig:
        return json(sourceConfigBody(writeKey));
    case Route::Reply::ClusterInfo:
        return json(QByteArrayLiteral(R"({"nodeCount":1})"));
    case Route::Reply::Token:
        return json(QByteArrayLiteral(R"({"access_token":"spectap","token_type":"Bearer","expires_in":86400,)"
                                      R"("scope":"tracking_api:write"})"));
    case Route::Reply::StatusPage:
        break;
    case Route::Reply::Preflight: {
        Answer answer;
        answer.status = 204;
        return answer;
    }
    case Route::Reply::ScriptHint:
        return errorAnswer(404, "not_found",
            "Spectap serves no analytics.js. Load the script from your CDN and set analytics._cdn to this "
            "address.");
    case Route::Reply::NotFound:
        return errorAnswer(404, "not_found",
            QByteArray("There is nothing at " + request.method + ' ' +
                       maskedTarget(request.target).left(200) + ". " + RoutesHint));
    case Route::Reply::MethodNotAllowed: {
        Answer answer = errorAnswer(405, "method_not_allowed",
            QByteArray(request.method.left(40) + " is not allowed here; allowed: " + route.allow + '.'));
        answer.fields += "Allow: " + route.allow + "\r\n";
        return answer;
    }
    }
    return errorAnswer(404, "not_found", RoutesHint);
}

} // namespace spectap
