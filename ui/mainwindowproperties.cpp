// SPDX-License-Identifier: MIT
// What a session is called, and what it says of itself.
#include "ui/mainwindowparts.h"

#include "ui/files/sessionproperties.h"
#include "ui/windowactions.h"

#include <QAction>

namespace spectap {

void MainWindow::connectProperties()
{
    connect(d->actions->properties, &QAction::triggered, this,
        [this] { emit propertiesRequested(d->document->path()); });
}

void MainWindow::showProperties(SessionProperties properties)
{
    if (properties.path != d->document->path())
        return;
    properties.named = d->named;
    properties.calls = d->document->rows().size();
    auto *dialog = new SessionPropertiesDialog(std::move(properties), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SessionPropertiesDialog::kept, this, &MainWindow::propertiesChanged);
    dialog->open();
}

void MainWindow::setSessionTitle(const QString &title)
{
    d->title = title;
    showName();
}

void MainWindow::showName()
{
    setWindowTitle(d->title.isEmpty()
                       ? tr("%1 \u2014 Spectap", "%1: name of the session").arg(d->name)
                       : tr("%1 (%2) \u2014 Spectap", "%1: title of the session, %2: name of its file")
                             .arg(d->title, d->name));
}

} // namespace spectap
