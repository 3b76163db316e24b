// SPDX-License-Identifier: MIT
#include "app/cli/verdictline.h"

#include "model/spec/findingjson.h"
#include "model/support/jsontext.h"

#include <QString>

namespace spectap::cli {

namespace {

void appendNullable(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    if (value.isEmpty())
        appendJsonNull(out, name);
    else
        appendJsonMember(out, name, value);
}

QString counted(quint64 count, const char *one, const char *many)
{
    return QString::number(count) + u' ' + QLatin1String(count == 1 ? one : many);
}

} // namespace

Severity Verdict::worst() const
{
    Severity worst = Severity::Ok;
    for (const Finding &finding : findings)
        worst = std::max(worst, finding.severity);
    return worst;
}

void appendVerdictJson(QByteArray &out, const Verdict &verdict)
{
    out += "{\"seq\":";
    out += QByteArray::number(verdict.seq);
    if (verdict.unreadable)
        out += ",\"type\":null";
    else
        appendNullable(out, "type", callTypeName(verdict.type));
    appendNullable(out, "name", verdict.name);
    appendNullable(out, "spec", verdict.specEvent);
    appendJsonMember(out, "severity", severityName(verdict.worst()));
    appendJsonMember(out, "ingest", ingestName(verdict.ingest));
    out += ",\"findings\":[";
    bool first = true;
    for (const Finding &finding : verdict.findings) {
        if (!first)
            out += ',';
        first = false;
        appendFindingJson(out, finding);
    }
    out += "]}";
}

void VerdictSummary::add(const Verdict &verdict)
{
    ++calls;
    const Severity worst = verdict.worst();
    withErrors += worst == Severity::Error;
    withWarnings += worst == Severity::Warning;
    for (const Finding &finding : verdict.findings)
        ++findings[static_cast<int>(finding.severity)];
    refused += verdict.ingest == Ingest::Refused;
    dropped += verdict.ingest == Ingest::Dropped;
}

bool VerdictSummary::reaches(Severity failOn) const
{
    switch (failOn) {
    case Severity::Ok:
        return false;
    case Severity::Info:
    case Severity::Warning:
        return withErrors + withWarnings > 0;
    case Severity::Error:
        break;
    }
    return withErrors > 0;
}

QString VerdictSummary::words() const
{
    QString text =
        QStringLiteral("%1: %2 with errors, %3 with warnings; %4, %5, %6.")
            .arg(counted(calls, "call", "calls"), QString::number(withErrors), QString::number(withWarnings),
                counted(findings[3], "error", "errors"), counted(findings[2], "warning", "warnings"),
                counted(findings[1], "info", "infos"));
    if (refused > 0)
        text += QStringLiteral(" Segment would refuse %1.").arg(refused);
    if (dropped > 0)
        text += QStringLiteral(" Segment would answer 200 and drop %1.").arg(dropped);
    return text;
}

} // namespace spectap::cli
