// SPDX-License-Identifier: MIT
#pragma once

#include "ui/diff/diffverdicts.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace spectap {

enum DiffColumn
{
    DiffNameColumn,
    DiffAColumn,
    DiffATypeColumn,
    DiffBColumn,
    DiffBTypeColumn,
    DiffChangeColumn,
    DiffColumnCount
};

/// The fields of two compared calls as a tree, in words. What is the same in both can be left out; an object
/// that is then left with a single field shares a row with it: library.name.
class DiffTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    /// Null, or without a call A: no rows.
    void setCalls(std::shared_ptr<const ComparedCalls> calls);
    [[nodiscard]] const ComparedCalls *calls() const { return m_calls.get(); }
    void setHideSame(bool hide);
    [[nodiscard]] bool hidesSame() const { return m_hideSame; }

    /// Index into CallDiff::fields(); the index must be valid.
    [[nodiscard]] int fieldAt(const QModelIndex &index) const { return static_cast<int>(index.internalId()); }
    [[nodiscard]] const DiffField &field(const QModelIndex &index) const
    {
        return m_calls->diff.fields()[index.internalId()];
    }
    /// The row of the field, or of the nearest one around it that has a row.
    [[nodiscard]] QModelIndex indexOf(int field) const;
    [[nodiscard]] const DiffVerdicts &verdicts() const { return m_verdicts; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void rebuild();
    [[nodiscard]] bool isWorthShowing(const DiffField &field) const;
    [[nodiscard]] QString nameOf(int field) const;
    [[nodiscard]] QString accessibleText(int field) const;

    std::shared_ptr<const ComparedCalls> m_calls;
    DiffVerdicts m_verdicts;
    bool m_hideSame = true;
    // Rows of all parents in one list, for a million fields must not mean a million lists.
    std::vector<int> m_rows;     ///< fields, grouped by parent
    std::vector<int> m_firstRow; ///< where the group of field i begins in m_rows is [i + 1]; [0]: the top
    std::vector<int> m_parent;   ///< the field whose row is around that of field i, -1: none
    std::vector<int> m_position; ///< in its group, -1: no row of its own
};

} // namespace spectap
