// SPDX-License-Identifier: MIT
// Tracking plans of the window: loading, watching, and checking everything again when they change.
#include "app/desktop.h"

#include "app/desktopbands.h"

namespace spectap {

namespace {

constexpr qsizetype VersionShown = 8; ///< characters of a plan's hash, enough to tell two apart

} // namespace

void Desktop::connectPlans()
{
    connect(&m_window, &MainWindow::planFilesRequested, &m_plans, &PlanLoader::setFiles);
    connect(&m_window, &MainWindow::planReloadRequested, &m_plans, &PlanLoader::reload);
    connect(&m_window, &MainWindow::bandActionTriggered, this, [this](const QByteArray &key) {
        if (key == PlanKey)
            m_plans.reload();
    });
    connect(&m_plans, &PlanLoader::compiled, this, &Desktop::recheck);
    connect(&m_plans, &PlanLoader::changed, this, &Desktop::showPlans);
}

void Desktop::showPlans()
{
    std::vector<PlanShown> shown;
    QStringList problems;
    for (const PlanLoader::Plan &plan : m_plans.plans()) {
        PlanShown one;
        one.file = plan.file;
        one.problem = plan.problem;
        if (plan.good) {
            one.name = QString::fromUtf8(plan.good->name);
            one.version = QString::fromLatin1(
                plan.good->version.first(std::min(VersionShown, plan.good->version.size())));
        }
        if (!plan.problem.isEmpty()) {
            problems << (plan.good ? tr("%1 The plan as it was before stays in force.", "%1: what is wrong")
                                         .arg(plan.problem)
                                   : plan.problem);
        }
        shown.push_back(std::move(one));
    }
    m_window.setPlans(std::move(shown));
    m_window.showBand({.kind = Band::Kind::Error,
        .text = problems.join(u'\n'),
        .action = problems.isEmpty() ? QString() : tr("Reload"),
        .key = PlanKey});
}

} // namespace spectap
