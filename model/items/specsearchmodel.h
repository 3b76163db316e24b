// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/specmodel.h"

#include <QSortFilterProxyModel>
#include <QStringList>

namespace spectap {

/// The rows of the spec browser whose name, path or meaning has every word of the search in it, with what is
/// above and below them. A proxy is enough: the tree is small and stands still.
class SpecSearchModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SpecSearchModel(SpecModel *model, QObject *parent = nullptr);

    void setSearch(const QString &words);
    enum class Shown : quint8
    {
        All,
        Seen,  ///< only what the session has shown
        Unseen ///< only what it has not: events and calls, and fields of those that it has
    };
    void setShown(Shown shown);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] bool hasWords(const QModelIndex &index) const;

    QStringList m_words;
    Shown m_shown = Shown::All;
};

} // namespace spectap
