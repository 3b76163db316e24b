// SPDX-License-Identifier: MIT
#include "ui/spec/plancoveragewords.h"

#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/tokens.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

using Kind = PlanCoverageModel::Kind;

Kind kindOf(const QModelIndex &index)
{
    return static_cast<Kind>(index.data(PlanKindRole).toInt());
}

bool isHeading(Kind kind)
{
    return kind == Kind::Plan || kind == Kind::Unplanned;
}

} // namespace

QString PlanCoverageWords::name(const QModelIndex &index) const
{
    const QString own = index.data(PlanNameRole).toString();
    switch (kindOf(index)) {
    case Kind::Unplanned:
        return tr("In no plan");
    case Kind::Rule: {
        const auto call = static_cast<CallType>(index.data(PlanCallRole).toInt());
        QString words = own;
        if (call == CallType::Unknown)
            words = tr("Every call");
        else if (call != CallType::Track)
            words = QString(QString::fromUtf8(callTypeName(call)) + u' ' + own).trimmed();
        const int version = index.data(PlanVersionRole).toInt();
        return version == 0 ? words : tr("%1 (version %2)", "%1: event").arg(words).arg(version);
    }
    case Kind::Plan:
    case Kind::Field:
    case Kind::Event:
        break;
    }
    return own;
}

QString PlanCoverageWords::presence(const QModelIndex &index) const
{
    if (!index.data(PlanPlannedRole).toBool())
        return isHeading(kindOf(index)) ? QString() : tr("unplanned");
    return index.data(PlanRequiredRole).toBool() ? tr("required") : QString();
}

QString PlanCoverageWords::calls(const QModelIndex &index) const
{
    const uint events = index.data(PlanEventsRole).toUInt();
    if (kindOf(index) == Kind::Plan) {
        return tr("%1 of %2 events", "seen, of all")
            .arg(countText(index.data(PlanEventsSeenRole).toUInt()), countText(events));
    }
    if (kindOf(index) == Kind::Unplanned)
        return events == 1 ? tr("1 event") : tr("%1 events").arg(countText(events));
    const uint calls = index.data(PlanCallsRole).toUInt();
    return calls == 0 ? tr("never") : countText(calls);
}

QVariant PlanCoverageWords::data(const QModelIndex &index, int role) const
{
    if (role >= Qt::UserRole)
        return QIdentityProxyModel::data(index, role);
    const Kind kind = kindOf(index);
    const auto column = static_cast<PlanColumn>(index.column());
    const auto seq = [&index](int which) {
        const uint number = index.data(which).toUInt();
        return number == 0 ? QString() : u"#%1"_s.arg(number);
    };
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        switch (column) {
        case PlanNameColumn:
            return name(index);
        case PlanPresenceColumn:
            return presence(index);
        case PlanCallsColumn:
            return calls(index);
        case PlanFirstColumn:
            return seq(PlanFirstSeqRole);
        case PlanLastColumn:
            return seq(PlanLastSeqRole);
        case PlanColumnCount:
            break;
        }
        return {};
    case Qt::AccessibleTextRole: {
        if (column != PlanNameColumn)
            return data(index, Qt::DisplayRole);
        const QString how = presence(index);
        return QString(name(index) + (how.isEmpty() ? u", "_s : u", "_s + how + u", "_s) + calls(index));
    }
    case Qt::DecorationRole:
        if (column == PlanNameColumn && (kind == Kind::Rule || kind == Kind::Event)) {
            const auto call = static_cast<CallType>(index.data(PlanCallRole).toInt());
            return call == CallType::Unknown ? QVariant() : QVariant(typeIcon(call));
        }
        return {};
    case Qt::FontRole:
        if (isHeading(kind) && column == PlanNameColumn)
            return scaledFont(QApplication::font(), 1.0, QFont::DemiBold);
        if ((kind == Kind::Field && column == PlanNameColumn) || column >= PlanFirstColumn)
            return monoFont(QApplication::font(), SmallText);
        return {};
    case Qt::ForegroundRole: {
        const Theme &theme = themeOf(QApplication::palette());
        const bool planned = index.data(PlanPlannedRole).toBool();
        if (column == PlanPresenceColumn)
            return planned ? theme.text2 : theme.of(Severity::Warning).text;
        const bool never = !isHeading(kind) && index.data(PlanCallsRole).toUInt() == 0;
        return never ? QVariant(theme.text3) : QVariant();
    }
    case Qt::TextAlignmentRole:
        if (column >= PlanCallsColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    default:
        return QIdentityProxyModel::data(index, role);
    }
}

QVariant PlanCoverageWords::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= PlanCallsColumn)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<PlanColumn>(section)) {
    case PlanNameColumn:
        return tr("Planned event or field");
    case PlanPresenceColumn:
        return tr("Presence");
    case PlanCallsColumn:
        return tr("Calls");
    case PlanFirstColumn:
        return tr("First");
    case PlanLastColumn:
        return tr("Last");
    case PlanColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
