// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldensity.h"
#include "model/items/sessiondocument.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace spectap {

class EventTableModel;

/// How many calls happened when: every call received, and those that the table's filter lets through, folded
/// retries included. The time is that of the call itself (CallRow::eventTime), as in the filter's `time:`, so
/// that a stretch of it picks out the very calls counted in it. Follows the session at most four times a
/// second and costs no memory per call; counts anew, in slices of some milliseconds, when verdicts or the
/// filter change, and shows what it had until then. Lives in the UI thread.
class CallVolume : public QObject
{
    Q_OBJECT

public:
    CallVolume(const SessionDocument *document, const EventTableModel *table, QObject *parent = nullptr);

    [[nodiscard]] const CallDensity &all() const { return m_all.shown; }
    [[nodiscard]] const CallDensity &matching() const { return m_matching.shown; }
    /// From the first to the last call whose clock is right, and those not far from most others: a clock that
    /// is years off does not count. Whole bins of all(). NoTime: no calls.
    [[nodiscard]] TimeRange extent() const;
    /// The earliest call in [first, last] that the table has a row for; 0: none.
    [[nodiscard]] quint32 firstShownIn(Micros first, Micros last) const;
    /// Whether everything there is has been counted.
    [[nodiscard]] bool isSettled() const { return !m_timer.isActive(); }

signals:
    void changed();

private:
    /// What is shown, and what takes over from it when all has been counted anew.
    struct Counted
    {
        CallDensity shown = {};
        CallDensity next = {};
        bool again = false;

        CallDensity &counting() { return again ? next : shown; }
        void startOver();
        void finish();
    };
    void startOver();
    void rereadMatches();
    void schedule(int ms);
    void count();
    [[nodiscard]] quint32 countAll(quint32 most);
    [[nodiscard]] quint32 countMatching(quint32 most);
    void add(CallDensity &density, quint32 index) const;

    const SessionDocument *m_document;
    const EventTableModel *m_table;
    Counted m_all;
    Counted m_matching;
    TimeRange m_trusted; ///< from the first to the last call that happened about when it arrived
    quint32 m_read = 0;  ///< rows in m_all
    bool m_reread = true;
    std::vector<quint32> m_pending; ///< indexes of matching rows that are not counted yet
    std::size_t m_taken = 0;        ///< of those
    QTimer m_timer;
};

} // namespace spectap
