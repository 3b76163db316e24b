// SPDX-License-Identifier: MIT
#include "model/query/queryterms.h"
#include "ui/mainwindowparts.h"
#include "ui/noticeband.h"

#include "ui/capturebutton.h"
#include "ui/certificate/certificatedialog.h"
#include "ui/endpointedit.h"
#include "ui/export/exportdialog.h"
#include "ui/filter/filterbar.h"
#include "ui/filter/filteredit.h"
#include "ui/firstrun/firstrunpage.h"
#include "ui/inspector/codepage.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/numbers.h"
#include "ui/placepage.h"
#include "ui/settings/settings.h"
#include "ui/table/eventcolumns.h"
#include "ui/table/eventtable.h"
#include "ui/theme/apptheme.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolBar>
#include <QUrl>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QString sessionFilter()
{
    return MainWindow::tr("Spectap sessions (*.spectap);;All files (*)");
}

QString openFilter()
{
    return MainWindow::tr(
        "Sessions and calls (*.spectap *.ndjson *.jsonl *.json *.har *.http *.rest *.txt *.log);;"
        "Spectap sessions (*.spectap);;All files (*)");
}

} // namespace

void MainWindow::connectActions()
{
    const WindowActions &actions = *d->actions;
    connect(actions.open, &QAction::triggered, this, &MainWindow::chooseSession);
    connect(actions.saveAs, &QAction::triggered, this, &MainWindow::chooseSaveName);
    connect(actions.exportCalls, &QAction::triggered, this, &MainWindow::exportCalls);
    connect(actions.quit, &QAction::triggered, this, &QWidget::close);

    connect(actions.undoClear, &QAction::triggered, this, &MainWindow::undoClearRequested);
    connectCopies();
    connectCode();
    connect(actions.copyEndpoint, &QAction::triggered, d->endpointEdit, &EndpointEdit::copyAddress);
    connect(actions.findText, &QAction::triggered, this, [this] {
        if (d->inspector->isAncestorOf(focusWidget()) && d->inspector->openFind())
            return;
        d->filterBar->edit()->setFocus(Qt::ShortcutFocusReason);
        d->filterBar->edit()->selectAll();
    });
    connect(actions.clearFilter, &QAction::triggered, this, [this] { d->filterBar->edit()->apply({}); });

    actions.navigator->setChecked(d->navigatorWanted);
    actions.inspector->setChecked(d->inspectorWanted);
    actions.bottom->setChecked(d->bottomWanted);
    connect(actions.navigator, &QAction::toggled, this, [this](bool on) {
        d->navigatorWanted = on;
        if (d->settings)
            d->settings->setValue(Setting::ShowNavigator, on);
        updatePlace();
    });
    connect(actions.inspector, &QAction::toggled, this, [this](bool on) {
        d->inspectorWanted = on;
        if (d->settings)
            d->settings->setValue(Setting::ShowInspector, on);
        updatePlace();
    });
    connect(actions.bottom, &QAction::toggled, this, [this](bool on) {
        d->bottomWanted = on;
        if (d->settings)
            d->settings->setValue(Setting::ShowBottom, on);
        updatePlace();
    });
    connect(actions.timelineTab, &QAction::toggled, this, &MainWindow::showTimelineAsTab);
    connect(actions.showRetries, &QAction::toggled, this, [this](bool on) {
        d->model->setShowRetries(on);
        if (d->settings)
            d->settings->setValue(Setting::ShowRetries, on);
    });
    connect(actions.resetLayout, &QAction::triggered, this, [this] {
        d->actions->navigator->setChecked(true);
        d->actions->inspector->setChecked(true);
        d->actions->bottom->setChecked(true);
        d->actions->timelineTab->setChecked(false);
        placeDocks();
        d->table->columns()->reset();
    });
    connect(actions.appearance, &QActionGroup::triggered, this, [this](const QAction *action) {
        const QString name = action->data().toString();
        if (d->settings)
            d->settings->setValue(Setting::Appearance, name);
        applyTheme(*qApp, themeChoiceFromName(name).value_or(ThemeChoice::System));
    });
    connect(actions.nextPane, &QAction::triggered, this, [this] { stepPane(1); });
    connect(actions.previousPane, &QAction::triggered, this, [this] { stepPane(-1); });

    connect(actions.pause, &QAction::triggered, this, [this] { setPaused(!d->model->isHeld()); });
    connect(actions.follow, &QAction::toggled, d->table, &EventTable::setFollowing);
    connect(actions.clear, &QAction::triggered, this, &MainWindow::clearRequested);
    connect(actions.testCall, &QAction::triggered, this, &MainWindow::testCallRequested);
    connect(actions.listen, &QAction::triggered, this, [this] {
        if (d->endpoint.kind == EndpointStatus::Kind::Listening)
            emit stopListeningRequested();
        else
            emit listenRequested(d->endpoint.port);
    });
    connect(actions.choosePort, &QAction::triggered, this, &MainWindow::choosePort);
    connect(actions.lan, &QAction::triggered, this, [this](bool on) {
        emit lanRequested(on);
        if (on)
            showSetUp(true); // what to give to the phone must be in sight
    });
    connect(actions.answers, &QActionGroup::triggered, this, [this](const QAction *action) {
        const QString name = action->data().toString();
        if (d->settings && d->settings->value(Setting::AnswerPolicy) != name)
            d->settings->setValue(Setting::AnswerPolicy, name); // which asks for it
        else
            emit answerPolicyRequested(name);
        updateFigures();
    });
    connect(actions.setUp, &QAction::triggered, this, [this] { showSetUp(true); });
    connect(actions.certificate, &QAction::triggered, this, &MainWindow::certificateRequested);
    connect(actions.nextProblemCall, &QAction::triggered, this, [this] { stepToProblemCall(1); });
    connect(actions.previousProblemCall, &QAction::triggered, this, [this] { stepToProblemCall(-1); });

    connect(actions.specPage, &QAction::triggered, this,
        [] { QDesktopServices::openUrl(QUrl(u"https://segment.com/docs/connections/spec/"_s)); });
    connect(actions.doctor, &QAction::triggered, this, &MainWindow::doctorRequested);
    connect(actions.about, &QAction::triggered, this, &MainWindow::showAbout);
    // Ctrl+C belongs to whatever has the focus; in the table it copies rows.
    actions.copyRow->setShortcut(QKeySequence::Copy);
    actions.copyRow->setShortcutContext(Qt::WidgetShortcut);
    d->table->addAction(actions.copyRow);
}

