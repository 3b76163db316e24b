// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/eventtableroles.h"
#include "model/items/sessiondocument.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace spectap {

/// What the rows of the table are sorted by.
struct EventOrder
{
    EventColumn by = SeqColumn;
    bool descending = false;

    /// Calls arrive one after the other, so # and time tell the same order and need no sorting.
    [[nodiscard]] bool isArrival() const { return by == SeqColumn || by == TimeColumn; }
    [[nodiscard]] bool isNewestFirst() const { return isArrival() && descending; }
    bool operator==(const EventOrder &) const = default;
};

/// Whether rows can be sorted by a column: not by what only their bodies tell.
[[nodiscard]] bool isSortable(int column);

/// Rows, by their indexes in the document, in some order. Immutable: threads share it.
struct SortedRows
{
    std::vector<quint32> order;  ///< index by row
    std::vector<quint32> places; ///< row by index; of those that are not among them it means nothing

    [[nodiscard]] static std::shared_ptr<const SortedRows> of(std::vector<quint32> order);
    /// -1: it is not among them.
    [[nodiscard]] int rowOf(quint32 index) const
    {
        const quint32 row = index < places.size() ? places[index] : 0;
        return row < order.size() && order[row] == index ? static_cast<int>(row) : -1;
    }
};

/// The way from rows in one order to others in another, by few steps: those that leave gather at the end and
/// leave there, those that come gather there as well. Null steps are none.
struct Rearrangement
{
    std::shared_ptr<const SortedRows> leaving; ///< those that stay, then those that leave
    std::shared_ptr<const SortedRows> staying;
    std::shared_ptr<const SortedRows> joined; ///< those that stay, then those that come
    std::shared_ptr<const SortedRows> target;

    [[nodiscard]] static Rearrangement between(const SortedRows &from, std::vector<quint32> to);
};

/// Sorts rows on a worker thread: equal ones stay in order of arrival, texts go by the rules of the person's
/// language. One run at a time; a run that was cancelled or replaced tells nothing any more. Belongs to the
/// UI thread.
class RowSorter : public QObject
{
    Q_OBJECT

public:
    /// The document must outlive it.
    explicit RowSorter(const SessionDocument &document, QObject *parent = nullptr);
    ~RowSorter() override;

    /// finished() leads there from those shown.
    void sort(const EventOrder &order, std::shared_ptr<const SortedRows> shown, std::vector<quint32> rows);
    /// Puts `more` where they belong among rows that are in this order already.
    void merge(const EventOrder &order, std::shared_ptr<const SortedRows> shown, std::vector<quint32> more);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_run != nullptr; }

signals:
    /// When it takes a while; at most twenty times a second.
    void advanced(quint32 done, quint32 total);
    void finished(const spectap::Rearrangement &way);

private:
    struct Run;
    void start(std::shared_ptr<Run> run);
    void work(const std::shared_ptr<Run> &run);

    const SessionDocument &m_document;
    std::shared_ptr<Run> m_run;
    QThreadPool m_pool; ///< one thread
};

} // namespace spectap
