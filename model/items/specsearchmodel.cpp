// SPDX-License-Identifier: MIT
#include "model/items/specsearchmodel.h"

#include <algorithm>

namespace spectap {

SpecSearchModel::SpecSearchModel(SpecModel *model, QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true); // what is above a hit is shown too
    setSourceModel(model);
}

void SpecSearchModel::setSearch(const QString &words)
{
    m_words = words.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

void SpecSearchModel::setShown(Shown shown)
{
    m_shown = shown;
    invalidateFilter();
}

bool SpecSearchModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto kind = static_cast<SpecTree::Kind>(index.data(SpecKindRole).toInt());
    // Nobody can see whether a fact is kept.
    if (m_shown != Shown::All && (kind == SpecTree::Kind::Heading || kind == SpecTree::Kind::Fact))
        return false;
    const bool seen = index.data(SpecCallsRole).toUInt() > 0;
    if ((m_shown == Shown::Seen && !seen) || (m_shown == Shown::Unseen && seen))
        return false;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) { // and what is below a hit
        if (hasWords(at))
            return true;
    }
    return false;
}

bool SpecSearchModel::hasWords(const QModelIndex &index) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = index.data(SpecSearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
        [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace spectap
