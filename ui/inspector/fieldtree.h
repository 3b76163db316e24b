// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QTreeView>

namespace spectap {

class FieldDelegate;
class FieldWordsModel;
struct FindText;

/// The tree of fields: tints and stripes for rows with problems, an outline for the current row. Remembers by
/// path what the person opened and closed, so that stepping through calls of one shape leaves the view as it
/// is.
class FieldTree final : public QTreeView
{
    Q_OBJECT

public:
    explicit FieldTree(FieldWordsModel *model, QWidget *parent = nullptr);

    /// Opens what is worth seeing in the model's new call, as the person likes it.
    void restoreExpansion();
    /// Selects the field at `pointer`, opening its parents; its nearest listed ancestor when it has no row.
    bool showField(const QByteArray &pointer);
    /// Selects a row, opening its parents.
    void showIndex(const QModelIndex &index);
    /// Marks a text wherever it is in sight.
    void setFind(const FindText &find);
    /// The next or previous row with an error or warning of its own, or an info when there is nothing worse;
    /// invalid: none. Goes around at the ends.
    [[nodiscard]] QModelIndex problem(const QModelIndex &from, int direction) const;

protected:
    void drawRow(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void startDrag(Qt::DropActions actions) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restoreBelow(const QModelIndex &parent);
    [[nodiscard]] bool opensByItself(const QModelIndex &index) const;
    void sizeColumns();

    FieldWordsModel *m_model;
    FieldDelegate *m_delegate;
    QHash<QString, bool> m_choices; ///< by pointer: opened or closed by the person
    bool m_restoring = false;
    bool m_narrow = false; ///< without the types
};

} // namespace spectap
