// SPDX-License-Identifier: MIT
#include "ui/plan/planbutton.h"

#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int MaxName = 28; ///< characters in the toolbar

QString nameOf(const PlanShown &plan)
{
    return plan.name.isEmpty() ? QFileInfo(plan.file).fileName() : plan.name;
}

QString shortened(const QString &name)
{
    return name.size() > MaxName ? name.first(MaxName - 1) + u'\u2026' : name;
}

} // namespace

PlanButton::PlanButton(QWidget *parent)
    : QToolButton(parent)
{
    setObjectName(u"planButton"_s);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &PlanButton::fillMenu);
    fillMenu();
    describe();
}

void PlanButton::setPlans(std::vector<PlanShown> plans)
{
    m_plans = std::move(plans);
    describe();
}

void PlanButton::describe()
{
    const bool broken = std::any_of(
        m_plans.begin(), m_plans.end(), [](const PlanShown &plan) { return !plan.problem.isEmpty(); });
    setIcon(broken ? severityIcon(Severity::Error) : lineIcon(u"plan"_s));
    QString text = tr("Plan");
    QString tip = tr("No tracking plan is loaded");
    if (m_plans.size() == 1) {
        text = tr("Plan %1").arg(shortened(nameOf(m_plans.front())));
    } else if (m_plans.size() > 1) {
        text = tr("%1 plans").arg(m_plans.size());
    }
    QStringList lines;
    for (const PlanShown &plan : m_plans) {
        lines << (plan.version.isEmpty() ? nameOf(plan)
                                         : tr("%1, version %2").arg(nameOf(plan), plan.version));
        lines << QDir::toNativeSeparators(plan.file);
        if (!plan.problem.isEmpty())
            lines << plan.problem;
    }
    if (!lines.isEmpty())
        tip = lines.join(u'\n');
    setText(text);
    setToolTip(tip);
    setAccessibleName(tr("Tracking plan: %1").arg(m_plans.empty() ? tr("none") : lines.join(u", ")));
}

QStringList PlanButton::filesWithout(const QString &file) const
{
    QStringList files;
    for (const PlanShown &plan : m_plans) {
        if (plan.file != file)
            files << plan.file;
    }
    return files;
}

void PlanButton::fillMenu()
{
    menu()->clear();
    const auto add = [this](const QString &name, const QString &text) {
        QAction *action = menu()->addAction(text);
        action->setObjectName(name);
        return action;
    };
    connect(
        add(u"loadPlan"_s, tr("&Load a plan\u2026")), &QAction::triggered, this, &PlanButton::loadRequested);
    if (m_plans.empty())
        return;
    connect(add(u"reloadPlan"_s, tr("&Reload")), &QAction::triggered, this, &PlanButton::reloadRequested);
    menu()->addSection(tr("Checked against"));
    for (const PlanShown &plan : m_plans) {
        QAction *action = add(u"dropPlan"_s, tr("Drop %1").arg(nameOf(plan)));
        action->setToolTip(QDir::toNativeSeparators(plan.file));
        if (!plan.problem.isEmpty())
            action->setIcon(severityIcon(Severity::Error));
        connect(action, &QAction::triggered, this,
            [this, file = plan.file] { emit filesRequested(filesWithout(file)); });
    }
    menu()->addSeparator();
    connect(add(u"noPlan"_s, tr("&None")), &QAction::triggered, this, [this] { emit filesRequested({}); });
}

} // namespace spectap
