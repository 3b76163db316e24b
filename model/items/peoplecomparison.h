// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/profilefacts.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

namespace spectap {

class IdentityLens;
class SessionDocument;

/// Compares the people that a lens shows with what the other readings make of the same calls, and, where
/// calls came late, the other order; and tells what is wrong with their ids, hints included. Lives in the UI
/// thread and works on a thread of its own, anew when there are more calls, but never most of the time.
class PeopleComparison : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it.
    PeopleComparison(const SessionDocument *document, const IdentityLens *lens, QObject *parent = nullptr);
    ~PeopleComparison() override;

    /// Whether somebody looks at it.
    void setWanted(bool wanted);
    /// There are people that have not been compared.
    [[nodiscard]] bool isBusy() const { return m_running || m_timer.isActive(); }
    /// What concerns live profile `profile` of the lens's graph, by reading and call.
    [[nodiscard]] std::vector<PeopleDifference> of(quint32 profile) const;
    /// What is wrong with the ids of live profile `profile`, by call.
    [[nodiscard]] std::vector<PeopleConflict> conflictsOf(quint32 profile) const;
    /// Who is somebody else in the other order: a userId each where there is one, else an anonymousId.
    [[nodiscard]] const std::vector<IdName> &othersInOtherOrder() const;

signals:
    void changed();

private:
    class Worker;
    struct Question;
    struct Differences;
    void forget();
    void schedule();
    void ask();
    void take(std::shared_ptr<const Differences> found);
    [[nodiscard]] std::vector<IdName> namesOf(quint32 profile) const;
    [[nodiscard]] quint32 wantedCalls() const;
    [[nodiscard]] quint32 readyCalls() const;

    const SessionDocument *m_document;
    const IdentityLens *m_lens;
    std::shared_ptr<const Differences> m_found; ///< null: not compared yet
    bool m_wanted = false;
    bool m_running = false;
    bool m_again = false; ///< there are more calls than those being compared
    quint32 m_compared = 0;
    QTimer m_timer;
    QElapsedTimer m_since;
    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
};

} // namespace spectap
