// SPDX-License-Identifier: MIT
#include "app/capture/steadytime.h"
#include "app/desktop.h"
#include "ui/doctor/doctordialog.h"

namespace spectap {

/// Made when it is asked for first; looks at what the intake saw once a second while it is visible.
void Desktop::connectDoctor()
{
    connect(&m_window, &MainWindow::doctorRequested, this, [this] {
        auto *dialog = m_window.findChild<DoctorDialog *>();
        if (!dialog) {
            dialog = new DoctorDialog(&m_window);
            connect(dialog, &DoctorDialog::lookRequested, this, [this, dialog] {
                const EndpointState state = m_endpoint.state();
                QByteArray here;
                if (state.kind == EndpointState::Kind::Listening)
                    here = "localhost:" + QByteArray::number(state.port);
                dialog->setClients(m_intake.clients(), here, wallMicros());
            });
        }
        dialog->show();
        dialog->raise();
        dialog->activateWindow();
    });
}

} // namespace spectap
