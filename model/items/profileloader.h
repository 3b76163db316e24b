// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/profilefacts.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace spectap {

/// Reads what the session file holds of one person, on a thread of its own. Lives in the UI thread.
class ProfileLoader : public QObject
{
    Q_OBJECT

public:
    explicit ProfileLoader(QObject *parent = nullptr);
    ~ProfileLoader() override;

    /// loaded() or failed() follows, unless another question or forget() comes first: only the newest counts,
    /// and reading for an older one ends soon.
    void ask(ProfileQuestion question);
    void forget();
    [[nodiscard]] bool isBusy() const { return m_busy; }

signals:
    void loaded(std::shared_ptr<const spectap::ProfileFacts> facts);
    void failed(const QString &reason);

private:
    class Worker;

    QThread m_thread;
    std::unique_ptr<Worker> m_worker;
    bool m_busy = false;
};

} // namespace spectap
