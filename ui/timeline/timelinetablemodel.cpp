// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinetablemodel.h"

#include "model/items/sessiondocument.h"
#include "ui/numbers.h"
#include "ui/timeline/lanehints.h"
#include "ui/timeline/timelinenavigation.h"

#include <algorithm>

namespace spectap {

TimelineTableModel::TimelineTableModel(
    const TimelineLayout &layout, const SessionDocument *document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_layout(layout)
    , m_document(document)
{
}

std::vector<TimelineTableModel::Row> TimelineTableModel::makeRows() const
{
    const IdentityTimeline &timeline = m_layout.timeline();
    const auto &lanes = timeline.lanes();
    const IdentityGraph &graph = timeline.graph();
    std::vector<quint32> conflicts(graph.ids().size(), 0); // asked for one by one they would take forever
    for (const IdentityConflict &conflict : graph.conflicts()) {
        if (isHint(conflict.rule))
            continue;
        for (const IdIndex id : conflict.ids) {
            if (id < conflicts.size())
                ++conflicts[id];
        }
    }
    std::vector<Row> rows;
    QString profile;
    for (const quint32 lane : m_layout.shownLanes()) {
        if (lane >= lanes.size())
            break; // the layout is about to follow
        const TimelineLane &line = lanes[lane];
        const bool isId = line.kind == TimelineLane::Kind::Id;
        if (!isId && line.kind != TimelineLane::Kind::WithoutId) {
            profile = laneTitle(timeline, *m_document, lane);
            continue;
        }
        Row row;
        row.place = static_cast<quint32>(rows.size());
        row.value = isId ? graph.ids()[line.id].value : 0;
        row.kind = laneKind(line);
        row.id = laneTitle(timeline, *m_document, lane);
        row.profile = profile;
        row.first = timeline.firstTime(lane);
        row.last = timeline.lastTime(lane);
        row.calls = timeline.calls(lane);
        row.conflicts = isId ? conflicts[line.id] : 0;
        row.linkedSeq = linkingCall(timeline, lane);
        row.linked = linkedBy(timeline, *m_document, lane);
        row.firstSeq = endOfLane(timeline, lane, -1);
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The same lanes with other figures keep their rows, and with them what is selected.
void TimelineTableModel::rebuild(const TimeReading &reading)
{
    m_reading = reading;
    std::vector<Row> rows = makeRows();
    const auto same = [](const Row &a, const Row &b) { return a.isOf(b); };
    if (rows.size() == m_rows.size() && std::ranges::equal(rows, m_rows, same)) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TimelineTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TimelineTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TimelineTableModel::text(const Row &row, int column) const
{
    switch (column) {
    case LaneColumn:
        return countText(row.place + 1);
    case KindColumn:
        return row.kind;
    case IdColumn:
        return row.id;
    case ProfileColumn:
        return row.profile;
    case FirstColumn:
        return m_reading.clock(row.first);
    case LastColumn:
        return m_reading.clock(row.last);
    case CallsColumn:
        return countText(row.calls);
    case LinkedColumn:
        return row.linked;
    case ConflictsColumn:
        return row.conflicts == 0 ? QString() : countText(row.conflicts);
    default:
        return {};
    }
}

QVariant TimelineTableModel::plain(const Row &row, int column)
{
    switch (column) {
    case LaneColumn:
        return row.place;
    case FirstColumn:
        return row.first;
    case LastColumn:
        return row.last;
    case CallsColumn:
        return row.calls;
    case LinkedColumn:
        return row.linkedSeq;
    case ConflictsColumn:
        return row.conflicts;
    case KindColumn:
        return row.kind;
    case IdColumn:
        return row.id;
    default:
        return row.profile;
    }
}

QVariant TimelineTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isNumber =
        index.column() == LaneColumn || index.column() == CallsColumn || index.column() == ConflictsColumn;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == FirstColumn || index.column() == LastColumn)
            return m_reading.exact(index.column() == FirstColumn ? row.first : row.last);
        return text(row, index.column());
    case Qt::AccessibleTextRole: {
        const QString header = headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString();
        return QString(header + QStringLiteral(": ") + text(row, index.column()));
    }
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case SortRole:
        return plain(row, index.column());
    case SeqRole:
        return row.firstSeq;
    case ValueRole:
        return row.value;
    default:
        return {};
    }
}

QVariant TimelineTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LaneColumn:
        return tr("Lane");
    case KindColumn:
        return tr("Kind of ID");
    case IdColumn:
        return tr("ID");
    case ProfileColumn:
        return tr("Profile");
    case FirstColumn:
        return tr("First seen");
    case LastColumn:
        return tr("Last seen");
    case CallsColumn:
        return tr("Calls");
    case LinkedColumn:
        return tr("Linked by");
    case ConflictsColumn:
        return tr("Conflicts");
    default:
        return {};
    }
}

} // namespace spectap
