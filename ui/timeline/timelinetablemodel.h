// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/stringpool.h"
#include "ui/timereading.h"

#include <QAbstractTableModel>

namespace spectap {

class SessionDocument;
class TimelineLayout;

/// The ids whose lanes the timeline shows as rows, in their order: what one sees there, to be read, sorted
/// and copied. A copy of the facts: rebuild() takes them anew.
class TimelineTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        LaneColumn,
        KindColumn,
        IdColumn,
        ProfileColumn,
        FirstColumn,
        LastColumn,
        CallsColumn,
        LinkedColumn,
        ConflictsColumn,
        ColumnCount,
    };
    enum Role
    {
        SortRole = Qt::UserRole + 1, ///< the plain value of a cell
        SeqRole,                     ///< the first call of the row's lane
        ValueRole,                   ///< StringId of the row's id; 0: calls without one
    };

    TimelineTableModel(const TimelineLayout &layout, const SessionDocument *document, QObject *parent);

    void rebuild(const TimeReading &reading);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        quint32 place = 0; ///< from the top
        StringId value = 0;
        QString kind;
        QString id;
        QString profile;
        Micros first = NoTime;
        Micros last = NoTime;
        quint32 calls = 0;
        quint32 conflicts = 0;
        quint32 linkedSeq = 0;
        QString linked;
        quint32 firstSeq = 0;

        [[nodiscard]] bool isOf(const Row &other) const
        {
            return place == other.place && value == other.value && kind == other.kind;
        }
    };
    [[nodiscard]] std::vector<Row> makeRows() const;
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] static QVariant plain(const Row &row, int column);

    const TimelineLayout &m_layout;
    const SessionDocument *m_document;
    TimeReading m_reading;
    std::vector<Row> m_rows;
};

} // namespace spectap
