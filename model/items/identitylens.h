// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/callorder.h"
#include "model/identity/identitygraph.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace spectap {

class SessionDocument;

/// Which people the window shows: how ids are read, in which order, and as of which call. The spec reading in
/// order of arrival as of now is the document's own graph. Any other is built here, in turns of a few
/// milliseconds so that the window stays awake, and then grows with the session; the Unify reading as fast as
/// the bodies are read that have the emails and devices it joins by. Calls that come late, read by their own
/// time, stand at the end until they are sorted in, many at once and behind what is shown. Lives in the UI
/// thread.
class IdentityLens : public QObject
{
    Q_OBJECT

public:
    explicit IdentityLens(SessionDocument *document, QObject *parent = nullptr);
    ~IdentityLens() override;

    void setReading(IdentityReading reading);
    [[nodiscard]] IdentityReading reading() const { return m_reading; }
    void setReadingOrder(ReadingOrder order);
    [[nodiscard]] ReadingOrder readingOrder() const { return m_readingOrder; }
    /// Calls after `seq` in that order have not happened yet; 0: all there are have.
    void setLastSeq(quint32 seq);
    [[nodiscard]] quint32 lastSeq() const { return m_lastSeq; }
    /// By lastSeq(), call `seq` has happened.
    [[nodiscard]] bool hasHappened(quint32 seq) const
    {
        return m_lastSeq == 0 || m_shown.order.positionOf(seq) <= m_shown.order.positionOf(m_lastSeq);
    }
    /// Calls that arrived after others that happened later: in the two orders they stand elsewhere.
    [[nodiscard]] quint32 lateCalls() const { return m_late; }

    /// Its seqs are positions in order().
    [[nodiscard]] const IdentityGraph &graph() const;
    [[nodiscard]] const CallOrder &order() const { return m_shown.order; }
    /// The same people with the calls after lastSeq(), where there is a graph that has seen them; else
    /// graph().
    [[nodiscard]] const IdentityGraph &furthestGraph() const;
    /// The calls the graph has seen, from the first in order() on.
    [[nodiscard]] quint32 size() const;
    /// The calls it is to see, of those there are.
    [[nodiscard]] quint32 wanted() const { return wanted(m_shown); }
    [[nodiscard]] bool isBusy() const;
    /// The Unify reading waits for what the calls' bodies say: so many calls of all have not been read yet.
    [[nodiscard]] quint32 unreadBodies() const;

signals:
    /// graph() and order() are others, or have started over: nothing that was made of them holds.
    void restarted();
    /// It has seen more calls; at least once after restarted().
    void grown();

private:
    struct People
    {
        CallOrder order;
        std::unique_ptr<IdentityGraph> graph; ///< null: the document's
        quint32 size = 0;                     ///< calls in it
    };
    [[nodiscard]] quint32 wanted(const People &people) const;
    [[nodiscard]] std::unique_ptr<IdentityGraph> makeGraph() const;
    void restart(bool sameCalls);
    void lookForLate();
    void sortInLate();
    void work();
    bool step();
    bool sortSome();

    SessionDocument *m_document;
    IdentityReading m_reading = IdentityReading::Spec;
    ReadingOrder m_readingOrder = ReadingOrder::Arrival;
    quint32 m_lastSeq = 0;
    People m_shown;
    std::optional<People> m_next; ///< with the late calls in place; takes over once it has seen as much
    std::unique_ptr<CallSorter>
        m_sorter;             ///< for m_next, else for m_shown; null: no order is being looked for
    quint32 m_looked = 0;     ///< calls looked at for late ones
    Micros m_latest = NoTime; ///< of those
    quint32 m_late = 0;
    bool m_lateWait = false; ///< some are at the end and belong elsewhere
    bool m_bodyWait = false; ///< the next call's body has not been read yet
    QTimer m_turn;
    QTimer m_sortIn;
    QElapsedTimer m_sorting;
};

} // namespace spectap
