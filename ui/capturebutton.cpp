// SPDX-License-Identifier: MIT
#include "ui/capturebutton.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int Padding = 10;
constexpr int MarkSize = 14;
constexpr int Gap = 6;

QString stateWord(CaptureButton::State state)
{
    switch (state) {
    case CaptureButton::State::Listening:
        return CaptureButton::tr("Listening");
    case CaptureButton::State::Capturing:
        return CaptureButton::tr("Capturing");
    case CaptureButton::State::Paused:
        return CaptureButton::tr("Paused");
    case CaptureButton::State::NotListening:
        return CaptureButton::tr("Not listening");
    case CaptureButton::State::SavedSession:
        break;
    }
    return CaptureButton::tr("Saved session");
}

QString stateHint(CaptureButton::State state)
{
    switch (state) {
    case CaptureButton::State::Listening:
        return CaptureButton::tr("Waiting for the first call");
    case CaptureButton::State::Capturing:
        return CaptureButton::tr("Calls are answered, stored and shown. Click to pause the view.");
    case CaptureButton::State::Paused:
        return CaptureButton::tr(
            "The view stands still; calls are still answered and stored. Click to resume.");
    case CaptureButton::State::NotListening:
        return CaptureButton::tr("No calls can arrive. Click to listen.");
    case CaptureButton::State::SavedSession:
        break;
    }
    return CaptureButton::tr("A session from a file; nothing is captured.");
}

/// Info is the theme's neutral ink.
Severity stateInk(CaptureButton::State state)
{
    switch (state) {
    case CaptureButton::State::Listening:
    case CaptureButton::State::Capturing:
        return Severity::Ok;
    case CaptureButton::State::Paused:
        return Severity::Warning;
    case CaptureButton::State::NotListening:
        return Severity::Error;
    case CaptureButton::State::SavedSession:
        break;
    }
    return Severity::Info;
}

} // namespace

CaptureButton::CaptureButton(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(u"captureButton"_s);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setState(m_state);
}

void CaptureButton::setState(State state)
{
    m_state = state;
    setText(stateWord(state));
    setAccessibleName(stateWord(state));
    setAccessibleDescription(stateHint(state));
    setToolTip(stateHint(state));
    updateGeometry();
    update();
}

QFont CaptureButton::labelFont() const
{
    return scaledFont(font(), 1.0, QFont::DemiBold);
}

QSize CaptureButton::sizeHint() const
{
    const QFontMetrics metrics(labelFont());
    return {
        2 * Padding + MarkSize + Gap + metrics.horizontalAdvance(text()), qMax(26, metrics.height() + 10)};
}

void CaptureButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    const Ink &ink = theme.of(stateInk(m_state));
    const bool plain = m_state == State::Listening || m_state == State::SavedSession;

    QColor frame = plain ? theme.lineStrong : ink.fill;
    frame.setAlphaF(plain ? 1.0F : 0.5F);
    const bool focus = hasFocus() && window()->isActiveWindow();
    const qreal width = focus ? 2 : 1;
    painter.setPen(QPen(focus ? theme.accent : frame, width));
    painter.setBrush(plain ? (underMouse() ? theme.hover : theme.base) : ink.tint);
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4);

    const QRectF mark(Padding, (height() - MarkSize) / 2.0, MarkSize, MarkSize);
    switch (m_state) {
    case State::Listening:
        painter.setPen(QPen(ink.fill, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(mark.center(), 4, 4);
        break;
    case State::Capturing:
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink.fill);
        painter.drawEllipse(mark.center(), 4, 4);
        break;
    case State::Paused:
        paintLineIcon(&painter, mark, u"pause"_s, ink.text);
        break;
    case State::NotListening:
        paintSeverityGlyph(&painter, mark, Severity::Error, theme);
        break;
    case State::SavedSession:
        paintLineIcon(&painter, mark, u"file"_s, ink.text);
        break;
    }
    painter.setPen(ink.text);
    painter.setFont(labelFont());
    painter.drawText(QRectF(mark.right() + Gap, 0, this->width() - mark.right() - Gap, height()),
        Qt::AlignVCenter | Qt::AlignLeft, text());
}

} // namespace spectap
