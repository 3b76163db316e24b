// SPDX-License-Identifier: MIT
#include "ui/diff/diffraw.h"

#include "ui/inspector/rawview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextLayout>

#include <algorithm>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostBytes = 1024 * 1024; ///< of each call; the Raw tab has the rest
constexpr qsizetype LongestLine = 2000;      ///< units that are painted
constexpr int Padding = 6;

QString signOf(FieldChange change)
{
    switch (change) {
    case FieldChange::Same:
        return {};
    case FieldChange::Gone:
        return u"\u2212"_s;
    case FieldChange::Added:
        return u"+"_s;
    default:
        return u"~"_s;
    }
}

} // namespace

DiffRaw::DiffRaw(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(u"diffRaw"_s);
    setAccessibleName(tr("Texts of both calls side by side"));
    setAccessibleDescription(tr("The tree of fields above tells the same, row by row."));
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
}

QFont DiffRaw::textFont() const
{
    return monoFont(font(), 0.96);
}

int DiffRaw::rowHeight() const
{
    return QFontMetrics(textFont()).height() + 2;
}

int DiffRaw::titleHeight() const
{
    return fontMetrics().height() + 7;
}

int DiffRaw::gutterWidth() const
{
    const int lines =
        std::max({text(DiffSide::A).document.lineCount(), text(DiffSide::B).document.lineCount(), 99});
    const int digit = QFontMetrics(textFont()).horizontalAdvance(u'0');
    return Padding + digit * (static_cast<int>(QString::number(lines).size()) + 4);
}

QSize DiffRaw::sizeHint() const
{
    return {600, titleHeight() + 10 * rowHeight()};
}

bool DiffRaw::isCut() const
{
    return text(DiffSide::A).document.isCut() || text(DiffSide::B).document.isCut();
}

void DiffRaw::setCalls(std::shared_ptr<const ComparedCalls> calls)
{
    m_calls = std::move(calls);
    m_field = -1;
    m_row = -1;
    m_stale = true;
    if (isVisible())
        load();
}

void DiffRaw::load()
{
    m_stale = false;
    m_texts = {};
    m_alignment = {};
    if (m_calls && m_calls->a) {
        for (const DiffSide side : {DiffSide::A, DiffSide::B}) {
            Text &text = m_texts[std::size_t(side)];
            text.document = RawDocument(*m_calls->call(side), RawDocument::Form::Pretty, MostBytes);
            text.shown = text.document.displayText();
        }
        m_alignment = alignRaw(m_calls->diff, m_texts[0].document, m_texts[1].document);
    }
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    updateBars();
    viewport()->update();
}

void DiffRaw::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    if (m_stale) {
        load();
        showField(std::exchange(m_field, -1));
    }
}

void DiffRaw::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateBars();
}

void DiffRaw::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
}

void DiffRaw::updateBars()
{
    const int page = qMax(1, (viewport()->height() - titleHeight()) / rowHeight());
    const int rows = static_cast<int>(m_alignment.rows.size());
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, qMax(0, rows - page));

    qsizetype longest = 0;
    for (const Text &text : m_texts) {
        for (int line = 0; line < text.document.lineCount(); ++line) {
            const qsizetype end =
                line + 1 < text.document.lineCount() ? text.document.lineStart(line + 1) : text.shown.size();
            longest = std::max(longest, end - text.document.lineStart(line));
        }
    }
    const int unit = QFontMetrics(textFont()).horizontalAdvance(u'0');
    const int width = static_cast<int>(std::min(longest, LongestLine)) * unit + gutterWidth() + 2 * Padding;
    const int half = viewport()->width() / 2;
    horizontalScrollBar()->setSingleStep(unit * 4);
    horizontalScrollBar()->setPageStep(half);
    horizontalScrollBar()->setRange(0, qMax(0, width - half));
}

void DiffRaw::showField(int field)
{
    if (field == m_field)
        return;
    m_field = field;
    if (m_stale)
        return; // it will be shown with the texts
    m_row = m_calls && m_calls->a ? m_alignment.rowOf(m_calls->diff, field) : -1;
    const int top = verticalScrollBar()->value();
    const int page = verticalScrollBar()->pageStep();
    if (m_row >= 0 && (m_row < top || m_row >= top + page))
        verticalScrollBar()->setValue(m_row - page / 3);
    viewport()->update();
}

void DiffRaw::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const int row = verticalScrollBar()->value() + (at.y() - titleHeight()) / rowHeight();
    if (at.y() < titleHeight() || std::size_t(row) >= m_alignment.rows.size())
        return;
    const DiffSide side = at.x() < viewport()->width() / 2 ? DiffSide::A : DiffSide::B;
    const RawAlignment::Row &lines = m_alignment.rows[std::size_t(row)];
    const int line = side == DiffSide::A ? lines.a : lines.b;
    const int field = line < 0 ? -1 : m_alignment.lines(side)[std::size_t(line)].field;
    if (field >= 0)
        emit fieldPicked(field);
}

