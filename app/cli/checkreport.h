// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/callinput.h"
#include "app/cli/console.h"
#include "app/cli/verdictline.h"

#include <QStringView>

#include <memory>

namespace spectap::cli {

struct ReportOptions
{
    Severity failOn = Severity::Error; ///< Ok: never. What fails a test in JUnit
    bool colour = false;
};

/// What `check` prints, in one of its formats. Calls come one by one and are written as they come; what a
/// format has to say first or last is kept in bounded memory, or in a temporary file.
class CheckReport
{
public:
    virtual ~CheckReport() = default;

    /// Calls of `input`, a path or "-", follow.
    virtual void beginInput(const QString &input) { Q_UNUSED(input) }
    /// False when nothing more can be written.
    [[nodiscard]] virtual bool add(const Verdict &verdict, const InputCall &call) = 0;
    /// False when it could not be written.
    [[nodiscard]] virtual bool finish(const VerdictSummary &summary) = 0;
};

/// A report in the format named so, null when there is none of that name.
[[nodiscard]] std::unique_ptr<CheckReport> makeReport(
    QStringView format, Output &output, const ReportOptions &options);
/// "text, ndjson, json, junit, sarif or markdown"
[[nodiscard]] QString reportFormats();

// The makers behind makeReport(), one file each.
[[nodiscard]] std::unique_ptr<CheckReport> makeTextReport(Output &output, const ReportOptions &options);
[[nodiscard]] std::unique_ptr<CheckReport> makeNdjsonReport(Output &output, const ReportOptions &options);
[[nodiscard]] std::unique_ptr<CheckReport> makeJsonReport(Output &output, const ReportOptions &options);
[[nodiscard]] std::unique_ptr<CheckReport> makeJunitReport(Output &output, const ReportOptions &options);
[[nodiscard]] std::unique_ptr<CheckReport> makeSarifReport(Output &output, const ReportOptions &options);
[[nodiscard]] std::unique_ptr<CheckReport> makeMarkdownReport(Output &output, const ReportOptions &options);

} // namespace spectap::cli
