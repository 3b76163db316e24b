// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QIODevice>

#include <functional>

namespace spectap {

/// The bytes of a device as a window that moves over them: what lies between its keep point and its end is in
/// memory, in one piece. Counts lines as it goes. Offsets are those of the input. One thread.
class ByteWindow
{
public:
    /// Read at once, and so the least that is held.
    static constexpr qint64 ChunkBytes = 1 << 20;

    /// `beforeMoving` is told before views of the bytes become invalid; false ends the reading.
    ByteWindow(QIODevice &device, std::function<bool()> beforeMoving)
        : m_device(device)
        , m_beforeMoving(std::move(beforeMoving))
    {
    }

    /// Reads more, dropping what lies before the keep point. False at the end, when reading fails, or when it
    /// was ended.
    bool more();
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool ended() const { return m_ended; }

    [[nodiscard]] qint64 offset() const { return m_base + m_at; } ///< of the next byte
    [[nodiscard]] qint64 end() const { return m_base + m_bytes.size(); }
    /// What has been read and not been passed.
    [[nodiscard]] QByteArrayView rest() const { return QByteArrayView(m_bytes).sliced(m_at); }
    /// The next byte, or -1 at the end.
    [[nodiscard]] int peek()
    {
        if (m_at == m_bytes.size() && !more())
            return -1;
        return static_cast<unsigned char>(m_bytes[m_at]);
    }
    void pass(qsizetype bytes) { m_at += bytes; }
    /// Back to `offset`, which must not lie before the keep point.
    void goTo(qint64 offset) { m_at = static_cast<qsizetype>(offset - m_base); }
    /// Bytes before `offset` may go.
    void keepFrom(qint64 offset) { m_keep = offset; }
    [[nodiscard]] qint64 kept() const { return m_keep; }
    /// Both must be held.
    [[nodiscard]] QByteArrayView between(qint64 begin, qint64 end) const
    {
        return QByteArrayView(m_bytes).sliced(
            static_cast<qsizetype>(begin - m_base), static_cast<qsizetype>(end - begin));
    }

    struct Position
    {
        qint64 offset = 0;
        qint64 line = 1;
        qint64 column = 1; ///< in UTF-16 units
    };
    /// Of an offset that is held, and does not lie before the one asked for last.
    Position positionOf(qint64 offset);
    /// Lines and columns count from `position`: the device is a part of a larger input.
    void startAt(const Position &position);
    /// Columns of the first line count from `offset`: what is before it is no text.
    void startLineAt(qint64 offset) { m_counted.offset = offset; }

private:
    void count(qint64 to);

    QIODevice &m_device;
    std::function<bool()> m_beforeMoving;
    QByteArray m_bytes;
    qint64 m_base = 0; ///< offset of the first byte held
    qsizetype m_at = 0;
    qint64 m_keep = 0;
    Position m_counted;
    bool m_failed = false;
    bool m_ended = false;
};

} // namespace spectap
