// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timeline/overviewlayout.h"
#include "ui/timereading.h"

#include <QTimer>
#include <QWidget>

namespace spectap {

class IdentityLens;
class SessionDocument;

/// The strip below the timeline: when calls came in the whole session and how bad they were, where the
/// conflicts are, and a window over what the timeline shows. The window pans by dragging, its edges zoom, a
/// click beside it jumps, a double click shows everything. Low and without words where height is dear.
class TimelineOverview final : public QWidget
{
    Q_OBJECT

public:
    TimelineOverview(SessionDocument *document, IdentityLens *lens, QWidget *parent = nullptr);

    /// What the timeline shows: from x = `plot.left` on, `plot.width` pixels wide, so that both have their
    /// gutter in common.
    void setPlot(const TimeScale &plot);
    /// How moments are told.
    void setReading(const TimeReading &reading);
    /// The call the cursor stands on; NoTime: none.
    void setCursorTime(Micros time);
    /// How high the strip is in a timeline of `height` pixels; 0: there is no room for it.
    [[nodiscard]] int heightIn(int height) const;
    [[nodiscard]] QSize sizeHint() const override;
    /// Where things are right now: for tests.
    const OverviewLayout &layoutForTest();
    [[nodiscard]] const CallDensity &density() const { return m_density; }

signals:
    void rangeRequested(const spectap::TimeRange &range);
    void fitRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void startOver();
    void take(quint32 first, quint32 count);
    void dataChanged();
    void ensureLayout();
    void request(const TimeRange &range);
    void tellRange();
    [[nodiscard]] bool isLow() const;
    [[nodiscard]] QRect barArea() const;
    [[nodiscard]] QString hintAt(int x) const;
    void paintBars(QPainter &painter) const;
    void paintWindow(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintWords(QPainter &painter) const;

    SessionDocument *m_document;
    IdentityLens *m_lens;
    CallDensity m_density;
    OverviewLayout m_layout;
    TimeScale m_plot;
    TimeReading m_reading;
    Micros m_cursor = NoTime;
    std::vector<OverviewBar> m_bars;
    std::vector<int> m_marks; ///< conflicts
    bool m_dirty = true;      ///< m_bars and m_marks are of another session or size
    QTimer m_refresh;
    bool m_pressed = false;
    OverviewLayout::Part m_held = OverviewLayout::Part::Outside;
    double m_pressedX = 0;
    TimeRange m_pressedRange;
};

} // namespace spectap
