// SPDX-License-Identifier: MIT
#include "ui/firstrun/snippetview.h"

#include "ui/codehighlighter.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int BarWidth = 3;

} // namespace

class SnippetView::Gutter final : public QWidget
{
public:
    explicit Gutter(SnippetView *view)
        : QWidget(view)
        , m_view(view)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintGutter(event); }

private:
    SnippetView *m_view;
};

SnippetView::SnippetView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(this))
    , m_highlighter(new CodeHighlighter(document(), this))
{
    setObjectName(u"snippetView"_s);
    setAccessibleName(tr("Set-up code"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setTabChangesFocus(true);
    setFont(monoFont(font()));
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(u' '));
    document()->setDocumentMargin(8);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
}

void SnippetView::setSnippet(const Snippet &snippet)
{
    m_markedLines = snippet.markedLines;
    if (toPlainText() != snippet.text) {
        setPlainText(snippet.text);
        horizontalScrollBar()->setValue(0);
    }
    setViewportMargins(gutterWidth(), 0, 0, 0);
    viewport()->update();
    m_gutter->update();
}

/// Calls `visit` with each visible block and its stripe across the viewport.
template <typename Visit> void SnippetView::forEachLine(Visit visit) const
{
    const int height = fontMetrics().lineSpacing();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
        if (area.top() > viewport()->height())
            break;
        visit(block, QRect(0, qRound(area.top()), qMax(viewport()->width(), m_gutter->width()), height));
    }
}

void SnippetView::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        forEachLine([&](const QTextBlock &block, const QRect &line) {
            if (m_markedLines.contains(block.blockNumber()))
                painter.fillRect(line, themeOf(this).of(Severity::Ok).tint);
        });
    }
    QPlainTextEdit::paintEvent(event);
}

int SnippetView::gutterWidth() const
{
    return fontMetrics().horizontalAdvance(u"000"_s) + 16;
}

void SnippetView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
}

void SnippetView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    m_gutter->setGeometry(0, 0, gutterWidth(), height());
}

void SnippetView::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    const Theme &theme = themeOf(this);
    painter.fillRect(event->rect(), theme.base);
    painter.setFont(scaledFont(font(), SmallText));
    forEachLine([&](const QTextBlock &block, const QRect &stripe) {
        const QRect line(0, stripe.top(), m_gutter->width(), stripe.height());
        if (m_markedLines.contains(block.blockNumber())) {
            painter.fillRect(line, theme.of(Severity::Ok).tint);
            painter.fillRect(QRect(0, line.top(), BarWidth, line.height()), theme.of(Severity::Ok).fill);
        }
        painter.setPen(theme.text3);
        painter.drawText(line.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
            QString::number(block.blockNumber() + 1));
    });
}

} // namespace spectap
