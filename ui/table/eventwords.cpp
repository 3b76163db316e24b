// SPDX-License-Identifier: MIT
#include "ui/table/eventwords.h"

#include "model/items/eventtableroles.h"
#include "model/session/callrow.h"
#include "ui/marks/markwords.h"
#include "ui/numbers.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::EventWords)
};

QString text(const QModelIndex &index, int role)
{
    return index.data(role).toString();
}

CallMark markOf(const QModelIndex &index)
{
    return {static_cast<quint8>(index.data(MarkFlagsRole).toInt()),
        static_cast<MarkColour>(index.data(MarkColourRole).toInt()), text(index, NoteRole).toUtf8()};
}

/// What the person noted of the call, and the rule that colours it: a line each.
QStringList markLines(const QModelIndex &index)
{
    const CallMark mark = markOf(index);
    QStringList lines;
    if (QString words = markWords(mark); !words.isEmpty()) {
        words[0] = words[0].toUpper();
        lines << words;
    }
    if (!mark.note.isEmpty())
        lines << QString::fromUtf8(mark.note);
    if (const QString rule = text(index, RuleNameRole); !rule.isEmpty())
        lines << Words::tr("Coloured by the rule %1", "%1: its name").arg(rule);
    return lines;
}

bool hasFlag(const QModelIndex &index, CallRow::Flag flag)
{
    return index.data(FlagsRole).toInt() & flag;
}

CallType typeOf(const QModelIndex &index)
{
    return static_cast<CallType>(index.data(TypeRole).toInt());
}

/// What stands in the name column: a name where the call has one, else what it does.
QString nameText(const QModelIndex &index)
{
    const QString name = text(index, NameRole);
    if (hasFlag(index, CallRow::Unreadable))
        return Words::tr("Not JSON");
    const QString user = text(index, UserIdRole);
    switch (typeOf(index)) {
    case CallType::Alias:
        return text(index, OtherIdRole) + u" \u2192 "_s + user;
    case CallType::Group:
        return text(index, OtherIdRole);
    case CallType::Identify: {
        const QString anonymous = text(index, AnonymousIdRole);
        if (user.isEmpty() && anonymous.isEmpty())
            return Words::tr("traits of nobody");
        if (user.isEmpty() || anonymous.isEmpty())
            return Words::tr("traits of %1").arg(user + anonymous);
        return anonymous + u" \u2192 "_s + user;
    }
    case CallType::Unknown:
    case CallType::Track:
    case CallType::Page:
    case CallType::Screen:
        break;
    }
    return name.isEmpty() ? Words::tr("no name") : name;
}

/// For a call without an id to go by. One that Segment takes all the same did carry an id, of a kind that is
/// nobody's.
QString noIdText(const QModelIndex &index)
{
    const bool accepted = static_cast<Ingest>(index.data(IngestRole).toInt()) == Ingest::Accepted;
    return accepted ? Words::tr("no usable ID") : Words::tr("no ID");
}

} // namespace

QString typeWord(CallType type)
{
    if (type == CallType::Unknown)
        return Words::tr("unknown", "call type that is none of the six");
    return QString::fromLatin1(callTypeName(type)); // the spec's own word, the same in every language
}

QString verdictWords(int errors, int warnings, int infos)
{
    QStringList parts;
    if (errors > 0)
        parts << Words::tr("%n error(s)", nullptr, errors);
    if (warnings > 0)
        parts << Words::tr("%n warning(s)", nullptr, warnings);
    if (infos > 0)
        parts << Words::tr("%n info(s)", nullptr, infos);
    return parts.isEmpty() ? Words::tr("no findings") : parts.join(u", "_s);
}

QString ingestWord(Ingest ingest)
{
    switch (ingest) {
    case Ingest::Accepted:
        break;
    case Ingest::Refused:
        return Words::tr("refused", "what Segment would do with the call");
    case Ingest::Dropped:
        return Words::tr("dropped", "what Segment would do with the call");
    }
    return Words::tr("accepted", "what Segment would do with the call");
}

QString EventWords::cellText(const QModelIndex &index) const
{
    if (index.column() >= EventColumnCount)
        return QIdentityProxyModel::data(index, Qt::DisplayRole).toString();
    switch (static_cast<EventColumn>(index.column())) {
    case SeqColumn:
        return text(index, SeqRole);
    case TimeColumn:
        return m_reading.clock(index.data(ReceivedAtRole).toLongLong());
    case DeltaColumn:
        return deltaText(index.data(DeltaRole).toLongLong());
    case TypeColumn:
        return typeWord(typeOf(index));
    case NameColumn:
        return nameText(index);
    case IdColumn: {
        const QString user = text(index, UserIdRole);
        const QString id = user.isEmpty() ? text(index, AnonymousIdRole) : user;
        return id.isEmpty() ? noIdText(index) : id;
    }
    case SourceColumn: // of "@segment/analytics-node" the package says it
        return text(index, SourceNameRole).section(u'/', -1);
    case VerdictColumn:
        return verdictWords(
            index.data(ErrorsRole).toInt(), index.data(WarningsRole).toInt(), index.data(InfosRole).toInt());
    case SizeColumn:
        return shortSize(index.data(SizeRole).toLongLong());
    case TimestampColumn:
        return m_reading.clock(index.data(EventTimeRole).toLongLong());
    case LibraryColumn:
        return text(index, LibraryRole);
    case WriteKeyColumn:
        return text(index, WriteKeyRole);
    case IngestColumn:
        return ingestWord(static_cast<Ingest>(index.data(IngestRole).toInt()));
    case MessageIdColumn:
    case BatchColumn:
    case AddressColumn:
        return QIdentityProxyModel::data(index, Qt::DisplayRole).toString();
    case EventColumnCount:
        break;
    }
    return {};
}

