// SPDX-License-Identifier: MIT
#include "ui/timeline/lanechooser.h"

#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QActionGroup>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

LaneChooser::LaneChooser(QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const QFont small = scaledFont(font(), SmallText);

    m_choice = new QToolButton(this);
    m_choice->setObjectName(u"lanesButton"_s);
    m_choice->setAutoRaise(true);
    m_choice->setPopupMode(QToolButton::InstantPopup);
    m_choice->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_choice->setFocusPolicy(Qt::TabFocus);
    m_choice->setFont(small);
    m_choice->setToolTip(tr("Which profiles have lanes"));
    auto *menu = new QMenu(m_choice);
    menu->setToolTipsVisible(true);
    auto *group = new QActionGroup(menu);
    const std::pair<QString, QString> choices[] = {
        {tr("&All profiles"), tr("Everybody, in the order of their first call")},
        {tr("With &conflicts"), tr("Those whom a conflict is about, also those who lost an ID in it")},
        {tr("&Only this person"), tr("The person of the selected call")},
    };
    for (int i = 0; i < 3; ++i) {
        QAction *action = menu->addAction(choices[i].first);
        action->setToolTip(choices[i].second);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
            [this, i] { emit showRequested(static_cast<LaneFilter::Show>(i)); });
        m_actions[i] = action;
    }
    menu->addSeparator();
    m_unresolved = menu->addAction(tr("&Unresolved IDs"));
    m_unresolved->setToolTip(tr("IDs that no Identify or Alias has linked"));
    m_unresolved->setCheckable(true);
    connect(m_unresolved, &QAction::triggered, this, &LaneChooser::unresolvedRequested);
    m_choice->setMenu(menu);
    row->addWidget(m_choice);

    m_everyone = new QToolButton(this);
    m_everyone->setObjectName(u"everyoneButton"_s);
    m_everyone->setAutoRaise(true);
    m_everyone->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_everyone->setIcon(lineIcon(u"close"_s, IconInk::Accent));
    m_everyone->setIconSize({12, 12});
    m_everyone->setFocusPolicy(Qt::TabFocus);
    m_everyone->setFont(small);
    m_everyone->setToolTip(tr("Show all profiles"));
    m_everyone->hide();
    connect(m_everyone, &QToolButton::clicked, this, &LaneChooser::everyoneRequested);
    row->addWidget(m_everyone);
    setLanes({}, 0, 0, {}, false);
}

void LaneChooser::setLanes(
    const LaneFilter &filter, quint32 shown, quint32 all, const QString &person, bool personPossible)
{
    const QString profiles = all == 1 ? tr("1 profile") : tr("%L1 profiles").arg(all);
    m_choice->setText(
        filter.isActive() ? tr("%1 of %2", "3 of 12 profiles").arg(countText(shown), profiles) : profiles);
    m_choice->setAccessibleName(m_choice->text());
    m_actions[static_cast<std::size_t>(filter.show)]->setChecked(true);
    const bool onePerson = filter.show == LaneFilter::Show::Person;
    m_actions[2]->setEnabled(onePerson || personPossible);
    m_unresolved->setChecked(filter.unresolved);
    m_unresolved->setEnabled(!onePerson);

    m_everyone->setVisible(filter.isActive());
    QString words = tr("No unresolved IDs");
    if (onePerson) {
        const QFontMetrics metrics(m_everyone->font());
        words = tr("Only %1", "a person")
                    .arg(metrics.elidedText(person, Qt::ElideMiddle, 14 * metrics.averageCharWidth()));
    } else if (filter.show == LaneFilter::Show::Conflicts) {
        words = tr("With conflicts");
    }
    m_everyone->setText(words);
    m_everyone->setAccessibleName(tr("%1: show all profiles").arg(words));
}

} // namespace spectap