void MainWindow::setAnswerPolicy(const QString &name)
{
    const QList<QAction *> policies = d->actions->answers->actions();
    for (QAction *policy : policies) {
        if (policy->data() == name)
            policy->setChecked(true);
    }
    updateFigures();
}

QString MainWindow::answerPolicy() const
{
    return d->actions->answers->checkedAction()->data().toString();
}

void MainWindow::connectEndpointPages()
{
    connect(d->captureButton, &QToolButton::clicked, this, [this] {
        if (d->actions->pause->isEnabled())
            d->actions->pause->trigger();
        else if (d->endpoint.kind != EndpointStatus::Kind::SavedSession)
            d->actions->listen->trigger();
    });
    makeLanPanel();
    connect(d->firstRun, &FirstRunPage::testCallRequested, d->actions->testCall, &QAction::trigger);
    connect(d->firstRun, &FirstRunPage::openRequested, d->actions->open, &QAction::trigger);
    connect(d->firstRun, &FirstRunPage::sampleSessionRequested, this, &MainWindow::sampleSessionRequested);
    connect(d->firstRun, &FirstRunPage::backRequested, this, [this] { showSetUp(false); });
    connect(d->firstRun, &FirstRunPage::certificateRequested, this, [this](const QString &guide) {
        d->trustGuide = guide;
        emit certificateRequested();
    });
    connect(d->usePortButton, &QPushButton::clicked, this,
        [this] { emit listenRequested(d->endpoint.suggestedPort); });
    connect(
        d->tryAgainButton, &QPushButton::clicked, this, [this] { emit listenRequested(d->endpoint.port); });
    connect(d->choosePortButton, &QPushButton::clicked, this, &MainWindow::choosePort);
}

