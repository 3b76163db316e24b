// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace spectap {

/// Shares as bars in the colour of the severity, and behind a rule which set it belongs to. The figures are
/// the text of the cells: the bar says nothing that they do not.
class ViolationDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void paintShare(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintTagBehind(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace spectap
