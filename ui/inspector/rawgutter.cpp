// SPDX-License-Identifier: MIT
#include "ui/inspector/rawgutter.h"

#include "ui/inspector/rawview.h"
#include "ui/inspector/rawviewblocks.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"
#include "ui/theme/tokens.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace spectap {

namespace {

constexpr int GlyphColumn = 18;
constexpr int FoldColumn = 16;

} // namespace

RawGutter::RawGutter(RawView *view)
    : QWidget(view)
    , m_view(view)
{
}

int RawGutter::neededWidth() const
{
    const int digits = qMax(2, static_cast<int>(QString::number(m_view->blockCount()).size()));
    const QFontMetrics metrics(m_view->font());
    return GlyphColumn + metrics.horizontalAdvance(QLatin1Char('0')) * digits + FoldColumn + 4;
}

void RawGutter::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const Theme &theme = themeOf(m_view);
    painter.fillRect(event->rect(), theme.base);
    painter.setPen(theme.line);
    painter.drawLine(width() - 1, event->rect().top(), width() - 1, event->rect().bottom());
    painter.setFont(scaledFont(m_view->font(), 0.96));
    const int side = qMin(GlyphSize, m_view->fontMetrics().height());
    m_view->eachVisibleBlock([&](const QTextBlock &block, const QRectF &box) {
        const int line = block.blockNumber();
        const int height = m_view->cursorRect(QTextCursor(block)).height();
        const QRect row(0, qRound(box.top()), width(), height);
        const auto marks = m_view->content().marksOn(line);
        if (!marks.empty()) {
            const RawMark &worst = *std::ranges::max_element(marks, {}, &RawMark::severity);
            const QRectF glyph(2, row.center().y() - side / 2.0 + 0.5, side, side);
            if (worst.missing)
                paintMissingGlyph(&painter, glyph, theme);
            else
                paintSeverityGlyph(&painter, glyph, worst.severity, theme);
        }
        painter.setPen(line == m_view->m_currentLine ? theme.text : theme.text3);
        painter.drawText(QRect(GlyphColumn, row.top(), width() - GlyphColumn - FoldColumn - 2, row.height()),
            Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
        if (m_view->foldAt(line)) {
            const int chevron = qMin(11, height - 2);
            paintLineIcon(&painter,
                QRectF(width() - FoldColumn + 2, row.center().y() - chevron / 2.0 + 0.5, chevron, chevron),
                m_view->isFolded(line) ? QStringLiteral("chevr") : QStringLiteral("chevd"), theme.text3);
        }
    });
}

void RawGutter::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    m_view->eachVisibleBlock([&](const QTextBlock &block, const QRectF &box) {
        if (at.y() >= box.top() && at.y() < box.bottom())
            m_view->toggleFold(block.blockNumber());
    });
}

RawOverview::RawOverview(RawView *view)
    : QWidget(view)
    , m_view(view)
{
    setCursor(Qt::PointingHandCursor);
}

int RawOverview::yOf(int line) const
{
    return static_cast<int>(qint64(line) * (height() - 3) / qMax(1, m_view->content().lineCount()));
}

void RawOverview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(m_view);
    painter.fillRect(rect(), theme.base);
    painter.fillRect(QRect(0, 0, 1, height()), theme.line);
    int last = -1;
    for (const RawMark &mark : m_view->content().marks()) {
        const int y = yOf(mark.line);
        // Ten thousand marks in one pixel are one.
        if (y == last && mark.severity < Severity::Warning)
            continue;
        last = y;
        painter.fillRect(QRect(2, y, width() - 3, 3), theme.of(mark.severity).fill);
    }
}

void RawOverview::mousePressEvent(QMouseEvent *event)
{
    const auto &marks = m_view->content().marks();
    if (marks.empty())
        return;
    const int y = event->position().toPoint().y();
    const auto nearest = std::ranges::min_element(
        marks, {}, [&](const RawMark &mark) { return std::abs(yOf(mark.line) - y); });
    m_view->showMark(static_cast<int>(nearest - marks.begin()));
}

} // namespace spectap
