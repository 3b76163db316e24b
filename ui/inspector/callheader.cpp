// SPDX-License-Identifier: MIT
#include "ui/inspector/callheader.h"

#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/markwidgets.h"
#include "ui/oneline.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"

#include <QPainter>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 10;

} // namespace

CallHeader::CallHeader(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"callHeader"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void CallHeader::setFacts(const Facts &facts)
{
    m_facts = facts;
    if (facts.seq == 0) {
        setAccessibleName(tr("No call selected"));
        setToolTip({});
    } else {
        const QString details = u"#%1 · %2 · %3 · %4"_s.arg(
            QString::number(facts.seq), m_reading.clock(facts.receivedAt), facts.source, facts.library);
        setAccessibleName(
            u"%1 %2, %3, %4, %5"_s.arg(QString::fromLatin1(callTypeName(facts.type)), facts.name,
                ingestWords(facts.ingest), countWords(facts.errors, facts.warnings, facts.infos), details));
        setToolTip(facts.name.isEmpty() ? details : facts.name + u'\n' + details);
    }
    update();
}

void CallHeader::setTimeReading(const TimeReading &reading)
{
    m_reading = reading;
    setFacts(Facts(m_facts));
}

QSize CallHeader::sizeHint() const
{
    return {340, fontMetrics().height() * 2 + 26};
}

QSize CallHeader::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void CallHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.chrome);
    if (m_facts.seq == 0) {
        painter.setPen(theme.text3);
        painter.drawText(
            rect().adjusted(Margin, 0, -Margin, 0), Qt::AlignVCenter | Qt::AlignLeft, tr("No call selected"));
        return;
    }
    const int lineHeight = fontMetrics().height() + 5;
    const QRect first(Margin, 7, width() - 2 * Margin, lineHeight);
    const QRect second(Margin, first.bottom() + 4, first.width(), fontMetrics().height());
    QRect left = first;
    left.setRight(paintVerdict(painter, first) - 10);
    paintName(painter, left);
    paintDetails(painter, second);
}

int CallHeader::paintVerdict(QPainter &painter, const QRect &line) const
{
    const Theme &theme = themeOf(this);
    int right =
        paintSeverityCounts(painter, line, font(), {m_facts.errors, m_facts.warnings, m_facts.infos}, theme);
    const QFont small = scaledFont(font(), 0.96);
    QString ingest = ingestWords(m_facts.ingest);
    if (QFontMetrics(small).horizontalAdvance(ingest) + nameWidth() + 20 > right - line.left())
        ingest = ingestShortWords(m_facts.ingest); // the name comes first
    const int width = QFontMetrics(small).horizontalAdvance(ingest);
    // What would not reach anybody is said loudly.
    painter.setFont(small);
    painter.setPen(m_facts.ingest == Ingest::Accepted ? theme.text2 : theme.of(Severity::Error).text);
    right -= width + 4;
    painter.drawText(QRect(right, line.top(), width + 2, line.height()), Qt::AlignVCenter, ingest);
    return right;
}

QString CallHeader::name() const
{
    if (!m_facts.name.isEmpty())
        return oneLine(m_facts.name);
    if (!m_facts.readable)
        return tr("unreadable");
    return m_facts.type == CallType::Unknown ? tr("call of no known type")
                                             : QString::fromLatin1(callTypeName(m_facts.type));
}

/// What the name takes with its badge, when nothing is cut.
int CallHeader::nameWidth() const
{
    const QFont title = scaledFont(font(), CallTitle, QFont::DemiBold);
    return fontMetrics().height() + 10 + QFontMetrics(title).horizontalAdvance(name());
}

void CallHeader::paintName(QPainter &painter, const QRect &line) const
{
    const Theme &theme = themeOf(this);
    const int side = fontMetrics().height() + 2;
    const QRectF badge(line.left(), line.top() + (line.height() - side) / 2.0, side, side);
    paintTypeBadge(&painter, badge, m_facts.type, scaledFont(font(), 0.92), theme);

    int left = line.left() + side + 8;
    const QFont small = scaledFont(font(), 0.84);
    const QString retry = m_facts.retryOf ? tr("retry of #%1").arg(m_facts.retryOf) : QString();
    const QSize tag = retry.isEmpty() ? QSize() : tagSize(retry, small, true).toSize();
    const QFont title = scaledFont(font(), CallTitle, QFont::DemiBold);
    const QFontMetrics metrics(title);
    const int room = qMax(0, line.right() - left - (tag.isEmpty() ? 0 : tag.width() + 8));
    const QString shown = metrics.elidedText(name(), Qt::ElideRight, room);
    painter.setFont(title);
    painter.setPen(theme.text);
    painter.drawText(QRect(left, line.top(), room, line.height()), Qt::AlignVCenter, shown);
    const int end = left + metrics.horizontalAdvance(shown);
    if (m_facts.nearMiss) {
        const int base = line.top() + (line.height() + metrics.height()) / 2 - metrics.descent();
        paintWave(&painter, left, end, base + 3, theme.of(m_facts.nameSeverity).fill);
    }
    if (!tag.isEmpty() && end + 8 + tag.width() <= line.right()) {
        const QRectF box(
            end + 8, line.top() + (line.height() - tag.height()) / 2.0, tag.width(), tag.height());
        paintTag(&painter, box, retry, small, TagStyle::Plain, theme, u"dup"_s);
    }
}

void CallHeader::paintDetails(QPainter &painter, const QRect &line) const
{
    const Theme &theme = themeOf(this);
    const QFont mono = monoFont(font(), 0.92);
    const QFont small = scaledFont(font(), 0.96);
    int left = line.left();
    const auto piece = [&](const QString &text, const QFont &use) {
        if (text.isEmpty() || left >= line.right())
            return;
        if (left > line.left()) {
            painter.setPen(theme.text3);
            painter.setFont(small);
            painter.drawText(QRect(left, line.top(), 14, line.height()), Qt::AlignCenter, u"·"_s);
            left += 14;
        }
        const QFontMetrics metrics(use);
        const QString shown = metrics.elidedText(oneLine(text), Qt::ElideMiddle, line.right() - left);
        painter.setFont(use);
        painter.setPen(theme.text2);
        painter.drawText(
            QRect(left, line.top(), line.right() - left, line.height()), Qt::AlignVCenter, shown);
        left += metrics.horizontalAdvance(shown);
    };
    piece(u"#%1"_s.arg(m_facts.seq), mono);
    piece(m_reading.clock(m_facts.receivedAt), mono);
    piece(m_facts.source, small);
    piece(m_facts.library, mono);
}

} // namespace spectap
