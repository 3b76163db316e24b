// SPDX-License-Identifier: MIT
#include "model/session/imports/bytewindow.h"

#include <algorithm>

namespace spectap {

bool ByteWindow::more()
{
    m_ended = m_ended || !m_beforeMoving();
    if (m_ended)
        return false;
    const auto passed = static_cast<qsizetype>(std::clamp<qint64>(m_keep - m_base, 0, m_bytes.size()));
    // Moving what is kept costs as much as it is long: only when at least as much can go.
    if (passed > 0 && passed >= m_bytes.size() - passed) {
        count(m_base + passed);
        m_bytes.remove(0, passed);
        m_base += passed;
        m_at -= passed;
    }
    const qsizetype before = m_bytes.size();
    qint64 wanted = std::max<qint64>(ChunkBytes, before / 2);
    if (!m_device.isSequential()) // a line that is read as a document takes no more room than it needs
        wanted = std::clamp<qint64>(m_device.size() - m_device.pos(), 1, wanted);
    if (m_bytes.capacity() < before + static_cast<qsizetype>(wanted))
        m_bytes.reserve(before + static_cast<qsizetype>(wanted));
    m_bytes.resize(before + static_cast<qsizetype>(wanted));
    const qint64 read = m_device.read(m_bytes.data() + before, wanted);
    m_bytes.resize(before + static_cast<qsizetype>(std::max<qint64>(read, 0)));
    m_failed = m_failed || read < 0;
    return read > 0;
}

void ByteWindow::count(qint64 to)
{
    const QByteArrayView text = between(m_counted.offset, std::max(to, m_counted.offset));
    // Lines first, which is quick; columns of the last one only.
    if (const qsizetype last = text.lastIndexOf('\n'); last >= 0) {
        m_counted.line += std::count(text.begin(), text.begin() + last + 1, '\n');
        m_counted.column = 1;
        m_counted.offset += last + 1;
    }
    for (const char byte : between(m_counted.offset, std::max(to, m_counted.offset))) {
        const auto code = static_cast<unsigned char>(byte);
        if ((code & 0xc0) != 0x80) // a character; those of four bytes are two units
            m_counted.column += code >= 0xf0 ? 2 : 1;
    }
    m_counted.offset = std::max(to, m_counted.offset);
}

ByteWindow::Position ByteWindow::positionOf(qint64 offset)
{
    count(offset);
    return m_counted;
}

void ByteWindow::startAt(const Position &position)
{
    m_base = m_keep = position.offset;
    m_counted = position;
}

} // namespace spectap
