// SPDX-License-Identifier: MIT
// The newest call: followed where calls arrive at one end, counted while they are out of sight.
#include "ui/table/eventtable.h"

#include "model/items/eventtablemodel.h"
#include "ui/numbers.h"
#include "ui/table/eventwords.h"
#include "ui/theme/icons.h"

#include <QPushButton>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int NewButtonMargin = 12;

} // namespace

bool EventTable::canFollow() const
{
    return m_calls->order().isArrival();
}

void EventTable::setFollowing(bool follow)
{
    if (follow && !canFollow()) {
        goToNewest();
        return;
    }
    if (follow) {
        const QScopedValueRollback guard(m_adjusting, true);
        scrollToNewest();
        markSeen();
    }
    if (m_following != follow) {
        m_following = follow;
        markSeen();
        emit followingChanged(follow);
    }
    updateNewButton();
}

void EventTable::scrollToNewest()
{
    if (m_calls->order().isNewestFirst())
        scrollToTop();
    else
        scrollToBottom();
}

void EventTable::goToNewest()
{
    if (const int row = m_calls->newestRow(); row >= 0) {
        setCurrentIndex(m_words->index(row, 0));
        scrollTo(m_words->index(row, 0));
    }
    markSeen();
    updateNewButton();
}

void EventTable::markSeen()
{
    m_seenSeq = m_calls->newestSeq();
}

void EventTable::updateNewButton()
{
    const int fresh = m_following ? 0 : int(m_calls->shownAfter(m_seenSeq));
    if (fresh <= 0) {
        m_newButton->hide();
        return;
    }
    m_newButton->setText(tr("%1 new", "calls since one looked at the newest").arg(countText(fresh)));
    m_newButton->setAccessibleName(tr("%n new call(s)", nullptr, fresh));
    m_newButton->resize(m_newButton->sizeHint());
    const QRect area = viewport()->geometry();
    const bool onTop = m_calls->order().isNewestFirst();
    m_newButton->setIcon(lineIcon(onTop ? u"chevu"_s : u"follow"_s, IconInk::OnAccent));
    m_newButton->move(area.right() - m_newButton->width() - NewButtonMargin,
        onTop ? area.top() + NewButtonMargin : area.bottom() - m_newButton->height() - NewButtonMargin);
    m_newButton->show();
}

} // namespace spectap
