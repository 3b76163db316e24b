// SPDX-License-Identifier: MIT
#include "app/cli/checkreport.h"
#include "model/call/plaintext.h"

#include <QDateTime>
#include <QTemporaryFile>

namespace spectap::cli {

namespace {

constexpr qint64 CopyBytes = 1 << 20;

/// A test suite per input and a test case per call, as CI viewers list them: the case is named after the call
/// and grouped by the event it was checked as. A case fails with what is at or above --fail-on (errors, when
/// that is never); lesser problems stand in the suite's output. Infos are left out.
///
/// A suite says how many of its cases failed before it lists them, so the cases wait in a temporary file. The
/// elements are those that both the Ant and the Jenkins schema know, in the order that suits both.
class JunitReport final : public CheckReport
{
public:
    JunitReport(Output &output, Severity failOn)
        : m_output(output)
        , m_fails(failOn == Severity::Ok ? Severity::Error : failOn)
        , m_started(QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toUtf8())
    {
        m_output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    }

    void beginInput(const QString &input) override
    {
        endSuite();
        m_input = input.toUtf8();
        m_cases = std::make_unique<QTemporaryFile>();
        m_notes = std::make_unique<QTemporaryFile>();
        m_broken = m_broken || !m_cases->open() || !m_notes->open();
        m_tests = m_failures = m_errors = 0;
    }
    bool add(const Verdict &verdict, const InputCall &) override;
    bool finish(const VerdictSummary &) override
    {
        endSuite();
        m_output.write("</testsuites>\n");
        return m_output.flush() && !m_broken;
    }

private:
    void endSuite();
    void copy(QTemporaryFile &file);

    Output &m_output;
    Severity m_fails;
    QByteArray m_started;
    QByteArray m_input;
    std::unique_ptr<QTemporaryFile> m_cases; ///< null before the first input
    std::unique_ptr<QTemporaryFile> m_notes; ///< problems that fail nothing
    quint64 m_tests = 0;
    quint64 m_failures = 0;
    quint64 m_errors = 0;
    int m_suites = 0;
    bool m_broken = false; ///< the temporary folder is full or not there
};

bool JunitReport::add(const Verdict &verdict, const InputCall &)
{
    ++m_tests;
    QByteArray failing;
    QByteArray notes;
    QByteArray message;
    QByteArray rule;
    const QByteArray name = '#' + QByteArray::number(verdict.seq) + ' ' +
                            eventLabel(verdict.type, verdict.name, verdict.unreadable);
    for (const Finding &finding : verdict.findings) {
        if (finding.severity < Severity::Warning)
            continue;
        const QByteArray words = findingMessage(finding);
        const QByteArray line = severityName(finding.severity).toByteArray() + ' ' +
                                (finding.pointer.isEmpty() ? QByteArray("/") : finding.pointer) + ": " +
                                words + " [" + ruleName(finding.rule).toByteArray() + "]\n";
        if (finding.severity < m_fails) {
            notes += QByteArray(name + ' ' + line);
            continue;
        }
        if (failing.isEmpty()) {
            message = words;
            rule = ruleName(finding.rule).toByteArray();
        }
        failing += line;
    }
    QByteArray group = verdict.specEvent.toByteArray();
    if (group.isEmpty())
        group = verdict.unreadable ? QByteArray("unreadable") : eventLabel(verdict.type, {}, false);
    QByteArray xml =
        "<testcase name=\"" + xmlText(name) + "\" classname=\"" + xmlText(group) + "\" time=\"0\"";
    if (failing.isEmpty()) {
        xml += "/>\n";
    } else {
        const QByteArray element = verdict.unreadable ? "error" : "failure";
        ++(verdict.unreadable ? m_errors : m_failures);
        xml += "><" + element + " message=\"" + xmlText(message) + "\" type=\"" + xmlText(rule) + "\">" +
               xmlText(failing) + "</" + element + "></testcase>\n";
    }
    m_broken = m_broken || m_cases->write(xml) != xml.size();
    const QByteArray escaped = xmlText(notes);
    m_broken = m_broken || m_notes->write(escaped) != escaped.size();
    return !m_broken;
}

void JunitReport::endSuite()
{
    if (!m_cases)
        return;
    const auto number = [](quint64 count) { return QByteArray::number(count); };
    m_output.write(
        QByteArray("<testsuite name=\"" + xmlText(m_input) + "\" package=\"spectap\" id=\"" +
                   QByteArray::number(m_suites++) + "\" tests=\"" + number(m_tests) + "\" failures=\"" +
                   number(m_failures) + "\" errors=\"" + number(m_errors) + "\" time=\"0\" timestamp=\"" +
                   m_started + "\" hostname=\"localhost\">\n<properties/>\n"));
    copy(*m_cases);
    m_output.write("<system-out>");
    copy(*m_notes);
    m_output.write("</system-out>\n<system-err/>\n</testsuite>\n");
    m_cases.reset();
    m_notes.reset();
}

void JunitReport::copy(QTemporaryFile &file)
{
    m_broken = m_broken || !file.flush() || !file.seek(0);
    while (!m_broken && !file.atEnd()) {
        const QByteArray part = file.read(CopyBytes);
        m_broken = part.isEmpty() || !m_output.write(part);
    }
}

} // namespace

std::unique_ptr<CheckReport> makeJunitReport(Output &output, const ReportOptions &options)
{
    return std::make_unique<JunitReport>(output, options.failOn);
}

} // namespace spectap::cli
