// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/personnames.h"
#include "model/items/sentidentities.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <map>
#include <memory>

namespace spectap {

class SessionDocument;

/// Reads what the bodies of a session say of who the calls belong to, as far as anybody wants to know: what
/// people are called, or that and their external ids. Follows the session, at most four times a second.
/// Lives in the UI thread and works on a thread of its own.
class SentIdentityReader : public QObject
{
    Q_OBJECT

public:
    explicit SentIdentityReader(const SessionDocument *document, std::shared_ptr<StringPool> strings);
    ~SentIdentityReader() override;

    enum class Wish : quint8
    {
        Nothing,
        Names, ///< only identify calls are read
        All
    };
    /// What `who` wants to know, until it says otherwise. What has been read is kept.
    void want(const QObject *who, Wish wish);

    /// As far as read; of a session without a file all there is, which is nothing.
    [[nodiscard]] const SentIdentities &sent() const { return m_sent; }
    [[nodiscard]] const PersonNames &names() const { return m_names; }
    /// Everything that is wanted has been read, or cannot be.
    [[nodiscard]] bool isIdle() const { return !m_running && !m_timer.isActive(); }
    /// Why the file could not be read; the next calls try again. Empty: it could.
    [[nodiscard]] const QString &failure() const { return m_failure; }

    /// Another session, with other strings.
    void restart(std::shared_ptr<StringPool> strings);

signals:
    /// sent() has more calls.
    void grown();
    /// sent() starts over, or has kinds of ids that it had not.
    void restarted();
    void namesChanged();
    void failed();

private:
    class Worker;
    struct Job;
    struct Outcome;
    void startOver();
    void schedule();
    void run();
    void take(const Outcome &outcome);
    [[nodiscard]] Wish wish() const;
    [[nodiscard]] bool isBehind() const;

    const SessionDocument *m_document;
    std::shared_ptr<StringPool> m_strings;
    std::map<const QObject *, Wish> m_wishes;
    SentIdentities m_sent;
    PersonNames m_names;
    quint32 m_namesRead = 0; ///< calls
    QString m_failure;
    bool m_running = false;
    quint32 m_generation = 1;
    QElapsedTimer m_sinceRead;
    QTimer m_timer;
    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
};

} // namespace spectap
