// SPDX-License-Identifier: MIT
#include "ui/mainwindowparts.h"

#include "model/items/navigatormodel.h"
#include "ui/capturebutton.h"
#include "ui/diff/diffview.h"
#include "ui/endpointedit.h"
#include "ui/errorannouncer.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/findings/violationspanel.h"
#include "ui/firstrun/firstrunpage.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/navigator/navigatorpanel.h"
#include "ui/noticeband.h"
#include "ui/placepage.h"
#include "ui/profile/profilepanel.h"
#include "ui/sessionstatus.h"
#include "ui/spec/specbrowser.h"
#include "ui/table/eventtable.h"
#include "ui/table/requestlogview.h"
#include "ui/theme/icons.h"
#include "ui/timeline/timelineview.h"
#include "ui/volume/volumestrip.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QDockWidget>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int BottomMinimum = 120;
constexpr int TableMinimum = 420;

/// A dock without a title of its own: its tab names it.
QDockWidget *makeDock(
    QMainWindow *window, const QString &title, const QString &name, QWidget *content, bool titled)
{
    auto *dock = new QDockWidget(title, window);
    dock->setObjectName(name);
    dock->setWidget(content);
    // Not closable by itself: the window's own commands show and hide it, and know about it.
    dock->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    if (!titled) {
        auto *none = new QWidget(dock);
        none->setFixedHeight(0);
        dock->setTitleBarWidget(none);
    }
    return dock;
}

} // namespace

void MainWindow::buildCentre()
{
    auto *centre = new QWidget(this);
    centre->setMinimumWidth(TableMinimum);
    d->bands = new NoticeBands(centre);
    d->tabs = new QTabWidget(centre);
    d->tabs->setObjectName(u"centreTabs"_s);
    d->tabs->setDocumentMode(true);
    d->tabs->setTabBarAutoHide(true);
    d->tabs->tabBar()->setChangeCurrentOnDrag(true);
    d->tabs->setFocusPolicy(Qt::NoFocus); // a hidden bar must not end the way of the Tab key
    d->events = new QWidget(d->tabs);
    d->places = new QStackedWidget(d->events);
    d->volumeStrip = new VolumeStrip(d->volume, d->events);
    auto *events = new QVBoxLayout(d->events);
    events->setContentsMargins(0, 0, 0, 0);
    events->setSpacing(0);
    events->addWidget(d->volumeStrip);
    events->addWidget(d->places, 1);
    d->tabs->addTab(d->events, lineIcon(u"panb"_s), tr("Events"));
    d->tabs->setTabsClosable(true);
    for (const QTabBar::ButtonPosition side : {QTabBar::LeftSide, QTabBar::RightSide})
        d->tabs->tabBar()->setTabButton(0, side, nullptr); // this one stays
    d->firstRun = new FirstRunPage(d->places);
    d->table = new EventTable(d->model, d->places);

    d->noMatchPage = new PlacePage(d->places);
    d->noMatchPage->setObjectName(u"noMatchPage"_s);
    d->removeTermButton = d->noMatchPage->addButton({}, u"removeTermButton"_s);
    d->clearFilterButton = d->noMatchPage->addButton(tr("Clear filter"), u"clearFilterButton"_s, true);

    d->notListening = new PlacePage(d->places);
    d->notListening->setObjectName(u"notListeningPage"_s);
    d->usePortButton = d->notListening->addButton({}, u"usePortButton"_s, true);
    d->tryAgainButton = d->notListening->addButton(tr("Try again"), u"tryAgainButton"_s);
    d->choosePortButton = d->notListening->addButton(tr("Choose a port\u2026"), u"choosePortButton"_s);

    d->diff = new DiffView(d->document, this);
    d->diff->hide(); // until two calls are compared

    for (QWidget *place : {static_cast<QWidget *>(d->firstRun), static_cast<QWidget *>(d->table),
             static_cast<QWidget *>(d->noMatchPage), static_cast<QWidget *>(d->notListening)})
        d->places->addWidget(place);

    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(d->bands);
    layout->addWidget(d->tabs, 1);
    setCentralWidget(centre);
    d->status = new SessionStatus(this);
    setStatusBar(d->status);
    d->announcer = new ErrorAnnouncer(d->document, d->status);
    d->status->addPermanentWidget(d->announcer);
}

