// SPDX-License-Identifier: MIT
#include "ui/navigator/navigatorwords.h"

#include "model/items/navigatormodel.h"
#include "ui/numbers.h"
#include "ui/table/eventwords.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::Navigator)
};

NavigatorList listOf(const QModelIndex &index)
{
    return static_cast<NavigatorList>(index.data(NavigatorListRole).toInt());
}

} // namespace

QVariant NavigatorWords::data(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return navigatorName(index);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return navigatorRow(index);
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QString navigatorName(const QModelIndex &index)
{
    const QString name = index.data(NavigatorNameRole).toString();
    const QString note = index.data(NavigatorNoteRole).toString();
    switch (listOf(index)) {
    case NavigatorList::Sources: // of "@segment/analytics-node" the package says it
        if (!name.isEmpty())
            return name.section(u'/', -1);
        return note.isEmpty() ? Words::tr("no library, no write key") : note;
    case NavigatorList::Events:
        return name.isEmpty() ? typeWord(static_cast<CallType>(index.data(NavigatorTypeRole).toInt())) : name;
    case NavigatorList::Users:
        break;
    }
    return name;
}

QString navigatorShare(quint32 problems, quint32 calls)
{
    return problems == 0 || calls == 0 ? u"0"_s : shareText(qMin(1.0, double(problems) / calls));
}

QString navigatorRow(const QModelIndex &index)
{
    const quint32 calls = index.data(NavigatorCallsRole).toUInt();
    const quint32 problems = index.data(NavigatorProblemsRole).toUInt();
    QStringList parts{navigatorName(index)};
    if (listOf(index) == NavigatorList::Sources) {
        parts = {index.data(NavigatorNameRole).toString(),
            Words::tr("write key %1").arg(index.data(NavigatorNoteRole).toString())};
        if (parts.front().isEmpty())
            parts.front() = Words::tr("no library");
        if (index.data(NavigatorNoteRole).toString().isEmpty())
            parts.back() = Words::tr("no write key");
    } else {
        parts << index.data(NavigatorNoteRole).toString();
    }
    parts << Words::tr("%Ln call(s)", nullptr, static_cast<int>(calls));
    if (problems > 0)
        parts << Words::tr("%1 of them with an error or a warning").arg(countText(problems));
    if (index.data(NavigatorNearMissRole).toBool())
        parts << Words::tr("the name differs from one the Spec knows");
    if (index.data(NavigatorConflictRole).toBool())
        parts << Words::tr("identity conflict");
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace spectap
