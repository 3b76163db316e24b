// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace spectap {

class DiffTreeModel;
struct Theme;

/// Draws the cells of a diff: values on the tint of what became of them, a ring for the change, rings with
/// counts for what is inside, and the glyph of what B has wrong there.
class DiffDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    DiffDelegate(const DiffTreeModel *model, QObject *parent);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;
    void paintValue(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;
    void paintType(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;
    void paintChange(
        QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const;
    void paintCounts(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;

    const DiffTreeModel *m_model;
};

} // namespace spectap
