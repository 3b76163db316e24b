// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include <vector>

class QTableView;

namespace spectap {

class EventTableModel;

/// Which columns the live table shows, in which order and how wide. What a person has not made wider or
/// narrower gives up room for the name, the least important first.
class EventColumns final : public QObject
{
    Q_OBJECT

public:
    /// `calls` is at the bottom of the table's model.
    EventColumns(QTableView *table, EventTableModel *calls);

    void setShown(int column, bool shown);
    [[nodiscard]] bool isShown(int column) const;
    /// Those shown, from the left.
    [[nodiscard]] std::vector<int> shown() const;
    /// Shows a field of the bodies; false: that is no path.
    bool addField(const QString &path);
    void removeField(int column);

    /// As designed, without the fields that were added.
    void reset();
    [[nodiscard]] QStringList save() const;
    /// Columns that `saved` does not know are as designed.
    void restore(const QStringList &saved);

    /// Gives the columns their widths anew: the table or its font has another size.
    void fit();

    /// Under which name a column is remembered.
    [[nodiscard]] QString idOf(int column) const;
    /// -1: there is none, or no longer.
    [[nodiscard]] int columnOf(const QString &id) const;

signals:
    /// Other columns are shown than before.
    void changed();

private:
    void onResized(int column, int before, int after);
    [[nodiscard]] int width(int column, double unit) const;

    QTableView *m_table;
    EventTableModel *m_calls;
    QHash<QString, int> m_own; ///< widths that the person chose
    bool m_fitting = false;
};

} // namespace spectap
