// SPDX-License-Identifier: MIT
#include "app/planloader.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>
#include <utility>

namespace spectap {

namespace {

using namespace std::chrono_literals;

constexpr auto WritingTime = 200ms;

/// Empty when the file has changed since: then it is read again soon.
QByteArray textOf(const PlanLoader::Plan &plan)
{
    QFile file(plan.file);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    return hash == plan.good->version ? text : QByteArray();
}

} // namespace

struct PlanLoader::Outcome
{
    std::vector<Plan> plans;
    std::shared_ptr<const Checker> checker; ///< null: nothing has changed
};

PlanLoader::PlanLoader(std::shared_ptr<const Checker> checker, const QStringList &files, QObject *parent)
    : QObject(parent)
    , m_checker(std::move(checker))
{
    m_pool.setMaxThreadCount(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(WritingTime);
    connect(&m_delay, &QTimer::timeout, this, &PlanLoader::start);
    const auto touched = [this] { m_delay.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, touched);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, touched);
    if (!files.isEmpty())
        setFiles(files);
}

PlanLoader::~PlanLoader()
{
    m_pool.waitForDone();
}

QStringList PlanLoader::files() const
{
    QStringList files;
    for (const Plan &plan : m_plans)
        files << plan.file;
    return files;
}

void PlanLoader::setFiles(const QStringList &files)
{
    std::vector<Plan> plans;
    for (const QString &file : files) {
        const QString path = QFileInfo(file).absoluteFilePath();
        const auto is = [&path](const Plan &plan) { return plan.file == path; };
        if (std::any_of(plans.begin(), plans.end(), is))
            continue;
        const auto known = std::find_if(m_plans.begin(), m_plans.end(), is);
        plans.push_back(known == m_plans.end() ? Plan{path, nullptr, {}, {}} : *known);
    }
    m_plans = std::move(plans);
    watch();
    start();
}

void PlanLoader::reload()
{
    start();
}

void PlanLoader::start()
{
    m_loading = true;
    m_pool.clear(); // what has not begun yet is not wanted any more
    m_pool.start([this, run = ++m_run, plans = m_plans, checker = m_checker] {
        auto outcome = std::make_shared<Outcome>(load(plans, *checker));
        QMetaObject::invokeMethod(
            this, [this, run, outcome] { take(run, std::move(*outcome)); }, Qt::QueuedConnection);
    });
}

/// On the pool's thread.
PlanLoader::Outcome PlanLoader::load(std::vector<Plan> plans, const Checker &checker)
{
    for (Plan &plan : plans) {
        Result<TrackingPlan> read = TrackingPlan::load(plan.file);
        plan.problem = read ? QString() : read.error().message;
        if (read && (!plan.good || plan.good->version != read->version)) {
            plan.good = std::make_shared<const TrackingPlan>(std::move(*read));
            plan.text = textOf(plan);
        }
    }
    std::vector<TrackingPlan> good;
    for (const Plan &plan : plans) {
        if (plan.good)
            good.push_back(*plan.good);
    }
    const auto same = [](const TrackingPlan &a, const TrackingPlan &b) {
        return a.version == b.version && a.name == b.name;
    };
    const std::vector<TrackingPlan> &before = checker.plans();
    if (std::equal(good.begin(), good.end(), before.begin(), before.end(), same))
        return {std::move(plans), nullptr};
    return {std::move(plans), Checker::compile(checker.catalogue(), std::move(good))};
}

void PlanLoader::take(quint32 run, Outcome &&outcome)
{
    if (run != m_run)
        return;
    m_loading = false;
    m_plans = std::move(outcome.plans);
    watch(); // a file that was replaced is watched no more
    emit changed();
    if (!outcome.checker)
        return;
    m_checker = std::move(outcome.checker);
    emit compiled(m_checker);
}

/// The folders too: editors put a new file in the old one's place.
void PlanLoader::watch()
{
    QStringList wanted;
    for (const Plan &plan : m_plans) {
        if (QFileInfo::exists(plan.file))
            wanted << plan.file;
        if (const QString folder = QFileInfo(plan.file).absolutePath(); QFileInfo::exists(folder))
            wanted << folder;
    }
    wanted.removeDuplicates();
    QStringList gone = m_watcher.files() + m_watcher.directories();
    QStringList fresh;
    for (const QString &path : std::as_const(wanted)) {
        if (!gone.removeOne(path))
            fresh << path;
    }
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    if (!fresh.isEmpty())
        m_watcher.addPaths(fresh);
}

} // namespace spectap
