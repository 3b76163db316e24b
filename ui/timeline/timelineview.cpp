// SPDX-License-Identifier: MIT
#include "ui/timeline/timelineview.h"

namespace spectap {

struct TimelineView::Parts
{
    quint32 seq = 0;
};

TimelineView::TimelineView(SessionDocument *document, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Parts>())
{
    Q_UNUSED(document)
}

TimelineView::~TimelineView() = default;

void TimelineView::setCurrentSeq(quint32 seq)
{
    d->seq = seq;
}

} // namespace spectap
