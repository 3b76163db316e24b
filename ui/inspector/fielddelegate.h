// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "ui/inspector/findtarget.h"

#include <QStyledItemDelegate>

namespace spectap {

struct Theme;

/// The colour of a value of this type.
[[nodiscard]] QColor jsonColor(JsonKind kind, const Theme &theme);
/// Draws `text` elided in `cell`; returns the x behind it.
int drawElided(QPainter &painter, const QRect &cell, const QString &text);

/// Draws the cells of the field tree: JSON colours, waves under what is nearly right, dashed values that were
/// not sent, verdict glyphs. The row's tint and stripe are the tree's.
class FieldDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Marks a text in names and values.
    void setFind(const FindText &find) { m_find = find; }
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int drawMarked(QPainter &painter, const QRect &cell, const QString &text, const Theme &theme) const;
    void paintName(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;
    void paintValue(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;
    void paintType(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;
    void paintVerdict(QPainter &painter, const QRect &cell, const QModelIndex &index, const QFont &font,
        const Theme &theme) const;

    FindText m_find;
};

} // namespace spectap
