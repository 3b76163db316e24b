// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "model/query/query.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <vector>

namespace spectap {

/// Tests rows against a filter on worker threads, in pieces whose results arrive in order. One run at a time;
/// results of a run that was cancelled or replaced never arrive. Belongs to the UI thread.
class RowFilter : public QObject
{
    Q_OBJECT

public:
    explicit RowFilter(const SessionDocument &document, QObject *parent = nullptr);
    ~RowFilter() override;

    /// Tests rows [first, last) of the document as it is now.
    void start(const Query &query, quint32 first, quint32 last);
    /// Tests just these rows, ascending.
    void start(const Query &query, std::vector<quint32> rows);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }

signals:
    /// Rows up to `upTo` (exclusive) have been tested; `hits` are the indexes of those that match, ascending.
    void advanced(quint32 upTo, const std::vector<quint32> &hits);
    /// A regular expression of the filter was given up on so many of the rows; none of them matched it.
    /// finished() follows.
    void gaveUp(quint32 rows);
    void finished();
    /// Bodies could not be read; rows that needed theirs count as not matching. finished() follows.
    void failed(const QString &reason);

private:
    struct Piece;
    struct Run;
    class Lane;
    void start(const std::shared_ptr<Run> &run);
    void work(const std::shared_ptr<Run> &run);
    void deliver(const std::shared_ptr<Run> &run);

    const SessionDocument &m_document;
    std::shared_ptr<Run> m_run;
    QThreadPool m_pool;
};

} // namespace spectap
