// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/callorder.h"
#include "model/spec/finding.h"
#include "ui/theme/tokens.h"

#include <QFont>
#include <QFontMetrics>
#include <QStyledItemDelegate>

namespace spectap {

/// Paints the live table from the model's facts. Fonts and their metrics are made once, not per cell.
class EventDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit EventDelegate(QObject *parent = nullptr);

    void setBaseFont(const QFont &font);
    /// The row under the pointer, -1 for none.
    void setHoverRow(int row) { m_hoverRow = row; }
    /// Calls from this one on have just arrived, 0 for none.
    void setFreshFrom(quint32 seq) { m_freshFrom = seq; }
    /// Calls after this one in `order` have not happened yet and are faint; 0: all have.
    void setMoment(quint32 lastSeq, const CallOrder &order)
    {
        m_order = order;
        m_lastPosition = order.positionOf(lastSeq);
    }
    /// Width a verdict cell needs to show `index` in full.
    [[nodiscard]] int verdictWidth(int errors, int warnings, int infos) const;
    [[nodiscard]] int rowHeight() const { return m_textMetrics.height() + 8; }

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintName(QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const;
    void paintId(QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const;
    void paintVerdict(QPainter *painter, QRect rect, const QModelIndex &index, const Theme &theme) const;
    void paintDelta(QPainter *painter, QRect rect, const QModelIndex &index, const Theme &theme) const;
    void paintField(QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const;
    void paintType(QPainter *painter, const QRect &rect, const QModelIndex &index, const Theme &theme) const;

    QFont m_text;
    QFont m_name;
    QFont m_small;
    QFont m_badge;
    QFont m_count;
    QFont m_mono;
    QFontMetrics m_textMetrics;
    QFontMetrics m_nameMetrics;
    QFontMetrics m_countMetrics;
    QFontMetrics m_monoMetrics;
    int m_glyph = 0; ///< of a verdict
    int m_idIcon = 0;
    int m_hoverRow = -1;
    quint32 m_freshFrom = 0;
    quint32 m_lastPosition = 0;
    CallOrder m_order;
};

} // namespace spectap
