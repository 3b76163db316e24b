// SPDX-License-Identifier: MIT
#pragma once

#include "ui/command/commandlist.h"

#include <QAbstractTableModel>

namespace spectap {

/// Commands found by what was typed, the best first; all in the menus' order while nothing is.
class CommandModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        NameColumn,
        KeysColumn,
        ColumnCount
    };
    static constexpr int MenuRole = Qt::UserRole + 1; ///< QString: the way to it

    using QAbstractTableModel::QAbstractTableModel;

    void setCommands(std::vector<Command> commands);
    void setPattern(const QString &pattern);
    /// Null when it is gone.
    [[nodiscard]] QAction *actionAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void find();

    std::vector<Command> m_commands;
    std::vector<std::size_t> m_found;
    QString m_pattern;
};

} // namespace spectap
