// SPDX-License-Identifier: MIT
#pragma once

#include "ui/inspector/findtarget.h"

#include <QPersistentModelIndex>

#include <vector>

namespace spectap {

class FieldTree;
class FieldWordsModel;

/// Looks for a text in names and values of the field tree, folded ones too; inside strings that are JSON only
/// where they are unfolded, since the string itself has the text as well.
class FieldFinder final : public FindTarget
{
public:
    FieldFinder(FieldTree *tree, const FieldWordsModel *fields);

    int setFind(const FindText &find) override;
    [[nodiscard]] int placeFromHere() const override;
    void showPlace(int place) override;

private:
    void lookBelow(const QModelIndex &parent, const FindText &find);
    [[nodiscard]] bool hasText(const QModelIndex &index, const FindText &find) const;

    FieldTree *m_tree;
    const FieldWordsModel *m_fields;
    std::vector<QPersistentModelIndex> m_places; ///< in the order of the rows
};

} // namespace spectap
