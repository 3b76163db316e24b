// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/violationmodel.h"

#include <QSortFilterProxyModel>
#include <QStringList>

#include <bitset>

namespace spectap {

enum ViolationWordRole
{
    ViolationWordsRole = ViolationLastTimeRole + 100 ///< QString: the group in words
};

/// The violations in words, those of the severities that are on, and of them the ones a search finds.
/// Searched are rules, events, sources and fields; what is above and below a hit stays with it.
class ViolationRows final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit ViolationRows(ViolationModel *model, QObject *parent = nullptr);

    void setShown(Severity severity, bool shown);
    [[nodiscard]] bool shows(Severity severity) const { return m_shown[static_cast<std::size_t>(severity)]; }
    void setSearch(const QString &words);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] QString name(const QModelIndex &index) const;
    [[nodiscard]] QString display(const QModelIndex &index) const;
    [[nodiscard]] QString accessible(const QModelIndex &index) const;
    [[nodiscard]] bool hasWords(const QModelIndex &sourceIndex) const;

    ViolationModel *m_model;
    std::bitset<4> m_shown;
    QStringList m_words;
};

/// The name of a group of the model (not of the proxy) as it is shown.
[[nodiscard]] QString violationName(const QModelIndex &index);

} // namespace spectap
