// SPDX-License-Identifier: MIT
#include "ui/inspector/rawview.h"

#include "ui/inspector/rawgutter.h"
#include "ui/inspector/rawviewblocks.h"
#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QMimeData>
#include <QPainter>
#include <QPlainTextDocumentLayout>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextLayout>
#include <QTimer>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype FoldedBytes = 256 * 1024; ///< larger bodies open folded
constexpr int MaxColouredBlock = 20000;       ///< a longer line gets its waves, but no colours
constexpr int NoteGap = 16;

} // namespace

QColor tokenColor(RawToken token, const Theme &theme)
{
    switch (token) {
    case RawToken::Key:
        return theme.jsonKey;
    case RawToken::String:
        return theme.jsonString;
    case RawToken::Number:
        return theme.jsonNumber;
    case RawToken::Literal:
        return theme.jsonLiteral;
    }
    return theme.text;
}

RawView::RawView(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_gutter(new RawGutter(this))
    , m_overview(new RawOverview(this))
{
    setObjectName(u"rawView"_s);
    setAccessibleName(tr("Text of the call"));
    setReadOnly(true);
    setFrameShape(NoFrame);
    setUndoRedoEnabled(false);
    setLineWrapMode(NoWrap);
    setCursorWidth(1);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    // JSON stays left to right, whatever the language of the window.
    QTextOption option = document()->defaultTextOption();
    option.setTextDirection(Qt::LeftToRight);
    document()->setDefaultTextOption(option);
    setWordWrapMode(QTextOption::WrapAnywhere);
    document()->setDocumentMargin(4);
    applyFonts();
    connect(this, &QPlainTextEdit::updateRequest, m_gutter, [this] { m_gutter->update(); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &RawView::formatVisible);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &RawView::followCursor);
}

void RawView::applyFonts()
{
    // The widget's font is the text's: fixed width, without ligatures, so that bytes look like what they are.
    const QFont mono = monoFont(parentWidget() ? parentWidget()->font() : font(), 0.96);
    if (font().family() != mono.family() || font().pointSizeF() != mono.pointSizeF() ||
        font().pixelSize() != mono.pixelSize())
        setFont(mono);
}

void RawView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        m_formatted.fill(false);
        formatVisible();
    }
}

void RawView::setContent(RawDocument &&content, std::vector<QString> notes)
{
    const QScopedValueRollback guard(m_moving, true);
    m_content = std::move(content);
    m_notes = std::move(notes);
    m_folded.clear();
    m_places.clear();
    m_currentField = -1;
    m_currentMark = -1;
    m_currentLine = -1;
    m_problems.clear();
    Severity worst = Severity::Ok;
    for (const RawMark &mark : m_content.marks())
        worst = std::max(worst, mark.severity);
    for (std::size_t i = 0; i < m_content.marks().size(); ++i) {
        if (m_content.marks()[i].severity >= std::min(worst, Severity::Warning))
            m_problems.push_back(static_cast<int>(i));
    }
    setPlainText(m_content.displayText());
    m_formatted = QBitArray(blockCount());
    if (m_content.byteCount() > FoldedBytes) {
        for (const RawFold &fold : m_content.folds()) {
            if (fold.depth >= 2)
                m_folded.insert(fold.first);
        }
        if (!m_folded.isEmpty())
            applyFolds();
    }
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    setViewportMargins(m_gutter->neededWidth(), 0, RawOverview::Width, 0);
    m_overview->setVisible(!m_content.marks().empty());
    m_overview->update();
    formatVisible();
    emit currentMarkChanged();
    emit contentChanged();
}

void RawView::setWrapped(bool wrapped)
{
    setLineWrapMode(wrapped ? WidgetWidth : NoWrap);
    formatVisible();
}

void RawView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top(), m_gutter->neededWidth(), inner.height());
    const int bar = verticalScrollBar()->isVisible() ? verticalScrollBar()->width() : 0;
    m_overview->setGeometry(
        inner.right() + 1 - RawOverview::Width - bar, inner.top(), RawOverview::Width, viewport()->height());
    formatVisible();
}

void RawView::showEvent(QShowEvent *event)
{
    QPlainTextEdit::showEvent(event);
    // A field chosen while there was no room to show it.
    QTimer::singleShot(0, this, [this] {
        if (m_currentLine >= 0) {
            verticalScrollBar()->setValue(0);
            ensureCursorVisible();
        }
    });
}

void RawView::formatVisible()
{
    QTextBlock block = firstVisibleBlock();
    // A page more than is seen, so that scrolling by lines finds its colours ready.
    const int lines = 2 * viewport()->height() / qMax(1, fontMetrics().height()) + 2;
    for (int i = 0; block.isValid() && i < lines; block = nextShown(block), ++i) {
        const int number = block.blockNumber();
        if (number < m_formatted.size() && !m_formatted.testBit(number)) {
            m_formatted.setBit(number);
            formatBlock(block);
        }
    }
}

