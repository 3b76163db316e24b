// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/eventtableroles.h"
#include "model/items/rowset.h"
#include "model/items/rowsorter.h"
#include "model/items/sessiondocument.h"
#include "model/query/query.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QStringList>
#include <QTimer>

#include <array>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace spectap {

class CallCellReader;
class QueryPath;
class RowColours;
class RowFilter;

/// The live table: the document's rows that match the filter, in the order that was chosen. Keeps a filtered
/// index rather than a proxy: appended rows are tested once, a new filter runs on a worker over a snapshot
/// and shows hits as they come. One beginInsertRows per batch. Copies of a messageId fold into the row of the
/// first (DESIGN §3.11).
class EventTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit EventTableModel(SessionDocument *document, QObject *parent = nullptr);
    ~EventTableModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// Adds a column at the end that shows a field of the bodies: properties.revenue, context.page.url… Its
    /// column, also when it is there already; -1: that is no path.
    int addField(const QString &path);
    void removeField(int column);
    /// The field that `column` shows; empty: none.
    [[nodiscard]] QString fieldOf(int column) const;
    [[nodiscard]] std::vector<QueryPath> fieldPaths() const;
    /// Whether what `column` shows is read from the session file. Its cells are empty until wantCells().
    [[nodiscard]] static bool isReadFromFile(int column);
    /// The rows [first, last] are in sight: reads what their cells lack. dataChanged() follows.
    void wantCells(int first, int last);
    [[nodiscard]] bool isReadingCells() const;

    /// The rows shown so far stay until the new filter has its first hits or has finished.
    void setQuery(const Query &query);
    [[nodiscard]] const Query &query() const { return m_query; }
    /// Whether calls are being captured: then a filter counts "time:-5m" from now, else from the newest call.
    void setLive(bool live);
    /// The moment that times of the filter are counted from, while it has such.
    [[nodiscard]] Micros filterMoment() const { return m_boundTo; }
    /// Besides the filter only these calls, ascending; null: all.
    void setOnly(std::shared_ptr<const std::vector<quint32>> seqs);
    /// Whether calls may be hidden by the filter or by setOnly().
    [[nodiscard]] bool isFiltered() const { return m_only || !m_query.isEmpty(); }
    /// While held, arriving rows are counted but not shown: the view stands still, capturing goes on.
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_held; }
    [[nodiscard]] quint32 heldCount() const;
    /// Shows what was held so far and stays held.
    void showHeld();
    /// Whether copies of a messageId have rows of their own. They are counted and exported either way.
    void setShowRetries(bool show);
    [[nodiscard]] bool showsRetries() const { return m_showRetries; }
    /// Rows stay where they are until they are sorted; calls that arrive then join them at most four times a
    /// second.
    void setOrder(const EventOrder &order);
    [[nodiscard]] const EventOrder &order() const { return m_order; }
    /// Whether rows are still on their way to where they belong.
    [[nodiscard]] bool isSorting() const;
    /// Where RuleColourRole and RuleNameRole come from; outlives the model.
    void setRowColours(RowColours *colours);
    /// Whether every row that is not held has been tested against the filter.
    [[nodiscard]] bool isComplete() const;

    [[nodiscard]] quint32 seqAt(int row) const;
    /// The row showing call `seq`, or -1; fast in every order.
    [[nodiscard]] int rowOf(quint32 seq) const;
    [[nodiscard]] CallRow rowAt(int row) const;
    /// How many of the calls after `seq` match and have a row, or will have it as soon as it is sorted.
    [[nodiscard]] quint32 shownAfter(quint32 seq) const;
    /// The last call there is, held ones aside.
    [[nodiscard]] quint32 newestSeq() const { return m_limit; }
    /// Of the calls shown, that which arrived last or first; -1: there are none.
    [[nodiscard]] int newestRow() const;
    [[nodiscard]] int oldestRow() const;
    /// When the session's first call arrived, shown or not; 0: there is none.
    [[nodiscard]] Micros firstArrival() const;
    /// Ascending seqs of all calls that match, folded copies included: what "export filtered" writes.
    [[nodiscard]] std::vector<quint32> shownSeqs() const;
    /// How many those are.
    [[nodiscard]] quint32 shownCalls() const;
    /// The same by CallType and worst Severity, for the chips.
    [[nodiscard]] const std::array<quint32, CallTypeCount> &shownTypeCounts() const { return m_typeCounts; }
    [[nodiscard]] const std::array<quint32, 4> &shownSeverityCounts() const { return m_severityCounts; }

