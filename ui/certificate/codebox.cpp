// SPDX-License-Identifier: MIT
#include "ui/certificate/codebox.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QEvent>
#include <QResizeEvent>
#include <QTextBlock>
#include <QWheelEvent>

namespace spectap {

namespace {

constexpr int Margin = 6;

} // namespace

CodeBox::CodeBox(const QString &code, QWidget *parent)
    : QPlainTextEdit(code, parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFont(monoFont(font()));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(Margin);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    fitHeight();
}

void CodeBox::fitHeight()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        blockBoundingRect(block); // lays it out
        lines += qMax(1, block.layout()->lineCount());
    }
    setFixedHeight(lines * fontMetrics().lineSpacing() + 2 * Margin + 2 * frameWidth() + 2);
}

void CodeBox::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        fitHeight();
}

void CodeBox::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

/// The page scrolls, not the box under the pointer.
void CodeBox::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace spectap
