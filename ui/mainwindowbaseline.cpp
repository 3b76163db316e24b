// SPDX-License-Identifier: MIT
// The session that others are compared with, and what is different since while calls come in.
//
// It is the window's to remember and not a session's: it outlives the one on screen, which Clear replaces,
// and the path of one machine has no place in a file that travels.
#include "ui/mainwindowparts.h"

#include "model/support/utf8.h"
#include "ui/compare/compareview.h"
#include "ui/compare/comparewords.h"
#include "ui/files/recentfiles.h"
#include "ui/sessionstatus.h"
#include "ui/settings/settings.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

const QByteArray BaselineKey = "baseline";

QString nameOf(const QString &path)
{
    return QFileInfo(path).completeBaseName();
}

} // namespace

void MainWindow::connectBaseline()
{
    d->baseline = new SessionComparer(this);
    d->baseline->follow(d->document);
    connect(d->baseline, &SessionComparer::compared, this,
        [this](const std::shared_ptr<const ComparedFiles> &files) {
            d->baselineFiles = files;
            d->baselineProblem.clear();
            showBaseline();
        });
    connect(d->baseline, &SessionComparer::failed, this, [this](const QString &reason) {
        d->baselineFiles.reset();
        d->baselineProblem = reason;
        showBaseline();
    });
    connect(d->document, &SessionDocument::reset, this, [this] {
        d->sessionPath = d->document->path();
        askBaseline();
    });
    // Not before there is something to compare: a baseline may be long.
    connect(d->document, &SessionDocument::rowsAppended, this, [this](quint32 first) {
        if (first == 0)
            askBaseline();
    });
    d->sessionPath = d->document->path();

    connect(d->actions->compareBaseline, &QAction::triggered, this, &MainWindow::compareWithBaseline);
    connect(d->actions->sessionAsBaseline, &QAction::triggered, this, [this] {
        setBaseline(d->document->path());
        showBand({Band::Kind::Info,
            tr("This session is the baseline now. Clear begins the next one, which is compared with it as "
               "its "
               "calls come."),
            {}, BaselineKey});
    });
    connect(d->actions->useBaseline, &QAction::triggered, this, &MainWindow::chooseBaseline);
    connect(d->actions->noBaseline, &QAction::triggered, this, [this] { setBaseline({}); });
    connect(d->status, &SessionStatus::baselineRequested, this, &MainWindow::compareWithBaseline);
    connect(d->actions->baselineMenu, &QMenu::aboutToShow, this, &MainWindow::fillBaselineMenu);
    fillBaselineMenu();
    showBaseline();
}

/// The commands, and the sessions that were open before.
void MainWindow::fillBaselineMenu()
{
    QMenu *menu = d->actions->baselineMenu;
    menu->clear();
    menu->addActions({d->actions->compareBaseline, d->actions->sessionAsBaseline, d->actions->useBaseline,
        d->actions->noBaseline});
    const QStringList paths = d->recent->paths();
    if (!paths.isEmpty())
        menu->addSection(tr("Use as baseline"));
    for (const QString &path : paths) {
        QAction *action = menu->addAction(RecentFiles::entryText(path));
        action->setToolTip(QDir::toNativeSeparators(path));
        action->setCheckable(true);
        action->setChecked(path == d->baselinePath);
        connect(action, &QAction::triggered, this, [this, path] { setBaseline(path); });
    }
}

void MainWindow::chooseBaseline()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Compare with which session while capturing?"),
        folder(), tr("Spectap sessions (*.spectap);;All files (*)"));
    if (path.isEmpty())
        return;
    keepFolder(path);
    setBaseline(path);
}

/// From now on and in later runs.
void MainWindow::setBaseline(const QString &path)
{
    const QString own = path.isEmpty() ? QString() : QFileInfo(path).absoluteFilePath();
    if (d->settings && d->settings->value(Setting::Baseline) != own)
        d->settings->setValue(Setting::Baseline, own); // which applies it
    else
        applyBaseline(own);
}

void MainWindow::applyBaseline(const QString &path)
{
    d->baselinePath = path;
    if (d->compare)
        d->compare->setBaseline(path);
    askBaseline();
}

void MainWindow::applyNotCompared(const QStringList &paths)
{
    d->notCompared.clear();
    for (const QString &path : paths)
        d->notCompared.push_back(path.toUtf8());
    if (d->compare)
        d->compare->setIgnored(d->notCompared);
    askBaseline();
}

void MainWindow::askBaseline()
{
    d->baselineFiles.reset();
    d->baselineProblem.clear();
    const QString open = d->document->path();
    if (d->baselinePath.isEmpty() || open == d->baselinePath || d->document->rows().size() == 0) {
        d->baseline->cancel();
    } else {
        ComparisonOptions options;
        options.ignored = d->notCompared;
        d->baseline->ask({d->baselinePath, open, options});
    }
    showBaseline();
}

void MainWindow::showBaseline()
{
    const bool calls = d->document->rows().size() > 0;
    const bool isItself = d->document->path() == d->baselinePath;
    d->actions->compareBaseline->setEnabled(!d->baselinePath.isEmpty() && !isItself);
    d->actions->noBaseline->setEnabled(!d->baselinePath.isEmpty());
    d->actions->sessionAsBaseline->setEnabled(calls && !isItself);
    if (d->baselinePath.isEmpty()) {
        d->status->setBaseline({}, Severity::Ok, {});
        return;
    }
    const QString name = QDir::toNativeSeparators(d->baselinePath);
    if (!d->baselineProblem.isEmpty())
        d->status->setBaseline(tr("Baseline cannot be read"), Severity::Warning,
            tr("%1 File > Baseline takes another session, or none.").arg(d->baselineProblem));
    else if (isItself)
        d->status->setBaseline(tr("This is the baseline"), Severity::Ok,
            tr("What is captured after Clear is compared with it."));
    else if (d->baselineFiles)
        d->status->setBaseline(baselineWords(*d->baselineFiles), d->baselineFiles->comparison.level(),
            tr("Baseline: %1. Click to see what is different.").arg(name));
    else
        d->status->setBaseline(tr("Baseline: %1").arg(nameOf(d->baselinePath)), Severity::Ok, name);
}

void MainWindow::compareWithBaseline()
{
    if (d->actions->compareBaseline->isEnabled())
        compareSessions(d->baselinePath, d->document->path());
}

/// A session without a name got one: its file is elsewhere now.
void MainWindow::sessionMoved(bool wasNamed)
{
    const QString from = std::exchange(d->sessionPath, d->document->path());
    if (wasNamed || from.isEmpty() || from == d->sessionPath)
        return;
    if (d->compare)
        d->compare->replacePath(from, d->sessionPath);
    if (d->baselinePath == from)
        setBaseline(d->sessionPath);
    else
        askBaseline();
}

} // namespace spectap
