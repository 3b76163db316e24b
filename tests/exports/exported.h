// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"

#include <QBuffer>

#include <memory>
#include <optional>
#include <vector>

namespace spectap::test {

/// What an export of the session at `path` writes, or why it does not.
inline QByteArray exported(const QString &path, ExportFormat format,
    std::optional<std::vector<quint32>> seqs = {}, std::shared_ptr<const Checker> checker = nullptr)
{
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error().message.toUtf8();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    ExportJob job;
    job.format = format;
    job.checker = std::move(checker);
    job.seqs = std::move(seqs);
    const auto written = exportSession(**reader, buffer, job);
    return written ? buffer.data() : written.error().message.toUtf8();
}

} // namespace spectap::test
