// SPDX-License-Identifier: MIT
#include "model/session/callfinder.h"
#include "model/session/exports/csvcolumns.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/exportwriter.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

// Spreadsheets take a file without this mark for their local encoding and spoil every name outside ASCII.
constexpr char ByteOrderMark[] = "\xef\xbb\xbf";
/// RFC 4180, and safe: what a spreadsheet would run as a formula gets an apostrophe in front.
void appendCell(QByteArray &out, QByteArrayView text)
{
    const bool formula = !text.isEmpty() && QByteArrayView("=+-@\t\r").contains(text[0]);
    const bool quoted = std::any_of(
        text.begin(), text.end(), [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; });
    if (quoted)
        out += '"';
    if (formula)
        out += '\'';
    if (!quoted) {
        out.append(text);
        return;
    }
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
}

/// A value of a call: strings as their text, all else as it was sent.
void appendValue(QByteArray &out, const JsonTape &tape, quint32 node)
{
    if (tape[node].kind == JsonKind::Number)
        out.append(tape.raw(node)); // -5 is no formula
    else if (tape[node].kind != JsonKind::Null)
        appendCell(out, tape.string(node));
}

class CsvWriter final : public ExportWriter
{
public:
    explicit CsvWriter(ExportSource &source)
        : m_source(source)
        , m_columns(source.job().columns.empty() ? CsvColumns() : CsvColumns(source.job().columns))
    {
    }

    [[nodiscard]] quint32 passes() const override { return m_source.job().columns.empty() ? 2 : 1; }
    Result<void> begin(ExportOutput &out) override;
    Result<void> add(ExportOutput &out, const StoredCallDetail &detail) override;

private:
    void appendFact(QByteArray &out, CsvFact fact, const StoredCallDetail &detail, const CallView *view);

    ExportSource &m_source;
    CsvColumns m_columns;
    CallFinder m_finder;
    std::vector<quint32> m_nodes;
};

Result<void> CsvWriter::begin(ExportOutput &out)
{
    if (m_source.job().columns.empty()) {
        const auto read = m_source.eachCall([this](const StoredCallDetail &detail) {
            if (const CallView *view = m_finder.find(detail))
                m_columns.see(*view);
            return true;
        });
        if (!read)
            return read;
        m_columns.arrange();
    }
    QByteArray &text = out.text();
    text += ByteOrderMark;
    const char *separator = "";
    for (const CsvColumns::Column &column : m_columns.columns()) {
        text += std::exchange(separator, ",");
        appendCell(text, column.name);
    }
    text += "\r\n";
    return {};
}

Result<void> CsvWriter::add(ExportOutput &out, const StoredCallDetail &detail)
{
    QByteArray &text = out.text();
    const CallView *view = m_finder.find(detail);
    const auto &columns = m_columns.columns();
    if (view)
        m_columns.read(*view, m_nodes);
    else
        m_nodes.assign(columns.size(), JsonTape::None);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            text += ',';
        if (columns[i].fact >= 0)
            appendFact(text, static_cast<CsvFact>(columns[i].fact), detail, view);
        else if (m_nodes[i] != JsonTape::None)
            appendValue(text, *view->tape, m_nodes[i]);
    }
    text += "\r\n";
    return {};
}

void CsvWriter::appendFact(
    QByteArray &out, CsvFact fact, const StoredCallDetail &detail, const CallView *view)
{
    const CallRow &row = detail.call.row;
    switch (fact) {
    case CsvFact::Seq:
        out += QByteArray::number(detail.seq);
        return;
    case CsvFact::ReceivedAt:
        return appendCell(out, exportTime(row.receivedAt));
    case CsvFact::Timestamp:
        return appendCell(out, exportTime(row.eventTime));
    case CsvFact::Type:
        return appendCell(out, callTypeName(row.type));
    case CsvFact::Name:
        return appendCell(out, m_source.string(row.name));
    case CsvFact::UserId:
        return appendCell(out, m_source.string(row.user));
    case CsvFact::AnonymousId:
        return appendCell(out, m_source.string(row.anonymous));
    case CsvFact::MessageId:
        return appendCell(out, view ? CallFacts::of(*view).messageId : QByteArrayView());
    case CsvFact::Source:
        return appendCell(out, m_source.source(row.source).library);
    case CsvFact::WriteKey:
        return appendCell(out, m_source.source(row.source).writeKey);
    case CsvFact::Severity:
        return appendCell(out, severityName(row.worst()));
    case CsvFact::Errors:
        out += QByteArray::number(row.errors);
        return;
    case CsvFact::Warnings:
        out += QByteArray::number(row.warnings);
        return;
    case CsvFact::Infos:
        out += QByteArray::number(row.infos);
        return;
    case CsvFact::Ingest:
        return appendCell(out, ingestName(row.ingest));
    case CsvFact::Size:
        out += QByteArray::number(row.size);
        return;
    case CsvFact::Json:
        return appendCell(out, detail.raw());
    }
}

} // namespace

std::unique_ptr<ExportWriter> makeCsvWriter(ExportSource &source)
{
    return std::make_unique<CsvWriter>(source);
}

} // namespace spectap
