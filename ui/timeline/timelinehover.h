// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timeline/timelinehints.h"

#include <QObject>
#include <QPointer>
#include <QRect>
#include <QTimer>

#include <functional>

namespace spectap {

class TimelineCard;

/// When the card is seen, and of which call: after the pointer has rested on one, until it has left both for
/// a moment; or pinned, until it is closed. Moving along neighbours changes the card without hiding it.
class TimelineHover final : public QObject
{
    Q_OBJECT

public:
    static constexpr int RestMs = 250;
    static constexpr int NextMs = 60;   ///< to the next call while a card is open
    static constexpr int LeaveMs = 200; ///< long enough to get onto the card

    /// What to show of a call, and where its mark is on the screen (empty: not in sight).
    using HintOf = std::function<TimelineHint(quint32 seq)>;
    using MarkOf = std::function<QRect(quint32 seq)>;
    TimelineHover(QWidget *view, HintOf hintOf, MarkOf markOf);
    ~TimelineHover() override;

    /// The pointer is over the mark of call `seq`; 0: of none.
    void pointAt(quint32 seq);
    /// Keeps the card open; of call `current` when there is none. Closes one that is pinned to that call.
    void pin(quint32 current);
    /// True: there was a card to close.
    bool close();
    /// Closes a card that nobody has pinned.
    void dismiss();
    /// Things stand elsewhere now: the card goes with its mark unless it is pinned.
    void follow();
    /// The call whose card is seen; 0: none.
    [[nodiscard]] quint32 seq() const;
    [[nodiscard]] TimelineCard *card() const;

signals:
    void openRequested(quint32 seq);
    void tableRequested(quint32 seq);

private:
    void show(quint32 seq, bool pinned);
    void makeCard();

    QWidget *m_view;
    HintOf m_hintOf;
    MarkOf m_markOf;
    QPointer<TimelineCard> m_card; ///< a child of the window
    QTimer m_rest;
    QTimer m_leave;
    quint32 m_pointed = 0;
};

} // namespace spectap
