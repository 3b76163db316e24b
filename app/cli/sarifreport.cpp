// SPDX-License-Identifier: MIT
#include "app/cli/checkreport.h"
#include "model/call/plaintext.h"
#include "model/spec/problemtally.h"
#include "app/cli/textplace.h"
#include "model/support/jsontext.h"

#include <QDir>
#include <QUrl>

namespace spectap::cli {

namespace {

QByteArray uriOf(const QString &input)
{
    if (input == u"-")
        return "stdin";
    const QString relative = QDir::current().relativeFilePath(input);
    // Viewers look for relative paths in the repository; what lies outside it has to be named in full.
    const QUrl url = relative.startsWith(u"../") || QDir::isAbsolutePath(relative)
                         ? QUrl::fromLocalFile(QDir::current().absoluteFilePath(input))
                         : QUrl::fromLocalFile(relative);
    const QByteArray uri = url.toEncoded();
    return uri.startsWith("file:") && !uri.startsWith("file:/") ? uri.sliced(5) : uri;
}

/// A result per error and warning, in constant memory: the rules are all listed first, the inputs last.
/// Infos are left out: code hosts take 25,000 results of a run and show 5,000.
class SarifReport final : public CheckReport
{
public:
    explicit SarifReport(Output &output);

    void beginInput(const QString &input) override
    {
        m_uris.push_back(uriOf(input));
        m_places = {};
    }
    bool add(const Verdict &verdict, const InputCall &call) override;
    bool finish(const VerdictSummary &summary) override;

private:
    void appendLocation(const Verdict &verdict, const Finding &finding, const InputCall &call);
    void appendRegion(const TextRegion &region);

    Output &m_output;
    std::vector<QByteArray> m_uris;
    TextPlaces m_places;
    QByteArray m_text;
    bool m_any = false;
};

void appendMessage(QByteArray &out, QByteArrayView name, QByteArrayView text)
{
    out += ",\"";
    out += name;
    out += "\":{\"text\":";
    appendJsonString(out, text);
    out += '}';
}

SarifReport::SarifReport(Output &output)
    : m_output(output)
{
    m_text =
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
        "\"tool\":{\"driver\":{\"name\":\"Spectap\"";
    appendJsonMember(m_text, "semanticVersion", SPECTAP_VERSION);
    m_text += ",\"informationUri\":\"https://github.com/spectap/spectap\",\"rules\":[";
    for (int i = 1; i < RuleCount; ++i) {
        const auto rule = static_cast<Rule>(i);
        const RuleWords words = ruleWords(rule);
        m_text += i > 1 ? ",\n{\"id\":" : "\n{\"id\":";
        appendJsonString(m_text, ruleName(rule));
        appendMessage(m_text, "shortDescription", words.title);
        appendJsonMember(m_text, "helpUri", docAddress(words.doc));
        m_text += '}';
    }
    m_text += "]}},\"columnKind\":\"utf16CodeUnits\",\"results\":[";
    m_output.write(m_text);
}

bool SarifReport::add(const Verdict &verdict, const InputCall &call)
{
    m_text.resize(0);
    for (const Finding &finding : verdict.findings) {
        if (finding.severity < Severity::Warning)
            continue;
        m_text += m_any ? ",\n{\"ruleId\":" : "\n{\"ruleId\":";
        m_any = true;
        appendJsonString(m_text, ruleName(finding.rule));
        appendJsonMember(m_text, "ruleIndex", static_cast<qint64>(finding.rule) - 1);
        appendJsonMember(m_text, "level", severityName(finding.severity));
        appendMessage(m_text, "message", findingMessage(finding));
        appendLocation(verdict, finding, call);
        m_text += ",\"properties\":{\"call\":" + QByteArray::number(verdict.seq);
        appendJsonMember(m_text, "event", eventLabel(verdict.type, verdict.name, verdict.unreadable));
        appendJsonMember(m_text, "set", ruleSetName(finding.set));
        appendJsonMember(m_text, "expected", finding.expected);
        appendJsonMember(m_text, "actual", finding.actual);
        if (!finding.doc.isEmpty()) {
            const QByteArray url = docAddress(finding.doc);
            appendJsonMember(m_text, "doc", url.isEmpty() ? finding.doc : url);
        }
        m_text += "}}";
    }
    return m_text.isEmpty() || m_output.write(m_text);
}

void SarifReport::appendLocation(const Verdict &verdict, const Finding &finding, const InputCall &call)
{
    m_text += ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":";
    appendJsonString(m_text, m_uris.back());
    appendJsonMember(m_text, "index", static_cast<qint64>(m_uris.size()) - 1);
    m_text += '}';
    if (const auto region = m_places.regionOf(call, finding.pointer))
        appendRegion(*region);
    m_text += "},\"logicalLocations\":[{\"name\":";
    const QByteArray &pointer = finding.pointer;
    const bool whole = pointer.isEmpty();
    appendJsonString(m_text, whole ? eventLabel(verdict.type, verdict.name, verdict.unreadable)
                                   : pointer.sliced(pointer.lastIndexOf('/') + 1));
    appendJsonMember(m_text, "fullyQualifiedName", pointer);
    appendJsonMember(m_text, "kind", QByteArrayView(whole ? "object" : "property"));
    m_text += "}]}]";
}

void SarifReport::appendRegion(const TextRegion &region)
{
    m_text += ",\"region\":{\"startLine\":" + QByteArray::number(region.startLine);
    appendJsonMember(m_text, "startColumn", region.startColumn);
    appendJsonMember(m_text, "endLine", region.endLine);
    appendJsonMember(m_text, "endColumn", region.endColumn);
    appendJsonMember(m_text, "byteOffset", region.byteOffset);
    appendJsonMember(m_text, "byteLength", region.byteLength);
    m_text += '}';
}

bool SarifReport::finish(const VerdictSummary &)
{
    m_text = "],\"artifacts\":[";
    for (std::size_t i = 0; i < m_uris.size(); ++i) {
        m_text += i > 0 ? ",{\"location\":{\"uri\":" : "{\"location\":{\"uri\":";
        appendJsonString(m_text, m_uris[i]);
        m_text += "}}";
    }
    m_text += "]}]}\n";
    m_output.write(m_text);
    return m_output.flush();
}

} // namespace

std::unique_ptr<CheckReport> makeSarifReport(Output &output, const ReportOptions &)
{
    return std::make_unique<SarifReport>(output);
}

} // namespace spectap::cli
