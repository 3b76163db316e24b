// SPDX-License-Identifier: MIT
#include "model/session/exports/htmlcall.h"

#include "model/call/plaintext.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/htmlhead.h"
#include "model/spec/pointerpattern.h"
#include "model/spec/problemtally.h"

namespace spectap {

namespace {

constexpr std::size_t MaxFields = 1'000; ///< rows of one call
constexpr qsizetype ValueCharacters = 300;
constexpr qsizetype MaxRaw = 64 * 1024; ///< bytes of one call
constexpr int MaxIndent = 9;            ///< classes d0 to d9 of the page

const char *rowClass(const FieldVerdict &row)
{
    if (row.state == FieldVerdict::State::Missing)
        return row.worst == Severity::Error ? "e q" : "w q";
    switch (row.worst) {
    case Severity::Error:
        return "e";
    case Severity::Warning:
        return "w";
    case Severity::Info:
    case Severity::Ok:
        break;
    }
    return row.state == FieldVerdict::State::Custom ? "c" : "";
}

QByteArray valueCell(const JsonTape &tape, quint32 node)
{
    const JsonNode &value = tape[node];
    switch (value.kind) {
    case JsonKind::Object:
        return "<td class=\"m\">{" + QByteArray::number(value.children) + "}</td>";
    case JsonKind::Array:
        return "<td class=\"m\">[" + QByteArray::number(value.children) + "]</td>";
    default:
        break;
    }
    const char *style = value.kind == JsonKind::String   ? "str"
                        : value.kind == JsonKind::Number ? "num"
                                                         : "lit";
    const QByteArrayView raw = tape.raw(node);
    // Cut before it is made a text of: a value may be megabytes.
    const QByteArray text = raw.first(std::min<qsizetype>(raw.size(), 4 * ValueCharacters)).toByteArray();
    return QByteArray("<td class=\"m ") + style + "\">" + xmlText(cutText(text, ValueCharacters)) + "</td>";
}

QByteArray link(QByteArrayView doc)
{
    const QByteArray url = docAddress(doc);
    return url.isEmpty() ? QByteArray() : " <a href=\"" + xmlText(url) + "\">Spec</a>";
}

QByteArray clockOf(Micros time)
{
    return exportTime(time).mid(11, 12);
}

} // namespace

void HtmlCall::append(QByteArray &out, const StoredCallDetail &detail)
{
    const CallView *view = m_finder.find(detail);
    const Severity worst = detail.call.row.worst();
    out += "<details class=\"call";
    out += worst == Severity::Error ? " e" : worst == Severity::Warning ? " w" : "";
    out += "\" id=\"c" + QByteArray::number(detail.seq) + "\">";
    appendLine(out, detail);
    out += "<div class=\"in\">";
    appendFacts(out, detail, view);
    if (view && m_source.job().checker) {
        appendFields(out, detail, *view);
    } else {
        for (const Finding &finding : detail.findings)
            appendFinding(out, finding);
    }
    const QByteArrayView raw = detail.raw();
    out += "<details class=\"raw\"><summary>As sent</summary><pre>" +
           xmlText(raw.first(std::min(raw.size(), MaxRaw))) + "</pre>";
    if (raw.size() > MaxRaw)
        out += "<p class=\"note\">The first 64 KB of " + groupedNumber(static_cast<quint64>(raw.size())) +
               " bytes. NDJSON has them all.</p>";
    out += "</details></div></details>\n";
}

void HtmlCall::appendLine(QByteArray &out, const StoredCallDetail &detail) const
{
    const CallRow &row = detail.call.row;
    const QByteArrayView id = row.user != 0 ? m_source.string(row.user) : m_source.string(row.anonymous);
    const QByteArray name =
        eventLabel(row.type, m_source.string(row.name), (row.flags & CallRow::Unreadable) != 0);
    out += "<summary><span class=\"n\">" + QByteArray::number(detail.seq) + "</span><time>" +
           clockOf(row.receivedAt) + "</time>" + typeBadge(row.type) + "<b>" + xmlText(cutText(name, 120)) +
           "</b><span class=\"m o\">" +
           (id.isEmpty() ? QByteArray("<span class=\"ei\">no ID</span>")
                         : xmlText(cutText(id.toByteArray(), 60))) +
           "</span><span class=\"o\">" + xmlText(cutText(m_source.source(row.source).library, 40)) +
           "</span><span class=\"v\">";
    if (row.ingest != Ingest::Accepted)
        out += "<span class=\"tag\">" + ingestName(row.ingest).toByteArray() + "</span>";
    const auto count = [&out](Severity severity, quint8 number) {
        if (number > 0)
            out += "<span>" + severityGlyph(severity) + QByteArray::number(number) + "</span>";
    };
    count(Severity::Error, row.errors);
    count(Severity::Warning, row.warnings);
    count(Severity::Info, row.infos);
    if (row.worst() == Severity::Ok)
        out += severityGlyph(Severity::Ok);
    out += "</span></summary>";
}

void HtmlCall::appendFacts(QByteArray &out, const StoredCallDetail &detail, const CallView *view) const
{
    const CallRow &row = detail.call.row;
    const auto fact = [&out](const char *name, const QByteArray &text) {
        if (!text.isEmpty())
            out += QByteArray("<span><b>") + name + "</b><span class=\"m\">" + xmlText(cutText(text, 120)) +
                   "</span></span>";
    };
    out += "<div class=\"facts\">";
    fact("received", exportTime(row.receivedAt));
    fact("happened", exportTime(row.eventTime));
    fact("anonymousId", m_source.string(row.anonymous).toByteArray());
    fact("messageId", view ? CallFacts::of(*view).messageId.toByteArray() : QByteArray());
    fact("request", detail.request.method + ' ' + detail.request.target);
    fact("answered", QByteArray::number(detail.request.status));
    if (row.ingest != Ingest::Accepted)
        fact("Segment would have",
            ingestName(row.ingest).toByteArray() + " it: " + ruleName(detail.call.ingestRule).toByteArray());
    if (row.retryOf != 0)
        fact("repeats", '#' + QByteArray::number(row.retryOf));
    out += "</div>";
}

void HtmlCall::appendFinding(QByteArray &out, const Finding &finding) const
{
    const char *ink = finding.severity == Severity::Error     ? "ei"
                      : finding.severity == Severity::Warning ? "wi"
                                                              : "ii";
    out += QByteArray("<p class=\"") + ink + "\">" + severityGlyph(finding.severity) + ' ' +
           xmlText(findingMessage(finding)) + " <span class=\"tag\">" +
           ruleSetName(finding.set).toByteArray().toUpper() + "</span>" + link(finding.doc) + "</p>";
}

void HtmlCall::appendFields(QByteArray &out, const StoredCallDetail &detail, const CallView &view)
{
    m_result.clear();
    m_result.findings = detail.findings;
    m_result.ingest = detail.call.row.ingest;
    m_result.ingestRule = detail.call.ingestRule;
    const Checker &checker = *m_source.job().checker;
    m_result.event = checker.eventNamed(detail.call.row.type, m_source.string(detail.call.row.name));
    const std::vector<FieldVerdict> rows = checker.fields(view, m_result);
    out += "<div class=\"wide\"><table "
           "class=\"fields\"><tr><th>Field</th><th>Value</th><th>Type</th><th>Verdict</th></tr>\n";
    std::vector<int> depth(rows.size(), 0);
    std::size_t shown = 0;
    std::size_t left = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const FieldVerdict &row = rows[i];
        depth[i] = row.parent < 0 ? 0 : depth[static_cast<std::size_t>(row.parent)] + 1;
        if (row.state == FieldVerdict::State::NotSent)
            continue;
        if (++shown > MaxFields) {
            ++left;
            continue;
        }
        const char *style = rowClass(row);
        out += *style ? "<tr class=\"" + QByteArray(style) + "\">" : QByteArray("<tr>");
        out += "<td class=\"m d" + QByteArray::number(std::min(depth[i], MaxIndent)) + "\">" +
               xmlText(cutText(row.name, 120)) + "</td>";
        if (row.node == JsonTape::None)
            out += "<td>not sent</td><td>" + xmlText(row.expected) + "</td><td>";
        else
            out += valueCell(*view.tape, row.node) + "<td>" +
                   jsonKindName((*view.tape)[row.node].kind).toByteArray() + "</td><td>";
        for (const quint32 finding : row.findings)
            appendFinding(out, m_result.findings[finding]);
        if (row.findings.empty() && row.state == FieldVerdict::State::Custom)
            out += "<span class=\"ii\">Custom</span>";
        else if (row.findings.empty())
            out += "<i class=\"k\" title=\"passes\">\xe2\x9c\x93</i>"; // of many rows: short
        if (row.fromBatch)
            out += " <span class=\"tag\">from the batch</span>";
        out += "</td></tr>\n";
    }
    out += "</table></div>";
    if (left > 0)
        out += "<p class=\"note\">" + groupedNumber(left) + " more fields are not listed.</p>";
}

} // namespace spectap
