// SPDX-License-Identifier: MIT
#include "app/cli/verdictline.h"

#include "model/spec/findingjson.h"
#include "model/support/counted.h"
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
    const auto number = [](quint64 count, QByteArrayView noun) {
        return QString::fromLatin1(counted(count, noun));
    };
    QString text =
        QStringLiteral("%1: %2 with errors, %3 with warnings; %4, %5, %6.")
            .arg(number(calls, "call"), QString::number(withErrors), QString::number(withWarnings),
                number(findings[3], "error"), number(findings[2], "warning"), number(findings[1], "info"));
    if (refused > 0)
        text += QStringLiteral(" Segment would refuse %1.").arg(refused);
    if (dropped > 0)
        text += QStringLiteral(" Segment would answer 200 and drop %1.").arg(dropped);
    return text;
}

} // namespace spectap::cli
