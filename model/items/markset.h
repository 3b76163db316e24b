// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"

#include <QBitArray>
#include <QHash>

namespace spectap {

/// What is noted of the calls of a session: those that are marked, and which were looked at. A value: copies
/// share until one changes, so a copy is a snapshot for another thread.
class MarkSet
{
public:
    /// Null: the call has no mark.
    [[nodiscard]] const CallMark *find(quint32 seq) const
    {
        if (m_marks.isEmpty())
            return nullptr;
        const auto found = m_marks.constFind(seq);
        return found == m_marks.cend() ? nullptr : &*found;
    }
    /// An empty mark takes it away.
    void put(quint32 seq, const CallMark &mark)
    {
        if (mark.isEmpty())
            m_marks.remove(seq);
        else
            m_marks.insert(seq, mark);
    }
    [[nodiscard]] const QHash<quint32, CallMark> &all() const { return m_marks; }

    [[nodiscard]] bool isRead(quint32 seq) const { return seq < m_read.size() && m_read.testBit(seq); }
    void setRead(quint32 seq)
    {
        if (seq >= m_read.size())
            m_read.resize(seq + seq / 2 + 64);
        m_read.setBit(seq);
    }

private:
    QHash<quint32, CallMark> m_marks; ///< by seq; none of them empty
    QBitArray m_read;                 ///< by seq
};

} // namespace spectap
