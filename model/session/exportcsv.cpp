// SPDX-License-Identifier: MIT
#include "model/session/callfinder.h"
#include "model/session/exportwriter.h"

#include <algorithm>

namespace spectap {

namespace {

// Spreadsheets take a file without this mark for their local encoding and spoil every name outside ASCII.
constexpr char ByteOrderMark[] = "\xef\xbb\xbf";
constexpr char Columns[] = "seq,receivedAt,timestamp,type,name,userId,anonymousId,messageId,source,writeKey,"
                           "severity,errors,warnings,infos,ingest,size,json\r\n";

/// RFC 4180, and safe: what a spreadsheet would run as a formula gets an apostrophe in front.
void appendCell(QByteArray &out, QByteArrayView text)
{
    out += ',';
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

void appendCell(QByteArray &out, quint32 number)
{
    out += ',';
    out += QByteArray::number(number);
}

class CsvWriter final : public ExportWriter
{
public:
    explicit CsvWriter(SessionReader &session)
        : m_session(session)
    {
    }

    Result<void> begin(QByteArray &out) override
    {
        auto sources = m_session.sources();
        if (!sources)
            return sources.error();
        m_sources = std::move(*sources);
        out += ByteOrderMark;
        out += Columns;
        return {};
    }

    void add(QByteArray &out, const StoredCallDetail &detail) override
    {
        const CallRow &row = detail.call.row;
        const StringPool &strings = *m_session.strings();
        const auto view = m_finder.find(detail);
        const Source source = row.source < m_sources.size() ? m_sources[row.source] : Source();
        out += QByteArray::number(detail.seq);
        appendCell(out, exportTime(row.receivedAt));
        appendCell(out, exportTime(row.eventTime));
        appendCell(out, callTypeName(row.type));
        appendCell(out, strings.at(row.name));
        appendCell(out, strings.at(row.user));
        appendCell(out, strings.at(row.anonymous));
        appendCell(out, view ? CallFacts::of(*view).messageId : QByteArrayView());
        appendCell(out, source.library);
        appendCell(out, source.writeKey);
        appendCell(out, severityName(row.worst()));
        appendCell(out, row.errors);
        appendCell(out, row.warnings);
        appendCell(out, row.infos);
        appendCell(out, ingestName(row.ingest));
        appendCell(out, row.size);
        appendCell(out, detail.raw());
        out += "\r\n";
    }

private:
    SessionReader &m_session;
    std::vector<Source> m_sources;
    CallFinder m_finder;
};

} // namespace

std::unique_ptr<ExportWriter> makeCsvWriter(SessionReader &session)
{
    return std::make_unique<CsvWriter>(session);
}

} // namespace spectap
