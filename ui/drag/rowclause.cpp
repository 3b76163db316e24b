// SPDX-License-Identifier: MIT
#include "ui/drag/rowclause.h"

#include "model/call/calltype.h"
#include "model/items/eventtableroles.h"
#include "model/query/querycompletion.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype MaxValues = 20; ///< a longer filter nobody reads

/// Any of what `role` says of the rows; empty when it says nothing of one of them, or too much.
QString anyOf(QLatin1StringView key, const QModelIndexList &cells, int role)
{
    QStringList values;
    for (const QModelIndex &cell : cells) {
        const QString value = cell.data(role).toString();
        if (value.isEmpty())
            return {};
        if (const QString written = quotedQueryValue(value); !values.contains(written))
            values << written;
    }
    return values.isEmpty() || values.size() > MaxValues ? QString()
                                                         : QString(key + u':' + values.join(u','));
}

QString types(const QModelIndexList &cells)
{
    QStringList values;
    for (const QModelIndex &cell : cells) {
        const auto called = static_cast<CallType>(cell.data(TypeRole).toInt());
        const QString type =
            called == CallType::Unknown ? u"unknown"_s : QString::fromLatin1(callTypeName(called));
        if (!values.contains(type))
            values << type;
    }
    return u"type:"_s + values.join(u',');
}

QString verdicts(const QModelIndexList &cells)
{
    constexpr QLatin1StringView Words[]{"is:ok"_L1, "has:info"_L1, "has:warning"_L1, "has:error"_L1};
    const auto of = [](const QModelIndex &cell) { return cell.data(SeverityRole).toInt(); };
    const int first = of(cells.constFirst());
    const bool same =
        std::all_of(cells.begin(), cells.end(), [&](const auto &cell) { return of(cell) == first; });
    return same ? QString(Words[first]) : QString();
}

QString identifiers(const QModelIndexList &cells)
{
    QString clause = anyOf("user"_L1, cells, UserIdRole);
    return clause.isEmpty() ? anyOf("anon"_L1, cells, AnonymousIdRole) : clause;
}

QString ofColumn(const QModelIndexList &cells)
{
    switch (cells.constFirst().column()) {
    case SeqColumn:
        return anyOf("seq"_L1, cells, SeqRole);
    case TypeColumn:
        return types(cells);
    case IdColumn:
        return identifiers(cells);
    case SourceColumn:
        return anyOf("source"_L1, cells, SourceNameRole);
    case VerdictColumn:
        return verdicts(cells);
    case MessageIdColumn:
        return anyOf("msg"_L1, cells, Qt::DisplayRole);
    case LibraryColumn:
        return anyOf("lib"_L1, cells, LibraryRole);
    case WriteKeyColumn:
        return anyOf("key"_L1, cells, WriteKeyRole);
    default:
        return {};
    }
}

} // namespace

QString rowClause(const QModelIndexList &cells)
{
    if (cells.isEmpty())
        return {};
    if (const QString clause = ofColumn(cells); !clause.isEmpty())
        return clause;
    const QString names = anyOf("event"_L1, cells, NameRole);
    return names.isEmpty() ? types(cells) : names;
}

} // namespace spectap
