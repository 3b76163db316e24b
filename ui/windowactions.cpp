// SPDX-License-Identifier: MIT
#include "ui/windowactions.h"

#include "ui/marks/markwords.h"
#include "ui/theme/apptheme.h"
#include "ui/theme/icons.h"
#include "ui/timereading.h"

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
    open = add(
        tr("&Open\u2026"), u"open"_s, QKeySequence::Open, tr("Open a session, or import calls from a file"));
    open->setIconText(tr("Open"));
    saveAs = add(tr("&Save as\u2026"), u"save"_s, QKeySequence::Save, tr("Save this session under a name"));
    saveAs->setShortcuts({QKeySequence::Save, QKeySequence::SaveAs});
    saveAs->setIconText(tr("Save"));
    exportCalls = add(tr("&Export\u2026"), u"export"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_E,
        tr("Write calls as NDJSON, JSON, CSV, HAR, HTML, a cURL script, Markdown or batch bodies"));
    exportCalls->setIconText(tr("Export"));
    exportCalls->setObjectName(u"exportAction"_s);
    properties = add(tr("Session propert&ies\u2026"), {}, Qt::ALT | Qt::Key_Return,
        tr("Title and description of this session, and what it says of itself"));
    properties->setObjectName(u"propertiesAction"_s);
    compareSessions = add(tr("&Compare with a session\u2026"), u"diff"_s, {},
        tr("What is different in this session, seen from another one"));
    compareSessions->setObjectName(u"compareSessions"_s);
    compareBaseline = add(tr("Compare with the &baseline"), u"diff"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_B,
        tr("What is different since the baseline; it follows the calls as they come"));
    compareBaseline->setObjectName(u"compareBaseline"_s);
    sessionAsBaseline = add(tr("Use &this session as baseline"), {}, {},
        tr("What is captured after Clear is compared with the session on screen"));
    sessionAsBaseline->setObjectName(u"sessionAsBaseline"_s);
    useBaseline = add(tr("&Use as baseline\u2026"), {}, {},
        tr("Choose the session that what is captured is compared with"));
    useBaseline->setObjectName(u"useBaseline"_s);
    noBaseline = add(tr("&No baseline"), {}, {}, tr("Compare with nothing while capturing"));
    noBaseline->setObjectName(u"noBaseline"_s);
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
    setAsA = add({}, {}, {}, tr("Compare every call with this one"));
    setAsA->setObjectName(u"setAsA"_s);
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
             std::pair{ThemeChoice::Light, tr("&Light")}, std::pair{ThemeChoice::Dark, tr("&Dark")},
             std::pair{ThemeChoice::Contrast, tr("High &contrast")}}) {
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

    settings = add(tr("&Settings\u2026"), u"sliders"_s, QKeySequence(Qt::CTRL | Qt::Key_Comma));
    settings->setObjectName(u"settingsAction"_s);
    settings->setMenuRole(QAction::PreferencesRole);
    palette = add(tr("Find a &command\u2026"), {}, Qt::CTRL | Qt::Key_K);
    palette->setObjectName(u"paletteAction"_s);
    shortcuts = add(tr("&Keyboard shortcuts"), {}, Qt::Key_Question);
    shortcuts->setObjectName(u"shortcutsAction"_s);
    largerText = add(tr("&Larger text"), {}, QKeySequence::ZoomIn);
    QList<QKeySequence> larger = QKeySequence::keyBindings(QKeySequence::ZoomIn);
    if (const QKeySequence unshifted(Qt::CTRL | Qt::Key_Equal); !larger.contains(unshifted))
        larger << unshifted; // the same key on many keyboards
    largerText->setShortcuts(larger);
    smallerText = add(tr("&Smaller text"), {}, QKeySequence::ZoomOut);
    normalText = add(tr("&Normal text"), {}, Qt::CTRL | Qt::Key_0);

    guide = add(tr("&Guide"), {}, QKeySequence::HelpContents);
    guide->setObjectName(u"guideAction"_s);
    filterHelp = add(tr("&Filters"), {}, {});
    filterHelp->setObjectName(u"filterHelp"_s);
    specPage = add(tr("Segment &Spec"), u"ext"_s, {});
    about = add(tr("&About Spectap"), {}, {});
    about->setMenuRole(QAction::AboutRole);

    volumeStrip = add(tr("Vo&lume strip"), {}, {}, tr("Show or hide when calls came, above the table"));
    volumeStrip->setObjectName(u"toggleVolumeStrip"_s);
    volumeStrip->setCheckable(true);
    volumeStrip->setChecked(true);
    times = new QActionGroup(this);
    for (const TimeMode mode : {TimeMode::Local, TimeMode::Utc, TimeMode::SinceFirst, TimeMode::Ago}) {
        QAction *action = add(timeModeTitle(mode), {}, {});
        action->setCheckable(true);
        action->setData(timeModeName(mode));
        times->addAction(action);
    }
    times->actions().constFirst()->setChecked(true);
    showDelta = add(tr("Seconds since the call &before"), {}, {});
    showDelta->setObjectName(u"showDelta"_s);
    showDelta->setCheckable(true);
    goToCall = add(tr("&Go to call #\u2026"), {}, Qt::CTRL | Qt::Key_G);
    goToCall->setObjectName(u"goToCall"_s);
    nextOfUser = add(tr("Next call of this user"), {}, Qt::ALT | Qt::Key_Down);
    previousOfUser = add(tr("Previous call of this user"), {}, Qt::ALT | Qt::Key_Up);
    copyValue = add(tr("Copy &value"), {}, {}, tr("What stands in the current column"));
    copyValue->setObjectName(u"copyValue"_s);
    copyMessageId = add(tr("Copy &messageId"), {}, {});
    copyMessageId->setObjectName(u"copyMessageId"_s);
    copyPointer = add(tr("Copy JSON &pointer"), {}, {}, tr("Where the field selected in the inspector is"));
    copyPointer->setObjectName(u"copyPointer"_s);
    copyFieldValue =
        add(tr("Copy f&ield value"), {}, {}, tr("What the field selected in the inspector holds"));
    copyFieldValue->setObjectName(u"copyFieldValue"_s);
    pasteCalls = add(tr("&Paste calls"), {}, QKeySequence::Paste,
        tr("Make a session of the calls on the clipboard, where no text field has the focus"));
    pasteCalls->setObjectName(u"pasteCalls"_s);
    addMarkActions();
}

