// SPDX-License-Identifier: MIT
#include "app/cli/checkreport.h"
#include "model/call/plaintext.h"
#include "model/spec/problemtally.h"
#include "model/spec/pointerpattern.h"
#include "model/support/counted.h"

namespace spectap::cli {

namespace {

/// Code hosts cut or refuse a comment above 65,536 characters.
constexpr qsizetype MaxBytes = 58'000;
constexpr std::size_t FirstRows = 15; ///< shown without unfolding
constexpr qsizetype MessageCharacters = 160;
constexpr qsizetype NameCharacters = 80;

constexpr char TableHead[] = "| | Rule | Event | Field | Calls | First call | For example |\n"
                             "|---|---|---|---|--:|--:|---|\n";

/// A comment for a pull request: the outcome in a line, the worst problems in a table, the rest folded.
/// What a run holds is summed up in bounded memory, the text never exceeds 60,000 characters.
class MarkdownReport final : public CheckReport
{
public:
    explicit MarkdownReport(Output &output)
        : m_output(output)
    {
    }

    bool add(const Verdict &verdict, const InputCall &) override
    {
        for (const Finding &finding : verdict.findings)
            m_tally.add(verdict.label(), finding);
        return true;
    }
    bool finish(const VerdictSummary &summary) override;

private:
    Output &m_output;
    ProblemTally m_tally;
};

QByteArray rowOf(const Problem &problem)
{
    const QByteArray rule = ruleName(problem.rule).toByteArray();
    const QByteArray link = docAddress(problem.doc);
    const QByteArray path = dottedPath(problem.pattern);
    return QByteArray("| ") + (problem.severity == Severity::Error ? "**error**" : "warning") + " | " +
           (link.isEmpty() ? markdownCode(rule) : '[' + rule + "](" + link + ')') + " | " +
           markdownText(cutText(problem.event, NameCharacters)) + " | " +
           (path.isEmpty() ? QByteArray() : markdownCode(cutText(path, NameCharacters))) + " | " +
           QByteArray::number(problem.seen.calls) + " | " + QByteArray::number(problem.seen.firstSeq) +
           " | " + markdownText(cutText(problem.example, MessageCharacters)) + " |\n";
}

bool MarkdownReport::finish(const VerdictSummary &summary)
{
    const quint64 errors = summary.findings[3];
    const quint64 warnings = summary.findings[2];
    QByteArray text = "### Spectap: ";
    if (errors + warnings == 0)
        text += counted(summary.calls, "call") + ", no problems\n";
    else
        text += counted(errors, "error") + " and " + counted(warnings, "warning") + " in " +
                counted(summary.calls, "call") + '\n';
    text += "\n| Calls | With errors | With warnings | Segment would refuse | Segment would drop |\n"
            "|--:|--:|--:|--:|--:|\n| " +
            QByteArray::number(summary.calls) + " | " + QByteArray::number(summary.withErrors) + " | " +
            QByteArray::number(summary.withWarnings) + " | " + QByteArray::number(summary.refused) + " | " +
            QByteArray::number(summary.dropped) + " |\n";

    const std::vector<const Problem *> problems = m_tally.sorted();
    std::size_t row = 0;
    if (!problems.empty())
        text += QByteArray("\n") + TableHead;
    for (; row < problems.size() && row < FirstRows; ++row)
        text += rowOf(*problems[row]);
    quint64 left = problems.size() - row;
    if (left > 0) {
        text += "\n<details><summary>" + counted(left, "more problem") + "</summary>\n\n" + TableHead;
        for (; row < problems.size(); ++row, --left) {
            const QByteArray line = rowOf(*problems[row]);
            if (text.size() + line.size() > MaxBytes)
                break;
            text += line;
        }
        text += "\n</details>\n";
    }
    if (left > 0 || m_tally.unlisted() > 0) {
        text += "\nNot listed for want of room: " + counted(left, "problem") + " and " +
                counted(m_tally.unlisted(), "finding") + " beyond. " +
                markdownCode("spectap check --format ndjson") + " lists all.\n";
    }
    m_output.write(text);
    return m_output.flush();
}

} // namespace

std::unique_ptr<CheckReport> makeMarkdownReport(Output &output, const ReportOptions &)
{
    return std::make_unique<MarkdownReport>(output);
}

} // namespace spectap::cli
