// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/checker.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <vector>

namespace spectap {

/// Reads tracking plans beside the window and compiles them with the catalogue; again when their files
/// change. A plan that cannot be read stays as it was when it could. UI thread.
class PlanLoader : public QObject
{
    Q_OBJECT

public:
    /// One of the plans that were asked for.
    struct Plan
    {
        QString file;
        std::shared_ptr<const TrackingPlan> good; ///< as last read; null: never could be
        QByteArray text;                          ///< of `good`, as it stood in the file
        QString problem;                          ///< why its file cannot be read now; empty: it can
    };

    /// `checker` may have been compiled with the plans in `files` already.
    PlanLoader(std::shared_ptr<const Checker> checker, const QStringList &files, QObject *parent = nullptr);
    ~PlanLoader() override;

    /// Just these from now on, in their order.
    void setFiles(const QStringList &files);
    /// Reads all of them again.
    void reload();
    [[nodiscard]] QStringList files() const;
    [[nodiscard]] const std::vector<Plan> &plans() const { return m_plans; }
    [[nodiscard]] bool isLoading() const { return m_loading || m_delay.isActive(); }

signals:
    /// The plans are others than those of the checker before.
    void compiled(std::shared_ptr<const spectap::Checker> checker);
    /// plans() says something else.
    void changed();

private:
    struct Outcome;
    static Outcome load(std::vector<Plan> plans, const Checker &checker);
    void start();
    void take(quint32 run, Outcome &&outcome);
    void watch();

    std::shared_ptr<const Checker> m_checker; ///< with the plans that were compiled last
    std::vector<Plan> m_plans;
    QFileSystemWatcher m_watcher;
    QTimer m_delay; ///< files are written in several steps
    bool m_loading = false;
    quint32 m_run = 0;
    QThreadPool m_pool; ///< one thread; last: waits for it before anything else goes
};

} // namespace spectap