void WindowActions::addMarkActions()
{
    undoMark = add(tr("U&ndo marking"), {}, {});
    undoMark->setObjectName(u"undoMark"_s);
    undoMark->setEnabled(false);
    pin = add(tr("&Pin"), u"pin"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_P,
        tr("Mark the selected calls to be found again"));
    pin->setObjectName(u"pinCalls"_s);
    markTest = add(tr("Mark as &test"), {}, {}, tr("Say that these calls were sent to try something out"));
    markTest->setObjectName(u"markTest"_s);
    hide =
        add(tr("&Hide"), u"hide"_s, {}, tr("Take the selected calls out of the table; is:hidden shows them"));
    hide->setObjectName(u"hideCalls"_s);
    for (QAction *action : {pin, markTest, hide})
        action->setCheckable(true);
    markColours = new QActionGroup(this);
    const auto addColour = [this](MarkColour colour) {
        QAction *action = add(markColourTitle(colour), {}, {});
        action->setIcon(markColourIcon(colour));
        action->setCheckable(true);
        action->setData(static_cast<int>(colour));
        markColours->addAction(action);
    };
    for (const MarkColour colour : MarkColours)
        addColour(colour);
    addColour(MarkColour::None);
    note = add(tr("&Note\u2026"), u"note"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_N);
    note->setObjectName(u"noteAction"_s);
    nextMarked = add(tr("Ne&xt marked call"), {}, Qt::Key_F7);
    nextMarked->setObjectName(u"nextMarked"_s);
    previousMarked = add(tr("P&revious marked call"), {}, Qt::SHIFT | Qt::Key_F7);
    previousMarked->setObjectName(u"previousMarked"_s);
    keepMarked = add(tr("&Keep marked calls when clearing"), {}, {},
        tr("Clear starts the new session with the calls that are pinned, coloured, noted or marked as test"));
    keepMarked->setObjectName(u"keepMarked"_s);
    keepMarked->setCheckable(true);
    colourRules = add(tr("Colouring r&ules\u2026"), {}, {}, tr("Colour the rows that a filter finds"));
    colourRules->setObjectName(u"colourRulesAction"_s);
}