void MainWindow::buildToolBar()
{
    WindowActions &actions = *d->actions;
    actions.fillMenuBar(this);

    d->toolBar = new QToolBar(tr("Toolbar"), this);
    d->toolBar->setObjectName(u"toolBar"_s);
    d->toolBar->setMovable(false);
    d->toolBar->setFloatable(false);
    d->toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    d->toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addToolBar(Qt::TopToolBarArea, d->toolBar);

    auto *address = new QWidget(d->toolBar);
    auto *row = new QHBoxLayout(address);
    row->setContentsMargins(6, 4, 6, 4);
    row->setSpacing(8);
    d->captureButton = new CaptureButton(address);
    d->captureButton->setContextMenuPolicy(Qt::CustomContextMenu);
    d->endpointEdit = new EndpointEdit(address);
    d->endpointEdit->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    row->addWidget(d->captureButton);
    row->addWidget(d->endpointEdit);
    d->toolBar->addWidget(address);
    d->toolBar->addSeparator();
    d->toolBar->addActions({actions.pause, actions.clear});
    d->toolBar->addSeparator();
    d->toolBar->addActions({actions.open, actions.saveAs, actions.exportCalls});
    d->toolBar->addSeparator();
    d->toolBar->addAction(actions.diff);
    d->toolBar->addSeparator();
    d->planButton = new PlanButton(d->toolBar);
    d->toolBar->addWidget(d->planButton);
    auto *gap = new QWidget(d->toolBar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    d->toolBar->addWidget(gap);
    d->toolBar->addAction(actions.follow);
    d->toolBar->addActions({actions.navigator, actions.bottom, actions.inspector});
    for (QAction *action : {actions.navigator, actions.bottom, actions.inspector}) {
        if (auto *button = qobject_cast<QToolButton *>(d->toolBar->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    const QList<QAction *> shown = d->toolBar->actions();
    for (QAction *action : shown) {
        if (auto *button = qobject_cast<QToolButton *>(d->toolBar->widgetForAction(action)))
            button->setAccessibleName(action->iconText());
    }

    addToolBarBreak();
    d->filterBar = new FilterBar(this);
    addToolBar(Qt::TopToolBarArea, d->filterBar);

    connect(d->captureButton, &QWidget::customContextMenuRequested, this,
        [this](const QPoint &at) { d->actions->captureMenu->popup(d->captureButton->mapToGlobal(at)); });
}

void MainWindow::buildDocks()
{
    setDockOptions(AllowNestedDocks | AllowTabbedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
    setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
    setDocumentMode(true);

    d->tally = new CallTally(d->document, this);
    d->navigatorModel = new NavigatorModel(d->document, d->tally, d->lens, this);
    d->navigator = new NavigatorPanel(d->navigatorModel, this);
    d->inspector = new InspectorPanel(d->document, this);
    d->inspector->setMinimumWidth(InspectorMinimum);
    d->profile = new ProfilePanel(d->document, d->scan, d->lens, this);
    d->timeline = new TimelineView(d->document, d->lens, this);
    d->timeline->setMinimumHeight(BottomMinimum);
    d->timeline->addCommand(d->actions->timelineTab);
    d->violationsPanel = new ViolationsPanel(d->violations, this);
    d->spec = new SpecBrowser(d->document->sharedChecker(), this);
    auto *log = new RequestLogView(d->document, this);
    d->navigatorDock = makeDock(this, tr("Navigator"), u"navigatorDock"_s, d->navigator, false);
    d->inspectorDock = makeDock(this, tr("Inspector"), u"inspectorDock"_s, d->inspector, false);
    d->profileDock = makeDock(this, tr("Profile"), u"profileDock"_s, d->profile, false);
    d->timelineDock = makeDock(this, tr("Identity timeline"), u"timelineDock"_s, d->timeline, false);
    d->violationsDock = makeDock(this, tr("Violations"), u"violationsDock"_s, d->violationsPanel, false);
    d->specDock = makeDock(this, tr("Spec"), u"specDock"_s, d->spec, false);
    d->logDock = makeDock(this, tr("Log"), u"logDock"_s, log, false);
    placeDocks();
}

} // namespace spectap
