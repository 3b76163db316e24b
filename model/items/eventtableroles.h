// SPDX-License-Identifier: MIT
#pragma once

#include <Qt>

namespace spectap {

/// Columns of the live table. Shared by model, delegate and tests.
enum EventColumn
{
    SeqColumn,
    TimeColumn,
    DeltaColumn,
    TypeColumn,
    NameColumn,
    IdColumn,
    SourceColumn,
    VerdictColumn,
    SizeColumn,
    EventColumnCount
};

/// Facts behind a cell. No words, no colours: ui/ makes them (DESIGN §2).
enum EventRole
{
    SeqRole = Qt::UserRole + 1, ///< quint32
    ReceivedAtRole,             ///< qint64 µs
    EventTimeRole,              ///< qint64 µs
    DeltaRole,                  ///< qint64 µs since the previous call received; -1 for the first
    TypeRole,                   ///< int of CallType
    NameRole,                   ///< QString
    UserIdRole,                 ///< QString
    AnonymousIdRole,            ///< QString
    OtherIdRole,                ///< QString
    SourceNameRole,             ///< QString
    ErrorsRole,
    WarningsRole,
    InfosRole,
    SeverityRole,   ///< int of Severity
    IngestRole,     ///< int of Ingest
    RetryCountRole, ///< copies of this messageId so far, 1: no retry
    FlagsRole,      ///< CallRow::Flag bits
    SizeRole,       ///< bytes
};

} // namespace spectap
