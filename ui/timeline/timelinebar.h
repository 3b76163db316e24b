// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityreading.h"

#include <QWidget>

class QAction;
class QActionGroup;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace spectap {

class LaneChooser;

/// The strip above the timeline: who is shown, what its lines mean, how many conflicts there are, zoom.
class TimelineBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineBar(QWidget *parent = nullptr);

    void addCommand(QAction *action);
    [[nodiscard]] LaneChooser *lanes() const { return m_lanes; }
    void setConflicts(quint32 conflicts);
    /// How ids are read. `late` calls stand elsewhere in the two orders.
    void setReading(IdentityReading reading, ReadingOrder order, quint32 late);
    /// Who is somebody else in the other order; shown with the next setReading().
    void setOthersInOtherOrder(const QStringList &names) { m_others = names; }
    /// `seq`: the call as of which people are shown, 0: now. `possible`: there is a call to travel to.
    void setTravel(quint32 seq, bool possible);
    /// So many calls of `total` are in the lanes; total 0: all.
    void setProgress(quint32 done, quint32 total);
    /// Likewise of calls whose emails and devices are read, which the Unify reading joins by.
    void setReadingBodies(quint32 done, quint32 total);
    void setBodiesUnreadable(const QString &reason);

signals:
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();
    void conflictRequested();
    void readingRequested(spectap::IdentityReading reading);
    void orderRequested(spectap::ReadingOrder order);
    void travelRequested(bool travel);

protected:
    bool event(QEvent *event) override;

private:
    void addReading();
    void placeLegend();
    void addTravel();
    QToolButton *addButton(const QString &icon, const QString &name, const QKeySequence &key);

    QWidget *m_legend = nullptr;
    QHBoxLayout *m_buttons = nullptr;
    QActionGroup *m_readings = nullptr;
    QActionGroup *m_orders = nullptr;
    QStringList m_others;
    LaneChooser *m_lanes = nullptr;
    QLabel *m_progress = nullptr;
    QToolButton *m_reading = nullptr;
    QToolButton *m_travel = nullptr;
    QToolButton *m_conflicts = nullptr;
};

} // namespace spectap