void MainWindow::setEndpointStatus(const EndpointStatus &status)
{
    d->endpoint = status;
    const bool listening = status.kind == EndpointStatus::Kind::Listening;
    const Reach reach = status.reach();
    d->endpointEdit->setAddress(listening ? u"http://%1:%2"_s.arg(reach.host).arg(reach.port) : QString());
    d->firstRun->setReach(reach);
    d->inspector->code()->setReach(reach);
    d->actions->copyEndpoint->setEnabled(listening);
    showLan();

    const bool inUse = status.kind == EndpointStatus::Kind::PortInUse;
    const bool refused = inUse || status.kind == EndpointStatus::Kind::Failed;
    const QString title =
        inUse ? tr("Port %1 is already in use").arg(status.port) : tr("Spectap cannot listen");
    const QString text = inUse ? tr("Another program holds it. Stop that program, or listen on another port "
                                    "and update the SDK endpoint.")
                               : status.message;
    d->notListening->setWords(title, text, Severity::Error);
    const QString use = tr("Use port %1").arg(status.suggestedPort);
    d->usePortButton->setText(use);
    d->usePortButton->setVisible(status.suggestedPort != 0);
    // With calls on screen the page has no room: the same offer stands above them.
    const bool calls = d->document->rows().size() > 0;
    showBand({Band::Kind::Error, refused && calls ? QString(title + u". "_s + text) : QString(),
        status.suggestedPort ? use : QString(), "endpoint"});
    updateFigures();
}

void MainWindow::showProgress(const Band &band, quint32 done, quint32 total)
{
    if (NoticeBand *shown = d->bands->put(band)) {
        shown->setClosable(false);
        shown->setProgress(done, total);
    }
}

bool MainWindow::selectCall(quint32 seq)
{
    if (seq == 0 || seq > d->document->rows().size())
        return false;
    // A call that the filter hides is opened all the same: it was asked for by its number. And so is one on
    // which the table stood all the time while such a call was open.
    if (!d->table->selectSeq(seq) || d->openSeq != seq)
        openCall(seq);
    return true;
}

void MainWindow::choosePort()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"portDialog"_s);
    dialog->setWindowTitle(tr("Port"));
    dialog->setLabelText(tr("Listen on 127.0.0.1, port (0 takes a free one):"));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(0, 65535);
    dialog->setIntValue(d->endpoint.port);
    connect(dialog, &QInputDialog::intValueSelected, this,
        [this](int port) { emit listenRequested(static_cast<quint16>(port)); });
    dialog->show();
}

void MainWindow::showCertificate(const CertificateShown &certificate)
{
    if (auto *open = findChild<CertificateDialog *>())
        open->close(); // it may show one that is no longer
    auto *dialog = new CertificateDialog(certificate, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->showSystem(std::exchange(d->trustGuide, {}));
    dialog->show();
}

QString MainWindow::folder() const
{
    const QString kept = d->settings ? d->settings->value(Setting::LastFolder).toString() : QString();
    return kept.isEmpty() ? QDir::homePath() : kept;
}

void MainWindow::keepFolder(const QString &path)
{
    if (d->settings)
        d->settings->setValue(Setting::LastFolder, QFileInfo(path).absolutePath());
}

void MainWindow::chooseSession()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a session, or import calls"), folder(), openFilter());
    if (path.isEmpty())
        return;
    keepFolder(path);
    emit openRequested(path);
}

