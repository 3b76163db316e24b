// SPDX-License-Identifier: MIT
// Tracking plans: which ones are in force, and where they come from.
#include "ui/mainwindowparts.h"

#include "ui/plan/planbutton.h"
#include "ui/settings/settings.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QFileDialog>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::connectPlans()
{
    connect(d->planButton, &PlanButton::loadRequested, this, &MainWindow::choosePlan);
    connect(d->planButton, &PlanButton::reloadRequested, this, &MainWindow::planReloadRequested);
    connect(d->planButton, &PlanButton::filesRequested, this, &MainWindow::usePlans);
    connect(d->actions->loadPlan, &QAction::triggered, this, &MainWindow::choosePlan);
}

void MainWindow::setPlans(std::vector<PlanShown> plans)
{
    d->planFiles.clear();
    for (const PlanShown &plan : plans)
        d->planFiles << plan.file;
    d->planButton->setPlans(std::move(plans));
}

QStringList MainWindow::rememberedPlans() const
{
    return d->settings ? d->settings->value(Setting::Plans).toStringList() : QStringList();
}

void MainWindow::usePlans(const QStringList &files)
{
    if (d->settings)
        d->settings->setValue(Setting::Plans, files);
    emit planFilesRequested(files);
}

/// Adds to those there are: several plans are in force at once.
void MainWindow::choosePlan()
{
    const QStringList chosen = QFileDialog::getOpenFileNames(
        this, tr("Load tracking plans"), folder(), tr("Tracking plans (*.json);;All files (*)"));
    if (chosen.isEmpty())
        return;
    keepFolder(chosen.first());
    addPlans(chosen);
}

void MainWindow::addPlans(const QStringList &files)
{
    QStringList all = d->planFiles + files;
    all.removeDuplicates();
    usePlans(all);
}

} // namespace spectap
