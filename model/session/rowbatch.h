// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"
#include "model/call/request.h"
#include "model/session/callrow.h"
#include "model/session/rowstore.h"

#include <QObject>

#include <mutex>
#include <vector>

namespace spectap {

/// A request that carried no stored call: refusals with their reason, settings, preflights. For the Log dock.
struct RequestRow
{
    qint64 id = 0;
    RequestKind kind = RequestKind::Rejected;
    Micros receivedAt = 0;
    QByteArray method;
    QByteArray target;
    int status = 0;
    QByteArray code;
    QByteArray reason;
    qint64 bytes = 0;
};

/// What arrived since the last batch. Immutable once handed over.
struct RowBatch
{
    quint32 generation = 0; ///< which Intake::start() it belongs to: a feed never mixes two sessions
    quint32 firstSeq = 0;   ///< of rows[0]; rows are consecutive
    std::vector<CallRow> rows;
    std::vector<RequestRow> requests;
    quint16 firstSource = 0;            ///< index of sources[0]
    std::vector<Source> sources;        ///< newly seen, in the order of their indexes
    qint64 fileBytes = 0;               ///< size of the session file, 0: unchanged
    std::vector<MarkedCall> marks = {}; ///< all there are; the first batch read from a file has them
};

/// Where the intake thread leaves rows and the window picks them up, at most once per frame, however many
/// there are. put() from one thread, take() from another; ready() is emitted (from the putting thread) only
/// when the mailbox was empty. A batch of a new generation replaces what was waiting: that session is stored
/// and left the view.
class RowFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    void put(RowBatch &&batch);
    [[nodiscard]] RowBatch take();

signals:
    void ready();

private:
    std::mutex m_mutex;
    RowBatch m_pending;
    bool m_waiting = false;
};

} // namespace spectap
