// SPDX-License-Identifier: MIT
#pragma once

#include <QTreeView>

namespace spectap {

class DiffTreeModel;

/// The tree of a diff: tints for what came and went, an outline for the current row. Opens what holds
/// changes; a narrow one leaves the types to the tooltips.
class DiffTree final : public QTreeView
{
    Q_OBJECT

public:
    explicit DiffTree(DiffTreeModel *model, QWidget *parent = nullptr);

    /// Opens what is worth seeing in the model's new contents.
    void openChanges();
    /// Selects the row of a field, opening its parents.
    void showField(int field);
    /// The current row's index into CallDiff::fields(), or -1.
    [[nodiscard]] int currentField() const;

signals:
    void fieldPicked(int field);

protected:
    void drawRow(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void sizeColumns();

    DiffTreeModel *m_model;
    bool m_narrow = false;
};

} // namespace spectap
