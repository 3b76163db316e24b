// SPDX-License-Identifier: MIT
#pragma once

#include <Qt>

namespace spectap {

/// Columns of the live table. Shared by model, delegate and tests; append only.
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
    // Off until asked for.
    TimestampColumn,
    MessageIdColumn,
    LibraryColumn,
    WriteKeyColumn,
    BatchColumn,
    IngestColumn,
    AddressColumn,
    EventColumnCount ///< from here on columns show fields of the bodies, as many as were asked for
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
    DisorderRole,   ///< bool: by the SDK's clock it happened before the call that arrived before it
    LibraryRole,    ///< QString
    WriteKeyRole,   ///< QString
    FieldPathRole,  ///< QString, of a column's header: the field it shows; empty: none
    CellKindRole,   ///< int of JsonKind of the field in the cell, -1: not sent; none: not read yet
    MarkFlagsRole,  ///< CallMark::Flag bits
    MarkColourRole, ///< int of MarkColour
    NoteRole,       ///< QString
    RuleColourRole, ///< int of MarkColour: of the first colouring rule that matches
    RuleNameRole,   ///< QString: its name
};

} // namespace spectap
