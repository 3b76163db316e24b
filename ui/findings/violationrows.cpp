// SPDX-License-Identifier: MIT
#include "ui/findings/violationrows.h"

#include "model/spec/pointerpattern.h"
#include "ui/findings/rulewords.h"
#include "ui/inspector/callwords.h"
#include "ui/numbers.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

using NodeKind = ViolationNode::Kind;

NodeKind kindOf(const QModelIndex &index)
{
    return static_cast<NodeKind>(index.data(ViolationKindRole).toInt());
}

QString percent(double share)
{
    const double percent = share * 100;
    return percent > 0 && percent < 1 ? ViolationRows::tr("< 1%")
                                      : ViolationRows::tr("%1%").arg(std::floor(percent));
}

} // namespace

QString violationName(const QModelIndex &index)
{
    switch (kindOf(index)) {
    case NodeKind::Root:
        break;
    case NodeKind::Rule:
        return ruleTitle(static_cast<Rule>(index.data(ViolationRuleRole).toInt()));
    case NodeKind::Event:
        return eventWords({static_cast<CallType>(index.data(ViolationTypeRole).toInt()),
            index.data(ViolationEventRole).toString().toUtf8()});
    case NodeKind::Source: {
        const QString name = index.siblingAtColumn(ViolationNameColumn).data().toString();
        return name.isEmpty() ? ViolationRows::tr("Without write key and library") : name;
    }
    case NodeKind::Field: {
        const QString path =
            QString::fromUtf8(dottedPath(index.data(ViolationPatternRole).toString().toUtf8()));
        return path.isEmpty() ? ViolationRows::tr("The whole call") : path;
    }
    }
    return {};
}

ViolationRows::ViolationRows(ViolationModel *model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    m_shown.set(static_cast<std::size_t>(Severity::Error));
    m_shown.set(static_cast<std::size_t>(Severity::Warning));
    setRecursiveFilteringEnabled(true); // what is above a hit is shown too
    setSourceModel(model);
}

void ViolationRows::setShown(Severity severity, bool shown)
{
    m_shown.set(static_cast<std::size_t>(severity), shown);
    // What is not shown is not counted either; with nothing shown it does not matter.
    for (const Severity least : {Severity::Info, Severity::Warning, Severity::Error}) {
        if (shows(least)) {
            m_model->setLeastSeverity(least);
            break;
        }
    }
    invalidateFilter();
}

void ViolationRows::setSearch(const QString &words)
{
    m_words = words.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool ViolationRows::hasWords(const QModelIndex &index) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = violationName(index) + u' ' + index.data(ViolationRuleNameRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
        [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ViolationRows::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto severity = static_cast<std::size_t>(index.data(ViolationSeverityRole).toInt());
    if (severity >= m_shown.size() || !m_shown[severity])
        return false;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) { // and what is below a hit
        if (hasWords(at))
            return true;
    }
    return false;
}

QString ViolationRows::name(const QModelIndex &index) const
{
    return violationName(mapToSource(index.siblingAtColumn(ViolationNameColumn)));
}

QString ViolationRows::display(const QModelIndex &index) const
{
    switch (static_cast<ViolationColumn>(index.column())) {
    case ViolationNameColumn:
        return name(index);
    case ViolationCallsColumn:
        return countText(index.data(ViolationCallsRole).toUInt());
    case ViolationShareColumn:
        return percent(index.data(ViolationShareRole).toDouble());
    case ViolationFindingsColumn:
        return countText(index.data(ViolationFindingsRole).toLongLong());
    case ViolationFirstColumn:
        return clockTimeShort(index.data(ViolationFirstTimeRole).toLongLong());
    case ViolationLastColumn:
        return clockTimeShort(index.data(ViolationLastTimeRole).toLongLong());
    case ViolationColumnCount:
        break;
    }
    return {};
}

QString ViolationRows::accessible(const QModelIndex &index) const
{
    if (index.column() != ViolationNameColumn)
        return display(index);
    const auto severity = static_cast<Severity>(index.data(ViolationSeverityRole).toInt());
    return tr("%1, %2, %3 of %4 calls", "group, severity, how many, of how many")
        .arg(name(index), severityWord(severity), countText(index.data(ViolationCallsRole).toUInt()),
            countText(m_model->callsCounted()));
}

QVariant ViolationRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(index);
    case Qt::AccessibleTextRole:
        return accessible(index);
    case Qt::ToolTipRole:
        if (index.column() == ViolationNameColumn)
            return name(index);
        if (index.column() == ViolationFirstColumn)
            return tr("Call #%1").arg(index.data(ViolationFirstSeqRole).toUInt());
        if (index.column() == ViolationLastColumn)
            return tr("Call #%1").arg(index.data(ViolationLastSeqRole).toUInt());
        if (index.column() == ViolationShareColumn || index.column() == ViolationCallsColumn) {
            return tr("%1 of %2 calls")
                .arg(countText(index.data(ViolationCallsRole).toUInt()), countText(m_model->callsCounted()));
        }
        return {};
    case Qt::DecorationRole:
        if (index.column() != ViolationNameColumn)
            return {};
        if (kindOf(index) == NodeKind::Event)
            return typeIcon(static_cast<CallType>(index.data(ViolationTypeRole).toInt()));
        return severityIcon(static_cast<Severity>(index.data(ViolationSeverityRole).toInt()));
    case Qt::TextAlignmentRole:
        if (index.column() == ViolationCallsColumn || index.column() == ViolationFindingsColumn)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        return {};
    case ViolationWordsRole:
        return name(index);
    default:
        return QSortFilterProxyModel::data(index, role);
    }
}

QVariant ViolationRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool right = section == ViolationCallsColumn || section == ViolationFindingsColumn;
        return QVariant::fromValue(
            Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<ViolationColumn>(section)) {
    case ViolationNameColumn:
        switch (m_model->grouping()) {
        case ViolationGrouping::Rule:
            return tr("Rule, event, field");
        case ViolationGrouping::Event:
            return tr("Event, rule, field");
        case ViolationGrouping::Source:
            return tr("Source, rule, event, field");
        }
        return {};
    case ViolationCallsColumn:
        return tr("Calls");
    case ViolationShareColumn:
        return tr("Share");
    case ViolationFindingsColumn:
        return tr("Findings");
    case ViolationFirstColumn:
        return tr("First seen");
    case ViolationLastColumn:
        return tr("Last seen");
    case ViolationColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