void RawView::formatBlock(const QTextBlock &block)
{
    const Theme &theme = themeOf(this);
    const qsizetype begin = block.position();
    const qsizetype end = begin + block.length() - 1;
    QList<QTextLayout::FormatRange> formats;
    if (end - begin <= MaxColouredBlock) {
        for (const RawSpan &span : m_content.spansIn(begin, end)) {
            QTextLayout::FormatRange range;
            range.start = static_cast<int>(std::max(span.begin, begin) - begin);
            range.length = static_cast<int>(std::min(span.end, end) - begin) - range.start;
            range.format.setForeground(tokenColor(span.token, theme));
            formats.append(range);
        }
    }
    for (const RawMark &mark : m_content.marksOn(block.blockNumber())) {
        if (!mark.underlined)
            continue;
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(mark.begin - begin);
        range.length = static_cast<int>(std::min(mark.end, end) - mark.begin);
        range.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        range.format.setUnderlineColor(theme.of(mark.severity).fill);
        formats.append(range);
    }
    const auto place = std::ranges::lower_bound(m_places, begin - m_placeLength + 1);
    for (auto found = place; found != m_places.end() && *found < end; ++found) {
        QTextLayout::FormatRange range;
        range.start = static_cast<int>(std::max(*found, begin) - begin);
        range.length = static_cast<int>(std::min(*found + m_placeLength, end) - begin) - range.start;
        range.format.setBackground(theme.accentTint);
        range.format.setFontUnderline(true);
        formats.append(range);
    }
    if (formats.isEmpty() && block.layout()->formats().isEmpty())
        return;
    block.layout()->setFormats(formats);
    document()->markContentsDirty(block.position(), block.length());
}

bool RawView::isOneRow(const QTextBlock &block) const
{
    return block.layout()->lineCount() <= 1 && m_content.lineCount() > 1;
}

void RawView::paintLineTints(QPainter &painter) const
{
    const Theme &theme = themeOf(this);
    eachVisibleBlock([&](const QTextBlock &block, const QRectF &box) {
        if (!isOneRow(block))
            return;
        const QRectF row(0, box.top(), viewport()->width(), box.height());
        if (block.blockNumber() == m_currentLine) {
            painter.fillRect(row, theme.sel);
            return;
        }
        Severity worst = Severity::Ok;
        for (const RawMark &mark : m_content.marksOn(block.blockNumber()))
            worst = std::max(worst, mark.severity);
        if (worst >= Severity::Warning)
            painter.fillRect(row, theme.of(worst).tint);
    });
}

QString RawView::noteOf(int line) const
{
    QStringList texts;
    for (const RawMark &mark : m_content.marksOn(line)) {
        if (mark.finding < m_notes.size() && !m_notes[mark.finding].isEmpty())
            texts << m_notes[mark.finding];
    }
    return texts.join(u"   "_s);
}

void RawView::paintNotes(QPainter &painter) const
{
    const Theme &theme = themeOf(this);
    // Painting takes what a font leaves open from the widget, whose own is the fixed-width one.
    QFont small = scaledFont(parentWidget()->font(), 0.92);
    small.setFamily(small.family());
    const QFontMetrics metrics(small);
    eachVisibleBlock([&](const QTextBlock &block, const QRectF &box) {
        const QTextLine row = block.layout()->lineCount() > 0
                                  ? block.layout()->lineAt(block.layout()->lineCount() - 1)
                                  : QTextLine();
        if (!row.isValid())
            return;
        qreal x = box.left() + row.x() + row.naturalTextWidth() + NoteGap;
        const QRectF line(0, box.top() + row.y(), viewport()->width(), row.height());
        if (isFolded(block.blockNumber())) {
            painter.setFont(font());
            painter.setPen(theme.text3);
            const QString rest = block.text().endsWith(u'[') ? u"… ]"_s : u"… }"_s;
            painter.drawText(QRectF(x - NoteGap + 6, line.top(), 60, line.height()), Qt::AlignVCenter, rest);
            x += QFontMetrics(font()).horizontalAdvance(rest) + 6;
        }
        if (!isOneRow(block))
            return;
        Severity worst = Severity::Ok;
        for (const RawMark &mark : m_content.marksOn(block.blockNumber()))
            worst = std::max(worst, mark.severity);
        const QString note = noteOf(block.blockNumber());
        if (note.isEmpty() || x >= viewport()->width() - 24)
            return;
        painter.setFont(small);
        painter.setPen(theme.of(worst).text);
        const int width = viewport()->width() - static_cast<int>(x) - 4;
        painter.drawText(QRectF(x, line.top(), width, line.height()), Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(note, Qt::ElideRight, width));
    });
}

void RawView::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        paintLineTints(painter);
    }
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    paintNotes(painter);
}