void WindowActions::fillMarkMenu(QMenu *menu) const
{
    menu->addActions({pin, markTest});
    menu->addMenu(tr("&Colour"))->addActions(markColours->actions());
    menu->addActions({note, hide});
}

void WindowActions::fillMenuBar(QMainWindow *window)
{
    QMenuBar *bar = window->menuBar();
    QMenu *file = bar->addMenu(tr("&File"));
    file->addAction(open);
    recentMenu = file->addMenu(tr("Open &recent"));
    recentMenu->setObjectName(u"recentMenu"_s);
    file->addActions({saveAs, exportCalls, properties});
    file->addSeparator();
    file->addAction(compareSessions);
    baselineMenu = file->addMenu(tr("&Baseline"));
    baselineMenu->setObjectName(u"baselineMenu"_s);
    file->addAction(loadPlan);
    file->addSeparator();
    file->addAction(quit);

    QMenu *edit = bar->addMenu(tr("&Edit"));
    edit->addActions({undoClear, undoMark});
    edit->addSeparator();
    edit->addActions({copyRow, copyValue, copyJson, copyMessageId, copyCurl});
    edit->addActions({copyPointer, copyFieldValue, copyEndpoint});
    edit->addAction(pasteCalls);
    edit->addSeparator();
    edit->addActions({diff, setAsA, diffPinned});
    edit->addSeparator();
    edit->addActions({findText, clearFilter, goToCall});
    edit->addSeparator();
    edit->addActions({palette, settings});

    callMenu = bar->addMenu(tr("Ca&ll"));
    fillMarkMenu(callMenu);
    callMenu->addSeparator();
    callMenu->addActions({nextMarked, previousMarked});

    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions({navigator, bottom, inspector, volumeStrip});
    view->addMenu(tr("Inspector ta&bs"))->addActions(inspectorTabs->actions());
    view->addSeparator();
    view->addActions({timelineTab, violations, spec});
    view->addSeparator();
    view->addActions({asOfCall, compareFrom});
    view->addSeparator();
    columnsMenu = view->addMenu(tr("&Columns"));
    sortMenu = view->addMenu(tr("&Sort by"));
    QMenu *time = view->addMenu(tr("Ti&me"));
    time->addActions(times->actions());
    time->addSeparator();
    time->addAction(showDelta);
    view->addAction(showRetries);
    view->addAction(follow);
    view->addSeparator();
    view->addAction(colourRules);
    view->addMenu(tr("&Appearance"))->addActions(appearance->actions());
    view->addMenu(tr("Te&xt size"))->addActions({largerText, smallerText, normalText});
    panesMenu = view->addMenu(tr("&Move panes"));
    view->addAction(resetLayout);
    view->addSeparator();
    view->addActions({nextPane, previousPane, nextProblem, previousProblem, nextProblemCall,
        previousProblemCall, nextOfUser, previousOfUser});

    captureMenu = bar->addMenu(tr("&Capture"));
    captureMenu->addActions({pause, clear, keepMarked, testCall});
    captureMenu->addSeparator();
    captureMenu->addActions({setUp, listen, choosePort, lan, certificate, doctor});
    captureMenu->addMenu(tr("A&nswers to SDKs"))->addActions(answers->actions());

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({guide, filterHelp, shortcuts, specPage, about});
}

} // namespace spectap
