// SPDX-License-Identifier: MIT
#include "app/desktop.h"

#include "app/capture/certificatenames.h"
#include "app/capture/certificatestore.h"
#include "ui/certificate/certificatedialog.h"

#include <QSysInfo>

namespace spectap {

/// Shows the authority that the endpoint issues from; made now when no client asked for https yet.
void Desktop::showCertificate()
{
    const CertificateStore store;
    const auto opened =
        store.open(endpointNames(QSysInfo::machineHostName()), QDateTime::currentDateTimeUtc());
    CertificateShown shown;
    shown.port = m_port;
    if (opened) {
        const Authority &authority = opened->authority;
        if (!opened->notice.isEmpty())
            m_window.showBand(
                {.kind = Band::Kind::Warning, .text = opened->notice, .action = {}, .key = "certificate"});
        shown.title = authority.title();
        shown.path = store.certificatePath();
        shown.pem = authority.certificate();
        shown.sha256 = authority.sha256();
        shown.names = authority.names();
        shown.until = authority.until();
    } else {
        shown.problem = opened.error().message;
    }
    m_window.showCertificate(shown);
}

} // namespace spectap
