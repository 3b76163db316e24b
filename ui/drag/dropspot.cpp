// SPDX-License-Identifier: MIT
#include "ui/drag/dropspot.h"

#include "ui/theme/tokens.h"

#include <QDropEvent>
#include <QPainter>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qreal FrameWidth = 2;
constexpr qreal FrameRadius = 4;
constexpr qreal LargeFrame = 100; ///< from this height on corners are rounder
constexpr int Padding = 8;

} // namespace

void paintDropFrame(
    QPainter *painter, const QRectF &frame, const QString &words, bool possible, const Theme &theme)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(possible ? theme.accent : theme.text3, FrameWidth, Qt::DashLine));
    painter->setBrush(possible ? QBrush(theme.accentTint) : QBrush(Qt::NoBrush));
    const qreal radius = frame.height() < LargeFrame ? FrameRadius : 2 * FrameRadius;
    painter->drawRoundedRect(frame, radius, radius);
    painter->setPen(possible ? theme.accent : theme.text2);
    const QRectF room = frame.adjusted(Padding, 0, -Padding, 0);
    const bool oneLine = frame.height() < 3 * painter->fontMetrics().height();
    painter->drawText(room, Qt::AlignCenter | (oneLine ? 0 : Qt::TextWordWrap),
        oneLine ? painter->fontMetrics().elidedText(words, Qt::ElideRight, qRound(room.width())) : words);
    painter->restore();
}

DropSpot::DropSpot(QWidget *target, Words words)
    : QWidget(target)
    , m_words(std::move(words))
{
    setObjectName(target->objectName() + u"DropSpot"_s);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    target->setAcceptDrops(true);
    target->installEventFilter(this);
}

bool DropSpot::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDropEvent *>(event);
        const QString words = m_words(drag->mimeData());
        if (words.isEmpty()) {
            hide();
            return false;
        }
        m_shown = words;
        setAccessibleName(words);
        setGeometry(parentWidget()->rect());
        raise();
        show();
        update();
        drag->setDropAction(Qt::CopyAction);
        drag->accept();
        return true;
    }
    case QEvent::DragLeave:
        hide();
        return false;
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        hide();
        if (m_words(drop->mimeData()).isEmpty())
            return false;
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        emit dropped(drop->mimeData());
        return true;
    }
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void DropSpot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.base);
    painter.setFont(font());
    paintDropFrame(&painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_shown, true, theme);
}

} // namespace spectap
