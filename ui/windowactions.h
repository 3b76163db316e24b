// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;

namespace spectap {

/// Every command of the window with its words, key and icon. What a command does is connected by the window.
class WindowActions final : public QObject
{
    Q_OBJECT

public:
    explicit WindowActions(QMainWindow *window);
    /// Fills the menu bar; the menus are the window's to fill further.
    void fillMenuBar(QMainWindow *window);

    QAction *open;
    QAction *saveAs;
    QAction *exportCalls;
    QAction *properties;
    QAction *loadPlan;
    QAction *quit;

    QAction *undoClear;
    QAction *copyRow;
    QAction *copyJson;
    QAction *copyCurl;
    QAction *copyEndpoint;
    QAction *diff;       ///< the two selected calls, or the call and the one before of its name
    QAction *setAsA;     ///< makes the selected call the A of every diff, or lets it go
    QAction *diffPinned; ///< the selected call against that one
    QAction *findText;
    QAction *clearFilter;

    QAction *navigator;
    QAction *inspector;
    QActionGroup *inspectorTabs; ///< data: name of a view
    QAction *bottom;
    QAction *asOfCall;    ///< checked: people are shown as of the selected call
    QAction *compareFrom; ///< checked: the profile tells what changed since a call
    QAction *timelineTab; ///< checked: the timeline is a tab beside the calls
    QAction *violations;
    QAction *spec;
    QAction *showRetries;
    QAction *resetLayout;
    QActionGroup *appearance; ///< data: name of a ThemeChoice
    QAction *nextPane;
    QAction *previousPane;

    QAction *pause;
    QAction *follow;
    QAction *clear;
    QAction *testCall;
    QAction *listen;
    QAction *choosePort;
    QAction *lan;
    QActionGroup *answers; ///< data: name of an answer policy, the default first
    QAction *setUp;
    QAction *certificate;
    QAction *doctor;
    QAction *nextProblem;
    QAction *previousProblem;
    QAction *nextProblemCall;
    QAction *previousProblemCall;

    QAction *filterHelp;
    QAction *specPage;
    QAction *about;

    QAction *volumeStrip;
    QAction *settings;
    QAction *palette;   ///< every command by its letters
    QAction *shortcuts; ///< every key
    QAction *guide;
    QAction *largerText;
    QAction *smallerText;
    QAction *normalText;

    QAction *undoMark;
    QAction *pin; ///< these five: of all selected calls, unless all of them have it
    QAction *markTest;
    QAction *hide;
    QActionGroup *markColours; ///< data: int of MarkColour
    QAction *note;
    QAction *nextMarked;
    QAction *previousMarked;
    QAction *keepMarked; ///< checked: Clear carries marked calls over
    QAction *colourRules;
    QAction *compareSessions; ///< the one on screen with another

    QMenu *callMenu = nullptr;
    QMenu *recentMenu = nullptr;
    QMenu *panesMenu = nullptr; ///< where each pane goes
    QMenu *captureMenu = nullptr;
    QMenu *columnsMenu = nullptr;

    QActionGroup *times; ///< data: name of a TimeMode
    QAction *showDelta;
    QAction *goToCall;
    QAction *nextOfUser;
    QAction *previousOfUser;
    QAction *copyValue; ///< of the cell
    QAction *copyMessageId;
    QAction *copyPointer; ///< of the field selected in the inspector
    QAction *copyFieldValue;
    QMenu *sortMenu = nullptr;

    QAction *pasteCalls; ///< from the clipboard, into a session of their own

    QAction *compareBaseline; ///< the session on screen with the one that is the reference
    QAction *sessionAsBaseline;
    QAction *useBaseline; ///< a file
    QAction *noBaseline;
    QMenu *baselineMenu = nullptr; ///< the window's to fill

    /// What can be noted of a call.
    void fillMarkMenu(QMenu *menu) const;

private:
    void addMarkActions();
    QAction *add(const QString &text, const QString &icon, const QKeySequence &key, const QString &tip = {});

    QMainWindow *m_window;
};

} // namespace spectap
