// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/verdictline.h"

#include <utility>

namespace spectap::cli {

namespace {

enum class Format : quint8
{
    Text,
    Ndjson,
    Json
};

std::optional<Format> formatFromName(const QString &name)
{
    if (name == u"text")
        return Format::Text;
    if (name == u"ndjson")
        return Format::Ndjson;
    if (name == u"json")
        return Format::Json;
    return std::nullopt;
}

/// Assesses calls in input order and writes a verdict for each as it goes.
class Check
{
public:
    Check(std::shared_ptr<const Checker> checker, Format format)
        : m_pool(std::make_shared<StringPool>())
        , m_assessor(std::move(checker), m_pool)
        , m_format(format)
    {
        if (format == Format::Json)
            m_output.write("{\"calls\":[");
    }

    bool add(const InputCall &input)
    {
        Verdict verdict;
        verdict.seq = ++m_seq;
        if (input.error) {
            readAsBroken(input);
            verdict.unreadable = true;
            verdict.ingest = Ingest::Refused;
        } else {
            m_assessor.assess(m_seq, input.call, input.context, m_stored, m_result);
            verdict.type = m_stored.row.type;
            verdict.name = m_pool->at(m_stored.row.name);
            verdict.specEvent = m_pool->at(m_stored.specEvent);
            verdict.ingest = m_result.ingest;
        }
        verdict.findings = m_result.findings;
        m_summary.add(verdict);
        return write(verdict);
    }

    /// Ends the output; false when it could not be written.
    bool finish()
    {
        if (m_format == Format::Json) {
            m_output.write(QByteArray("],\"summary\":{\"calls\":" + QByteArray::number(m_summary.calls) +
                                      ",\"errors\":" + QByteArray::number(m_summary.findings[3]) +
                                      ",\"warnings\":" + QByteArray::number(m_summary.findings[2]) +
                                      ",\"infos\":" + QByteArray::number(m_summary.findings[1]) +
                                      ",\"refused\":" + QByteArray::number(m_summary.refused) +
                                      ",\"dropped\":" + QByteArray::number(m_summary.dropped) + "}}\n"));
        }
        return m_output.flush();
    }

    [[nodiscard]] const VerdictSummary &summary() const { return m_summary; }

private:
    void readAsBroken(const InputCall &input)
    {
        m_result.clear();
        Finding finding;
        finding.rule = Rule::Json;
        finding.severity = Severity::Error;
        finding.expected = "JSON";
        finding.actual = input.error->message().toUtf8();
        m_result.findings.push_back(std::move(finding));
    }

    bool write(const Verdict &verdict)
    {
        m_line.resize(0);
        if (m_format == Format::Text) {
            appendVerdictText(m_line, verdict);
        } else {
            if (m_format == Format::Json && m_seq > 1)
                m_line += ",\n";
            appendVerdictJson(m_line, verdict);
            if (m_format == Format::Ndjson)
                m_line += '\n';
        }
        return m_line.isEmpty() || m_output.write(m_line);
    }

    std::shared_ptr<StringPool> m_pool;
    Assessor m_assessor;
    Format m_format;
    Output m_output;
    StoredCall m_stored;
    CheckResult m_result;
    VerdictSummary m_summary;
    QByteArray m_line;
    quint32 m_seq = 0;
};

} // namespace

int runCheck(const QStringList &words)
{
    Arguments arguments(QStringLiteral("check"), QStringLiteral("Checks calls against the Segment Spec."));
    arguments.positional(QStringLiteral("input"),
        QStringLiteral(
            "A session, a call, an array or batch of calls, NDJSON, a HAR file, or - for standard input."),
        QStringLiteral("INPUT..."));
    arguments.option(QStringLiteral("format"), QStringLiteral("format"),
        QStringLiteral("text, ndjson or json."), QStringLiteral("text"));
    arguments.option(QStringLiteral("fail-on"), QStringLiteral("severity"),
        QStringLiteral("Exit with 1 when there is an error, a warning, or never."), QStringLiteral("error"));
    arguments.option(
        QStringLiteral("spec"), QStringLiteral("file"), QStringLiteral("Adds a catalogue file."));
    if (const auto done = arguments.parse(words))
        return *done;

    const QStringList inputs = arguments.positionals();
    if (inputs.isEmpty()) {
        complain(QStringLiteral("check wants at least one INPUT, for example: spectap check calls.ndjson"));
        return UsageError;
    }
    const auto format = formatFromName(arguments.value(QStringLiteral("format")));
    if (!format) {
        complain(QStringLiteral("--format is text, ndjson or json, not \"%1\".")
                     .arg(arguments.value(QStringLiteral("format"))));
        return UsageError;
    }
    const auto failOn = parseFailOn(arguments.value(QStringLiteral("fail-on")));
    if (!failOn) {
        complain(failOn.error().message);
        return UsageError;
    }
    auto checker = loadChecker(arguments.values(QStringLiteral("spec")));
    if (!checker) {
        complain(checker.error().message);
        return InputError;
    }

    Check check(*checker, *format);
    bool unreadable = false;
    for (const QString &input : inputs) {
        CallInput reader([&check](const InputCall &call) { return check.add(call); });
        if (const auto read = reader.read(input); !read) {
            complain(read.error().message);
            unreadable = true;
        }
    }
    const bool written = check.finish();
    say(check.summary().words());
    if (unreadable || !written)
        return InputError;
    return check.summary().reaches(*failOn) ? FindingsAtOrAbove : Fine;
}

} // namespace spectap::cli
