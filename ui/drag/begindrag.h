// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <memory>

class QMimeData;
class QWidget;

namespace spectap {

/// Drags `data` away from `source`, to be copied; the pointer carries `title`. Comes back when it is dropped
/// or given up; does nothing when no button is held.
void beginDrag(QWidget *source, std::unique_ptr<QMimeData> data, const QString &title);

} // namespace spectap