void DiffRaw::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight);
    const Theme &theme = themeOf(this);
    const int half = viewport()->width() / 2;
    const int height = rowHeight();
    int y = titleHeight();
    for (auto row = std::size_t(verticalScrollBar()->value());
         row < m_alignment.rows.size() && y < viewport()->height(); ++row, y += height) {
        const RawAlignment::Row &lines = m_alignment.rows[row];
        paintLine(painter, QRect(0, y, half, height), DiffSide::A, lines.a);
        paintLine(painter, QRect(half, y, viewport()->width() - half, height), DiffSide::B, lines.b);
        if (static_cast<int>(row) == m_row) {
            painter.setPen(theme.accent);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(QRect(0, y, viewport()->width() - 1, height - 1));
        }
    }
    painter.fillRect(QRect(half, 0, 1, viewport()->height()), theme.line);
    paintTitle(painter);
}

void DiffRaw::paintTitle(QPainter &painter) const
{
    const Theme &theme = themeOf(this);
    const int half = viewport()->width() / 2;
    const QRect strip(0, 0, viewport()->width(), titleHeight());
    painter.fillRect(strip, theme.header);
    painter.fillRect(QRect(0, 0, strip.width(), 1), theme.line);
    painter.fillRect(QRect(0, strip.bottom(), strip.width(), 1), theme.line);
    painter.fillRect(QRect(half, 0, 1, strip.height()), theme.line);
    painter.setFont(scaledFont(font(), SmallText));
    painter.setPen(theme.text2);
    const QRect left(Padding, 0, half - 2 * Padding, strip.height());
    painter.drawText(left, Qt::AlignVCenter, isCut() ? tr("Raw A, the first part") : tr("Raw A"));
    painter.drawText(
        left.translated(half, 0), Qt::AlignVCenter, isCut() ? tr("Raw B, the first part") : tr("Raw B"));
}

void DiffRaw::paintLine(QPainter &painter, const QRect &row, DiffSide side, int line) const
{
    const Theme &theme = themeOf(this);
    if (line < 0) {
        painter.fillRect(row, QBrush(theme.line, Qt::BDiagPattern));
        return;
    }
    const FieldChange change = m_alignment.lines(side)[std::size_t(line)].change;
    if (change != FieldChange::Same) {
        QColor tint = changeInk(change, theme).tint;
        if (change != FieldChange::Gone && change != FieldChange::Added)
            tint.setAlphaF(0.45F); // the value itself has the whole of it
        painter.fillRect(row, tint);
    }
    painter.setFont(textFont());
    const int digit = painter.fontMetrics().horizontalAdvance(u'0');
    const int gutter = gutterWidth();
    painter.setPen(theme.text3);
    painter.drawText(QRect(row.left(), row.top(), gutter - 3 * digit, row.height()),
        Qt::AlignRight | Qt::AlignVCenter, QString::number(line + 1));
    if (change != FieldChange::Same) {
        painter.setPen(changeInk(change, theme).text);
        painter.drawText(QRect(row.left() + gutter - 3 * digit, row.top(), 3 * digit, row.height()),
            Qt::AlignCenter, signOf(change));
    }
    painter.save();
    const QRect inner = row.adjusted(gutter, 0, -1, 0);
    painter.setClipRect(inner);
    paintText(painter, inner.translated(-horizontalScrollBar()->value(), 0), side, line);
    painter.restore();
}

void DiffRaw::paintText(QPainter &painter, const QRect &row, DiffSide side, int line) const
{
    const Theme &theme = themeOf(this);
    const Text &of = text(side);
    const qsizetype begin = of.document.lineStart(line);
    qsizetype end =
        line + 1 < of.document.lineCount() ? of.document.lineStart(line + 1) - 1 : of.shown.size();
    end = std::min(end, begin + LongestLine);
    QList<QTextLayout::FormatRange> formats;
    const auto add = [&](qsizetype from, qsizetype to, auto &&change) {
        from = std::max(from, begin);
        to = std::min(to, end);
        if (from >= to)
            return;
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(from - begin);
        range.length = static_cast<int>(to - from);
        change(range.format);
        formats << range;
    };
    for (const RawSpan &span : of.document.spansIn(begin, end))
        add(span.begin, span.end,
            [&](QTextCharFormat &format) { format.setForeground(tokenColor(span.token, theme)); });

    const RawAlignment::Line &known = m_alignment.lines(side)[std::size_t(line)];
    const bool changed = known.first && known.change != FieldChange::Same &&
                         known.change != FieldChange::Gone && known.change != FieldChange::Added;
    if (changed) {
        const DiffField &field = m_calls->diff.fields()[std::size_t(known.field)];
        const RawDocument::Place place = of.document.placeOfNode(field.node(side));
        const bool name = known.change == FieldChange::Renamed;
        add(name ? place.begin : place.value, name ? place.value - 2 : place.end,
            [&](QTextCharFormat &format) {
                format.setBackground(theme.changed.tint);
                format.setFontWeight(QFont::DemiBold);
            });
    }
    QTextLayout layout(of.shown.sliced(begin, end - begin), textFont());
    layout.setFormats(formats);
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    painter.setPen(theme.text);
    layout.draw(&painter, QPointF(row.left() + Padding / 2.0, row.top() + 1));
}

} // namespace spectap
