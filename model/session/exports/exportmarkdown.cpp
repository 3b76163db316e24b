// SPDX-License-Identifier: MIT
#include "model/session/exports/exportsummary.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/exportwriter.h"

#include "model/call/plaintext.h"
#include "model/spec/pointerpattern.h"
#include "model/support/counted.h"

namespace spectap {

namespace {

/// Ticket systems refuse or cut more than 65,536 characters.
constexpr qsizetype MaxBytes = 58'000;
constexpr std::size_t SourceRows = 20;
constexpr std::size_t EventRows = 25;
constexpr qsizetype NameCharacters = 80;
constexpr qsizetype MessageCharacters = 160;
constexpr qsizetype DescriptionCharacters = 2'000;

QByteArray cell(QByteArrayView text)
{
    return markdownText(cutText(text.toByteArray(), NameCharacters)) + " | ";
}

QByteArray cell(quint64 number)
{
    return QByteArray::number(number) + " | ";
}

QByteArray ruleCell(Rule rule, QByteArrayView doc)
{
    const QByteArray name = ruleName(rule).toByteArray();
    const QByteArray link = docAddress(doc);
    return (link.isEmpty() ? markdownCode(name) : QByteArray('[' + name + "](" + link + ')')) + " | ";
}

/// What the calls add up to, for a ticket: nothing of a single call but what the worst problems show.
class MarkdownWriter final : public ExportWriter
{
public:
    explicit MarkdownWriter(ExportSource &source)
        : m_source(source)
    {
    }

    Result<void> add(ExportOutput &, const StoredCallDetail &detail) override
    {
        m_summary.add(detail, m_source);
        return {};
    }
    Result<void> end(ExportOutput &out) override;

private:
    void appendHead(QByteArray &out) const;
    void appendSources(QByteArray &out) const;
    void appendEvents(QByteArray &out) const;
    void appendRules(QByteArray &out) const;
    void appendProblems(QByteArray &out) const;

