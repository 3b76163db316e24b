// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QWidget>

#include <memory>

namespace spectap {

/// Who the calls belong to, over time: a lane per profile and per id, a tick per call, connectors where ids join.
class TimelineView final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineView(SessionDocument *document, QWidget *parent = nullptr);
    ~TimelineView() override;

public slots:
    /// The call selected elsewhere, 0 for none: the cursor line. Scrolls only when it is out of sight.
    void setCurrentSeq(quint32 seq);

signals:
    /// The person picked a call here.
    void callActivated(quint32 seq);

private:
    struct Parts;
    std::unique_ptr<Parts> d;
};

} // namespace spectap
