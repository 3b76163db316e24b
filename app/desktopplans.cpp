// SPDX-License-Identifier: MIT
// Tracking plans of the window: loading, watching, and checking everything again when they change.
#include "app/desktop.h"

#include "app/desktopbands.h"
#include "model/session/storedplans.h"

#include <QFileInfo>

#include <utility>

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
    if (m_capturing && !m_recheck && !m_checker->plans().empty())
        storePlans();
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

/// So that the session's findings can be understood, and made again, where the plans' files are not.
void Desktop::storePlans()
{
    if (m_ownChecker || m_path.isEmpty())
        return;
    std::vector<PlanText> texts;
    for (const PlanLoader::Plan &plan : m_plans.plans()) {
        if (plan.good && !plan.text.isEmpty())
            texts.push_back({QFileInfo(plan.file).fileName(), plan.text});
    }
    if (texts.empty() && !m_checker->plans().empty())
        return; // still being read
    m_intake.keepMeta(m_path, PlansKey, plansToJson(texts));
}

/// The session on screen was checked with plans that are not here.
void Desktop::useStoredPlans(std::shared_ptr<const Checker> own)
{
    m_ownChecker = m_checker;
    m_checker = std::move(own);
    m_document.setChecker(m_checker);
    m_intake.setChecker(m_checker);
    QStringList names;
    for (const TrackingPlan &plan : m_checker->plans())
        names << QString::fromUtf8(plan.name);
    m_window.showBand({.kind = Band::Kind::Info,
        .text = tr("Checked with the tracking plan stored in this session: %1.").arg(names.join(u", ")),
        .action = {},
        .key = StoredPlanKey});
}

void Desktop::leaveStoredPlans()
{
    if (!m_ownChecker)
        return;
    removeBand(StoredPlanKey);
    m_checker = std::exchange(m_ownChecker, nullptr);
    m_document.setChecker(m_checker);
    m_intake.setChecker(m_checker);
}

} // namespace spectap
