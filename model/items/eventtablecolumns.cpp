// SPDX-License-Identifier: MIT
// What the cells hold: facts of the row, and what is read from the file for the rows in sight.
#include "model/items/callcells.h"
#include "model/items/eventtablemodel.h"

#include <algorithm>

namespace spectap {

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : EventColumnCount + static_cast<int>(m_fields.size());
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == FieldPathRole)
        return fieldOf(section);
    return QAbstractTableModel::headerData(section, orientation, role);
}

int EventTableModel::addField(const QString &path)
{
    if (const qsizetype known = m_fields.indexOf(path); known >= 0)
        return EventColumnCount + static_cast<int>(known);
    if (!QueryPath::parse(path))
        return -1;
    const int column = columnCount();
    beginInsertColumns({}, column, column);
    m_fields.append(path);
    readFields();
    endInsertColumns();
    return column;
}

void EventTableModel::removeField(int column)
{
    if (fieldOf(column).isEmpty())
        return;
    beginRemoveColumns({}, column, column);
    m_fields.removeAt(column - EventColumnCount);
    readFields();
    endRemoveColumns();
}

QString EventTableModel::fieldOf(int column) const
{
    return m_fields.value(column - EventColumnCount);
}

std::vector<QueryPath> EventTableModel::fieldPaths() const
{
    std::vector<QueryPath> paths;
    for (const QString &field : m_fields) {
        if (auto path = QueryPath::parse(field))
            paths.push_back(std::move(*path));
    }
    return paths;
}

void EventTableModel::readFields()
{
    m_cells->setFields(fieldPaths());
}

bool EventTableModel::isReadFromFile(int column)
{
    return column == MessageIdColumn || column == BatchColumn || column == AddressColumn ||
           column >= EventColumnCount;
}

void EventTableModel::wantCells(int first, int last)
{
    std::vector<quint32> seqs;
    for (int row = std::max(first, 0); row <= last && row < rowCount(); ++row)
        seqs.push_back(seqAt(row));
    std::sort(seqs.begin(), seqs.end());
    m_cells->want(seqs);
}

bool EventTableModel::isReadingCells() const
{
    return m_cells->isBusy();
}

void EventTableModel::onCellsRead(const std::vector<quint32> &seqs)
{
    int first = rowCount();
    int last = -1;
    for (const quint32 seq : seqs) {
        if (const int row = rowOf(seq); row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    if (first <= last)
        emit dataChanged(index(first, MessageIdColumn), index(last, columnCount() - 1));
}

Micros EventTableModel::firstArrival() const
{
    const RowStore &rows = m_document->rows();
    return rows.size() == 0 ? 0 : rows[0].receivedAt;
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const quint32 at = indexAt(index.row());
    const int column = index.column();
    if (isReadFromFile(column) && (role == Qt::DisplayRole || role == CellKindRole))
        return fromFile(at, column, role);
    if (role != Qt::DisplayRole)
        return fact(at, role);
    const CallRow &row = m_document->rows()[at];
    switch (static_cast<EventColumn>(column)) {
    case SeqColumn:
        return fact(at, SeqRole);
    case TimeColumn:
        return fact(at, ReceivedAtRole);
    case DeltaColumn:
        return fact(at, DeltaRole);
    case TypeColumn:
        return QString::fromUtf8(callTypeName(row.type));
    case NameColumn:
        return fact(at, NameRole);
    case IdColumn:
        return fact(at, row.user ? UserIdRole : AnonymousIdRole);
    case SourceColumn:
        return fact(at, SourceNameRole);
    case VerdictColumn:
        return QString::fromUtf8(severityName(row.worst()));
    case SizeColumn:
        return fact(at, SizeRole);
    case TimestampColumn:
        return fact(at, EventTimeRole);
    case LibraryColumn:
        return fact(at, LibraryRole);
    case WriteKeyColumn:
        return fact(at, WriteKeyRole);
    case IngestColumn:
        return fact(at, IngestRole);
    case MessageIdColumn:
    case BatchColumn:
    case AddressColumn:
    case EventColumnCount:
        break;
    }
    return {};
}

QVariant EventTableModel::fromFile(quint32 at, int column, int role) const
{
    const CallCells *cells = m_cells->find(at + 1);
    if (!cells)
        return {};
    if (role == Qt::DisplayRole)
        return cells->text(column);
    if (column < EventColumnCount)
        return static_cast<int>(JsonKind::String);
    const auto &field = cells->fields[static_cast<std::size_t>(column - EventColumnCount)];
    return field.kind ? static_cast<int>(*field.kind) : -1;
}

QVariant EventTableModel::fact(quint32 at, int role) const
{
    const CallRow &row = m_document->rows()[at];
    const auto text = [this](StringId id) { return QString::fromUtf8(m_document->strings().at(id)); };
    const auto source = [&]() -> const Source & { return sourceOf(row, m_document->sources()); };
    switch (role) {
    case SeqRole:
        return at + 1;
    case ReceivedAtRole:
        return row.receivedAt;
    case EventTimeRole:
        return row.eventTime;
    case DeltaRole:
        return at == 0 ? qint64(-1) : row.receivedAt - m_document->rows()[at - 1].receivedAt;
    case TypeRole:
        return static_cast<int>(row.type);
    case NameRole:
        return text(row.name);
    case UserIdRole:
        return text(row.user);
    case AnonymousIdRole:
        return text(row.anonymous);
    case OtherIdRole:
        return text(row.other);
    case SourceNameRole:
        return QString::fromUtf8(source().library.isEmpty() ? source().writeKey : source().library);
    case LibraryRole:
        return QString::fromUtf8(source().library);
    case WriteKeyRole:
        return QString::fromUtf8(source().writeKey);
    case ErrorsRole:
        return static_cast<int>(row.errors);
    case WarningsRole:
        return static_cast<int>(row.warnings);
    case InfosRole:
        return static_cast<int>(row.infos);
    case SeverityRole:
        return static_cast<int>(row.worst());
    case IngestRole:
        return static_cast<int>(row.ingest);
    case RetryCountRole:
        return copiesOf(at);
    case FlagsRole:
        return static_cast<int>(row.flags);
    case SizeRole:
        return row.size;
    case DisorderRole:
        return at > 0 && row.eventTime < m_document->rows()[at - 1].eventTime;
    case MarkFlagsRole:
    case MarkColourRole:
    case NoteRole:
    case RuleColourRole:
    case RuleNameRole:
        return markData(at + 1, role);
    default:
        return {};
    }
}

} // namespace spectap
