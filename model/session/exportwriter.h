// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sessionreader.h"

#include <QByteArray>

#include <memory>

namespace spectap {

/// One export format: appends to `out`, which the exporter empties into the device now and then.
class ExportWriter
{
public:
    ExportWriter() = default;
    virtual ~ExportWriter() = default;
    Q_DISABLE_COPY_MOVE(ExportWriter)

    virtual Result<void> begin(QByteArray &out);
    virtual void add(QByteArray &out, const StoredCallDetail &detail) = 0;
    virtual Result<void> end(QByteArray &out);
};

/// The bytes of each call, one line each.
std::unique_ptr<ExportWriter> makeNdjsonWriter();
/// Everything known of each call, then the refused requests when the `whole` session is exported.
std::unique_ptr<ExportWriter> makeJsonWriter(SessionReader &session, bool whole);
/// A table for spreadsheets.
std::unique_ptr<ExportWriter> makeCsvWriter(SessionReader &session);

/// "2026-01-31T08:15:00.123Z", with six digits where there are microseconds; empty for NoTime.
[[nodiscard]] QByteArray exportTime(Micros time);

} // namespace spectap
