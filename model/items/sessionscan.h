// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "model/items/violationtally.h"
#include "model/spec/coverage.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace spectap {

/// Which calls are meant: those with a finding that fits everything that is set.
struct FindingSelection
{
    std::optional<Rule> rule;
    std::optional<EventKey> event;
    std::optional<quint16> source;
    std::optional<QByteArray> pattern; ///< as pointerPattern() makes it
    Severity atLeast = Severity::Info;
};

/// Reads the stored session behind the capture, for the docks that count over all of it: violations by
/// findings, coverage by bodies. Only what is wanted is read; rows that arrive are read at most four times a
/// second, in short transactions. Lives in the UI thread and works on a thread of its own.
class SessionScan : public QObject
{
    Q_OBJECT

public:
    explicit SessionScan(SessionDocument *document, QObject *parent = nullptr);
    ~SessionScan() override;

    /// What somebody looks at. What is no longer wanted keeps its counts and goes on from there later.
    void setWanted(bool violations, bool coverage);
    /// Findings to leave out of the counts, of the document's rows and of the calls it opens. What was
    /// counted with them is shown until it is counted without: rows follow in the order they are read.
    void setMutes(std::vector<Mute> mutes);
    [[nodiscard]] const std::vector<Mute> &mutes() const { return m_mutes; }
    /// The findings in the file were made anew, perhaps by another checker: everything starts over.
    void restart();
    /// Everything that is wanted has been counted and told.
    [[nodiscard]] bool isIdle() const { return !m_running && !m_timer.isActive(); }
    /// Looks for calls; callsFound() follows. Only the newest search counts.
    void findCalls(const FindingSelection &selection);

signals:
    /// At most four times a second each; nothing while a changed mute has not been counted through.
    void violationsChanged(std::shared_ptr<const spectap::ViolationSnapshot> violations);
    void coverageChanged(std::shared_ptr<const spectap::Coverage> coverage);
    /// Ascending seqs.
    void callsFound(const std::vector<quint32> &seqs);
    /// The file could not be read. The next rows try again.
    void failed(const QString &reason);

private:
    class Worker;
    struct Job;
    struct Outcome;
    [[nodiscard]] Job job() const;
    void schedule();
    void run();
    void take(Outcome &&outcome);
    void muteSome();
    void tell();
    void forget();

    SessionDocument *m_document;
    std::vector<Mute> m_mutes;
    bool m_violationsWanted = false;
    bool m_coverageWanted = false;
    bool m_muting = false;    ///< something is muted, or was: rows follow the mutes
    bool m_running = false;   ///< the worker is busy, or what it found is being taken
    bool m_asked = false;     ///< and there is more to do since
    quint32 m_generation = 1; ///< of the session and its findings
    quint32 m_mutesVersion = 1;
    quint32 m_search = 0;
    std::unique_ptr<Outcome> m_outcome; ///< being taken
    quint32 m_nextMuted = 0;            ///< the row that muting goes on with
    bool m_anyMuted = false;            ///< rows have changed
    QElapsedTimer m_sinceTold;
    QTimer m_timer;
    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
};

} // namespace spectap
