// SPDX-License-Identifier: MIT
#include "ui/spec/specwords.h"

#include "ui/numbers.h"
#include "ui/spec/factwords.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

SpecTree::Kind kindOf(const QModelIndex &index)
{
    return static_cast<SpecTree::Kind>(index.data(SpecKindRole).toInt());
}

/// "b2b-saas" → "B2b saas": the names are those of the docs' pages.
QString titled(QString name)
{
    name.replace(u'-', u' ');
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

bool isList(SpecTree::Kind kind)
{
    return kind == SpecTree::Kind::Spec || kind == SpecTree::Kind::Group;
}

/// Nobody can see in a call whether it is kept.
bool isFact(SpecTree::Kind kind)
{
    return kind == SpecTree::Kind::Heading || kind == SpecTree::Kind::Fact;
}

} // namespace

QString presenceWords(const QModelIndex &index)
{
    const int presence = index.data(SpecPresenceRole).toInt();
    if (presence < 0)
        return {};
    switch (static_cast<Presence>(presence)) {
    case Presence::Unstated:
        break;
    case Presence::Never:
        return SpecWords::tr("optional");
    case Presence::Recommended:
        return SpecWords::tr("recommended");
    case Presence::Conditional: {
        const QString when = index.data(SpecWhenRole).toString();
        return when.isEmpty() ? SpecWords::tr("sometimes required")
                              : SpecWords::tr("required: %1", "%1: when").arg(when);
    }
    case Presence::Always:
        return SpecWords::tr("required");
    }
    return {};
}

QString seenWords(const QModelIndex &index)
{
    if (isList(kindOf(index))) {
        return SpecWords::tr("%1 of %2", "events seen")
            .arg(countText(index.data(SpecEventsSeenRole).toUInt()),
                countText(index.data(SpecEventsRole).toUInt()));
    }
    if (isFact(kindOf(index)))
        return {};
    const uint calls = index.data(SpecCallsRole).toUInt();
    return calls == 0   ? SpecWords::tr("never")
           : calls == 1 ? SpecWords::tr("1 call")
                        : SpecWords::tr("%1 calls").arg(countText(calls));
}

QString specName(const QModelIndex &index)
{
    const QString name = index.data(SpecNameRole).toString();
    switch (kindOf(index)) {
    case SpecTree::Kind::Spec:
        if (const QString title = index.data(SpecTitleRole).toString(); !title.isEmpty())
            return title;
        return name == u"calls" ? SpecWords::tr("Calls and common fields") : titled(name);
    case SpecTree::Kind::Common:
        return SpecWords::tr("Fields of every call");
    case SpecTree::Kind::Heading:
        return headingName(index);
    case SpecTree::Kind::Fact:
        return factName(index);
    case SpecTree::Kind::Group:
    case SpecTree::Kind::Event:
    case SpecTree::Kind::Call:
        break;
    case SpecTree::Kind::Field:
        if (name == u"[]")
            return SpecWords::tr("each element");
        if (name == u"*")
            return SpecWords::tr("any other key");
        break;
    }
    return name;
}

QVariant SpecWords::data(const QModelIndex &index, int role) const
{
    if (role >= Qt::UserRole)
        return QIdentityProxyModel::data(index, role);
    const SpecTree::Kind kind = kindOf(index);
    const auto column = static_cast<SpecColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (column) {
        case SpecNameColumn:
            return specName(index);
        case SpecTypeColumn:
            if (kind == SpecTree::Kind::Fact)
                return role == Qt::ToolTipRole ? factAmount(index) : factBound(index);
            return index.data(SpecTypeTextRole);
        case SpecPresenceColumn:
            return presenceWords(index);
        case SpecMeansColumn:
            return index.data(SpecMeansRole);
        case SpecSeenColumn:
            return seenWords(index);
        case SpecColumnCount:
            break;
        }
        return {};
    case Qt::AccessibleTextRole:
        return column == SpecNameColumn
                   ? QStringList{specName(index), index.data(SpecTypeTextRole).toString(), factAmount(index),
                         presenceWords(index), seenWords(index)}
                         .filter(QRegularExpression(u"."_s))
                         .join(u", ")
                   : data(index, Qt::DisplayRole);
    case Qt::DecorationRole:
        if (column == SpecNameColumn && (kind == SpecTree::Kind::Event || kind == SpecTree::Kind::Call))
            return typeIcon(static_cast<CallType>(index.data(SpecCallRole).toInt()));
        return {};
    case Qt::FontRole:
        if (kind == SpecTree::Kind::Field && (column == SpecNameColumn || column == SpecTypeColumn))
            return monoFont(QApplication::font(), SmallText);
        if ((isList(kind) || kind == SpecTree::Kind::Heading) && column == SpecNameColumn)
            return scaledFont(QApplication::font(), 1.0, QFont::DemiBold);
        return {};
    case Qt::ForegroundRole: {
        const QPalette palette = QApplication::palette();
        const Theme &theme = themeOf(palette);
        const bool seen = isList(kind) ? index.data(SpecEventsSeenRole).toUInt() > 0
                                       : index.data(SpecCallsRole).toUInt() > 0;
        if (column == SpecSeenColumn)
            return seen ? theme.text : theme.text3;
        return column == SpecNameColumn ? QVariant() : QVariant(theme.text2);
    }
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QVariant SpecWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<SpecColumn>(section)) {
    case SpecNameColumn:
        return tr("Event or field");
    case SpecTypeColumn:
        return tr("Type");
    case SpecPresenceColumn:
        return tr("Presence");
    case SpecMeansColumn:
        return tr("Means");
    case SpecSeenColumn:
        return tr("Seen");
    case SpecColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
