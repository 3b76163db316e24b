// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QByteArray>
#include <QIODevice>

namespace spectap {

/// Where writers append: gathers text and hands it to the device before it grows large.
class ExportOutput
{
public:
    explicit ExportOutput(QIODevice &device)
        : m_device(device)
    {
    }
    Q_DISABLE_COPY_MOVE(ExportOutput)

    [[nodiscard]] QByteArray &text() { return m_text; }
    /// To be called between pieces. False: the device took no more, and nothing needs to be made; outcome()
    /// says why.
    [[nodiscard]] bool relieve() { return m_text.size() <= GatheredBytes ? m_outcome.ok() : flush(); }
    bool flush();
    [[nodiscard]] const Result<void> &outcome() const { return m_outcome; }
    /// Handed over and still gathered.
    [[nodiscard]] qint64 bytes() const { return m_bytes + m_text.size(); }

private:
    static constexpr qsizetype GatheredBytes = 256 * 1024;

    QIODevice &m_device;
    QByteArray m_text;
    qint64 m_bytes = 0;
    Result<void> m_outcome;
};

} // namespace spectap