void MainWindow::chooseSaveName()
{
    const QString name = d->named ? d->name : u"session.spectap"_s;
    QString path = QFileDialog::getSaveFileName(
        this, tr("Save the session as"), folder() + u'/' + name, sessionFilter());
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += u".spectap"_s;
    keepFolder(path);
    emit saveAsRequested(path);
}

void MainWindow::exportCalls()
{
    ExportOffer offer;
    offer.sessionPath = d->document->path();
    offer.sessionName =
        d->named ? QFileInfo(d->name).completeBaseName() : tr("calls", "file name of an export");
    offer.folder = folder();
    offer.all = d->document->rows().size();
    offer.checker = d->document->sharedChecker();
    offer.isFiltered = d->model->isFiltered() || d->document->marks().hiddenCalls() > 0;
    if (offer.isFiltered)
        offer.filtered = d->model->shownSeqs();
    offer.selected = d->table->selectedSeqs();
    auto *dialog = new ExportDialog(std::move(offer), d->settings, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exported, this, [this](const QString &path, quint32 calls) {
        keepFolder(path);
        showBand({Band::Kind::Info,
            tr("Exported %1 calls to %2.").arg(countText(calls), QDir::toNativeSeparators(path)), {},
            "exported"});
    });
    dialog->show();
}

void MainWindow::showCallMenu(const QPoint &at)
{
    const quint32 seq = d->table->currentSeq();
    const int row = seq ? d->model->rowOf(seq) : -1;
    if (row < 0)
        return;
    const CallRow &call = d->model->rowAt(row);
    const StringPool &strings = d->document->strings();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QMenu *copy = menu->addMenu(tr("&Copy"));
    copy->addActions({d->actions->copyRow, d->actions->copyValue, d->actions->copyJson,
        d->actions->copyMessageId, d->actions->copyCurl});
    fillCodeMenu(copy->addMenu(tr("Copy S&DK code")));
    menu->addSeparator();
    QMenu *filter = menu->addMenu(tr("&Filter"));
    const auto offer = [this, filter](const QString &text, const QString &term) {
        connect(filter->addAction(text), &QAction::triggered, this,
            [this, term] { d->filterBar->addTerm(term); });
    };
    if (call.name) {
        const QString name = QString::fromUtf8(strings.at(call.name));
        offer(tr("This &name: %1").arg(name), u"event:"_s + inQuotes(name));
        offer(tr("&Not this name"), u"-event:"_s + inQuotes(name));
    }
    if (call.user)
        offer(tr("This &user"), u"user:"_s + inQuotes(QString::fromUtf8(strings.at(call.user))));
    if (call.anonymous)
        offer(tr("This &anonymous ID"), u"anon:"_s + inQuotes(QString::fromUtf8(strings.at(call.anonymous))));
    if (call.type != CallType::Unknown)
        offer(tr("This &type"), u"type:"_s + QString::fromLatin1(callTypeName(call.type)));
    addDiffActions(menu);
    menu->addSeparator();
    showMarksInMenus();
    d->actions->fillMarkMenu(menu);
    menu->addSeparator();
    connect(menu->addAction(tr("Show on &timeline")), &QAction::triggered, this, [this, seq] {
        d->actions->bottom->setChecked(true);
        showView(u"identity"_s);
        openCall(seq);
    });
    menu->addActions({d->actions->asOfCall, d->actions->compareFrom});
    menu->addSeparator();
    menu->addAction(d->actions->exportCalls);
    menu->popup(d->table->viewport()->mapToGlobal(at));
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Spectap"),
        tr("<b>Spectap %1</b><p>A debugger for customer-data events: what an SDK really sends, held against "
           "the "
           "Segment Spec.</p><p>MIT License.</p>")
            .arg(QStringLiteral(SPECTAP_VERSION)),
        QMessageBox::Close, this);
    box->setIconPixmap(windowIcon().pixmap(48, 48));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

} // namespace spectap