    ExportSource &m_source;
    ExportSummary m_summary;
};

Result<void> MarkdownWriter::end(ExportOutput &out)
{
    if (auto counted = m_summary.addRejected(m_source); !counted)
        return counted;
    QByteArray text;
    appendHead(text);
    if (m_summary.calls > 0) {
        appendSources(text);
        appendEvents(text);
        appendRules(text);
        appendProblems(text);
    }
    text += "\nWritten by Spectap " SPECTAP_VERSION ".\n";
    out.text() += text;
    return {};
}

void MarkdownWriter::appendHead(QByteArray &out) const
{
    const ExportSummary &s = m_summary;
    const QByteArray title = m_source.title();
    out += "## " +
           (title.isEmpty() ? "Captured calls: " + markdownText(m_source.name())
                            : markdownText(cutText(title, NameCharacters))) +
           "\n\n";
    if (const QByteArray description = m_source.description(); !description.isEmpty())
        out += markdownText(cutText(description, DescriptionCharacters)) + "\n\n";
    if (!title.isEmpty())
        out += markdownText(m_source.name()) + ": ";
    out += counted(s.calls, "call");
    if (!m_source.isWhole())
        out += " chosen from the session";
    if (s.firstReceived != NoTime)
        out += ", received from " + exportTime(s.firstReceived) + " to " + exportTime(s.lastReceived) + " (" +
               durationWords(s.lastReceived - s.firstReceived) + ')';
    out += ". " + counted(s.findings[3], "error") + " and " + counted(s.findings[2], "warning") + '.';
    if (m_source.isWhole())
        out += ' ' + counted(s.rejected, "request") + " refused.";
    if (!m_source.notice().isEmpty())
        out += ' ' + m_source.notice().toByteArray();
    out +=
        "\n\n| Calls | With errors | With warnings | Segment would refuse | Segment would drop | Retries |\n"
        "|--:|--:|--:|--:|--:|--:|\n| ";
    out += cell(s.calls) + cell(s.byWorst[3]) + cell(s.byWorst[2]) + cell(s.byIngest[1]) +
           cell(s.byIngest[2]) + cell(s.retries);
    out.chop(1);
    out += '\n';
}

void MarkdownWriter::appendSources(QByteArray &out) const
{
    out +=
        "\n### Sources\n\n| Library | Version | Write key | Calls | With errors |\n|---|---|---|--:|--:|\n";
    const auto sources = m_summary.sources();
    for (std::size_t i = 0; i < sources.size() && i < SourceRows; ++i) {
        const Source source = m_source.source(sources[i].index);
        out += "| " + cell(source.library) + cell(source.version) + cell(source.writeKey) +
               cell(sources[i].calls) + cell(sources[i].withErrors);
        out.chop(1);
        out += '\n';
    }
    if (sources.size() > SourceRows)
        out += "\nAnd " + counted(sources.size() - SourceRows, "more source") + ".\n";
}

void MarkdownWriter::appendEvents(QByteArray &out) const
{
    out += "\n### Calls\n\n| Type | Event or name | Calls | With errors | With warnings "
           "|\n|---|---|--:|--:|--:|\n";
    const auto events = m_summary.events();
    for (std::size_t i = 0; i < events.size() && i < EventRows; ++i) {
        const auto &event = events[i];
        const QByteArrayView type = callTypeName(event.type);
        out += "| " + cell(type.isEmpty() ? QByteArrayView("unknown") : type) +
               cell(m_source.string(event.name)) + cell(event.calls) + cell(event.withErrors) +
               cell(event.withWarnings);
        out.chop(1);
        out += '\n';
    }
    const quint64 more =
        (events.size() > EventRows ? events.size() - EventRows : 0) + m_summary.unlistedEvents();
    if (more > 0)
        out += "\nAnd others, of fewer calls: " + QByteArray::number(more) + ".\n";
}

void MarkdownWriter::appendRules(QByteArray &out) const
{
    const auto rules = m_summary.rules();
    if (rules.empty())
        return;
    out += "\n### Rules\n\n| Severity | Rule | What it says | Calls | Findings |\n|---|---|---|--:|--:|\n";
    for (const auto &share : rules) {
        const RuleWords words = ruleWords(share.rule);
        out += "| " + cell(severityName(share.worst)) + ruleCell(share.rule, words.doc) + cell(words.title) +
               cell(share.seen.calls) + cell(share.findings);
        out.chop(1);
        out += '\n';
    }
}

void MarkdownWriter::appendProblems(QByteArray &out) const
{
    const auto problems = m_summary.problems.sorted();
    if (problems.empty())
        return;
    out += "\n### Problems\n\n| Severity | Rule | Event | Field | Calls | First call | For example |\n"
           "|---|---|---|---|--:|--:|---|\n";
    std::size_t row = 0;
    for (; row < problems.size(); ++row) {
        const Problem &problem = *problems[row];
        const QByteArray path = dottedPath(problem.pattern);
        QByteArray line = "| " + cell(severityName(problem.severity)) + ruleCell(problem.rule, problem.doc) +
                          cell(problem.event) + cell(path) + cell(problem.seen.calls) + '#' +
                          cell(problem.seen.firstSeq) +
                          markdownText(cutText(problem.example, MessageCharacters)) + " |\n";
        if (out.size() + line.size() > MaxBytes)
            break;
        out += line;
    }
    const quint64 left = problems.size() - row;
    if (left > 0 || m_summary.problems.unlisted() > 0)
        out += "\nNot listed for want of room: " + counted(left, "problem") + " and " +
               counted(m_summary.problems.unlisted(), "finding") + " beyond.\n";
}

} // namespace

std::unique_ptr<ExportWriter> makeMarkdownWriter(ExportSource &source)
{
    return std::make_unique<MarkdownWriter>(source);
}

} // namespace spectap
