// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace spectap {

/// The strip above the timeline: what its lines mean, how many conflicts there are, zoom.
class TimelineBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineBar(QWidget *parent = nullptr);

    void setSummary(quint32 profiles, quint32 conflicts);

signals:
    void zoomInRequested();
    void zoomOutRequested();
    void fitRequested();
    void conflictRequested();

private:
    QToolButton *addButton(const QString &icon, const QString &name, const QKeySequence &key);

    QLabel *m_profiles = nullptr;
    QToolButton *m_conflicts = nullptr;
};

} // namespace spectap
