// SPDX-License-Identifier: MIT
#include "ui/windowactions.h"

#include "ui/theme/apptheme.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenuBar>

using namespace Qt::StringLiterals;

namespace spectap {

QAction *WindowActions::add(
    const QString &text, const QString &icon, const QKeySequence &key, const QString &tip)
{
    auto *action = new QAction(text, m_window);
    if (!icon.isEmpty())
        action->setIcon(lineIcon(icon));
    action->setShortcut(key);
    if (!tip.isEmpty()) {
        const QString keys = key.toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? tip : tr("%1 (%2)", "tooltip, then its keys").arg(tip, keys));
    }
    m_window->addAction(action);
    return action;
}

WindowActions::WindowActions(QMainWindow *window)
    : QObject(window)
    , m_window(window)
{
    open = add(tr("&Open\u2026"), u"open"_s, QKeySequence::Open, tr("Open a session"));
    open->setIconText(tr("Open"));
    saveAs = add(tr("&Save as\u2026"), u"save"_s, QKeySequence::Save, tr("Save this session under a name"));
    saveAs->setShortcuts({QKeySequence::Save, QKeySequence::SaveAs});
    saveAs->setIconText(tr("Save"));
    exportCalls = add(tr("&Export\u2026"), u"export"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_E,
        tr("Write calls as NDJSON, JSON or CSV"));
    exportCalls->setIconText(tr("Export"));
    loadPlan = add(tr("&Load a tracking plan\u2026"), u"plan"_s, {});
    quit = add(tr("&Quit"), {}, QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);

    undoClear = add(tr("&Undo clear"), {}, QKeySequence::Undo);
    undoClear->setEnabled(false);
    copyRow = add(tr("&Copy row"), u"copy"_s, {});
    copyJson = add(tr("Copy &JSON"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    copyCurl = add(tr("Copy as c&URL"), {}, Qt::CTRL | Qt::ALT | Qt::Key_C);
    copyEndpoint = add(tr("Copy &endpoint"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_U);
    diff = add(tr("&Diff"), u"diff"_s, Qt::CTRL | Qt::Key_D,
        tr("Compare the two selected calls, or the call with the one before of its name"));
    diff->setObjectName(u"diffAction"_s);
    pinCall = add({}, {}, Qt::CTRL | Qt::SHIFT | Qt::Key_P, tr("Compare every call with this one"));
    pinCall->setObjectName(u"pinCall"_s);
    diffPinned = add({}, {}, {});
    diffPinned->setObjectName(u"diffPinned"_s);
    findText = add(tr("&Filter"), u"search"_s, QKeySequence::Find);
    clearFilter = add(tr("C&lear filter"), {}, {});

    navigator = add(
        tr("&Navigator"), u"panl"_s, Qt::Key_F9, tr("Show or hide the lists of sources, events and users"));
    navigator->setObjectName(u"toggleNavigator"_s);
    navigator->setCheckable(true);
    inspector = add(tr("&Inspector"), u"panr"_s, Qt::CTRL | Qt::Key_F9, tr("Show or hide the inspector"));
    bottom = add(tr("&Bottom panes"), u"panb"_s, Qt::SHIFT | Qt::Key_F9,
        tr("Show or hide the timeline, the violations, the spec and the log"));
    inspector->setObjectName(u"toggleInspector"_s);
    bottom->setObjectName(u"toggleBottom"_s);
    inspector->setCheckable(true);
    bottom->setCheckable(true);
    inspectorTabs = new QActionGroup(this);
    for (const auto &[name, text] : {std::pair{u"fields"_s, tr("&Fields")}, std::pair{u"raw"_s, tr("&Raw")},
             std::pair{u"code"_s, tr("&Code")}, std::pair{u"request"_s, tr("Re&quest")},
             std::pair{u"inspector-diff"_s, tr("&Diff")}}) {
        const int number = int(inspectorTabs->actions().size());
        QAction *action = add(text, {}, QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + number)));
        action->setData(name);
        inspectorTabs->addAction(action);
    }
    timelineTab = add(tr("Identity &timeline as a tab"), u"branch"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_I,
        tr("Give the identity timeline the room of the table, or put it back below"));
    timelineTab->setObjectName(u"timelineTab"_s);
    timelineTab->setCheckable(true);
    asOfCall = add(tr("&People as of the selected call"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_T,
        tr("Show who was who as of the selected call, or back to now"));
    asOfCall->setObjectName(u"asOfCall"_s);
    asOfCall->setCheckable(true);
    compareFrom = add(tr("Compare people &from the selected call"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_M,
        tr("Tell at every later call what has changed of the person since this one"));
    compareFrom->setObjectName(u"compareFrom"_s);
    compareFrom->setCheckable(true);
    violations = add(tr("&Violations"), {}, {});
    spec = add(tr("&Spec and coverage"), {}, {});
    showRetries = add(tr("Show &retries"), {}, {});
    showRetries->setCheckable(true);
    resetLayout = add(tr("Reset &layout"), {}, {});
    appearance = new QActionGroup(this);
    for (const auto &[choice, name] : {std::pair{ThemeChoice::System, tr("Like the &system")},
             std::pair{ThemeChoice::Light, tr("&Light")}, std::pair{ThemeChoice::Dark, tr("&Dark")}}) {
        QAction *action = add(name, {}, {});
        action->setCheckable(true);
        action->setData(themeChoiceName(choice));
        appearance->addAction(action);
    }
    nextPane = add(tr("&Next pane"), {}, Qt::Key_F6);
    previousPane = add(tr("&Previous pane"), {}, Qt::SHIFT | Qt::Key_F6);

    pause = add(tr("&Pause"), u"pause"_s, Qt::CTRL | Qt::Key_E);
    follow = add(tr("&Follow newest"), u"follow"_s, {}, tr("Keep the newest call in view (End)"));
    follow->setCheckable(true);
    follow->setChecked(true);
    clear = add(tr("&Clear"), u"clear"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_K,
        tr("Start an empty session; can be undone"));
    testCall = add(tr("Send a &test call"), u"send"_s, Qt::CTRL | Qt::Key_T);
    listen = add(tr("&Stop listening"), {}, {});
    choosePort = add(tr("P&ort\u2026"), {}, {});
    lan = add(tr("Listen on the local &network"), {}, {},
        tr("Let phones and other machines send calls, if they know a secret address"));
    lan->setObjectName(u"listenOnLan"_s);
    lan->setCheckable(true);
    answers = new QActionGroup(this);
    for (const auto &[name, text] : {std::pair{u"segment"_s, tr("As &Segment answers")},
             std::pair{u"strict"_s, tr("&Refuse calls with errors (400)")},
             std::pair{u"always-200"_s, tr("&Always 200")}}) {
        QAction *action = add(text, {}, {});
        action->setCheckable(true);
        action->setData(name);
        answers->addAction(action);
    }
    answers->actions().constFirst()->setChecked(true);
    setUp = add(tr("Set &up an SDK\u2026"), {}, {}, tr("How to point an SDK at this endpoint"));
    setUp->setObjectName(u"setUpAction"_s);
    certificate = add(tr("Certificate for &https\u2026"), {}, {});
    doctor = add(tr("Connection &doctor\u2026"), {}, {}, tr("What keeps an SDK's calls from arriving"));
    nextProblem = add(tr("Next problem or change"), u"chevd"_s, Qt::Key_F8);
    previousProblem = add(tr("Previous problem or change"), u"chevu"_s, Qt::SHIFT | Qt::Key_F8);
    nextProblemCall = add(tr("Next call with problems"), {}, Qt::CTRL | Qt::Key_F8);
    previousProblemCall = add(tr("Previous call with problems"), {}, Qt::CTRL | Qt::SHIFT | Qt::Key_F8);

    filterHelp = add(tr("&Filters"), {}, QKeySequence::HelpContents);
    filterHelp->setObjectName(u"filterHelp"_s);
    specPage = add(tr("Segment &Spec"), u"ext"_s, {});
    about = add(tr("&About Spectap"), {}, {});
    about->setMenuRole(QAction::AboutRole);
}

void WindowActions::fillMenuBar(QMainWindow *window)
{
    QMenuBar *bar = window->menuBar();
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({open, saveAs, exportCalls});
    file->addSeparator();
    file->addAction(loadPlan);
    file->addSeparator();
    file->addAction(quit);

    QMenu *edit = bar->addMenu(tr("&Edit"));
    edit->addAction(undoClear);
    edit->addSeparator();
    edit->addActions({copyRow, copyJson, copyCurl, copyEndpoint});
    edit->addSeparator();
    edit->addActions({diff, pinCall, diffPinned});
    edit->addSeparator();
    edit->addActions({findText, clearFilter});

    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions({navigator, bottom, inspector});
    view->addMenu(tr("Inspector ta&bs"))->addActions(inspectorTabs->actions());
    view->addSeparator();
    view->addActions({timelineTab, violations, spec});
    view->addSeparator();
    view->addActions({asOfCall, compareFrom});
    view->addSeparator();
    columnsMenu = view->addMenu(tr("&Columns"));
    view->addAction(showRetries);
    view->addAction(follow);
    view->addSeparator();
    view->addMenu(tr("&Appearance"))->addActions(appearance->actions());
    view->addAction(resetLayout);
    view->addSeparator();
    view->addActions(
        {nextPane, previousPane, nextProblem, previousProblem, nextProblemCall, previousProblemCall});

    captureMenu = bar->addMenu(tr("&Capture"));
    captureMenu->addActions({pause, clear, testCall});
    captureMenu->addSeparator();
    captureMenu->addActions({setUp, listen, choosePort, lan, certificate, doctor});
    captureMenu->addMenu(tr("A&nswers to SDKs"))->addActions(answers->actions());

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({filterHelp, specPage, about});
}

} // namespace spectap
