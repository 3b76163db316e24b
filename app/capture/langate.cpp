// SPDX-License-Identifier: MIT
#include "app/capture/langate.h"

#include "app/capture/contentdecoding.h"
#include "app/capture/masking.h"
#include "model/call/callview.h"
#include "model/doctor/clienttally.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// Refusals that are written down at once, then one in so many milliseconds, and in all.
constexpr double Burst = 20;
constexpr double MillisecondsEach = 6'000;
constexpr quint32 MostRecorded = 2'000;
/// Of a stranger's target and headers.
constexpr qsizetype LongestKept = 200;

/// Where the first segment of a target's path is.
struct FirstSegment
{
    qsizetype slashes = 0; ///< where the path begins
    qsizetype begin = 0;
    qsizetype end = 0;
};

FirstSegment firstSegment(QByteArrayView target)
{
    FirstSegment first;
    if (const qsizetype scheme = target.indexOf("://"); scheme > 0 && !target.startsWith('/')) {
        first.slashes = target.indexOf('/', scheme + 3);
        if (first.slashes < 0)
            return {target.size(), target.size(), target.size()};
    }
    first.begin = first.slashes;
    while (first.begin < target.size() && target[first.begin] == '/') // SDKs join address and path with two
        ++first.begin;
    first.end = first.begin;
    while (first.end < target.size() && target[first.end] != '/' && target[first.end] != '?')
        ++first.end;
    return first;
}

void hide(QByteArray &text, const QByteArray &secret, const char *shown)
{
    if (text.contains(secret)) // replace() would detach
        text.replace(secret, shown);
}

/// Blots out the value of each `data` in a query.
void hideData(QByteArray &target)
{
    qsizetype at = target.indexOf('?');
    while (at >= 0) {
        const qsizetype begin = at + 1;
        at = target.indexOf('&', begin);
        const qsizetype end = at < 0 ? target.size() : at;
        if (!QByteArrayView(target).sliced(begin, end - begin).startsWith("data="))
            continue;
        const qsizetype value = begin + 5;
        target.replace(value, end - value, SecretMask);
        at = target.indexOf('&', value);
    }
}

} // namespace

Answer lanRefusal()
{
    return errorAnswer(403, LanRefusalCode,
        "From the network Spectap takes only requests with its secret path in front, or with its secret "
        "write key. Copy the whole address from Spectap: Capture > Listen on the local network.");
}

bool LanGate::takePrefix(QByteArray &target) const
{
    if (!m_isOpen)
        return false;
    const FirstSegment first = firstSegment(target);
    const QByteArrayView word = QByteArrayView(target).sliced(first.begin, first.end - first.begin);
    if (!equalInConstantTime(word, m_secrets.prefix))
        return false;
    const bool pathGoesOn = first.end < target.size() && target[first.end] == '/';
    target.replace(first.slashes, first.end - first.slashes, pathGoesOn ? "" : "/");
    return true;
}

bool LanGate::isKey(QByteArrayView text) const
{
    return m_isOpen && equalInConstantTime(text, m_secrets.writeKey);
}

bool LanGate::holdsKey(const HttpRequest &request, const Route &route) const
{
    // each place by itself: a key of the app's own may stand in one that comes before it
    HttpRequest alone;
    for (const Header &header : request.headers) {
        alone.headers = {header};
        if (isKey(requestKey(alone, {}).key))
            return true;
    }
    return isKey(queryValue(request.target, "writeKey")) || isKey(route.settingsKey) ||
           bodyHoldsKey(request, route);
}

bool LanGate::bodyHoldsKey(const HttpRequest &request, const Route &route) const
{
    const QByteArray encoding = request.header("content-encoding");
    const DecodedBody decoded = encoding.isEmpty() ? DecodedBody{request.body, 200, {}, {}}
                                                   : decodeBody(encoding, request.body, MaxStrangerBody);
    if (!decoded.ok())
        return false;
    const QByteArray body = route.reply == Route::Reply::Gif ? pixelCall(request.target) : decoded.body;
    JsonTape tape;
    const SlicedBody sliced = sliceBody(tape, body, route.pathType, route.isCallRoute);
    if (sliced.shape == SlicedBody::Shape::NotJson)
        return false;
    // A stranger wrote this: once around the calls and once in each, no text longer than a key may be.
    const auto isKeyAt = [&](quint32 node) {
        return node != JsonTape::None && tape[node].kind == JsonKind::String &&
               tape[node].end - tape[node].begin <= LongestKept && isKey(tape.string(node));
    };
    return isKeyAt(tape.find(0, "writeKey")) ||
           std::any_of(sliced.calls.begin(), sliced.calls.end(),
               [&](const CallView &call) { return call.isObject() && isKeyAt(call.own("writeKey")); });
}

void LanGate::hideSecrets(Request &request) const
{
    if (m_secrets.isEmpty())
        return;
    // A pixel's call stands in its target too, in base64; the body has it in the clear.
    if (request.target.contains("data=") &&
        (request.body.contains(m_secrets.writeKey) || request.body.contains(m_secrets.prefix)))
        hideData(request.target);
    for (QByteArray *text :
        {&request.target, &request.body, &request.writeKey, &request.answer, &request.reason}) {
        hide(*text, m_secrets.writeKey, StoredKey);
        hide(*text, m_secrets.prefix, SecretMask);
    }
    for (Header &header : request.headers) {
        hide(header.value, m_secrets.writeKey, StoredKey);
        hide(header.value, m_secrets.prefix, SecretMask);
    }
}

bool LanGate::mayRecord(qint64 now)
{
    m_allowance = m_recorded == 0 && m_allowanceAt == 0
                      ? Burst
                      : std::min(Burst, m_allowance + double(now - m_allowanceAt) / MillisecondsEach);
    m_allowanceAt = now;
    if (m_allowance < 1 || m_recorded >= MostRecorded) {
        ++m_unrecorded;
        return false;
    }
    m_allowance -= 1;
    ++m_recorded;
    return true;
}

Request LanGate::recordOf(const HttpRequest &http, QByteArrayView peer, const Answer &answer)
{
    Request record;
    record.kind = RequestKind::Rejected;
    record.method = http.method;
    record.target = maskedTarget(http.target);
    for (const Header &header : http.headers) {
        for (const QByteArrayView kept : {"host", "origin", "user-agent"}) {
            if (sameHeaderName(header.name, kept) && record.headers.size() < 3)
                record.headers.push_back(header);
        }
    }
    record.peer = peer.toByteArray();
    record.wireBytes = http.wireBytes;
    record.status = answer.status;
    record.code = answer.code;
    record.reason = answer.message;
    if (m_unrecorded > 0)
        record.reason += " (" + QByteArray::number(std::exchange(m_unrecorded, 0)) +
                         " more were refused before and not written down.)";
    record.answer = answer.body;
    hideSecrets(record); // one may stand where it opens nothing; before a cut could leave most of it
    record.method.truncate(LongestKept);
    record.target.truncate(LongestKept);
    for (Header &header : record.headers)
        header.value.truncate(LongestKept);
    return record;
}

} // namespace spectap
