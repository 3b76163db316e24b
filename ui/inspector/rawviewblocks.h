// SPDX-License-Identifier: MIT
#pragma once

#include "ui/inspector/rawview.h"

#include <QTextBlock>

namespace spectap {

template <typename Visit> void RawView::eachVisibleBlock(Visit visit) const
{
    qreal top = contentOffset().y();
    for (QTextBlock block = firstVisibleBlock(); block.isValid() && top <= viewport()->height();
         block = nextShown(block)) {
        // Not blockBoundingGeometry(), which adds up all blocks on the way, folded ones too.
        const QRectF box = blockBoundingRect(block).translated(contentOffset().x(), top);
        if (block.isVisible())
            visit(block, box);
        top = box.bottom();
    }
}

} // namespace spectap
