// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timereading.h"

#include <QToolButton>

class QActionGroup;

namespace spectap {

/// The corner of the timeline's ruler: how moments are told, on which day it begins, and a menu to have them
/// told otherwise.
class TimeModeButton final : public QToolButton
{
    Q_OBJECT

public:
    explicit TimeModeButton(QWidget *parent = nullptr);

    /// `time`: where the ruler begins.
    void setMoment(const TimeReading &reading, Micros time);

signals:
    void modeRequested(spectap::TimeMode mode);
    void tableRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QActionGroup *m_modes;
    QString m_words;
    QString m_date;
};

} // namespace spectap
