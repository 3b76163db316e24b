// SPDX-License-Identifier: MIT
#include "app/desktop.h"

#include "app/capture/lansecrets.h"

namespace spectap {

/// The network is never let in by what was chosen another day: only by the switch or the command line.
void Desktop::connectLan()
{
    connect(&m_window, &MainWindow::lanRequested, this, [this](bool on) { setLan(on, false); });
    connect(&m_window, &MainWindow::newLanSecretsRequested, this, [this] { setLan(true, true); });
}

void Desktop::setLan(bool on, bool newSecrets)
{
    if (!on) {
        m_endpoint.setLan({});
        return;
    }
    const LanSecretStore store;
    const Result<LanSecrets> secrets = newSecrets ? store.renew() : store.open();
    if (secrets) {
        m_endpoint.setLan(LanAccess{*secrets, m_options.host});
        return;
    }
    m_window.showBand(
        {.kind = Band::Kind::Error, .text = secrets.error().message, .action = {}, .key = "lan-secrets"});
    endpointChanged(m_endpoint.state()); // the switch goes back to what is
}

} // namespace spectap
