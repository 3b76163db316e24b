// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/checkreport.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/verdictline.h"

#include <span>
#include <utility>
#include <vector>

namespace spectap::cli {

namespace {

/// Assesses calls in input order and has a verdict written for each as it goes.
class Check
{
public:
    Check(std::shared_ptr<const Checker> checker, CheckReport &report)
        : m_pool(std::make_shared<StringPool>())
        , m_assessor(std::move(checker), m_pool)
        , m_report(report)
    {
    }

    bool add(std::span<const InputCall> inputs)
    {
        m_calls.clear();
        for (const InputCall &input : inputs) {
            if (!input.error)
                m_calls.push_back(ReadCall::of(input.call));
        }
        m_assessor.meet(m_calls);
        auto call = m_calls.cbegin();
        for (const InputCall &input : inputs) {
            if (!add(input, input.error ? nullptr : &*call++))
                return false;
        }
        return true;
    }

    [[nodiscard]] const VerdictSummary &summary() const { return m_summary; }

private:
    /// `call` is null where the input is not JSON.
    bool add(const InputCall &input, const ReadCall *call)
    {
        Verdict verdict;
        verdict.seq = ++m_seq;
        if (!call) {
            readAsBroken(input);
            verdict.unreadable = true;
            verdict.ingest = Ingest::Refused;
        } else {
            m_assessor.checker().check(call->view, call->facts, input.context, m_result);
            m_assessor.conclude(m_seq, *call, input.context, m_stored, m_result);
            verdict.type = m_stored.row.type;
            verdict.name = m_pool->at(m_stored.row.name);
            verdict.specEvent = m_pool->at(m_stored.specEvent);
            verdict.ingest = m_result.ingest;
        }
        verdict.findings = m_result.findings;
        m_summary.add(verdict);
        return m_report.add(verdict, input);
    }

    void readAsBroken(const InputCall &input)
    {
        m_result.clear();
        Finding finding;
        finding.rule = Rule::Json;
        finding.severity = Severity::Error;
        finding.expected = "JSON";
        finding.actual = (input.reason.isEmpty() ? input.error->message() : input.reason).toUtf8();
        m_result.findings.push_back(std::move(finding));
    }

    std::shared_ptr<StringPool> m_pool;
    Assessor m_assessor;
    CheckReport &m_report;
    std::vector<ReadCall> m_calls;
    StoredCall m_stored;
    CheckResult m_result;
    VerdictSummary m_summary;
    quint32 m_seq = 0;
};

} // namespace

int runCheck(const QStringList &words)
{
    Arguments arguments(QStringLiteral("check"), QStringLiteral("Checks calls against the Segment Spec."));
    arguments.inputs(QStringLiteral("INPUT..."), QStringLiteral("calls.ndjson"));
    arguments.option(
        QStringLiteral("format"), QStringLiteral("format"), reportFormats() + u'.', QStringLiteral("text"));
    arguments.option(QStringLiteral("fail-on"), QStringLiteral("severity"),
        QStringLiteral("Exit with 1 when there is an error, a warning, or never."), QStringLiteral("error"));
    arguments.specAndPlans();
    if (const auto done = arguments.parse(words))
        return *done;

    const auto failOn = parseFailOn(arguments.value(QStringLiteral("fail-on")));
    if (!failOn) {
        complain(failOn.error().message);
        return UsageError;
    }
    Output output;
    const QString format = arguments.value(QStringLiteral("format"));
    const auto report = makeReport(format, output, {*failOn, stdoutTakesColour()});
    if (!report) {
        complain(QStringLiteral("--format is %1, not \"%2\".").arg(reportFormats(), format));
        return UsageError;
    }
    auto checker = loadChecker(arguments);
    if (!checker) {
        complain(checker.error().message);
        return InputError;
    }

    Check check(*checker, *report);
    bool unreadable = false;
    for (const QString &input : arguments.positionals()) {
        report->beginInput(input);
        CallInput reader([&check](std::span<const InputCall> calls) { return check.add(calls); });
        if (const auto read = reader.read(input); !read) {
            complain(read.error().message);
            unreadable = true;
        }
    }
    const bool written = report->finish(check.summary());
    say(check.summary().words());
    if (unreadable || !written)
        return InputError;
    return check.summary().reaches(*failOn) ? FindingsAtOrAbove : Fine;
}

} // namespace spectap::cli
