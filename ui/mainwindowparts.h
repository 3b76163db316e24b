// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/eventtablemodel.h"
#include "ui/mainwindow.h"

#include <QElapsedTimer>
#include <QTimer>

class QDockWidget;
class QPushButton;
class QStackedWidget;
class QToolBar;

namespace spectap {

class CaptureButton;
class EndpointEdit;
class EventTable;
class FilterBar;
class FirstRunPage;
class InspectorPanel;
class NoticeBands;
class PlacePage;
class SessionStatus;
class TimelineView;
class WindowActions;

/// Widths of the inspector: as designed, and the least it can do with.
inline constexpr int InspectorWidth = 488;
inline constexpr int InspectorMinimum = 340;

/// What the window is made of. Building is in mainwindowlayout.cpp, behaviour in mainwindow.cpp.
struct MainWindow::Parts
{
    SessionDocument *document = nullptr;
    Settings *settings = nullptr;
    EventTableModel *model = nullptr;
    WindowActions *actions = nullptr;

    QToolBar *toolBar = nullptr;
    CaptureButton *captureButton = nullptr;
    EndpointEdit *endpointEdit = nullptr;
    FilterBar *filterBar = nullptr;
    NoticeBands *bands = nullptr;
    QStackedWidget *places = nullptr;
    EventTable *table = nullptr;
    FirstRunPage *firstRun = nullptr;
    PlacePage *noMatch = nullptr;
    PlacePage *notListening = nullptr;
    QPushButton *clearFilterButton = nullptr;
    QPushButton *usePortButton = nullptr;
    QPushButton *tryAgainButton = nullptr;
    QPushButton *choosePortButton = nullptr;

    QDockWidget *inspectorDock = nullptr;
    QDockWidget *timelineDock = nullptr;
    QDockWidget *logDock = nullptr;
    InspectorPanel *inspector = nullptr;
    TimelineView *timeline = nullptr;
    SessionStatus *status = nullptr;

    QTimer tick; ///< figures follow the calls at most four times a second
    QElapsedTimer opening;

    EndpointStatus endpoint;
    std::shared_ptr<const CallDocument> call; ///< what the inspector shows
    quint32 openSeq = 0;                      ///< the call it shows or waits for
    bool waiting = false;
    bool loadingFile = false;
    bool named = false;
    QString name;
    QString pausedAt;
    int inspectorWidth = InspectorWidth; ///< what the width of the window asks for
    bool inspectorWanted = true;         ///< docks hide while there is nothing to show in them
    bool bottomWanted = true;
};

} // namespace spectap
