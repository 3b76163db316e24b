// SPDX-License-Identifier: MIT
#include "model/items/callmarks.h"

#include <algorithm>
#include <utility>

namespace spectap {

CallMark CallMarks::of(quint32 seq) const
{
    const CallMark *mark = m_set.find(seq);
    return mark ? *mark : CallMark();
}

void CallMarks::setFlag(std::span<const quint32> seqs, CallMark::Flag flag, bool on)
{
    change(seqs, [flag, on](CallMark &mark) {
        mark.flags = static_cast<quint8>(on ? mark.flags | flag : mark.flags & ~flag);
    });
}

void CallMarks::setColour(std::span<const quint32> seqs, MarkColour colour)
{
    change(seqs, [colour](CallMark &mark) { mark.colour = colour; });
}

void CallMarks::setNote(std::span<const quint32> seqs, const QByteArray &note)
{
    change(seqs, [&note](CallMark &mark) { mark.note = note; });
}

void CallMarks::change(std::span<const quint32> seqs, const std::function<void(CallMark &)> &change)
{
    std::vector<MarkedCall> after;
    for (const quint32 seq : seqs) {
        const CallMark old = of(seq);
        CallMark mark = old;
        change(mark);
        if (mark != old)
            after.push_back({seq, std::move(mark)});
    }
    put(std::move(after));
}

void CallMarks::put(std::vector<MarkedCall> marks)
{
    if (marks.empty())
        return;
    std::sort(
        marks.begin(), marks.end(), [](const MarkedCall &a, const MarkedCall &b) { return a.seq < b.seq; });
    m_before.clear();
    for (const MarkedCall &marked : marks)
        m_before.push_back({marked.seq, of(marked.seq)});
    apply(marks);
    emit undoChanged();
}

void CallMarks::undo()
{
    const std::vector<MarkedCall> before = std::exchange(m_before, {});
    if (before.empty())
        return;
    apply(before);
    emit undoChanged();
}

/// `marks` ascending.
void CallMarks::apply(const std::vector<MarkedCall> &marks)
{
    std::vector<quint32> seqs;
    for (const auto &[seq, mark] : marks) {
        place(seq, mark);
        m_edited.insert(seq);
        seqs.push_back(seq);
    }
    emit changed(seqs);
    emit kept(marks);
}

void CallMarks::place(quint32 seq, const CallMark &mark)
{
    const CallMark *old = m_set.find(seq);
    m_hidden -= old && old->has(CallMark::Hidden) ? 1U : 0U;
    m_hidden += mark.has(CallMark::Hidden) ? 1U : 0U;
    m_set.put(seq, mark);
}

void CallMarks::setRead(quint32 seq)
{
    if (!m_set.isRead(seq))
        m_set.setRead(seq);
}

void CallMarks::load(const std::vector<MarkedCall> &stored)
{
    std::vector<quint32> seqs;
    for (const auto &[seq, mark] : stored) {
        if (m_edited.count(seq) != 0 || of(seq) == mark)
            continue;
        place(seq, mark);
        seqs.push_back(seq);
    }
    if (!seqs.empty())
        emit changed(seqs);
}

void CallMarks::clear()
{
    m_set = {};
    m_edited.clear();
    m_before.clear();
    m_hidden = 0;
    emit undoChanged();
}

std::vector<MarkedCall> CallMarks::edited() const
{
    std::vector<MarkedCall> marks;
    for (const quint32 seq : m_edited)
        marks.push_back({seq, of(seq)});
    return marks;
}

std::vector<quint32> CallMarks::markedSeqs() const
{
    std::vector<quint32> seqs;
    for (auto mark = m_set.all().cbegin(); mark != m_set.all().cend(); ++mark) {
        if (mark->isMarked())
            seqs.push_back(mark.key());
    }
    std::sort(seqs.begin(), seqs.end());
    return seqs;
}

} // namespace spectap
