// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "model/support/reach.h"
#include "ui/plan/planbutton.h"

#include <QMainWindow>

#include <functional>
#include <memory>
#include <optional>

class QCloseEvent;
class QDockWidget;
class QMenu;
class QResizeEvent;

namespace spectap {

class CompareView;
class Settings;
class SettingsDialog;
struct DropResult;
struct ImportProblem;
enum class Setting : quint8;
struct EarlierCapture;
struct TextChoice;
enum class Sdk : quint8;
struct CertificateShown;
struct SessionProperties;

/// Where the endpoint stands, in the window's terms; app/ translates (ui and app/capture never meet).
struct EndpointStatus
{
    enum class Kind : quint8
    {
        Stopped,
        Listening,
        PortInUse,
        Failed,
        SavedSession
    };
    Kind kind = Kind::Stopped;
    quint16 port = 0;
    bool ipv6 = false;
    QString message;
    quint16 suggestedPort = 0;
    std::optional<Reach::Lan> lan = {}; ///< while others of the network can reach it
    QString lanProblem = {};            ///< why they cannot, though they should

    [[nodiscard]] Reach reach() const;
};

/// A one-line notice under the filter bar: it stays until it is closed or replaced.
struct Band
{
    enum class Kind : quint8
    {
        Info,
        Warning,
        Error
    };
    Kind kind = Kind::Info;
    QString text;
    QString action; ///< label of its button, empty: none
    QByteArray
        key; ///< which notice this is; a new one with the same key replaces it, an empty text removes it
};

/// The window: assembles the parts and talks to app/ through the signals below. Knows no sockets and no files
/// beyond what the document gives it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(SessionDocument *document, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Restores what was kept and keeps what changes; the settings outlive the window.
    void setSettings(Settings *settings);
    void setEndpointStatus(const EndpointStatus &status);
    /// The session's name for the title ("Untitled session" when unnamed) and whether it has a file of its
    /// own.
    void setSessionName(const QString &name, bool named);
    void showBand(const Band &band);
    /// A band with a bar of progress, which only its maker takes away.
    void showProgress(const Band &band, quint32 done, quint32 total);
    /// Progress of opening a file: total 0 hides it. cancelOpenRequested() when the person says so.
    void setOpenProgress(quint32 done, quint32 total);

    /// Answers certificateRequested(): opens the page on it.
    void showCertificate(const CertificateShown &certificate);

    /// The tracking plans calls are checked against, or should be.
    void setPlans(std::vector<PlanShown> plans);
    /// Loads these beside the plans there are.
    void addPlans(const QStringList &files);
    /// What an import of `name` could not read: the first ones of `count`.
    void showImportProblems(const QString &name, const std::vector<ImportProblem> &problems, quint64 count);
    /// How SDKs are answered: "segment", "strict" or "always-200". Setting it is not remembered.
    void setAnswerPolicy(const QString &name);
    [[nodiscard]] QString answerPolicy() const;
    /// Files of the plans that were in force when the program ended last.
    [[nodiscard]] QStringList rememberedPlans() const;
    /// Whether Clear is to carry marked calls over.
    [[nodiscard]] bool keepsMarkedCalls() const;
    /// Captures without a name that could be opened; an answer to earlierCapturesWanted().
    void setEarlierCaptures(std::vector<EarlierCapture> captures);
    /// What is muted in the session on screen, as its file has it: joins what was muted since.
    void addSessionMutes(const QByteArray &json);
    /// The answer to propertiesRequested(); whether it is named and how many calls it has the window knows
    /// itself.
    void showProperties(SessionProperties properties);
    /// Empty: it has none.
    void setSessionTitle(const QString &title);
    /// For --select and --view; false when there is no such call or view.
    bool selectCall(quint32 seq);
    bool showView(const QString &name);
    /// Pixels settled: the selected call is loaded and the filter has finished. For --screenshot.
    [[nodiscard]] bool isSettled() const;

