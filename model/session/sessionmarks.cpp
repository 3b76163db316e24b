// SPDX-License-Identifier: MIT
#include "model/session/sessionmarks.h"

#include "model/session/sessionchange.h"

#include <limits>

namespace spectap {

namespace {

MarkColour colourOf(qint64 number)
{
    return number >= 0 && number <= static_cast<qint64>(MarkColours.size()) ? static_cast<MarkColour>(number)
                                                                            : MarkColour::None;
}

} // namespace

std::optional<MarkedCall> readMark(const sqlite::Statement &row)
{
    const qint64 seq = row.integer(0);
    if (seq <= 0 || seq > std::numeric_limits<quint32>::max())
        return {};
    return MarkedCall{static_cast<quint32>(seq),
        {static_cast<quint8>(row.integer(1)), colourOf(row.integer(2)), row.bytes(3)}};
}

Result<std::vector<MarkedCall>> readMarks(sqlite::Database &database)
{
    std::vector<MarkedCall> marks;
    const auto known =
        database.number("SELECT count(*) FROM sqlite_master WHERE type='table' AND name='marks'");
    if (!known)
        return known.error();
    if (*known == 0)
        return marks;
    auto rows = database.prepare("SELECT seq, flags, colour, note FROM marks ORDER BY seq");
    if (!rows)
        return rows.error();
    while (rows->next()) {
        if (auto mark = readMark(*rows))
            marks.push_back(std::move(*mark));
    }
    if (const auto status = rows->status(); !status)
        return status.error();
    return marks;
}

Result<void> writeMarks(sqlite::Database &database, std::span<const MarkedCall> marks)
{
    sqlite::Transaction transaction(database, "BEGIN IMMEDIATE");
    if (!transaction.begun())
        return transaction.begun();
    auto put = database.prepare("INSERT OR REPLACE INTO marks(seq, flags, colour, note) VALUES(?, ?, ?, ?)");
    auto remove = database.prepare("DELETE FROM marks WHERE seq=?");
    if (!put || !remove)
        return !put ? put.error() : remove.error();
    for (const auto &[seq, mark] : marks) {
        sqlite::Statement &statement = mark.isEmpty() ? *remove : *put;
        statement.bind(1, seq);
        if (!mark.isEmpty()) {
            statement.bind(2, mark.flags);
            statement.bind(3, static_cast<int>(mark.colour));
            statement.bindText(4, mark.note);
        }
        if (auto written = statement.run(); !written)
            return written;
    }
    return transaction.commit();
}

Result<void> setSessionMarks(const QString &path, std::span<const MarkedCall> marks)
{
    return changeSession(path, [marks](sqlite::Database &database) { return writeMarks(database, marks); });
}

} // namespace spectap