signals:
    void heldCountChanged(quint32 count);
    void countsChanged();
    void orderChanged();
    /// Rows come, go and move by several signals, up to rearranged().
    void aboutToRearrange();
    void rearranged();
    /// Many rows are being sorted.
    void sortingAdvanced(quint32 done, quint32 total);
    /// The rows there were are where they belong.
    void sortingEnded();
    /// Rows `indexes` (seq - 1, ascending) match as well, folded copies included.
    void callsMatched(const std::vector<quint32> &indexes);
    /// Others match now than were told: shownSeqs() has them.
    void matchesReset();
    /// After setQuery(), or a new session: all rows there are have been tested.
    void filterFinished();
    /// Bodies could not be read: calls that only their body could tell are not shown.
    void filterFailed(const QString &reason);
    /// A regular expression takes too long on so many calls: they are not shown.
    void filterGaveUp(quint32 calls);

private:
    void onReset();
    void onRowsAppended();
    void onRowsChanged(quint32 first, quint32 count);
    void onCellsRead(const std::vector<quint32> &seqs);
    void readFields();
    [[nodiscard]] QVariant fact(quint32 at, int role) const;
    [[nodiscard]] QVariant fromFile(quint32 at, int column, int role) const;
    void restart();
    [[nodiscard]] Micros moment();
    void bindQuery();
    void awaitMoment();
    void moveOn();
    void rest();
    void refresh();
    void takeRefreshed();
    void takeMatching(const std::vector<quint32> &matching);
    void changeTo(const std::vector<quint32> &shown);
    [[nodiscard]] QVariant markData(quint32 seq, int role) const;
    void onMarked(const std::vector<quint32> &seqs);
    void retest();
    void takeRetested();
    [[nodiscard]] std::optional<quint32> foldsInto(quint32 index) const;
    [[nodiscard]] std::vector<quint32> matchingFrom(quint32 first) const;
    void advance();
    void takeHits(quint32 upTo, const std::vector<quint32> &hits);
    void show(const std::vector<quint32> &hits);
    void keepOnly(std::vector<quint32> &hits) const;
    void beginFresh();
    void countRetries(quint32 upTo);
    void setUpOrder();
    void sortAnew();
    void joinLater();
    void joinSorted();
    void takeSorted(const Rearrangement &way);
    void rearrange(const Rearrangement &way);
    void layOut(std::shared_ptr<const SortedRows> target);
    [[nodiscard]] quint32 indexAt(int row) const;
    [[nodiscard]] int rowOfIndex(quint32 index) const;
    [[nodiscard]] std::pair<int, int> rowsAt(std::size_t at, std::size_t count, std::size_t size) const;
    [[nodiscard]] quint32 copiesOf(quint32 index) const;

    SessionDocument *m_document;
    Query m_query;
    Query m_bound;             ///< m_query counted from a moment; what rows are tested against
    Micros m_boundTo = NoTime; ///< that moment
    Micros m_newest = NoTime;  ///< when the newest call happened, of those read
    quint32 m_newestRead = 0;
    bool m_live = false;
    QTimer m_moveOn;
    QElapsedTimer m_testing; ///< all rows once more, because the moment moved on
    std::shared_ptr<const std::vector<quint32>> m_only;
    bool m_held = false;
    bool m_showRetries = false;
    bool m_stale = false;          ///< rows of the filter before are still shown
    bool m_announce = false;       ///< filterFinished() is due
    quint32 m_gaveUp = 0;          ///< calls that a regular expression could not be tested on
    quint32 m_limit = 0;           ///< rows of the document that may be shown; those after it are held
    quint32 m_tested = 0;          ///< rows tested against the filter, from the first on
    quint32 m_retriesRead = 0;     ///< rows whose retryOf has been counted
    RowSet m_shown;                ///< indexes of rows (seq - 1)
    std::vector<quint32> m_folded; ///< matching copies without a row of their own, ascending
    std::unordered_map<quint32, quint32> m_copies; ///< copies after the first, by index of the first
    RowColours *m_colours = nullptr;
    std::unique_ptr<RowFilter> m_filter;
    std::unique_ptr<RowFilter> m_refresh; ///< tests rows again whose calls were checked again
    std::vector<quint32> m_refreshed;     ///< the rows that still match, or do now, as far as it got
    quint32 m_refreshedUpTo = 0;          ///< it tests those before
    EventOrder m_order;
    std::unique_ptr<RowSorter> m_sorter;
    std::shared_ptr<const SortedRows> m_sorted; ///< the rows; null: they are m_shown, in order of arrival
    std::vector<quint32> m_unsorted;            ///< of m_shown, not yet among these
    bool m_resort = false;                      ///< all of m_shown is to be sorted anew
    QTimer m_join;                              ///< until the sorter is asked
    std::unique_ptr<CallCellReader> m_cells;
    QStringList m_fields;                ///< shown in columns of their own
    std::unique_ptr<RowFilter> m_retest; ///< tests rows again that were marked
    std::vector<quint32> m_remarked;     ///< rows marked since anything was tested
    std::vector<quint32> m_retested;     ///< the rows it tests, ascending
    std::vector<quint32> m_retestHits;   ///< those of them that match
    std::array<quint32, CallTypeCount> m_typeCounts{};
    std::array<quint32, 4> m_severityCounts{};
};

} // namespace spectap
