// SPDX-License-Identifier: MIT
// Finding commands, keys, words of help and files.
#include "ui/mainwindowparts.h"

#include "ui/command/commandpalette.h"
#include "ui/command/shortcutsheet.h"
#include "ui/files/recentfiles.h"
#include "ui/help/helpdialog.h"
#include "ui/windowactions.h"

#include <QAction>
#include <QMenuBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace spectap {

void MainWindow::connectCommands()
{
    connect(d->actions->palette, &QAction::triggered, this, [this] {
        if (!d->palette) {
            d->palette = new CommandPalette(this);
            connect(d->palette, &CommandPalette::callRequested, this, &MainWindow::selectCall);
        }
        d->palette->open(commandsOf(menuBar()));
    });
    connect(d->actions->shortcuts, &QAction::triggered, this, [this] {
        auto *sheet = findChild<ShortcutSheet *>();
        if (!sheet) {
            sheet = new ShortcutSheet(this);
            sheet->setAttribute(Qt::WA_DeleteOnClose);
        }
        sheet->setCommands(commandsOf(menuBar()));
        bringToFront(sheet);
    });

    connect(d->actions->guide, &QAction::triggered, this, [this] { showHelp(u"guide"_s); });
    connect(d->actions->filterHelp, &QAction::triggered, this, [this] { showHelp(u"filters"_s); });

    d->recent = new RecentFiles(d->actions->recentMenu, this);
    connect(d->recent, &RecentFiles::openRequested, this, &MainWindow::openRequested);
    connect(d->recent, &RecentFiles::refreshWanted, this, &MainWindow::earlierCapturesWanted);
}

void MainWindow::showHelp(const QString &page)
{
    if (!d->help)
        d->help = new HelpDialog(this);
    d->help->showPage(page);
    bringToFront(d->help);
}

void MainWindow::setEarlierCaptures(std::vector<EarlierCapture> captures)
{
    d->recent->setCaptures(std::move(captures));
}

} // namespace spectap
