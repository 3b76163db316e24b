// SPDX-License-Identifier: MIT
#include "model/session/exports/exportsummary.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/exportwriter.h"
#include "model/session/exports/htmlcall.h"
#include "model/session/exports/htmlhead.h"
#include "model/session/exports/htmltimeline.h"
#include "model/session/exports/rowidentity.h"

#include "model/call/plaintext.h"
#include "model/spec/pointerpattern.h"
#include "model/support/counted.h"

#include <map>

namespace spectap {

namespace {

constexpr std::size_t SourceRows = 100;
constexpr std::size_t EventRows = 200;
constexpr std::size_t ProblemRows = 100; ///< of one rule

/// Two times through the calls: the head tells of them all, then each follows on its own.
class HtmlWriter final : public ExportWriter
{
public:
    explicit HtmlWriter(ExportSource &source)
        : m_source(source)
        , m_call(source)
    {
    }

    [[nodiscard]] quint32 passes() const override { return 2; }
    Result<void> begin(ExportOutput &out) override;
    Result<void> add(ExportOutput &out, const StoredCallDetail &detail) override
    {
        m_call.append(out.text(), detail);
        return {};
    }
    Result<void> end(ExportOutput &out) override;

private:
    void appendTop(QByteArray &out, const ExportSummary &summary) const;
    void appendTiles(QByteArray &out, const ExportSummary &summary) const;
    void appendSources(QByteArray &out, const ExportSummary &summary) const;
    void appendEvents(QByteArray &out, const ExportSummary &summary) const;
    static void appendRules(QByteArray &out, const ExportSummary &summary);
    static void appendViolations(QByteArray &out, const ExportSummary &summary);

