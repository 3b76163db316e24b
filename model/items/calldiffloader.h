// SPDX-License-Identifier: MIT
#pragma once

#include "model/diff/calldiff.h"
#include "model/items/sessiondocument.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <vector>

namespace spectap {

/// Which calls to compare, and how.
struct DiffQuestion
{
    quint32 a = 0; ///< 0: the call before B that it is best compared with (previousLike)
    quint32 b = 0;
    DiffOptions options = {};
};

/// Two calls opened side by side. Immutable once loaded, like CallDocument.
struct ComparedCalls
{
    std::shared_ptr<const CallDocument> a; ///< null: there is no call to compare with
    std::shared_ptr<const CallDocument> b;
    CallDiff diff;
    std::vector<quint32> others; ///< calls of B's type and name, the newest first

    [[nodiscard]] const std::shared_ptr<const CallDocument> &call(DiffSide side) const
    {
        return side == DiffSide::A ? a : b;
    }
};

/// Reads and compares calls of a session on a thread of its own. Lives in the UI thread.
class CallDiffLoader : public QObject
{
    Q_OBJECT

public:
    /// The document must outlive it.
    explicit CallDiffLoader(const SessionDocument *document, QObject *parent = nullptr);
    ~CallDiffLoader() override;

    /// loaded() or failed() follows, unless another question or forget() comes first: only the newest counts.
    void ask(DiffQuestion question);
    void forget();
    [[nodiscard]] bool isBusy() const { return m_busy; }

signals:
    void loaded(std::shared_ptr<const spectap::ComparedCalls> calls);
    void failed(const QString &reason);

private:
    class Worker;

    const SessionDocument *m_document;
    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
    bool m_busy = false;
};

} // namespace spectap
