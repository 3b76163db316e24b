// SPDX-License-Identifier: MIT
#include "app/capture/statuspage.h"

#include <QCryptographicHash>
#include <QString>

namespace spectap {

namespace {

/// Keys and library names are whatever a client sent.
constexpr qsizetype LongestText = 120;

constexpr char Head[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Spectap</title>"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
    "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\">\n"
    "<style>body{font:16px/1.5 sans-serif;max-width:40em;margin:3em auto;padding:0 1em}"
    "table{border-collapse:collapse}th,td{text-align:left;padding:.2em 1.5em .2em 0}"
    "td.n{text-align:right}code{overflow-wrap:anywhere}"
    "button{font:inherit;font-weight:600;padding:.7em 1.4em;border:0;border-radius:.4em;background:#3b48c4;"
    "color:#fff}</style></head>\n";

/// Plain enough for browsers of old devices, and for pages over http: no crypto.randomUUID there. The answer
/// comes after the commit, so that "arrived" is true.
constexpr char TestCallScript[] = R"JS(
(function () {
  var button = document.getElementById('send'), said = document.getElementById('said');
  var sent = 0;
  button.onclick = function () {
    var id = 'test-' + Date.now().toString(36) + '-' + Math.random().toString(36).slice(2);
    var now = new Date().toISOString();
    var call = {type: 'track', event: 'Product Viewed', anonymousId: 'spectap-test', messageId: id, timestamp: now,
      sentAt: now, writeKey: button.getAttribute('data-key'),
      context: {library: {name: 'spectap', version: button.getAttribute('data-version')}},
      properties: {product_id: 'p_1183', name: 'Trail Mug 350 ml', price: 9, currency: 'EUR'}};
    var request = new XMLHttpRequest();
    request.open('POST', location.pathname.replace(/\/+$/, '') + '/v1/track');
    request.setRequestHeader('Content-Type', 'text/plain');
    request.timeout = 10000;
    request.onload = function () {
      sent += request.status === 200 ? 1 : 0;
      said.textContent = request.status === 200
        ? 'Call ' + sent + ' arrived: see the window of Spectap.'
        : 'Spectap refused it (' + request.status + '). Scan the code again: its address may be new.';
    };
    request.onerror = request.ontimeout = function () {
      said.textContent = 'It did not arrive. Is this device still in the same network, and Spectap listening?';
    };
    said.textContent = 'Sending\u2026';
    request.send(JSON.stringify(call));
  };
})();
)JS";

/// A page that loads nothing and runs no script but `script`, if there is one.
QByteArray headersOf(QByteArrayView script)
{
    QByteArray fields = QByteArrayLiteral(
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "frame-ancestors 'none'");
    if (!script.isEmpty()) {
        fields += "; connect-src 'self'; script-src 'sha256-" +
                  QCryptographicHash::hash(script.toByteArray(), QCryptographicHash::Sha256).toBase64() +
                  '\'';
    }
    return fields + "\r\n";
}

QByteArray escaped(const QByteArray &text)
{
    QString shown = QString::fromUtf8(text.left(LongestText)).toHtmlEscaped();
    if (text.size() > LongestText)
        shown += QChar(0x2026);
    return shown.toUtf8();
}

void appendCount(QByteArray &out, const char *what, quint64 count)
{
    out += "<tr><th scope=\"row\">";
    out += what;
    out += "</th><td class=\"n\">";
    out += QByteArray::number(count);
    out += "</td></tr>\n";
}

void appendSources(QByteArray &out, const std::vector<Source> &sources)
{
    out += "<h2>Write keys seen</h2>\n";
    if (sources.empty()) {
        out += "<p>None yet.</p>\n";
        return;
    }
    out += "<table><tr><th scope=\"col\">Write key</th><th scope=\"col\">SDK</th></tr>\n";
    for (const Source &source : sources) {
        out += "<tr><td><code>";
        out += source.writeKey.isEmpty() ? QByteArray("(none)") : escaped(source.writeKey);
        out += "</code></td><td>";
        out += escaped(source.library);
        out += ' ';
        out += escaped(source.version);
        out += "</td></tr>\n";
    }
    out += "</table>\n";
    if (sources.size() == CaptureTally::MaxSources)
        out += "<p>There may be more; these are the first.</p>\n";
}

} // namespace

Answer statusPage(const CaptureTally &tally, const QByteArray &address)
{
    Answer answer;
    answer.contentType = "text/html; charset=utf-8";
    answer.fields = headersOf({});
    answer.cors = false;
    QByteArray &out = answer.body;
    out += Head;
    out += "<body><h1>Spectap " SPECTAP_VERSION
           " is listening</h1>\n<p>Point an SDK's host or endpoint option at <code>";
    out += escaped(address);
    out += "</code>; its calls show up in Spectap.</p>\n<h2>Received since it was started</h2>\n<table>\n";
    appendCount(out, "Calls", tally.calls);
    appendCount(out, "Refused requests", tally.refused);
    appendCount(out, "Requests with SDK metrics", tally.metrics);
    out += "</table>\n";
    appendSources(out, tally.sources);
    out += "</body></html>\n";
    return answer;
}

Answer visitorPage(const QByteArray &address, const QByteArray &writeKey)
{
    Answer answer;
    answer.contentType = "text/html; charset=utf-8";
    answer.fields = headersOf(TestCallScript);
    answer.cors = false;
    QByteArray &out = answer.body;
    out += Head;
    out +=
        "<body><h1>This device reaches Spectap</h1>\n<p><button id=\"send\" data-version=\"" SPECTAP_VERSION
        "\" data-key=\"";
    out += writeKey.isEmpty() ? QByteArray("test") : escaped(writeKey);
    out += "\">Send a test call</button></p>\n<p id=\"said\" role=\"status\">It appears in the window of "
           "Spectap at once.</p>\n<noscript><p>The button needs JavaScript.</p></noscript>\n"
           "<h2>An app on this device</h2>\n<p>Point its SDK's host or endpoint option at <code>";
    out += escaped(address);
    out +=
        "</code>.</p>\n<p>Whoever has this address can send calls. Spectap can make a new one.</p>\n<script>";
    out += TestCallScript;
    out += "</script></body></html>\n";
    return answer;
}

} // namespace spectap
