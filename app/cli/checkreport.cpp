// SPDX-License-Identifier: MIT
#include "app/cli/checkreport.h"

#include <array>

namespace spectap::cli {

namespace {

struct Entry
{
    QStringView name;
    std::unique_ptr<CheckReport> (*make)(Output &output, const ReportOptions &options);
};

constexpr std::array Formats{
    Entry{u"text", &makeTextReport},
    Entry{u"ndjson", &makeNdjsonReport},
    Entry{u"json", &makeJsonReport},
    Entry{u"junit", &makeJunitReport},
    Entry{u"sarif", &makeSarifReport},
    Entry{u"markdown", &makeMarkdownReport},
};

} // namespace

std::unique_ptr<CheckReport> makeReport(QStringView format, Output &output, const ReportOptions &options)
{
    for (const Entry &entry : Formats) {
        if (entry.name == format)
            return entry.make(output, options);
    }
    return nullptr;
}

QString reportFormats()
{
    QString list;
    for (std::size_t i = 0; i < Formats.size(); ++i) {
        if (i > 0)
            list += i + 1 == Formats.size() ? QStringLiteral(" or ") : QStringLiteral(", ");
        list += Formats[i].name;
    }
    return list;
}

} // namespace spectap::cli
