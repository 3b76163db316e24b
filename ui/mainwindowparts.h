// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/eventtablemodel.h"
#include "model/items/sessioncomparer.h"
#include "model/items/violationmodel.h"
#include "ui/mainwindow.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

class QDockWidget;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QToolBar;

namespace spectap {

class CallCopier;
class CallDrag;
class CallTally;
class CallVolume;
class CaptureButton;
class ColourRulesDialog;
class CompareView;
class CommandPalette;
class DiffView;
class EndpointEdit;
class ErrorAnnouncer;
class EventTable;
class FilterBar;
class FindingCalls;
class FirstRunPage;
class HelpDialog;
class IdentityLens;
class InspectorPanel;
class LanPanel;
class MuteKeeper;
class NavigatorModel;
class NavigatorPanel;
class NoteEditor;
class NoticeBands;
class PlacePage;
class PlanButton;
class ProfilePanel;
class RowColours;
class RecentFiles;
class SessionStatus;
class SpecBrowser;
class StrictestTermFinder;
class TimelineView;
class ViolationsPanel;
class VolumeStrip;
class WindowActions;

/// Widths of the inspector: as designed, and the least it can do with.
inline constexpr int InspectorWidth = 488;
inline constexpr int InspectorMinimum = 340;
inline constexpr int NavigatorWidth = 234;
/// A narrower window has no room for the inspector beside the calls, or for the navigator.
inline constexpr int SideFrom = 1200;
inline constexpr int NavigatorFrom = 1040;

inline const QByteArray EndpointKey = "endpoint";
inline const QByteArray TravelKey = "travel";   ///< of the notice that people are shown as of a call
inline const QByteArray SortingKey = "sorting"; ///< of the notice that many rows are being sorted
inline const QByteArray OnlyKey = "only";       ///< of the notice that only some calls are shown

/// Shows a dialog, in front of whatever it may have been behind.
inline void bringToFront(QWidget *dialog)
{
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

/// What the window is made of. Building is in mainwindowlayout.cpp, behaviour in mainwindow.cpp
/// and the files beside it.
struct MainWindow::Parts
{
    SessionDocument *document = nullptr;
    Settings *settings = nullptr;
    EventTableModel *model = nullptr;
    SessionScan *scan = nullptr;
    IdentityLens *lens = nullptr;
    CallTally *tally = nullptr;
    CallVolume *volume = nullptr;
    NavigatorModel *navigatorModel = nullptr;
    ViolationModel *violations = nullptr;
    MuteKeeper *mutes = nullptr;
    FindingCalls *findings = nullptr;
    StrictestTermFinder *strictest = nullptr;
    HelpDialog *help = nullptr; ///< made when first asked for
    WindowActions *actions = nullptr;
    CallCopier *copier = nullptr;
    CallDrag *drag = nullptr;
    NoteEditor *noteEditor = nullptr; ///< made when first asked for
    RowColours *rowColours = nullptr;
    ColourRulesDialog *colourRules = nullptr; ///< made when first asked for

    QToolBar *toolBar = nullptr;
    CaptureButton *captureButton = nullptr;
    EndpointEdit *endpointEdit = nullptr;
    PlanButton *planButton = nullptr;
    FilterBar *filterBar = nullptr;
    NoticeBands *bands = nullptr;
    QTabWidget *tabs = nullptr; ///< the calls, and what was given as much room
    QWidget *events = nullptr;  ///< the first of them
    VolumeStrip *volumeStrip = nullptr;
    QStackedWidget *places = nullptr;
    EventTable *table = nullptr;
    FirstRunPage *firstRun = nullptr;
    PlacePage *noMatchPage = nullptr;
    PlacePage *notListening = nullptr;
    QPushButton *removeTermButton = nullptr;
    QPushButton *clearFilterButton = nullptr;
    QPushButton *usePortButton = nullptr;
    QPushButton *tryAgainButton = nullptr;
    QPushButton *choosePortButton = nullptr;

    QDockWidget *navigatorDock = nullptr;
    QDockWidget *inspectorDock = nullptr;
    QDockWidget *profileDock = nullptr;
    QDockWidget *timelineDock = nullptr;
    QDockWidget *violationsDock = nullptr;
    QDockWidget *specDock = nullptr;
    QDockWidget *logDock = nullptr;
    [[nodiscard]] QList<QDockWidget *> docks() const
    {
        return {navigatorDock, inspectorDock, profileDock, timelineDock, violationsDock, specDock, logDock};
    }
    NavigatorPanel *navigator = nullptr;
    InspectorPanel *inspector = nullptr;
    ProfilePanel *profile = nullptr;
    TimelineView *timeline = nullptr;
    ViolationsPanel *violationsPanel = nullptr;
    SpecBrowser *spec = nullptr;
    DiffView *diff = nullptr;                           ///< among the tabs while two calls are compared
    CompareView *compare = nullptr;                     ///< likewise, two sessions; made when first asked for
    SessionComparer *baseline = nullptr;                ///< what is different since the reference
    std::shared_ptr<const ComparedFiles> baselineFiles; ///< its last answer; null: none yet
    QString baselinePath;                               ///< of the reference, empty: there is none
    QString baselineProblem;                            ///< why it cannot be compared with
    std::vector<QByteArray> notCompared = ComparisonOptions::usuallyIgnored();
    QString sessionPath; ///< of the document, before it moved
    SessionStatus *status = nullptr;
    ErrorAnnouncer *announcer = nullptr;
    LanPanel *lanPanel = nullptr; ///< on the set-up page

    QTimer tick; ///< figures follow the calls at most four times a second
    QElapsedTimer opening;

    /// What the page without calls says of the filter.
    struct NoMatch
    {
        QString filter = {};
        quint32 calls = 0; ///< the term was looked for among
        QString term = {}; ///< that rules out the most
        QString rest = {}; ///< the filter without it
        quint32 shows = 0; ///< calls that match this
    };
    NoMatch noMatch;
    EndpointStatus endpoint;
    std::shared_ptr<const CallDocument> call; ///< what the inspector shows
    quint32 openSeq = 0;                      ///< the call it shows or waits for
    bool waiting = false;
    quint32 pinnedSeq = 0;                  ///< the call that others are compared with, 0: none
    std::optional<FindingSelection> openAt; ///< what to show of the call when it is here
    bool loadingFile = false;
    bool setUpWanted = false;    ///< the set-up page, although there are calls
    QString trustGuide;          ///< what the certificate's page opens with
    bool violationsSeen = false; ///< their dock is in sight
    bool specSeen = false;
    QStringList planFiles;
    bool named = false;
    QString name;
    QString title; ///< of the session; empty: it has none
    QString pausedAt;
    RecentFiles *recent = nullptr;
    CommandPalette *palette = nullptr; ///< made when first asked for
    Arrangement arrangement = Arrangement::Wide;
    std::array<QByteArray, 3> layouts;   ///< of the docks, by Arrangement; empty: as designed
    bool arranging = false;              ///< arrange() is due
    int inspectorWidth = InspectorWidth; ///< what the width of the window asks for
    bool navigatorWanted = true;
    bool inspectorWanted = true; ///< docks hide while there is nothing to show in them
    bool bottomWanted = true;
};

/// How a report is offered for saving.
struct MainWindow::ReportOffer
{
    QString title;   ///< of the dialog
    QString name;    ///< of the file
    QString kinds;   ///< of files, as QFileDialog takes them
    QByteArray band; ///< the key of the band that tells the outcome
};

} // namespace spectap
