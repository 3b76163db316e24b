// SPDX-License-Identifier: MIT
// Where the docks stand: beside the calls where there is room, else below them.
#include "ui/mainwindowparts.h"

#include "ui/windowactions.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QResizeEvent>
#include <QStyle>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

/// The table with all its columns, and what is between it and the inspector.
constexpr int TableWidth = 706;
constexpr int BottomHeight = 228;
constexpr double BottomShare = 0.46; ///< of the height, once the inspector is there
/// Text up to this size needs no more room than was designed for.
constexpr double RoomyText = 15;

} // namespace

int MainWindow::inspectorWidthFor(int window) const
{
    const int left = d->navigatorWanted ? NavigatorWidth : 0;
    return qBound(InspectorMinimum, window - left - TableWidth, InspectorWidth);
}

MainWindow::Arrangement MainWindow::arrangementFor(int width) const
{
    const double room = width / qMax(1.0, fontInfo().pixelSize() / RoomyText);
    return room >= SideFrom        ? Arrangement::Wide
           : room >= NavigatorFrom ? Arrangement::Below
                                   : Arrangement::Narrow;
}

void MainWindow::placeDocks()
{
    const Arrangement arrangement = d->arrangement;
    addDockWidget(Qt::LeftDockWidgetArea, d->navigatorDock);
    addDockWidget(Qt::RightDockWidgetArea, d->inspectorDock);
    addDockWidget(Qt::RightDockWidgetArea, d->profileDock);
    addDockWidget(Qt::BottomDockWidgetArea, d->timelineDock);
    QList<QDockWidget *> below{d->timelineDock, d->violationsDock, d->specDock, d->logDock};
    if (arrangement == Arrangement::Wide)
        tabifyDockWidget(d->inspectorDock, d->profileDock);
    else
        below = QList{d->inspectorDock, d->profileDock} + below;
    if (arrangement == Arrangement::Narrow)
        below.prepend(d->navigatorDock);
    for (qsizetype i = 0; i < below.size(); ++i) {
        addDockWidget(Qt::BottomDockWidgetArea, below[i]);
        if (i > 0)
            tabifyDockWidget(below[i - 1], below[i]);
    }
    const QList<QDockWidget *> docks = d->docks();
    for (QDockWidget *dock : docks)
        dock->setFloating(false);
    d->timelineDock->raise();
    d->inspectorDock->raise();
    d->inspectorWidth = inspectorWidthFor(width());
    if (arrangement != Arrangement::Narrow)
        resizeDocks({d->navigatorDock}, {NavigatorWidth}, Qt::Horizontal);
    if (arrangement == Arrangement::Wide)
        resizeDocks({d->inspectorDock}, {d->inspectorWidth}, Qt::Horizontal);
    const int bottom =
        arrangement == Arrangement::Wide ? BottomHeight : qMax(BottomHeight, qRound(height() * BottomShare));
    resizeDocks({below.first()}, {bottom}, Qt::Vertical);
}

/// Panes go where the person wants them: by mouse at their tabs, and all of them by these menus.
void MainWindow::connectPanes()
{
    const QList<QDockWidget *> docks = d->docks();
    for (QDockWidget *dock : docks) {
        // A window of its own needs a title to be taken by; among tabs it would only repeat the tab.
        QWidget *noTitle = dock->titleBarWidget();
        connect(dock, &QDockWidget::topLevelChanged, dock,
            [dock, noTitle](bool floats) { dock->setTitleBarWidget(floats ? nullptr : noTitle); });
        QMenu *menu = d->actions->panesMenu->addMenu(dock->windowTitle());
        menu->setObjectName(dock->objectName() + u"Menu"_s);
        const auto offer = [this, menu, dock](const QString &text, Qt::DockWidgetArea area) {
            connect(menu->addAction(text), &QAction::triggered, this,
                [this, dock, area] { moveDock(dock, area); });
        };
        offer(tr("To the &left"), Qt::LeftDockWidgetArea);
        offer(tr("To the &right"), Qt::RightDockWidgetArea);
        offer(tr("&Below the calls"), Qt::BottomDockWidgetArea);
        connect(menu->addAction(tr("In a &window of its own")), &QAction::triggered, dock,
            [dock] { dock->setFloating(true); });
    }
}

/// Among those that are there already it becomes a tab.
void MainWindow::moveDock(QDockWidget *dock, Qt::DockWidgetArea area)
{
    QDockWidget *there = nullptr;
    const QList<QDockWidget *> docks = d->docks();
    for (QDockWidget *other : docks) {
        if (other != dock && !other->isHidden() && !other->isFloating() && dockWidgetArea(other) == area)
            there = other;
    }
    dock->setFloating(false);
    addDockWidget(area, dock);
    if (there)
        tabifyDockWidget(there, dock);
    dock->raise();
}

/// As it was left, or as designed.
void MainWindow::restoreArrangement()
{
    d->arrangement = arrangementFor(width());
    const QByteArray &layout = d->layouts[std::size_t(d->arrangement)];
    if (layout.isEmpty() || !restoreState(layout))
        placeDocks();
    d->inspectorWidth = inspectorWidthFor(width()); // a kept one is the person's own
}

/// The window has another width or its text another size.
void MainWindow::arrange()
{
    d->arranging = false;
    const Arrangement arrangement = arrangementFor(width());
    if (arrangement != d->arrangement) {
        d->layouts[std::size_t(d->arrangement)] = saveState();
        restoreArrangement();
        updatePlace();
        return;
    }
    // Narrower windows leave the table its room; widening gives back what was there.
    const int width = inspectorWidthFor(this->width());
    if (std::exchange(d->inspectorWidth, width) != width && arrangement == Arrangement::Wide)
        resizeDocks({d->inspectorDock}, {width}, Qt::Horizontal);
}

void MainWindow::arrangeSoon()
{
    if (!std::exchange(d->arranging, true)) // docks do not move while they are being laid out
        QMetaObject::invokeMethod(this, &MainWindow::arrange, Qt::QueuedConnection);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrangeSoon();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::FontChange || !d)
        return;
    const int icon = style()->pixelMetric(QStyle::PM_ToolBarIconSize, nullptr, this);
    setIconSize({icon, icon}); // the toolbars'
    arrangeSoon();
}

} // namespace spectap