/// In every way it can be told.
QString EventWords::momentWords(Micros time) const
{
    if (time == NoTime)
        return {};
    QStringList lines;
    TimeReading reading = m_reading;
    for (const TimeMode mode : {TimeMode::Local, TimeMode::Utc, TimeMode::SinceFirst}) {
        reading.mode = mode;
        lines << tr("%1 (%2)", "moment, how it is told").arg(reading.exact(time), reading.words(time));
    }
    return lines.join(u'\n');
}

QString EventWords::toolTip(const QModelIndex &index) const
{
    if (index.column() >= EventColumnCount)
        return cellText(index);
    switch (static_cast<EventColumn>(index.column())) {
    case NameColumn: {
        QStringList lines{nameText(index)};
        if (hasFlag(index, CallRow::NearMissName))
            lines << tr("The name differs from one the Spec knows. Open the call to see which.");
        if (const int copies = index.data(RetryCountRole).toInt(); copies > 1)
            lines << tr("Sent %n time(s) with the same messageId.", nullptr, copies);
        switch (static_cast<Ingest>(index.data(IngestRole).toInt())) {
        case Ingest::Accepted:
            break;
        case Ingest::Refused:
            lines << tr("Segment would refuse this call with 400.");
            break;
        case Ingest::Dropped:
            lines << tr("Segment would answer 200 and drop this call.");
            break;
        }
        return (lines + markLines(index)).join(u'\n');
    }
    case IdColumn: {
        const QString user = text(index, UserIdRole);
        const QString anonymous = text(index, AnonymousIdRole);
        if (user.isEmpty() && anonymous.isEmpty()) {
            return static_cast<Ingest>(index.data(IngestRole).toInt()) == Ingest::Accepted
                       ? tr("The ID of this call stands for nobody, so no profile gets the call. Open the "
                            "call "
                            "to see why.")
                       : tr("This call has no userId and no anonymousId. Segment answers 200 and drops it.");
        }
        QStringList lines;
        if (!user.isEmpty())
            lines << u"userId "_s + user;
        if (!anonymous.isEmpty())
            lines << u"anonymousId "_s + anonymous;
        return lines.join(u'\n');
    }
    case SizeColumn:
        return tr("%1 bytes").arg(countText(index.data(SizeRole).toLongLong()));
    case SourceColumn:
        return text(index, SourceNameRole);
    case VerdictColumn:
        return cellText(index);
    case TimeColumn:
        return momentWords(index.data(ReceivedAtRole).toLongLong());
    case TimestampColumn:
        return momentWords(index.data(EventTimeRole).toLongLong());
    case DeltaColumn: {
        const QString delta = deltaText(index.data(DeltaRole).toLongLong());
        QString words = delta.isEmpty() ? QString() : tr("%1 s after the call before it").arg(delta);
        if (index.data(DisorderRole).toBool())
            words += u'\n' + tr("By the SDK's clock it happened before the call that arrived before it.");
        return words;
    }
    case BatchColumn:
        return cellText(index).isEmpty() ? QString() : tr("Place in the batch / calls in it");
    case TypeColumn:
    case LibraryColumn:
    case WriteKeyColumn:
    case MessageIdColumn:
    case AddressColumn:
        return cellText(index);
    case SeqColumn:
    case IngestColumn:
    case EventColumnCount:
        break;
    }
    return {};
}

QString EventWords::spokenRow(const QModelIndex &index) const
{
    const QString user = text(index, UserIdRole);
    const QString anonymous = text(index, AnonymousIdRole);
    QStringList parts{text(index, SeqRole), m_reading.clock(index.data(ReceivedAtRole).toLongLong(), 0),
        typeWord(typeOf(index)), nameText(index)};
    if (!user.isEmpty())
        parts << tr("user %1").arg(user);
    else if (!anonymous.isEmpty())
        parts << tr("anonymous %1").arg(anonymous);
    else
        parts << noIdText(index);
    parts << text(index, SourceNameRole);
    if (const auto ingest = static_cast<Ingest>(index.data(IngestRole).toInt()); ingest != Ingest::Accepted)
        parts << ingestWord(ingest);
    if (const int copies = index.data(RetryCountRole).toInt(); copies > 1)
        parts << tr("sent %n time(s)", nullptr, copies);
    parts << verdictWords(
        index.data(ErrorsRole).toInt(), index.data(WarningsRole).toInt(), index.data(InfosRole).toInt());
    parts << markLines(index);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QVariant EventWords::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return cellText(index);
    case Qt::ToolTipRole:
        return toolTip(index);
    case Qt::AccessibleTextRole:
        // The first cell speaks for its row, so that stepping through rows reads each once and whole.
        return index.column() == SeqColumn ? spokenRow(index) : cellText(index);
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

Qt::ItemFlags EventWords::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QIdentityProxyModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

} // namespace spectap
