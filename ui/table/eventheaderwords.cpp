// SPDX-License-Identifier: MIT
// What the columns of the table are called and about.
#include "ui/table/eventwords.h"

#include "model/items/rowsorter.h"

using namespace Qt::StringLiterals;

namespace spectap {

QVariant EventWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (section >= EventColumnCount) {
        const QString path = QIdentityProxyModel::headerData(section, orientation, FieldPathRole).toString();
        switch (role) {
        case Qt::DisplayRole:
            return fieldTitle(section);
        case Qt::ToolTipRole:
            return QString(path + u'\n' + unsortableWords());
        case Qt::AccessibleTextRole:
        case FieldPathRole:
            return path;
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter));
        default:
            return {};
        }
    }
    const auto column = static_cast<EventColumn>(section);
    if (role == Qt::TextAlignmentRole) {
        const bool right =
            column == SeqColumn || column == DeltaColumn || column == SizeColumn || column == BatchColumn;
        return QVariant::fromValue(
            Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role == Qt::ToolTipRole) {
        QStringList lines{headerToolTip(column)};
        if (!isSortable(column))
            lines << unsortableWords();
        lines.removeAll(QString());
        return lines.isEmpty() ? QVariant() : QVariant(lines.join(u'\n'));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case SeqColumn:
        return u"#"_s;
    case TimeColumn:
        return tr("Time");
    case DeltaColumn:
        return tr("\u0394 s", "seconds since the call before");
    case TypeColumn:
        return tr("Type");
    case NameColumn:
        return tr("Event / name");
    case IdColumn:
        return tr("User / anon ID");
    case SourceColumn:
        return tr("Source");
    case VerdictColumn:
        return tr("Verdict");
    case SizeColumn:
        return tr("Size");
    case TimestampColumn:
        return tr("Timestamp");
    case MessageIdColumn:
        return u"messageId"_s;
    case LibraryColumn:
        return tr("Library");
    case WriteKeyColumn:
        return u"writeKey"_s;
    case BatchColumn:
        return tr("Batch");
    case IngestColumn:
        return tr("Segment would", "column: accept, refuse or drop the call");
    case AddressColumn:
        return tr("IP");
    case EventColumnCount:
        break;
    }
    return {};
}

QString EventWords::headerToolTip(EventColumn column) const
{
    if (column == TimeColumn)
        return tr("When the call arrived: %1").arg(m_reading.words(m_reading.zero));
    if (column == TimestampColumn)
        return tr("When the call happened, by the SDK's clock, corrected: %1")
            .arg(m_reading.words(m_reading.zero));
    if (column == IngestColumn)
        return tr("What Segment would do with the call");
    if (column == BatchColumn)
        return tr("Place in the batch / calls in it");
    if (column == AddressColumn)
        return tr("Address that the request came from");
    if (column == DeltaColumn)
        return tr("Seconds since the call before it");
    if (column == IdColumn)
        return tr("userId, or the anonymousId when there is none");
    if (column == VerdictColumn)
        return tr("Findings: errors, warnings, infos");
    return {};
}

QString EventWords::unsortableWords()
{
    return tr("Cannot be sorted by: it is read from the calls themselves, and only of those in sight.");
}

/// Without what most fields begin with, unless that is what tells two columns apart.
QString EventWords::fieldTitle(int column) const
{
    const auto pathOf = [this](int at) {
        return QIdentityProxyModel::headerData(at, Qt::Horizontal, FieldPathRole).toString();
    };
    const auto shortOf = [](const QString &path) {
        for (const QStringView root : {u"properties.", u"traits.", u"context.", u"integrations."}) {
            if (path.startsWith(root))
                return path.sliced(root.size());
        }
        return path;
    };
    const QString path = pathOf(column);
    const QString title = shortOf(path);
    for (int other = EventColumnCount; other < columnCount(); ++other) {
        if (other != column && shortOf(pathOf(other)) == title)
            return path;
    }
    return title;
}

} // namespace spectap
