// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"

#include <QHash>
#include <QSet>

#include <array>
#include <functional>
#include <span>
#include <vector>

namespace spectap {

/// What is known of a call beside its fields. `Json` is its bytes, `Timestamp` the corrected time.
enum class CsvFact : quint8
{
    Seq,
    ReceivedAt,
    Timestamp,
    Type,
    Name,
    UserId,
    AnonymousId,
    MessageId,
    Source,
    WriteKey,
    Severity,
    Errors,
    Warnings,
    Infos,
    Ingest,
    Size,
    Json
};

inline constexpr std::array<QByteArrayView, 17> CsvFacts{"seq", "receivedAt", "timestamp", "type", "name",
    "userId", "anonymousId", "messageId", "source", "writeKey", "severity", "errors", "warnings", "infos",
    "ingest", "size", "json"};

/// Spreadsheets take 16,384 columns, older ones 1,024.
inline constexpr std::size_t MaxCsvFields = 1000;

/// A field of a call stands under its path, "properties.revenue"; under "call.type" where the bare name is
/// that of a fact. Arrays and empty objects are one cell of JSON, as sent. The callback's texts live as long
/// as the view; what the batch said for all its calls is there too.
void flattenCall(const CallView &call, const std::function<void(const QByteArray &path, quint32 node)> &sink);

/// The columns of one table, in order.
class CsvColumns
{
public:
    /// Facts and paths by their names; a path may lead into arrays: properties.products[0].price.
    explicit CsvColumns(std::span<const QByteArray> names);
    /// All facts, and the fields that see() comes across.
    CsvColumns();

    /// Takes in the fields of a call that have no column yet.
    void see(const CallView &call);
    /// Fields for which there was no room any more; they are in the column `json` only.
    [[nodiscard]] qsizetype unlisted() const { return m_unlisted.size(); }
    /// Fields first seen go behind the facts, and behind those of the same object that came before.
    void arrange();

    struct Column
    {
        QByteArray name;
        int fact = -1; ///< CsvFact, or -1: a field
    };
    [[nodiscard]] const std::vector<Column> &columns() const { return m_columns; }
    /// The nodes of `call` by column, JsonTape::None where it has no such field or it is a fact's.
    void read(const CallView &call, std::vector<quint32> &nodes) const;
    /// No column is about a field.
    [[nodiscard]] bool factsOnly() const { return m_byPath.isEmpty() && m_inArrays.empty(); }

private:
    std::vector<Column> m_columns;
    QHash<QByteArray, std::size_t> m_byPath;
    std::vector<std::size_t> m_inArrays; ///< columns whose path has an index, looked up one by one
    QSet<QByteArray> m_unlisted;
    bool m_everything = false; ///< the table of all fields
};

} // namespace spectap
