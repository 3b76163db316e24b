// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/volumebars.h"
#include "ui/timeline/timescale.h"
#include "ui/timereading.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace spectap {

class CallVolume;
struct Theme;

/// When calls happened and how bad they were, above the table: all of them faint, those that the filter shows
/// strong, errors at the foot with a peg below the line. A stretch picked out by the mouse or with Shift
/// becomes the filter's `time:` term, so it is always the filter that says what is picked out. A click or
/// Enter goes to the first call of a bar. Clocks that are far off stand at the ends behind a mark.
class VolumeStrip final : public QWidget
{
    Q_OBJECT

public:
    static constexpr double TimeText = 0.84; ///< of the font

    VolumeStrip(const CallVolume *volume, QWidget *parent = nullptr);

    /// What the table is filtered by: its `time:` term is what is picked out.
    void setFilter(const QString &text);
    /// How moments are told.
    void setReading(const TimeReading &reading);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Where things are right now: for tests.
    [[nodiscard]] const VolumeBars &barsForTest();
    [[nodiscard]] QRectF barRect(int index) const;
    [[nodiscard]] std::optional<QuerySpan> brush() const { return m_brush; }
    [[nodiscard]] std::optional<int> currentBar() const;

signals:
    /// The filter's `time:` term from now on; empty: none.
    void timeTermRequested(const QString &term);
    void callRequested(quint32 seq);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Grip
    {
        None,
        New, ///< a stretch from where the mouse was pressed
        Left,
        Right,
        Window
    };
    /// Bars from one to another, both in it.
    struct Stretch
    {
        int first = 0;
        int last = 0;
    };

    void dataChanged();
    void ensureBars();
    void makePixmap();
    void paintBars(QPainter &painter, const Theme &theme) const;
    void paintEnds(QPainter &painter, const Theme &theme) const;
    void paintTimes(QPainter &painter, const Theme &theme) const;
    [[nodiscard]] int endWidth(int end) const;
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] TimeScale scale() const;
    [[nodiscard]] QRectF brushRect() const;
    [[nodiscard]] int barAt(double x) const;
    [[nodiscard]] int inReach(int bar) const;
    [[nodiscard]] Grip gripAt(double x) const;
    [[nodiscard]] Stretch brushed() const;
    [[nodiscard]] Stretch dragged(double x) const;
    void pick(const Stretch &stretch);
    void tellBrush();
    void removeBrush();
    void goTo(int bar);
    void moveTo(int bar, bool extend);
    void tellCurrent(bool withKeys);

    const CallVolume *m_volume;
    VolumeBars m_bars;
    bool m_stale = true; ///< m_bars
    QPixmap m_pixmap;    ///< the bars; null: to be painted
    TimeReading m_reading;
    std::optional<QuerySpan> m_brush;
    std::optional<Micros> m_current; ///< begin of the bar that the keys are on, or an end of time
    std::optional<int> m_anchor;     ///< the bar where Shift was pressed first
    QTimer m_delay;                  ///< until a stretch that the keys pick becomes the filter
    Grip m_grip = Grip::None;
    bool m_moved = false;
    double m_pressX = 0;
    Stretch m_pressBrush;
    std::optional<QuerySpan> m_brushBefore; ///< of this drag
    std::optional<int> m_hover;
};

} // namespace spectap
