// SPDX-License-Identifier: MIT
#include "ui/export/exportformats.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ExportFormats", text);
}

} // namespace

QList<ExportFormatWords> exportFormatWords()
{
    return {
        {ExportFormat::Ndjson, tr("NDJSON"), tr("One call per line, its bytes exactly as received."),
            u"ndjson"_s, tr("One call per line, its bytes re-made.")},
        {ExportFormat::Json, tr("JSON"), tr("Calls with their requests and findings, and refused requests."),
            u"json"_s},
        {ExportFormat::Csv, tr("CSV table"),
            tr("For a spreadsheet: a row for each call, a column for each field."), u"csv"_s},
        {ExportFormat::Har, tr("HAR archive"),
            tr("Requests with their answers, for browsers' tools and proxies. Batches stay whole."),
            u"har"_s},
        {ExportFormat::Html, tr("HTML report"),
            tr("One page for people: summary, violations, who is who, and every call with its fields."),
            u"html"_s},
        {ExportFormat::Curl, tr("cURL script"),
            tr("A shell script that sends the same bytes again. Batches stay whole; masked secrets are asked "
               "for."),
            u"sh"_s,
            tr("A shell script that sends the requests again, their bytes re-made. Batches stay whole; "
               "masked "
               "secrets are asked for.")},
        {ExportFormat::Markdown, tr("Markdown summary"),
            tr("Counts and problems, for a ticket. No single calls."), u"md"_s},
        {ExportFormat::Batch, tr("Batch bodies"),
            tr("For Segment\u2019s batch route: a body per line, below 500 KB and 2,500 calls."), u"jsonl"_s},
    };
}

ExportFormatWords exportFormatWords(ExportFormat format)
{
    for (ExportFormatWords &words : exportFormatWords()) {
        if (words.format == format)
            return std::move(words);
    }
    return {};
}

} // namespace spectap
