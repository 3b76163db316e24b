// SPDX-License-Identifier: MIT
#include "ui/focusentry.h"

#include <QFocusEvent>
#include <QWidget>

namespace spectap {

FocusEntry::FocusEntry(QWidget *pane, QWidget *part)
    : QObject(pane)
    , m_part(part)
{
    pane->installEventFilter(this);
}

bool FocusEntry::isOf(const QWidget *pane)
{
    return pane->findChild<FocusEntry *>(QString(), Qt::FindDirectChildrenOnly) != nullptr;
}

bool FocusEntry::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        m_part->setFocus(static_cast<QFocusEvent *>(event)->reason());
    return QObject::eventFilter(watched, event);
}

} // namespace spectap
