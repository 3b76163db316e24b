// SPDX-License-Identifier: MIT
#pragma once

#include "model/compare/comparison.h"
#include "model/support/result.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace spectap {

class SessionDocument;

/// Which session files to compare, and how.
struct ComparisonQuestion
{
    QString a;
    QString b;
    ComparisonOptions options = {};
};

/// A session file as it was when it was read through. Immutable.
struct TalliedSession
{
    QString path;
    quint32 calls = 0;      ///< in the file then
    QByteArray checkedWith; ///< version of the rules behind its findings, empty: of several
    SessionTally tally;
};

/// Two of them and what is different. Immutable.
struct ComparedFiles
{
    std::shared_ptr<const TalliedSession> a;
    std::shared_ptr<const TalliedSession> b;
    ComparisonOptions options;
    SessionComparison comparison;

    /// Findings were made by different rules: they differ for that alone.
    [[nodiscard]] bool isUneven() const
    {
        return a->checkedWith.isEmpty() || a->checkedWith != b->checkedWith;
    }
};

/// Reads and compares session files on a thread of its own, which begins with the first question. What was
/// read of a file is not read again; of one that is being captured only what is new. Lives in the UI thread.
class SessionComparer : public QObject
{
    Q_OBJECT

public:
    explicit SessionComparer(QObject *parent = nullptr);
    /// Works on the thread of `companion` and shares what was read there.
    SessionComparer(const SessionComparer &companion, QObject *parent);
    /// Cancels; the last one of a thread waits for it.
    ~SessionComparer() override;

    /// compared() or failed() follows, unless another question or cancel() comes first: only the newest
    /// counts.
    void ask(ComparisonQuestion question);
    /// No answer comes, and no further one by itself.
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }

    /// From now on the question is asked again by itself, a few times a second at most, while the session of
    /// `document` is one of the two and gets calls or other findings.
    void follow(SessionDocument *document);
    /// Whether that session is still being captured: what it lacks as B is not gone then, but not seen yet.
    void setLive(bool live);
    /// Nobody looks: what follows waits until somebody does.
    void setWatched(bool watched);

signals:
    /// Now and then, calls of both files that had to be read; not when a question is asked again.
    void progressed(quint32 done, quint32 total);
    void compared(std::shared_ptr<const spectap::ComparedFiles> files);
    /// Once for the same reason, however often it is asked again.
    void failed(const QString &reason);

private:
    class Worker;
    class Room;
    struct Client;

    [[nodiscard]] bool isFollowed(const QString &path) const;
    void changed();
    void askAgain();
    void send(bool again);
    void take(Result<std::shared_ptr<const ComparedFiles>> answered, qint64 tookMs);

    std::shared_ptr<Room> m_room;
    std::shared_ptr<Client> m_client;
    SessionDocument *m_document = nullptr;
    ComparisonQuestion m_question; ///< a is empty: none
    QString m_failure;             ///< told last
    QTimer m_pace;
    qint64 m_tookMs = 0; ///< the last answer
    bool m_busy = false;
    bool m_live = false;
    bool m_watched = true;
    bool m_stale = false; ///< there is news that was not asked for
};

} // namespace spectap
