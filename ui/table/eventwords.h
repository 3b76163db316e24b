// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"

#include <QIdentityProxyModel>

namespace spectap {

/// Turns the facts of an EventTableModel into words: cell texts, headers, tooltips, what a screen reader
/// says.
class EventWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Its cells joined by tabs.
    [[nodiscard]] QString rowText(int row) const;

private:
    [[nodiscard]] QString cellText(const QModelIndex &index) const;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const;
    [[nodiscard]] QString spokenRow(const QModelIndex &index) const;
};

/// "track", or the word for a call of none of the six types.
[[nodiscard]] QString typeWord(CallType type);
/// "3 errors, 1 warning"; "no findings" when there are none.
[[nodiscard]] QString verdictWords(int errors, int warnings, int infos);
/// "accepted", "refused", "dropped".
[[nodiscard]] QString ingestWord(Ingest ingest);

} // namespace spectap
