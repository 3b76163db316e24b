// SPDX-License-Identifier: MIT
// What people bring along: files that are dropped, calls on the clipboard, and what could not be read of
// them.
#include "ui/mainwindowparts.h"

#include "ui/files/droptarget.h"
#include "ui/files/importproblems.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMimeData>

namespace spectap {

void MainWindow::connectImports()
{
    auto *drop = new DropTarget(this);
    connect(drop, &DropTarget::dropped, this, &MainWindow::takeFiles);
    connect(d->actions->pasteCalls, &QAction::triggered, this, &MainWindow::pasteCalls);
}

void MainWindow::takeFiles(const DropResult &files)
{
    if (!files.session.isEmpty()) {
        keepFolder(files.session);
        emit openRequested(files.session);
    } else if (!files.compared.isEmpty()) {
        compareSessions(files.compared.first(), files.compared.last());
    } else if (!files.plans.isEmpty()) {
        addPlans(files.plans);
    } else {
        showBand({Band::Kind::Warning, files.words + u'.', {}, "open"});
    }
}

/// Text is imported, a copied file opened as if it were dropped.
void MainWindow::pasteCalls()
{
    const QMimeData *pasted = QApplication::clipboard()->mimeData();
    if (pasted && pasted->hasUrls()) {
        takeFiles(DropResult::of(pasted));
        return;
    }
    const QString text = pasted ? pasted->text() : QString();
    if (text.trimmed().isEmpty())
        showBand(
            {Band::Kind::Warning, tr("The clipboard holds no text. Copy calls as JSON first."), {}, "open"});
    else
        emit importTextRequested(text.toUtf8());
}

void MainWindow::showImportProblems(
    const QString &name, const std::vector<ImportProblem> &problems, quint64 count)
{
    auto *dialog = new ImportProblemsDialog(name, problems, count, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace spectap
