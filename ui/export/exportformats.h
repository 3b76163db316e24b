// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"

#include <QList>
#include <QString>

namespace spectap {

/// What the window says of a kind of file.
struct ExportFormatWords
{
    ExportFormat format = ExportFormat::Ndjson;
    QString name;
    QString note;
    QString suffix;
    QString safeNote{}; ///< instead of `note` where the file is made share-safe; empty: the same
};

/// In the order they are offered.
[[nodiscard]] QList<ExportFormatWords> exportFormatWords();
[[nodiscard]] ExportFormatWords exportFormatWords(ExportFormat format);

} // namespace spectap
