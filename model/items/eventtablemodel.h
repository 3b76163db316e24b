// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/eventtableroles.h"
#include "model/items/sessiondocument.h"
#include "model/query/query.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

namespace spectap {

class RowFilter;

/// The live table: the document's rows that match the filter, in arrival order. Keeps a filtered index rather
/// than a proxy: appended rows are tested once, a new filter runs on a worker over a snapshot and shows hits
/// as they come. One beginInsertRows per batch. Copies of a messageId fold into the row of the first (DESIGN
/// §3.11).
class EventTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit EventTableModel(SessionDocument *document, QObject *parent = nullptr);
    ~EventTableModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

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
    /// Whether every row that is not held has been tested against the filter.
    [[nodiscard]] bool isComplete() const;

    [[nodiscard]] quint32 seqAt(int row) const;
    /// The row showing call `seq`, or -1 (binary search).
    [[nodiscard]] int rowOf(quint32 seq) const;
    [[nodiscard]] const CallRow &rowAt(int row) const;
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
    /// After setQuery(), or a new session: all rows there are have been tested.
    void filterFinished();
    /// Bodies could not be read: calls that only their body could tell are not shown.
    void filterFailed(const QString &reason);

private:
    void onReset();
    void onRowsAppended();
    void onRowsChanged(quint32 first, quint32 count);
    void restart();
    [[nodiscard]] Micros moment();
    void bindQuery();
    void awaitMoment();
    void moveOn();
    void rest();
    void refresh();
    void takeRefreshed();
    void changeTo(const std::vector<quint32> &shown);
    [[nodiscard]] bool isFolded(quint32 index, const std::vector<quint32> &shown) const;
    void advance();
    void takeHits(quint32 upTo, const std::vector<quint32> &hits);
    void show(const std::vector<quint32> &hits);
    void keepOnly(std::vector<quint32> &hits) const;
    void beginFresh();
    void countRetries(quint32 upTo);
    [[nodiscard]] int rowOfIndex(quint32 index) const;
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
    quint32 m_limit = 0;           ///< rows of the document that may be shown; those after it are held
    quint32 m_tested = 0;          ///< rows tested against the filter, from the first on
    quint32 m_retriesRead = 0;     ///< rows whose retryOf has been counted
    std::vector<quint32> m_shown;  ///< indexes of rows (seq - 1), ascending
    std::vector<quint32> m_folded; ///< matching copies without a row of their own, ascending
    std::unordered_map<quint32, quint32> m_copies; ///< copies after the first, by index of the first
    std::unique_ptr<RowFilter> m_filter;
    std::unique_ptr<RowFilter> m_refresh; ///< tests rows again whose calls were checked again
    std::vector<quint32> m_refreshed;     ///< the rows that still match, or do now, as far as it got
    quint32 m_refreshedUpTo = 0;          ///< it tests those before
    std::array<quint32, CallTypeCount> m_typeCounts{};
    std::array<quint32, 4> m_severityCounts{};
};

} // namespace spectap
