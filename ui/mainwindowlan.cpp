// SPDX-License-Identifier: MIT
#include "ui/mainwindowparts.h"

#include "ui/firstrun/firstrunpage.h"
#include "ui/lan/lanpanel.h"
#include "ui/noticeband.h"
#include "ui/windowactions.h"

#include <QAction>

namespace spectap {

Reach EndpointStatus::reach() const
{
    Reach reach;
    if (kind == Kind::Listening) {
        reach.port = port;
        reach.lan = lan;
    }
    return reach;
}

void MainWindow::makeLanPanel()
{
    d->lanPanel = new LanPanel(this);
    d->firstRun->addBeside(d->lanPanel);
    connect(d->lanPanel, &LanPanel::lanRequested, this, &MainWindow::lanRequested);
    connect(d->lanPanel, &LanPanel::newSecretsRequested, this, &MainWindow::newLanSecretsRequested);
}

void MainWindow::showLan()
{
    const bool listening = d->endpoint.kind == EndpointStatus::Kind::Listening;
    d->actions->lan->setEnabled(listening);
    d->actions->lan->setChecked(listening && (d->endpoint.lan || !d->endpoint.lanProblem.isEmpty()));
    d->lanPanel->setReach(d->endpoint.reach(), d->endpoint.lanProblem);
    // the panel says it as well, where it is in sight
    showBand({Band::Kind::Warning, d->endpoint.lanProblem, {}, "lan"});
}

} // namespace spectap
