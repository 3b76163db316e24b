// SPDX-License-Identifier: MIT
#include "ui/inspector/fieldfinder.h"

#include "ui/inspector/fieldtree.h"
#include "ui/inspector/fieldwordsmodel.h"

#include <algorithm>

namespace spectap {

namespace {

bool isText(const QModelIndex &index)
{
    return static_cast<JsonKind>(index.data(FieldKindRole).toInt()) == JsonKind::String;
}

/// Rows from the top level down: what comes first in the tree is less.
std::vector<int> pathOf(QModelIndex index)
{
    std::vector<int> path;
    for (; index.isValid(); index = index.parent())
        path.insert(path.begin(), index.row());
    return path;
}

} // namespace

FieldFinder::FieldFinder(FieldTree *tree, const FieldWordsModel *fields)
    : m_tree(tree)
    , m_fields(fields)
{
}

int FieldFinder::setFind(const FindText &find)
{
    m_places.clear();
    m_tree->setFind(find);
    if (!find.text.isEmpty() && m_fields->call())
        lookBelow({}, find);
    return static_cast<int>(m_places.size());
}

void FieldFinder::lookBelow(const QModelIndex &parent, const FindText &find)
{
    for (int row = 0; row < m_fields->rowCount(parent); ++row) {
        const QModelIndex index = m_fields->index(row, 0, parent);
        if (hasText(index, find))
            m_places.emplace_back(index);
        if (!isText(index) || m_tree->isExpanded(index))
            lookBelow(index, find);
    }
}

bool FieldFinder::hasText(const QModelIndex &index, const FindText &find) const
{
    if (find.isIn(index.data(FieldNameRole).toString()))
        return true;
    const auto [tape, node] = m_fields->valueAt(index);
    if (!tape || (*tape)[node].kind == JsonKind::Object || (*tape)[node].kind == JsonKind::Array)
        return false; // what is in it has rows of its own
    return find.isIn(QString::fromUtf8(tape->raw(node)));
}

int FieldFinder::placeFromHere() const
{
    const std::vector<int> here = pathOf(m_tree->currentIndex().siblingAtColumn(0));
    const auto place = std::ranges::find_if(
        m_places, [&here](const QPersistentModelIndex &index) { return pathOf(index) >= here; });
    return place == m_places.end() ? 0 : static_cast<int>(place - m_places.begin());
}

void FieldFinder::showPlace(int place)
{
    m_tree->showIndex(m_places[static_cast<std::size_t>(place)]);
}

} // namespace spectap
