// SPDX-License-Identifier: MIT
#include "model/items/calltext.h"

#include "model/items/eventtablemodel.h"
#include "model/session/callfinder.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr qsizetype MaxBytes = 64 << 20; ///< of calls

/// A cell is one: what would end it becomes a space.
QString inOneLine(QString cell)
{
    for (QChar &c : cell) {
        if (c == u'\t' || c == u'\n' || c == u'\r')
            c = u' ';
    }
    return cell;
}

} // namespace

Result<CallsText> jsonOfStored(const QString &path, const std::vector<quint32> &seqs)
{
    const auto session = SessionReader::open(path);
    if (!session)
        return session.error();
    CallFinder finder;
    QByteArray text;
    CallsText copied;
    for (const quint32 seq : seqs) {
        if (text.size() > MaxBytes) {
            ++copied.leftOut;
            continue;
        }
        const auto stored = (*session)->call(seq);
        if (!stored)
            return stored.error();
        if (seqs.size() == 1) {
            text = stored->raw().toByteArray();
        } else if (const CallView *call = finder.find(*stored); call && call->tape) {
            text += text.isEmpty() ? "[\n" : ",\n";
            text += stored->raw();
        } else {
            ++copied.leftOut;
        }
    }
    if (seqs.size() > 1)
        text += text.isEmpty() ? "[]" : "\n]";
    copied.text = QString::fromUtf8(text);
    return copied;
}

bool CellTable::isFromFile() const
{
    return std::any_of(columns.begin(), columns.end(), &EventTableModel::isReadFromFile);
}

QString CellTable::text() const
{
    QStringList lines;
    if (!header.isEmpty())
        lines << header.join(u'\t');
    for (const auto &row : rows) {
        QStringList cells = row.second;
        for (QString &cell : cells)
            cell = inOneLine(cell);
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

Result<CallsText> cellsOfStored(const QString &path, CellTable table)
{
    const auto session = SessionReader::open(path);
    if (!session)
        return session.error();
    std::vector<std::pair<quint32, std::size_t>> bySeq;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        bySeq.emplace_back(table.rows[row].first, row);
    std::sort(bySeq.begin(), bySeq.end());
    std::vector<quint32> seqs;
    for (const auto &entry : bySeq)
        seqs.push_back(entry.first);
    std::size_t next = 0;
    const auto read = readCallCells(**session, seqs, table.fields, [&](quint32 seq, const CallCells &cells) {
        while (next < bySeq.size() && bySeq[next].first < seq)
            ++next;
        if (next == bySeq.size() || bySeq[next].first != seq)
            return true; // a neighbour, read on the way
        QStringList &row = table.rows[bySeq[next].second].second;
        for (std::size_t at = 0; at < table.columns.size(); ++at) {
            if (EventTableModel::isReadFromFile(table.columns[at]))
                row[static_cast<qsizetype>(at)] = cells.text(table.columns[at]);
        }
        return true;
    });
    if (!read)
        return read.error();
    return CallsText{table.text(), 0};
}

} // namespace spectap
