// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/items/eventtableroles.h"
#include "model/spec/finding.h"
#include "ui/timereading.h"

#include <QIdentityProxyModel>

namespace spectap {

/// Turns the facts of an EventTableModel into words: cell texts, headers, tooltips, what a screen reader
/// says.
class EventWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    /// How times are told from now on; whoever shows them paints them anew.
    void setTimeReading(const TimeReading &reading) { m_reading = reading; }
    [[nodiscard]] const TimeReading &timeReading() const { return m_reading; }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// What stands in a cell.
    [[nodiscard]] QString cellText(const QModelIndex &index) const;
    /// Why the table cannot be sorted by some columns.
    [[nodiscard]] static QString unsortableWords();

private:
    [[nodiscard]] QString fieldTitle(int column) const;
    [[nodiscard]] QString headerToolTip(EventColumn column) const;
    [[nodiscard]] QString momentWords(Micros time) const;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const;
    [[nodiscard]] QString spokenRow(const QModelIndex &index) const;

    TimeReading m_reading;
};

/// "track", or the word for a call of none of the six types.
[[nodiscard]] QString typeWord(CallType type);
/// "3 errors, 1 warning"; "no findings" when there are none.
[[nodiscard]] QString verdictWords(int errors, int warnings, int infos);
/// "accepted", "refused", "dropped".
[[nodiscard]] QString ingestWord(Ingest ingest);

} // namespace spectap