    ExportSource &m_source;
    HtmlCall m_call;
};

QByteArray heading(const char *id, const char *title, const QByteArray &note = {})
{
    return QByteArray("<section id=\"") + id + "\"><h2>" + title + "<small>" + note + "</small></h2>\n";
}

Result<void> HtmlWriter::begin(ExportOutput &output)
{
    ExportSummary summary;
    QByteArray &out = output.text();
    {
        IdentityGraph graph;
        std::unique_ptr<IdentityTimeline> timeline;
        const auto read = m_source.eachCall([&](const StoredCallDetail &detail) {
            summary.add(detail, m_source);
            graph.add(identityInput(detail.call.row, detail.seq));
            if (!timeline)
                timeline = std::make_unique<IdentityTimeline>(graph);
            timeline->add(timelineCall(detail.call.row, detail.seq));
            return true;
        });
        if (!read)
            return read;
        if (auto counted = summary.addRejected(m_source); !counted)
            return counted;
        appendTop(out, summary);
        appendTiles(out, summary);
        appendViolations(out, summary);
        appendRules(out, summary);
        out += heading("people", "Identity timeline");
        if (timeline) {
            timeline->refresh();
            appendTimeline(out, *timeline, m_source.strings());
        } else {
            out += "<p class=\"note\">No calls, so nobody to show.</p>\n";
        }
        out += "</section>\n";
    } // what people are made of is not needed any more
    appendEvents(out, summary);
    appendSources(out, summary);
    out += heading("calls", "Calls", "open one for its fields");
    if (summary.calls == 0)
        out += "<p class=\"note\">No calls.</p>\n";
    return {};
}

void HtmlWriter::appendTop(QByteArray &out, const ExportSummary &summary) const
{
    const QByteArray title = m_source.title();
    const QByteArray name = m_source.name();
    appendHtmlHead(out, QByteArray((title.isEmpty() ? name : title) + " \xe2\x80\x93 Spectap"));
    out += "<div><h1>" + xmlText(title.isEmpty() ? name : title) + "</h1><p>";
    if (const QByteArray description = m_source.description(); !description.isEmpty())
        out += xmlText(description).replace("&#10;", "<br>") + "</p><p>";
    if (!title.isEmpty())
        out += xmlText(name) + ": ";
    out += groupedNumber(summary.calls) + (summary.calls == 1 ? " call" : " calls");
    if (!m_source.isWhole())
        out += " chosen from the session";
    if (summary.firstReceived != NoTime)
        out += ", received from <time>" + exportTime(summary.firstReceived) + "</time> to <time>" +
               exportTime(summary.lastReceived) + "</time> (" +
               durationWords(summary.lastReceived - summary.firstReceived) + ')';
    if (!m_source.notice().isEmpty())
        out += "</p><p>" + xmlText(m_source.notice());
    out +=
        "</p></div>\n<nav aria-label=\"Parts of the report\"><a href=\"#violations\">Violations</a><a "
        "href=\"#rules\">Rules</a><a href=\"#people\">Identity timeline</a><a href=\"#events\">Events</a><a "
        "href=\"#sources\">Sources</a><a href=\"#calls\">Calls</a></nav></header></div>\n<main>\n";
}

void HtmlWriter::appendTiles(QByteArray &out, const ExportSummary &summary) const
{
    out += "<section id=\"summary\" aria-label=\"Summary\"><div class=\"tiles\">";
    const auto tile = [&out](const QByteArray &mark, quint64 number, const char *words) {
        out += "<div><b>" + mark + groupedNumber(number) + "</b><span>" + words + "</span></div>\n";
    };
    tile({}, summary.calls, "calls");
    tile(severityGlyph(Severity::Error), summary.byWorst[3], "with errors");
    tile(severityGlyph(Severity::Warning), summary.byWorst[2], "with warnings");
    tile(severityGlyph(Severity::Ok), summary.byWorst[0] + summary.byWorst[1], "pass");
    tile({}, summary.byIngest[1] + summary.byIngest[2], "Segment would refuse or drop");
    tile({}, summary.retries, "retries");
    if (m_source.isWhole())
        tile({}, summary.rejected, "requests refused");
    out += "</div><div class=\"chips\">";
    for (int type = 0; type < CallTypeCount; ++type) {
        const quint32 calls = summary.byType[static_cast<std::size_t>(type)];
        const QByteArrayView name = callTypeName(static_cast<CallType>(type));
        if (calls > 0)
            out += "<span>" + typeBadge(static_cast<CallType>(type)) +
                   (name.isEmpty() ? QByteArray("unknown") : name.toByteArray()) + ' ' +
                   groupedNumber(calls) + "</span>";
    }
    out += "</div></section>\n";
}

void HtmlWriter::appendRules(QByteArray &out, const ExportSummary &summary)
{
    const auto rules = summary.rules();
    out += heading("rules", "Rules", counted(rules.size(), "rule") + " spoke");
    if (rules.empty())
        out += "<p class=\"note\">Nothing was found.</p>";
    else
        out +=
            "<div class=\"wide\"><table><tr><th>Rule</th><th>What it says</th><th class=\"r\">Calls</th><th "
            "class=\"r\">Findings</th><th class=\"r\">First</th><th class=\"r\">Last</th></tr>\n";
    for (const auto &share : rules) {
        const RuleWords words = ruleWords(share.rule);
        const auto call = [](quint32 seq) -> QByteArray {
            const QByteArray text = QByteArray::number(seq);
            return "<td class=\"r\"><a href=\"#c" + text + "\">#" + text + "</a></td>";
        };
        out += "<tr><td class=\"m\">" + severityGlyph(share.worst) + ' ' +
               ruleName(share.rule).toByteArray() + "</td>" + htmlCell(words.title) +
               htmlCell(quint64{share.seen.calls}) + htmlCell(share.findings) + call(share.seen.firstSeq) +
               call(share.seen.lastSeq) + "</tr>\n";
    }
    out += rules.empty() ? "</section>\n" : "</table></div></section>\n";
}

void HtmlWriter::appendViolations(QByteArray &out, const ExportSummary &summary)
{
    const auto problems = summary.problems.sorted();
    out += heading("violations", "Violations",
        counted(summary.findings[3], "error") + ", " + counted(summary.findings[2], "warning"));
    // Worst first, as the first problem of each rule stands in the list.
    std::vector<Rule> order;
    std::map<Rule, std::vector<const Problem *>> byRule;
    for (const Problem *problem : problems) {
        auto &list = byRule[problem->rule];
        if (list.empty())
            order.push_back(problem->rule);
        list.push_back(problem);
    }
    for (const Rule rule : order) {
        const auto &list = byRule[rule];
        const RuleWords words = ruleWords(rule);
        quint64 findings = 0;
        for (const Problem *problem : list)
            findings += problem->findings;
        out += "<details class=\"rule\"" + QByteArray(rule == order.front() ? " open" : "") + "><summary>" +
               severityGlyph(list.front()->severity) + "<b>" + xmlText(words.title) +
               "</b><span class=\"m\">" + ruleName(rule).toByteArray() + "</span><span class=\"x\">" +
               counted(findings, "finding") +
               "</span></summary><div class=\"wide\"><table><tr><th>Event</th><th>Field</th><th>For "
               "example</th><th class=\"r\">Calls</th><th class=\"r\">First</th></tr>\n";
        for (std::size_t i = 0; i < list.size() && i < ProblemRows; ++i) {
            const Problem &problem = *list[i];
            const QByteArray first = QByteArray::number(problem.seen.firstSeq);
            out += "<tr>" + htmlCell(problem.event) + "<td class=\"m\">" +
                   xmlText(cutText(dottedPath(problem.pattern), 120)) + "</td>" +
                   htmlCell(problem.example, 300) + htmlCell(quint64{problem.seen.calls}) +
                   "<td class=\"r\"><a href=\"#c" + first + "\">#" + first + "</a></td></tr>\n";
        }
        out += "</table></div>";
        if (list.size() > ProblemRows)
            out += "<p class=\"note\">And " + counted(list.size() - ProblemRows, "problem") +
                   " more of this rule.</p>";
        out += "</details>\n";
    }
    if (problems.empty())
        out += "<p class=\"note\">No errors and no warnings.</p>";
    if (summary.problems.unlisted() > 0)
        out += "<p class=\"note\">Not listed for want of room: " +
               counted(summary.problems.unlisted(), "finding") + ".</p>";
    out += "</section>\n";
}

void HtmlWriter::appendEvents(QByteArray &out, const ExportSummary &summary) const
{
    const auto events = summary.events();
    out += heading("events", "Events", counted(events.size(), "name"));
    out +=
        "<div class=\"wide\"><table><tr><th>Event or name</th><th class=\"r\">Calls</th><th class=\"r\">With "
        "errors</th><th class=\"r\">With warnings</th></tr>\n";
    for (std::size_t i = 0; i < events.size() && i < EventRows; ++i) {
        const auto &event = events[i];
        out += "<tr><td>" + typeBadge(event.type) + ' ' +
               xmlText(cutText(eventLabel(event.type, m_source.string(event.name), false), 120)) + "</td>" +
               htmlCell(quint64{event.calls}) + htmlCell(quint64{event.withErrors}) +
               htmlCell(quint64{event.withWarnings}) + "</tr>\n";
    }
    out += "</table></div>";
    const quint64 more =
        (events.size() > EventRows ? events.size() - EventRows : 0) + summary.unlistedEvents();
    if (more > 0)
        out += "<p class=\"note\">And others, of fewer calls: " + groupedNumber(more) + ".</p>";
    out += "</section>\n";
}

void HtmlWriter::appendSources(QByteArray &out, const ExportSummary &summary) const
{
    const auto sources = summary.sources();
    out += heading("sources", "Sources", counted(sources.size(), "source"));
    out += "<div class=\"wide\"><table><tr><th>Library</th><th>Version</th><th>Write key</th><th "
           "class=\"r\">Calls</th><th class=\"r\">With errors</th></tr>\n";
    for (std::size_t i = 0; i < sources.size() && i < SourceRows; ++i) {
        const Source source = m_source.source(sources[i].index);
        out += "<tr>" + htmlCell(source.library) + htmlCell(source.version) + "<td class=\"m\">" +
               xmlText(cutText(source.writeKey, 60)) + "</td>" + htmlCell(quint64{sources[i].calls}) +
               htmlCell(quint64{sources[i].withErrors}) + "</tr>\n";
    }
    out += "</table></div>";
    if (sources.size() > SourceRows)
        out += "<p class=\"note\">And " + counted(sources.size() - SourceRows, "source") + " more.</p>";
    out += "</section>\n";
}

Result<void> HtmlWriter::end(ExportOutput &output)
{
    output.text() +=
        "</section></main>\n<footer>Written by Spectap " SPECTAP_VERSION
        ". Times are UTC. This file fetches nothing and runs nothing.</footer>\n</body></html>\n";
    return {};
}

} // namespace

std::unique_ptr<ExportWriter> makeHtmlWriter(ExportSource &source)
{
    return std::make_unique<HtmlWriter>(source);
}

} // namespace spectap
