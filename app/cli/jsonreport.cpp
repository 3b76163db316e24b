// SPDX-License-Identifier: MIT
#include "app/cli/checkreport.h"

#include "model/support/jsontext.h"

namespace spectap::cli {

namespace {

/// A verdict per line.
class NdjsonReport final : public CheckReport
{
public:
    explicit NdjsonReport(Output &output)
        : m_output(output)
    {
    }

    bool add(const Verdict &verdict, const InputCall &) override
    {
        m_line.resize(0);
        appendVerdictJson(m_line, verdict);
        m_line += '\n';
        return m_output.write(m_line);
    }
    bool finish(const VerdictSummary &) override { return m_output.flush(); }

private:
    Output &m_output;
    QByteArray m_line;
};

/// One document: the calls as they come, the summary when it is known.
class JsonReport final : public CheckReport
{
public:
    explicit JsonReport(Output &output)
        : m_output(output)
    {
        m_output.write("{\"calls\":[");
    }

    bool add(const Verdict &verdict, const InputCall &) override
    {
        m_line.resize(0);
        if (m_any)
            m_line += ",\n";
        m_any = true;
        appendVerdictJson(m_line, verdict);
        return m_output.write(m_line);
    }

    bool finish(const VerdictSummary &summary) override
    {
        QByteArray end = "],\"summary\":{\"calls\":" + QByteArray::number(summary.calls);
        appendJsonMember(end, "withErrors", static_cast<qint64>(summary.withErrors));
        appendJsonMember(end, "withWarnings", static_cast<qint64>(summary.withWarnings));
        appendJsonMember(end, "errors", static_cast<qint64>(summary.findings[3]));
        appendJsonMember(end, "warnings", static_cast<qint64>(summary.findings[2]));
        appendJsonMember(end, "infos", static_cast<qint64>(summary.findings[1]));
        appendJsonMember(end, "refused", static_cast<qint64>(summary.refused));
        appendJsonMember(end, "dropped", static_cast<qint64>(summary.dropped));
        m_output.write(end);
        m_output.write("}}\n");
        return m_output.flush();
    }

private:
    Output &m_output;
    QByteArray m_line;
    bool m_any = false;
};

} // namespace

std::unique_ptr<CheckReport> makeNdjsonReport(Output &output, const ReportOptions &)
{
    return std::make_unique<NdjsonReport>(output);
}

std::unique_ptr<CheckReport> makeJsonReport(Output &output, const ReportOptions &)
{
    return std::make_unique<JsonReport>(output);
}

} // namespace spectap::cli
