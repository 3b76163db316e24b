// SPDX-License-Identifier: MIT
#include "app/cli/doctorreport.h"

#include "model/call/plaintext.h"
#include "model/support/counted.h"

namespace spectap::cli {

namespace {

constexpr int CallsArrive = -1;

} // namespace

bool DoctorReport::look(const std::vector<ClientFacts> &clients, QByteArrayView here, Micros now)
{
    for (const ClientFacts &client : clients) {
        const std::vector<Diagnosis> found = diagnose(client, here, now);
        for (const Diagnosis &diagnosis : found) {
            if (!m_said.emplace(diagnosis.client, static_cast<int>(diagnosis.kind)).second)
                continue;
            m_anyDiagnosis = true;
            const QByteArray severity = diagnosis.severity == Severity::Error ? "error    " : "warning  ";
            const QByteArray words = severity + plainText(diagnosis.client) + ": " +
                                     plainText(diagnosis.observed) + "\n         " +
                                     plainText(diagnosis.remedy) + '\n';
            m_output.write(words);
        }
        if (found.empty() && isSound(client) && m_said.emplace(clientName(client), CallsArrive).second) {
            const QByteArray words = "fine     " + plainText(clientName(client)) + ": " +
                                     counted(client.calls, "call") + " arrived at " + plainText(client.host) +
                                     ".\n";
            m_output.write(words);
        }
    }
    return m_output.flush();
}

bool DoctorReport::finish()
{
    if (m_said.empty()) {
        m_output.write("Nothing came. What cannot be seen from here:\n");
        for (const QByteArray &cause : unseenCauses())
            m_output.write(QByteArray("  - " + cause + '\n'));
    }
    return m_output.flush();
}

} // namespace spectap::cli
