// SPDX-License-Identifier: MIT
#pragma once

#include <QStyledItemDelegate>

namespace spectap {

class CompareEventsModel;
class CompareFieldsModel;
struct Theme;

/// Draws the events: the sign of what became of them, their type, rings with counts for their fields.
class CompareEventsDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CompareEventsDelegate(const CompareEventsModel *model, QObject *parent);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(
        QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const;
    void paintChanges(
        QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const;
    void paintProblems(
        QPainter &painter, QRect cell, const QModelIndex &index, const QFont &font, const Theme &theme) const;

    const CompareEventsModel *m_model;
};

/// Draws the fields: how often they were sent as bars, and the sign of what became of them.
class CompareFieldsDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CompareFieldsDelegate(const CompareFieldsModel *model, QObject *parent);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const CompareFieldsModel *m_model;
};

} // namespace spectap
