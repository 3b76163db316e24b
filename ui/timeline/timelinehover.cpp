// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinehover.h"

#include "ui/timeline/timelinecard.h"

#include <QWidget>

namespace spectap {

TimelineHover::TimelineHover(QWidget *view, HintOf hintOf, MarkOf markOf)
    : QObject(view)
    , m_view(view)
    , m_hintOf(std::move(hintOf))
    , m_markOf(std::move(markOf))
{
    m_rest.setSingleShot(true);
    m_leave.setSingleShot(true);
    m_leave.setInterval(LeaveMs);
    connect(&m_rest, &QTimer::timeout, this, [this] { show(m_pointed, false); });
    connect(&m_leave, &QTimer::timeout, this, &TimelineHover::dismiss);
}

TimelineHover::~TimelineHover()
{
    delete m_card;
}

quint32 TimelineHover::seq() const
{
    return m_card && m_card->isVisible() ? m_card->hint().seq : 0;
}

TimelineCard *TimelineHover::card() const
{
    return m_card;
}

void TimelineHover::pointAt(quint32 seq)
{
    const quint32 shown = this->seq();
    if (shown != 0 && m_card->isPinned())
        return;
    m_pointed = seq;
    if (seq == 0) {
        m_rest.stop();
        if (shown != 0 && !m_leave.isActive())
            m_leave.start();
        return;
    }
    m_leave.stop();
    if (seq == shown)
        m_rest.stop();
    else
        m_rest.start(shown != 0 ? NextMs : RestMs);
}

void TimelineHover::pin(quint32 current)
{
    const quint32 shown = seq();
    if (shown != 0 && m_card->isPinned() && (current == 0 || current == shown))
        close();
    else if (shown != 0 && !m_card->isPinned())
        show(shown, true);
    else if (current != 0)
        show(current, true);
}

bool TimelineHover::close()
{
    m_rest.stop();
    m_leave.stop();
    m_pointed = 0;
    if (seq() == 0)
        return false;
    const bool hadFocus = m_card->isAncestorOf(m_card->window()->focusWidget());
    m_card->setPinned(false);
    m_card->hide();
    if (hadFocus)
        m_view->setFocus();
    return true;
}

void TimelineHover::dismiss()
{
    if (seq() == 0 || !m_card->isPinned())
        close();
}

void TimelineHover::follow()
{
    if (seq() == 0 || m_card->isPinned())
        return;
    const QRect mark = m_markOf(seq());
    if (mark.isEmpty())
        close();
    else
        m_card->showBeside(mark, m_view);
}

void TimelineHover::show(quint32 seq, bool pinned)
{
    if (seq == 0 || !m_view->isVisible())
        return;
    const TimelineHint hint = m_hintOf(seq);
    const QRect mark = m_markOf(seq);
    if (hint.seq == 0 || mark.isEmpty())
        return;
    makeCard();
    m_leave.stop();
    m_rest.stop();
    m_card->setHint(hint);
    m_card->setPinned(pinned);
    m_card->showBeside(mark, m_view);
    if (pinned)
        QWidget::setTabOrder(m_view, m_card->findChild<QWidget *>(QStringLiteral("cardBody")));
}

void TimelineHover::makeCard()
{
    if (m_card)
        return;
    m_card = new TimelineCard(m_view->window());
    connect(m_card, &TimelineCard::openRequested, this, &TimelineHover::openRequested);
    connect(m_card, &TimelineCard::tableRequested, this, &TimelineHover::tableRequested);
    connect(m_card, &TimelineCard::closeRequested, this, &TimelineHover::close);
    connect(m_card, &TimelineCard::pinRequested, this, [this] { pin(0); });
    connect(m_card, &TimelineCard::pointed, this, [this](bool over) {
        if (over)
            m_leave.stop();
        else
            pointAt(0);
    });
}

} // namespace spectap