    /// Shows what is different in session file `b`, seen from `a`.
    void compareSessions(const QString &a, const QString &b);

signals:
    void listenRequested(quint16 port);
    void stopListeningRequested();
    /// Whether others of the network may send as well.
    void lanRequested(bool on);
    void newLanSecretsRequested();
    void clearRequested();
    void undoClearRequested();
    /// A session, or whatever calls can be imported from.
    void openRequested(const QString &path);
    /// Text from the clipboard, UTF-8.
    void importTextRequested(const QByteArray &text);
    void saveAsRequested(const QString &path);
    void cancelOpenRequested();
    void testCallRequested();
    void certificateRequested();
    void doctorRequested();
    void sampleSessionRequested();
    void answerPolicyRequested(const QString &name);
    /// MiB; what is larger is refused from now on.
    void largestBodyRequested(int mebibytes);
    void earlierCapturesWanted();
    void bandActionTriggered(const QByteArray &key);
    /// Just these tracking plans from now on.
    void planFilesRequested(const QStringList &files);
    void planReloadRequested();
    void propertiesRequested(const QString &path);
    /// To be kept in the file of the session at `path`.
    void propertiesChanged(const QString &path, const QString &title, const QString &description);
    /// To be kept in the session's file, and given back by addSessionMutes().
    void sessionMutesChanged(const QByteArray &json);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void childEvent(QChildEvent *event) override;

private:
    void buildCentre();
    void buildToolBar();
    void buildDocks();
    void connectActions();
    void connectParts();
    void connectEndpointPages();
    void makeLanPanel();
    void showLan();
    void makeFindings();
    void connectFilter();
    void showNoMatch();
    void connectFindings();
    void connectPlans();
    void choosePlan();
    void usePlans(const QStringList &files);

    /// By the room there is.
    enum class Arrangement : quint8
    {
        Wide,  ///< navigator, table, inspector side by side
        Below, ///< the inspector is below the table
        Narrow ///< and so is the navigator
    };
    [[nodiscard]] Arrangement arrangementFor(int width) const;
    [[nodiscard]] int inspectorWidthFor(int window) const;
    void placeDocks();
    void connectPanes();
    void moveDock(QDockWidget *dock, Qt::DockWidgetArea area);
    void restoreArrangement();
    void arrange();
    void arrangeSoon();
    void connectSettings();
    void connectCommands();
    void showHelp(const QString &page);
    void applySetting(Setting setting);
    void showSettings(const QString &words = {});
    void fillSettings(SettingsDialog *dialog);
    [[nodiscard]] TextChoice textChoice() const;
    void updatePlace();
    void showTimelineAsTab(bool wanted);
    void showSetUp(bool wanted);
    void updateFigures();
    void updateCapture();
    void markStale();
    void setPaused(bool paused);
    void showPausedBand();
    void openCall(quint32 seq);
    void forgetCalls();
    void connectPeople();
    void travelTo(quint32 seq);
    void updatePeopleActions();
    void connectDiff();
    void connectVolume();
    void diffSelected();
    void openDiff(quint32 a, quint32 b);
    void closeDiff();
    void connectCompare();
    /// Made when first asked for.
    CompareView *comparison();
    void closeComparison();
    void connectBaseline();
    void fillBaselineMenu();
    void chooseBaseline();
    void setBaseline(const QString &path);
    void applyBaseline(const QString &path);
    void applyNotCompared(const QStringList &paths);
    void askBaseline();
    void showBaseline();
    void compareWithBaseline();
    void sessionMoved(bool wasNamed);
    void chooseComparison(bool forA);
    void saveComparison(const QByteArray &report, const QString &suffix);
    void pinForDiff(quint32 seq);
    void updateDiffActions();
    void addDiffActions(QMenu *menu);
    void connectMarks();
    [[nodiscard]] std::vector<quint32> callsToMark() const;
    void showMarksInMenus();
    void updateMarkActions();
    void editNote();
    void stepToMarkedCall(int step);
    void showColourRules();
    void saveDiff();
    /// Selects the next row that fits, down or up from `row`; -1: a call that the filter hides, or none.
    void stepToCall(int row, int step, const std::function<bool(int row)> &fits);
    void stepToProblemCall(int step);
    void stepPane(int step);
    void raiseDock(QDockWidget *dock);
    void updateWanted();
    void showSeen();
    void showFoundField();

    void connectProperties();
    void showName();
    void connectImports();
    void takeFiles(const DropResult &files);
    void pasteCalls();
    void chooseSession();
    void chooseSaveName();
    void choosePort();
    void exportCalls();
    void copyJson();
    void connectCode();
    void copyCode(Sdk sdk);
    void fillCodeMenu(QMenu *menu);
    void showCallMenu(const QPoint &at);
    void showAbout();
    struct ReportOffer; ///< of what is asked before a report is written
    void saveReport(const ReportOffer &offer, const QByteArray &report);
    void keepFolder(const QString &path);
    [[nodiscard]] QString folder() const;

    void connectTable();
    void restoreTable();
    void keepTable();
    void makeTimeMenu();
    void makeSortMenu();
    void askForCall();
    void stepToUserCall(int step);
    void connectDrags();
    void dragCalls(int column);
    void connectCopies();
    void copyRows();
    void copyColumns(std::vector<int> columns, bool withHeader);

    struct Parts;
    std::unique_ptr<Parts> d;
};

} // namespace spectap