void RawView::moveCursorTo(qsizetype position)
{
    const QScopedValueRollback guard(m_moving, true);
    QTextCursor cursor(document());
    cursor.setPosition(static_cast<int>(std::min<qsizetype>(position, document()->characterCount() - 1)));
    setTextCursor(cursor);
}

void RawView::setCurrentField(int field)
{
    m_currentField = field;
    QList<QTextEdit::ExtraSelection> selections;
    const RawDocument::Place place = m_content.placeOfField(field);
    m_currentLine = -1;
    if (field >= 0 && place.end >= 0) {
        unfoldAround(place.line);
        m_currentLine = place.line;
        moveCursorTo(place.begin);
        if (m_content.lineCount() == 1) {
            // One long line: only the field itself can be shown as selected.
            QTextEdit::ExtraSelection selection;
            selection.cursor = textCursor();
            selection.cursor.setPosition(static_cast<int>(place.end), QTextCursor::KeepAnchor);
            selection.format.setBackground(themeOf(this).sel);
            selections << selection;
        }
        ensureCursorVisible();
    }
    m_currentMark = -1;
    for (std::size_t i = 0; i < m_content.marks().size() && field >= 0; ++i) {
        const RawMark &mark = m_content.marks()[i];
        if (mark.line == place.line && mark.begin >= place.begin && mark.end <= place.end && !mark.missing) {
            m_currentMark = static_cast<int>(i);
            break;
        }
    }
    setExtraSelections(selections);
    formatVisible();
    viewport()->update();
    m_gutter->update();
    emit currentMarkChanged();
}

void RawView::followCursor()
{
    if (m_moving)
        return;
    const QTextCursor cursor = textCursor();
    if (!cursor.hasSelection())
        pickFieldAt(cursor.position(), cursor.blockNumber());
}

/// The field at `position` is the one that the person looks at.
void RawView::pickFieldAt(qsizetype position, int line)
{
    const int field = m_content.fieldAt(position);
    if (field < 0)
        return;
    m_currentField = field;
    m_currentLine = line;
    const auto on = m_content.marksOn(m_currentLine);
    m_currentMark = on.empty() ? -1 : static_cast<int>(&on.front() - m_content.marks().data());
    viewport()->update();
    m_gutter->update();
    emit currentMarkChanged();
    emit fieldPicked(field);
}

int RawView::currentMark() const
{
    return m_currentMark;
}

void RawView::showMark(int index)
{
    if (index < 0 || std::size_t(index) >= m_content.marks().size())
        return;
    const RawMark &mark = m_content.marks()[std::size_t(index)];
    unfoldAround(mark.line);
    m_currentMark = index;
    m_currentLine = mark.line;
    m_currentField = m_content.fieldAt(mark.begin);
    moveCursorTo(mark.begin);
    ensureCursorVisible();
    formatVisible();
    viewport()->update();
    m_gutter->update();
    emit currentMarkChanged();
}

const RawFold *RawView::foldAt(int line) const
{
    const auto &folds = m_content.folds();
    const auto fold = std::ranges::lower_bound(folds, line, {}, &RawFold::first);
    return fold != folds.end() && fold->first == line ? &*fold : nullptr;
}

QTextBlock RawView::nextShown(const QTextBlock &block) const
{
    const int line = block.blockNumber();
    const RawFold *fold = isFolded(line) ? foldAt(line) : nullptr;
    return fold ? document()->findBlockByNumber(fold->last + 1) : block.next();
}

void RawView::toggleFold(int line)
{
    if (!foldAt(line))
        return;
    if (!m_folded.remove(line))
        m_folded.insert(line);
    applyFolds();
}

void RawView::unfoldAround(int line)
{
    bool changed = false;
    for (const RawFold &fold : m_content.folds()) {
        if (fold.first < line && fold.last >= line)
            changed |= m_folded.remove(fold.first);
    }
    if (changed)
        applyFolds();
}

void RawView::applyFolds()
{
    int hiddenUntil = -1;
    for (QTextBlock block = document()->firstBlock(); block.isValid(); block = block.next()) {
        const int line = block.blockNumber();
        const bool visible = line > hiddenUntil;
        block.setVisible(visible);
        block.setLineCount(visible ? qMax(1, block.layout()->lineCount()) : 0);
        if (!visible)
            continue;
        const RawFold *fold = isFolded(line) ? foldAt(line) : nullptr;
        if (fold)
            hiddenUntil = fold->last;
    }
    document()->markContentsDirty(0, document()->characterCount());
    auto *layout = qobject_cast<QPlainTextDocumentLayout *>(document()->documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
    formatVisible();
    viewport()->update();
    m_gutter->update();
}

QMimeData *RawView::createMimeDataFromSelection() const
{
    // What is copied is what was sent, also where the view shows a stand-in for a control character.
    const QTextCursor cursor = textCursor();
    auto *copied = new QMimeData;
    copied->setText(
        m_content.text().sliced(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart()));
    return copied;
}

} // namespace spectap
