// SPDX-License-Identifier: MIT
#include "app/capture/statuspage.h"

#include <QString>

namespace spectap {

namespace {

/// Keys and library names are whatever a client sent.
constexpr qsizetype LongestText = 120;

constexpr char Head[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Spectap</title>"
    "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\">\n"
    "<style>body{font:16px/1.5 sans-serif;max-width:40em;margin:3em auto;padding:0 1em}"
    "table{border-collapse:collapse}th,td{text-align:left;padding:.2em 1.5em .2em 0}"
    "td.n{text-align:right}</style></head>\n";

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
    answer.fields = QByteArrayLiteral(
        "Cache-Control: no-store\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        "frame-ancestors 'none'\r\n");
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

} // namespace spectap
