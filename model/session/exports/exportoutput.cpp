// SPDX-License-Identifier: MIT
#include "model/session/exports/exportoutput.h"

namespace spectap {

bool ExportOutput::flush()
{
    for (qsizetype written = 0; m_outcome && written < m_text.size();) {
        const qint64 taken = m_device.write(m_text.constData() + written, m_text.size() - written);
        if (taken <= 0) {
            m_outcome = Error{ErrorCode::Io,
                QStringLiteral("The export cannot be written: %1. Free some space or choose another place.")
                    .arg(m_device.errorString())};
            break;
        }
        written += taken;
    }
    m_bytes += m_text.size();
    m_text.resize(0); // keeps the memory
    return m_outcome.ok();
}

} // namespace spectap
