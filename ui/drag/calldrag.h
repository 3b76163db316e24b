// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calltext.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>

class QMimeData;
class QWidget;

namespace spectap {

/// Calls to be dragged to other programs, and to other places of the window.
struct DraggedCalls
{
    QString session; ///< its file
    std::vector<quint32> seqs;
    QString title;    ///< what the pointer carries: "#5 Order Completed", "3 calls"
    QString fileName; ///< of the file that other programs get
    QString clause;   ///< the calls as a term of the filter language
};

/// Drags calls as what they were sent as: a file for those programs that take files, its text for the
/// others. The session's file is read and that file is written by another thread; the drag begins when that
/// is done, as long as the button is still held. The files are gone when the program ends.
class CallDrag final : public QObject
{
    Q_OBJECT

public:
    /// `source` is where the drags come from.
    explicit CallDrag(QWidget *source);
    ~CallDrag() override;

    /// What is asked for last counts.
    void start(const DraggedCalls &calls);

signals:
    /// Everything is read; the drag begins unless the button was released. Calls that are not in it: not
    /// JSON, or beyond what anybody drags.
    void ready(const QMimeData *data, quint32 leftOut);
    void failed(const QString &why);

private:
    struct Content
    {
        CallsText calls;
        QString file;
    };
    class Folder;
    void drag(const Content &content);

    QWidget *m_source;
    std::shared_ptr<Folder> m_folder; ///< also of the thread that writes into it
    DraggedCalls m_calls;
    QFutureWatcher<Result<Content>> m_read;
};

} // namespace spectap
