// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/markset.h"

#include <QObject>

#include <functional>
#include <set>
#include <span>
#include <vector>

namespace spectap {

/// What people mark the calls of the session on screen with, and which calls they looked at. Nothing is kept
/// of a call without a mark. Lives in the UI thread; app/ keeps the marks in the session's file.
class CallMarks final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const MarkSet &set() const { return m_set; }
    /// Empty when it has none.
    [[nodiscard]] CallMark of(quint32 seq) const;

    void setFlag(std::span<const quint32> seqs, CallMark::Flag flag, bool on);
    void setColour(std::span<const quint32> seqs, MarkColour colour);
    void setNote(std::span<const quint32> seqs, const QByteArray &note);
    /// Puts marks in place of those that these calls have.
    void put(std::vector<MarkedCall> marks);
    /// Takes back the last of these; what was taken back can not be undone.
    void undo();
    [[nodiscard]] bool canUndo() const { return !m_before.empty(); }

    /// The call was looked at. Not kept; rows that a filter shows for being unread stay until it is set anew.
    void setRead(quint32 seq);

    /// What the session's file has. Calls that were marked since stay as they are.
    void load(const std::vector<MarkedCall> &stored);
    /// Another session.
    void clear();
    /// Every mark set since clear(), as it is now.
    [[nodiscard]] std::vector<MarkedCall> edited() const;

    [[nodiscard]] quint32 hiddenCalls() const { return m_hidden; }
    /// Ascending seqs of the calls marked to be found again.
    [[nodiscard]] std::vector<quint32> markedSeqs() const;

signals:
    /// These calls, ascending, have other marks.
    void changed(const std::vector<quint32> &seqs);
    /// A person did it: to be kept in the session's file.
    void kept(const std::vector<spectap::MarkedCall> &marks);
    void undoChanged();

private:
    void change(std::span<const quint32> seqs, const std::function<void(CallMark &)> &change);
    void apply(const std::vector<MarkedCall> &marks);
    void place(quint32 seq, const CallMark &mark);

    MarkSet m_set;
    std::set<quint32> m_edited;
    std::vector<MarkedCall> m_before; ///< what undo() puts back
    quint32 m_hidden = 0;
};

} // namespace spectap
