// SPDX-License-Identifier: MIT
#include "ui/timeline/timemodebutton.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

#include <QActionGroup>
#include <QFontMetrics>
#include <QMenu>
#include <QPainter>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 8;
constexpr int ChevronSize = 12;

} // namespace

TimeModeButton::TimeModeButton(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(u"timeModeButton"_s);
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    auto *menu = new QMenu(this);
    m_modes = new QActionGroup(menu);
    for (const TimeMode mode : {TimeMode::Local, TimeMode::Utc, TimeMode::SinceFirst}) {
        QAction *action = menu->addAction(timeModeTitle(mode));
        action->setCheckable(true);
        action->setData(static_cast<int>(mode));
        m_modes->addAction(action);
        connect(action, &QAction::triggered, this, [this, mode] { emit modeRequested(mode); });
    }
    menu->addSeparator();
    // The key works while the timeline has the focus.
    QAction *table = menu->addAction(tr("Show as &table") + u"\tT"_s);
    connect(table, &QAction::triggered, this, &TimeModeButton::tableRequested);
    setMenu(menu);
}

void TimeModeButton::setMoment(const TimeReading &reading, Micros time)
{
    QString words = reading.words(time);
    QString date = reading.date(time);
    if (words == m_words && date == m_date)
        return;
    m_words = std::move(words);
    m_date = std::move(date);
    const QList<QAction *> actions = m_modes->actions();
    for (QAction *action : actions)
        action->setChecked(action->data().toInt() == static_cast<int>(reading.mode));
    setText(m_words);
    setToolTip(
        m_date.isEmpty()
            ? tr("How times are told: %1").arg(m_words)
            : tr("How times are told: %1. The ruler begins on %2.", "mode, date").arg(m_words, m_date));
    setAccessibleName(toolTip());
    update();
}

void TimeModeButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    const bool active = underMouse() || isDown();
    painter.fillRect(rect(), active ? theme.hover : theme.chrome);
    const QFont small = scaledFont(font(), SmallText);
    const QFont mono = monoFont(font(), SmallText);
    const int room = width() - 2 * Margin - ChevronSize;
    const int words = QFontMetrics(small).horizontalAdvance(m_words);
    const int date = QFontMetrics(mono).horizontalAdvance(m_date);
    painter.setFont(small);
    painter.setPen(theme.text2);
    painter.drawText(QRect(Margin, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(small).elidedText(m_words, Qt::ElideRight, room));
    paintLineIcon(&painter,
        QRectF(Margin + std::min(words, room) + 1, (height() - ChevronSize) / 2.0, ChevronSize, ChevronSize),
        u"chevd"_s, theme.text3);
    if (words + Margin + date <= room) {
        painter.setFont(mono);
        painter.setPen(theme.text3);
        painter.drawText(
            QRect(Margin, 0, width() - 2 * Margin, height()), Qt::AlignVCenter | Qt::AlignRight, m_date);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace spectap
