// SPDX-License-Identifier: MIT
#include "app/capture/masking.h"

#include "app/capture/httprequestparser.h"

#include <QString>

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, 4> SecretHeaders{
    "authorization", "proxy-authorization", "cookie", "set-cookie"};
/// Headers that people make up end like this.
constexpr std::array<QByteArrayView, 7> SecretEndings{
    "token", "secret", "password", "api-key", "apikey", "assertion", "-jwt"};

/// Query and form parameters whose value is a secret, in lower case.
constexpr std::array<QByteArrayView, 11> SecretParameters{"access_token", "refresh_token", "id_token",
    "token", "assertion", "client_assertion", "client_secret", "password", "secret", "authorization", "jwt"};

/// "Basic ***": the scheme tells how the client signed in, the rest is nobody's business.
QByteArray maskedCredentials(const QByteArray &value)
{
    const qsizetype space = value.indexOf(' ');
    return space > 0 ? value.left(space + 1) + SecretMask : QByteArray(SecretMask);
}

bool isSecretHeader(const QByteArray &name)
{
    const auto isName = [&name](QByteArrayView secret) { return sameHeaderName(name, secret); };
    const auto isEnding = [&name](QByteArrayView ending) {
        return name.size() >= ending.size() &&
               QByteArrayView(name).last(ending.size()).compare(ending, Qt::CaseInsensitive) == 0;
    };
    return std::any_of(SecretHeaders.begin(), SecretHeaders.end(), isName) ||
           std::any_of(SecretEndings.begin(), SecretEndings.end(), isEnding);
}

bool isSecretParameter(QByteArrayView name)
{
    const QByteArray plain = QByteArray::fromPercentEncoding(name.toByteArray()).trimmed().toLower();
    return std::find(SecretParameters.begin(), SecretParameters.end(), plain) != SecretParameters.end();
}

/// name=value pairs joined by &, with the values of secret names masked.
QByteArray maskedPairs(QByteArrayView pairs)
{
    QByteArray masked;
    masked.reserve(pairs.size());
    while (true) {
        const qsizetype end = pairs.indexOf('&');
        const QByteArrayView pair = end < 0 ? pairs : pairs.first(end);
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && isSecretParameter(pair.first(equals))) {
            masked += pair.first(equals + 1);
            masked += SecretMask;
        } else {
            masked += pair;
        }
        if (end < 0)
            return masked;
        masked += '&';
        pairs = pairs.sliced(end + 1);
    }
}

} // namespace

void maskHeaders(std::vector<Header> &headers)
{
    for (Header &header : headers) {
        if (isSecretHeader(header.name)) {
            header.value = header.name.size() >= 13 && header.name.toLower().endsWith("authorization")
                               ? maskedCredentials(header.value)
                               : QByteArray(SecretMask);
        } else if (sameHeaderName(header.name, "x-write-key")) {
            // Jitsu sends KEY:SECRET
            if (const qsizetype colon = header.value.indexOf(':'); colon >= 0)
                header.value = header.value.left(colon + 1) + SecretMask;
        } else if (sameHeaderName(header.name, "referer")) {
            header.value = maskedTarget(header.value);
        }
    }
}

QByteArray maskedTarget(const QByteArray &target)
{
    const qsizetype query = target.indexOf('?');
    const qsizetype scheme = target.indexOf("://");
    const qsizetype pathEnd = query < 0 ? target.size() : query;
    if (query < 0 && scheme < 0)
        return target;
    QByteArrayView path = QByteArrayView(target).first(pathEnd);
    QByteArray masked;
    if (scheme > 0 && scheme < pathEnd) {
        const qsizetype hostBegin = scheme + 3;
        qsizetype hostEnd = path.indexOf('/', hostBegin);
        hostEnd = hostEnd < 0 ? path.size() : hostEnd;
        const qsizetype at = path.sliced(hostBegin, hostEnd - hostBegin).lastIndexOf('@');
        if (at >= 0) {
            masked = path.first(hostBegin).toByteArray() + SecretMask;
            path = path.sliced(hostBegin + at);
        }
    }
    masked += path;
    if (query >= 0)
        masked += '?' + maskedPairs(QByteArrayView(target).sliced(query + 1));
    return masked;
}

QByteArray maskedTokenBody(const QByteArray &body)
{
    if (body.isEmpty())
        return body;
    const char first = body.trimmed().isEmpty() ? '\0' : body.trimmed().front();
    if (first == '{' || first == '[' || first == '"' || !body.contains('='))
        return SecretMask;
    return maskedPairs(body);
}

QByteArray maskedBody(const QByteArray &body)
{
    const auto first = std::find_if(body.begin(), body.end(),
        [](char byte) { return byte != ' ' && byte != '\t' && byte != '\r' && byte != '\n'; });
    if (first == body.end() || *first == '{' || *first == '[' || *first == '"' || !body.contains('='))
        return body;
    return maskedPairs(body);
}

} // namespace spectap
