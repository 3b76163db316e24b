// SPDX-License-Identifier: MIT
#include "ui/command/commandmodel.h"

#include <QAction>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

void CommandModel::setCommands(std::vector<Command> commands)
{
    beginResetModel();
    m_commands = std::move(commands);
    find();
    endResetModel();
}

void CommandModel::setPattern(const QString &pattern)
{
    beginResetModel();
    m_pattern = pattern;
    find();
    endResetModel();
}

void CommandModel::find()
{
    std::vector<std::pair<int, std::size_t>> ranked;
    for (std::size_t i = 0; i < m_commands.size(); ++i) {
        const Command &command = m_commands[i];
        // Its own words count for more than the way to it.
        const int own = matchQuality(m_pattern, command.text);
        const int quality =
            own >= 0 ? 2 * own + 1 : matchQuality(m_pattern, QString(command.menu + u' ' + command.text));
        if (quality >= 0)
            ranked.emplace_back(quality, i);
    }
    std::stable_sort(
        ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    m_found.clear();
    for (const auto &[quality, i] : ranked)
        m_found.push_back(i);
}

QAction *CommandModel::actionAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : m_commands[m_found[std::size_t(row)]].action.get();
}

int CommandModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_found.size());
}

int CommandModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CommandModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Command &command = m_commands[m_found[std::size_t(index.row())]];
    const QString keys = QKeySequence::listToString(command.keys, QKeySequence::NativeText);
    const bool isChecked = command.action && command.action->isCheckable() && command.action->isChecked();
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? command.text : keys;
    case Qt::AccessibleTextRole: {
        QStringList parts{command.text, command.menu};
        if (isChecked)
            parts << tr("on");
        if (!keys.isEmpty())
            parts << keys;
        return parts.join(u", ");
    }
    case Qt::ToolTipRole:
        return command.action ? command.action->toolTip() : QString();
    case Qt::CheckStateRole:
        return index.column() == NameColumn && isChecked ? QVariant(Qt::Checked) : QVariant();
    case MenuRole:
        return command.menu;
    default:
        return {};
    }
}

QVariant CommandModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Command") : tr("Keys");
}

Qt::ItemFlags CommandModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const QAction *action = m_commands[m_found[std::size_t(index.row())]].action;
    const bool can = action && action->isEnabled();
    return Qt::ItemNeverHasChildren | (can ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags);
}

} // namespace spectap
