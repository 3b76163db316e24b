// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace spectap {

/// A command of the palette: its words, the way to it in a lighter ink, and its keys.
class CommandDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace spectap
