// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/endpoint.h"
#include "app/capture/intake.h"
#include "app/capture/recheck.h"
#include "app/demo.h"
#include "app/planloader.h"
#include "app/sessionimporter.h"
#include "app/sessionopener.h"
#include "app/startoptions.h"

#include "model/items/sessiondocument.h"
#include "model/session/sessionfolder.h"
#include "ui/mainwindow.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace spectap {

/// The composition root of the window: joins the endpoint, the intake, the session's document and the window,
/// which know nothing of each other. UI thread.
class Desktop : public QObject
{
    Q_OBJECT

public:
    Desktop(std::shared_ptr<const Checker> checker, StartOptions options);
    ~Desktop() override;

    void start();
    /// Says in the window which of the person's own catalogue files could not be read.
    void tellOfSpecs(const QStringList &leftOut);
    /// Checks everything with `checker` from now on: calls to come at once, those of the session on screen
    /// anew in the background.
    void recheck(std::shared_ptr<const Checker> checker);
    [[nodiscard]] MainWindow &window() { return m_window; }
    [[nodiscard]] const SessionDocument &document() const { return m_document; }
    [[nodiscard]] Intake &intake() { return m_intake; }
    [[nodiscard]] EndpointState endpoint() const { return m_endpoint.state(); }
    /// Nothing is being opened or sent any more.
    [[nodiscard]] bool isIdle() const;

signals:
    /// The session asked for cannot be read; the window says it too.
    void openFailed(const QString &reason);

private:
    void connectWindow();
    void connectCapture();
    void connectMutes();
    void connectProperties();
    void readProperties(
        const QString &path, std::function<void(MainWindow &, const SessionProperties &)> tell);
    void connectMarks();
    void keepEditedMarks();
    void connectPlans();
    void connectDoctor();
    void connectLan();
    void setLan(bool on, bool newSecrets);
    void showPlans();
    void storePlans();
    void useStoredPlans(std::shared_ptr<const Checker> own);
    void leaveStoredPlans();
    void loadMutes();
    void connectOpener();
    void connectImporter();
    void importFrom(const ImportSource &source);
    void showImported();
    void showImportProgress(qint64 done, qint64 total);
    void importEnded(const ImportReport &report);
    void leaveImport();
    void endImport();
    void leaveSession();
    void connectSaving();
    void showCertificate();
    void beginUnnamed(CarriedCalls carried = {});
    void beginAt(const QString &path, bool named, CarriedCalls carried = {});
    void captureBegan(const QString &path, quint32 generation);
    void endpointChanged(const EndpointState &state);
    void takeRows();
    void appendRows(RowBatch &&batch);
    void load(const QString &path);
    void loadFinished(quint32 run, const QByteArray &checkedWith, const std::shared_ptr<const Checker> &own);
    void openFile(const QString &path, SessionOpener::Manner manner = SessionOpener::Manner::Read);
    void openSession(const QString &path, SessionOpener::Manner manner);
    void showOpened();
    void openEnded(quint32 run);
    void saveAs(const QString &path);
    void startRecheck();
    void endRecheck();
    void saved(const QString &from, const QString &to);
    void clear();
    void undoClear();
    void lookForCaptures();
    void showCaptures(const std::vector<SessionFolder::Entry> &entries);
    void offerRecovery(const SessionFolder::Entry &entry);
    void offerSalvage(const QString &path, const QString &reason);
    void discardIfEmpty();
    void removeBand(const QByteArray &key);
    void showName(const QString &path, bool named);

    StartOptions m_options;
    SessionFolder m_folder;
    SessionDocument m_document;
    RowFeed m_feed;
    Intake m_intake;
    Endpoint m_endpoint;
    SessionOpener m_opener;
    SessionImporter m_importer;
    Demo m_demo;
    PlanLoader m_plans;
    MainWindow m_window;
    QTimer m_frame; ///< rows are taken at most once per frame
    QTimer m_undo;

    std::shared_ptr<StringPool> m_pool; ///< of the session being captured or shown
    std::vector<RowBatch>
        m_early; ///< rows that came before their session was announced or while its file loads
    /// A session being opened: shown once its first rows are here, so that a file that cannot be read leaves
    /// everything as it is.
    struct Opening
    {
        QString path;
        std::shared_ptr<StringPool> pool;
        quint32 run = 0;         ///< of the opener, 0: nothing is being opened
        bool cutLoading = false; ///< the rows of the session shown so far were still being read
    };
    Opening m_opening;
    /// A session being made of other programs' calls; shown once its first rows are here.
    struct Importing
    {
        QString session;
        QString name; ///< of what is read, for people
        std::shared_ptr<StringPool> pool;
        std::shared_ptr<const Checker> checker;
        QElapsedTimer since;
        quint32 run = 0;      ///< of the importer, 0: nothing is being imported
        bool shown = false;   ///< it is the session on screen
        bool damaged = false; ///< what is read is a session that cannot be opened
    };
    Importing m_importing;
    std::vector<ImportProblem> m_problems; ///< of the last import
    QString m_problemsName;
    quint64 m_problemCount = 0;
    std::shared_ptr<const Checker> m_checker;
    /// Ours, while m_checker has the plans stored in the session on screen; otherwise null.
    std::shared_ptr<const Checker> m_ownChecker;
    QElapsedTimer m_rechecking;         ///< since m_recheck began
    std::unique_ptr<Recheck> m_recheck; ///< null: none is under way
    bool m_recheckedWhileSaving = false;
    QElapsedTimer m_saving; ///< since Save as was asked for; invalid when nothing is being saved
    QString m_path;
    QString m_recoverable;
    QString m_damaged; ///< the session that could not be read to its end last
    bool m_recoveryOffered = false;
    QString m_clearedPath;
    bool m_clearedNamed = false;
    bool m_named = false;
    bool m_marksUnwritten = false; ///< the file did not take some
    bool m_capturing = false;      ///< m_path is written by the intake
    bool m_listenWhenOpen = true;
    bool m_demoPending = false;
    bool m_demoRunning = false;
    quint32 m_generation = 0;
    quint32 m_recheckRun = 0;
    quint32 m_loading = 0; ///< run of the opener, 0: none
    quint16 m_port = 0;
};

} // namespace spectap
