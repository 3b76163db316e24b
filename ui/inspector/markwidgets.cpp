// SPDX-License-Identifier: MIT
#include "ui/inspector/markwidgets.h"

#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/theme/fonts.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <utility>

namespace spectap {

int paintSeverityCounts(
    QPainter &painter, const QRect &line, const QFont &font, const SeverityCounts &counts, const Theme &theme)
{
    constexpr int Gap = 9;
    const int side = qMax(11, QFontMetrics(font).height() - 2);
    const QFont bold = scaledFont(font, 1.0, QFont::DemiBold);
    painter.setFont(bold);
    int right = line.right() + 1;
    const auto paintGlyph = [&](Severity severity) {
        right -= side;
        paintSeverityGlyph(
            &painter, QRectF(right, line.center().y() - side / 2.0 + 0.5, side, side), severity, theme);
        right -= Gap;
    };
    bool any = false;
    for (const auto &[severity, count] : {std::pair{Severity::Info, counts.infos},
             std::pair{Severity::Warning, counts.warnings}, std::pair{Severity::Error, counts.errors}}) {
        if (count == 0)
            continue;
        any = true;
        const QString text = QString::number(count);
        const int width = QFontMetrics(bold).horizontalAdvance(text);
        painter.setPen(theme.of(severity).text);
        painter.drawText(QRect(right - width, line.top(), width, line.height()), Qt::AlignVCenter, text);
        right -= width + 4;
        paintGlyph(severity);
    }
    if (!any)
        paintGlyph(Severity::Ok);
    return right;
}

SeverityMark::SeverityMark(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SeverityMark::setSeverity(Severity severity, bool missing)
{
    m_severity = severity;
    m_missing = missing;
    setAccessibleName(severityWord(severity));
    update();
}

QSize SeverityMark::sizeHint() const
{
    const int side = qMax(GlyphSize, fontMetrics().height() - 1);
    return {side, side};
}

void SeverityMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_missing)
        paintMissingGlyph(&painter, rect(), themeOf(this));
    else
        paintSeverityGlyph(&painter, rect(), m_severity, themeOf(this));
}

TagLabel::TagLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void TagLabel::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize TagLabel::sizeHint() const
{
    return tagSize(m_text, scaledFont(font(), 0.84, QFont::Medium)).toSize();
}

void TagLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTag(
        &painter, rect(), m_text, scaledFont(font(), 0.84, QFont::Medium), TagStyle::Plain, themeOf(this));
}

HintBar::HintBar(QWidget *parent)
    : QWidget(parent)
    , m_mark(new SeverityMark(this))
    , m_label(new QLabel(this))
    , m_action(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(7);
    row->addWidget(m_mark, 0, Qt::AlignTop);
    row->addWidget(m_label, 1);
    row->addWidget(m_action);
    m_action->hide();
    connect(m_action, &QToolButton::clicked, this, &HintBar::actionTriggered);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::RichText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    hide();
}

void HintBar::setHint(Severity severity, const QString &html)
{
    m_severity = severity;
    m_mark->setSeverity(severity);
    m_label->setText(html);
    setVisible(!html.isEmpty());
}

void HintBar::setAction(const QString &label)
{
    m_action->setText(label);
    m_action->setVisible(!label.isEmpty());
}

QString HintBar::text() const
{
    return m_label->text();
}

void HintBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.of(m_severity).tint);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.line);
}

} // namespace spectap
