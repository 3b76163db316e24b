// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

#include <functional>

namespace spectap {

/// Paints a row of the Navigator: mark, name, calls, and the share of them that has problems as a bar and a
/// number. Rows the filter asks for stand on the ground of a selection.
class NavigatorDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// `isAsked` tells whether the filter asks for the calls of a row.
    explicit NavigatorDelegate(std::function<bool(const QModelIndex &)> isAsked, QObject *parent = nullptr);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    std::function<bool(const QModelIndex &)> m_isAsked;
};

} // namespace spectap
