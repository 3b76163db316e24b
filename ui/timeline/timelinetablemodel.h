// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"
#include "ui/timeline/timereading.h"

#include <QAbstractTableModel>

namespace spectap {

class SessionDocument;

/// The ids of the timeline as rows, in the order of its lanes: what one sees there, to be read, sorted and
/// copied. A copy of the facts: rebuild() takes them anew.
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

    TimelineTableModel(const IdentityTimeline &timeline, const SessionDocument *document, QObject *parent);

    void rebuild(const TimeReading &reading);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        quint32 lane = 0;
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
            return lane == other.lane && value == other.value && kind == other.kind;
        }
    };
    [[nodiscard]] std::vector<Row> makeRows() const;
    [[nodiscard]] QString text(const Row &row, int column) const;
    [[nodiscard]] static QVariant plain(const Row &row, int column);

    const IdentityTimeline &m_timeline;
    const SessionDocument *m_document;
    TimeReading m_reading;
    std::vector<Row> m_rows;
};

} // namespace spectap
