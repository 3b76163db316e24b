// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/eventtableroles.h"
#include "model/items/sessiondocument.h"
#include "model/query/query.h"

#include <QAbstractTableModel>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace spectap {

/// The live table: the document's rows that match the filter, in arrival order. Keeps a filtered index rather than a
/// proxy: appended rows are tested once, a new filter runs on a worker over a snapshot and shows hits as they come.
/// One beginInsertRows per batch.
class EventTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit EventTableModel(SessionDocument *document, QObject *parent = nullptr);
    ~EventTableModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void setQuery(const Query &query);
    [[nodiscard]] const Query &query() const { return m_query; }
    /// While held, arriving rows are counted but not shown: the view stands still, capturing goes on.
    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_held; }
    [[nodiscard]] quint32 heldCount() const;
    /// Shows what was held so far and stays held.
    void showHeld();
    /// Whether every stored row has been tested against the filter.
    [[nodiscard]] bool isComplete() const;

    [[nodiscard]] quint32 seqAt(int row) const;
    /// The row showing call `seq`, or -1 (binary search).
    [[nodiscard]] int rowOf(quint32 seq) const;
    [[nodiscard]] const CallRow &rowAt(int row) const;
    /// Ascending seqs of all rows shown: what "export filtered" writes.
    [[nodiscard]] std::vector<quint32> shownSeqs() const;
    /// Calls shown, by CallType and worst Severity, for the chips.
    [[nodiscard]] const std::array<quint32, CallTypeCount> &shownTypeCounts() const { return m_typeCounts; }
    [[nodiscard]] const std::array<quint32, 4> &shownSeverityCounts() const { return m_severityCounts; }

signals:
    void heldCountChanged(quint32 count);
    void countsChanged();
    void filterFinished();

private:
    SessionDocument *m_document;
    Query m_query;
    bool m_held = false;
    std::array<quint32, CallTypeCount> m_typeCounts{};
    std::array<quint32, 4> m_severityCounts{};
};

} // namespace spectap
