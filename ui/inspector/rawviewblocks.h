// SPDX-License-Identifier: MIT
#pragma once

#include "ui/inspector/rawview.h"

#include <QTextBlock>

namespace spectap {

template <typename Visit> void RawView::eachVisibleBlock(Visit visit) const
{
    QRectF box = blockBoundingGeometry(firstVisibleBlock()).translated(contentOffset());
    for (QTextBlock block = firstVisibleBlock(); block.isValid() && box.top() <= viewport()->height();
         block = block.next()) {
        box = blockBoundingGeometry(block).translated(contentOffset());
        if (block.isVisible() && box.bottom() >= 0)
            visit(block, box);
    }
}

} // namespace spectap
