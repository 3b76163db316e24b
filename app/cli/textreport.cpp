// SPDX-License-Identifier: MIT
#include "app/cli/checkreport.h"
#include "model/call/plaintext.h"
#include "model/spec/problemtally.h"

#include <map>

namespace spectap::cli {

namespace {

/// A problem is told of in this many calls; then it is only counted, so that ten thousand calls with the same
/// mistake stay readable.
constexpr quint32 CallsPerProblem = 3;
/// Lines of the summary.
constexpr std::size_t SummaryLines = 200;

class TextReport final : public CheckReport
{
public:
    TextReport(Output &output, bool colour)
        : m_output(output)
        , m_colour(colour)
    {
    }

    bool add(const Verdict &verdict, const InputCall &) override;
    bool finish(const VerdictSummary &summary) override;

private:
    [[nodiscard]] QByteArray painted(const char *code, const QByteArray &text) const
    {
        return m_colour ? QByteArray("\x1b[") + code + 'm' + text + "\x1b[0m" : text;
    }
    [[nodiscard]] QByteArray paintedSeverity(Severity severity) const
    {
        return severity == Severity::Error ? painted("31", "error  ") : painted("33", "warning");
    }
    void appendHead(const Verdict &verdict);
    void appendRule(Rule rule, const std::vector<const Problem *> &problems);

    Output &m_output;
    bool m_colour;
    ProblemTally m_tally;
    QByteArray m_text;
    bool m_repeated = false; ///< something was only counted
};

bool TextReport::add(const Verdict &verdict, const InputCall &)
{
    m_text.resize(0);
    for (const Finding &finding : verdict.findings) {
        const Problem *problem = m_tally.add(verdict.label(), finding);
        if (finding.severity < Severity::Warning)
            continue;
        if (!problem || problem->seen.calls > CallsPerProblem) {
            m_repeated = true;
            continue;
        }
        if (m_text.isEmpty())
            appendHead(verdict);
        const QByteArray pointer = finding.pointer.isEmpty() ? QByteArray("/") : finding.pointer;
        m_text += "  " + paintedSeverity(finding.severity) + "  " + plainText(pointer) + ": " +
                  plainText(findingMessage(finding)) + "  " +
                  painted("2", '[' + ruleName(finding.rule).toByteArray() + ']') + '\n';
    }
    return m_text.isEmpty() || m_output.write(m_text);
}

void TextReport::appendHead(const Verdict &verdict)
{
    m_text += painted("1", '#' + QByteArray::number(verdict.seq)) + ' ';
    const QByteArrayView type = callTypeName(verdict.type);
    m_text += verdict.unreadable ? QByteArrayView("unreadable")
              : type.isEmpty()   ? QByteArrayView("unknown")
                                 : type;
    if (!verdict.name.isEmpty())
        m_text += " \"" + plainText(verdict.name) + '"';
    if (verdict.ingest == Ingest::Refused)
        m_text += painted("31", "  (Segment refuses it with 400)");
    else if (verdict.ingest == Ingest::Dropped)
        m_text += painted("31", "  (Segment answers 200 and drops it)");
    m_text += '\n';
}

bool TextReport::finish(const VerdictSummary &)
{
    m_text.resize(0);
    const std::vector<const Problem *> problems = m_tally.sorted();
    // Rules in the order of their worst problem.
    std::vector<Rule> rules;
    std::map<Rule, std::vector<const Problem *>> byRule;
    for (const Problem *problem : problems) {
        if (byRule[problem->rule].empty())
            rules.push_back(problem->rule);
        byRule[problem->rule].push_back(problem);
    }
    if (!problems.empty()) {
        m_text += painted("1", "\nBy rule") +
                  (m_repeated ? " (each problem is shown above for its first 3 calls)\n" : "\n");
    }
    std::size_t lines = 0;
    std::size_t left = problems.size();
    for (const Rule rule : rules) {
        if (lines >= SummaryLines)
            break;
        std::vector<const Problem *> &list = byRule[rule];
        list.resize(std::min(list.size(), SummaryLines - lines));
        appendRule(rule, list);
        lines += list.size();
        left -= list.size();
    }
    if (left > 0)
        m_text += "  and " + QByteArray::number(static_cast<quint64>(left)) + " more kinds of problems\n";
    if (m_tally.unlisted() > 0) {
        m_text += "  and " + QByteArray::number(m_tally.unlisted()) +
                  " findings of further kinds; --format ndjson lists all\n";
    }
    m_output.write(m_text);
    return m_output.flush();
}

void TextReport::appendRule(Rule rule, const std::vector<const Problem *> &problems)
{
    m_text += paintedSeverity(problems.front()->severity) + "  " +
              painted("1", ruleName(rule).toByteArray()) + "  " + ruleWords(rule).title.toByteArray() + '\n';
    for (const Problem *problem : problems) {
        const QByteArray calls = QByteArray::number(problem->seen.calls);
        m_text += calls.rightJustified(8) + (problem->seen.calls == 1 ? " call   " : " calls  ");
        m_text += plainText(problem->event);
        if (!problem->pattern.isEmpty())
            m_text += "  " + plainText(problem->pattern);
        m_text += "  " + painted("2", "first #" + QByteArray::number(problem->seen.firstSeq)) + '\n';
    }
}

} // namespace

std::unique_ptr<CheckReport> makeTextReport(Output &output, const ReportOptions &options)
{
    return std::make_unique<TextReport>(output, options.colour);
}

} // namespace spectap::cli
