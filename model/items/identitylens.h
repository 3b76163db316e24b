// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace spectap {

class SessionDocument;

/// Which people the window shows: how ids are read, and as of which call. The spec reading as of now is the
/// document's own graph. Any other is built here, in turns of a few milliseconds so that the window stays
/// awake, and then grows with the session. Lives in the UI thread.
class IdentityLens : public QObject
{
    Q_OBJECT

public:
    explicit IdentityLens(SessionDocument *document, QObject *parent = nullptr);
    ~IdentityLens() override;

    void setReading(IdentityReading reading);
    [[nodiscard]] IdentityReading reading() const { return m_reading; }
    /// Calls after `seq` have not happened yet; 0: all there are have.
    void setLastSeq(quint32 seq);
    [[nodiscard]] quint32 lastSeq() const { return m_lastSeq; }

    [[nodiscard]] const IdentityGraph &graph() const;
    /// The calls the graph has seen, from the first on.
    [[nodiscard]] quint32 size() const;
    /// The calls it is to see, of those there are.
    [[nodiscard]] quint32 wanted() const;
    [[nodiscard]] bool isBusy() const { return size() < wanted(); }

signals:
    /// graph() is another one, or has started over: nothing that was made of it holds.
    void restarted();
    /// It has seen more calls; at least once after restarted().
    void grown();

private:
    void restart();
    void work();

    SessionDocument *m_document;
    IdentityReading m_reading = IdentityReading::Spec;
    quint32 m_lastSeq = 0;
    std::unique_ptr<IdentityGraph> m_graph; ///< null: the document's
    quint32 m_size = 0;                     ///< calls in m_graph
    QTimer m_turn;
};

} // namespace spectap
