// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QAbstractScrollArea>

#include <memory>

class QMenu;
class QNativeGestureEvent;

namespace spectap {

class IdentityLens;
class TimelineAccessible;
class TimelineLayout;
class TimelineOverview;
enum class TimeMode : quint8;
struct LaneFilter;
struct PersonKey;
struct Theme;
struct TimeRange;

/// Who the calls belong to, over time: a lane per profile and per id, a tick per call, connectors where ids
/// join. One painted surface: the wheel scrolls lanes, Ctrl and wheel or pinching zoom at the pointer,
/// dragging pans. Follows the newest calls until the person moves it.
///
/// Keys: Left and Right go to the calls of the lane before and after, Home and End to its first and last, Up
/// and Down to other lanes, C and Shift+C to the conflict after and before; [ and ] fold and unfold the lanes
/// of a profile, Alt+Shift+Up and Down move it; + - zoom, 0 or F shows all and follows; Enter opens the call,
/// Space shows its card and keeps it open; Shift with Left and Right, or with the pointer, picks out a range
/// of time, which filters the calls; Esc closes the card, then gives the range up; T shows the lanes as a
/// table.
class TimelineView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// Shows who is who as `lens` has it. Both outlive the view.
    TimelineView(SessionDocument *document, IdentityLens *lens, QWidget *parent = nullptr);
    ~TimelineView() override;

    /// The strip with the legend and the zoom buttons. It lies at the top of the view unless the window puts
    /// it elsewhere by giving it another parent.
    [[nodiscard]] QWidget *bar() const;
    /// Adds a button for `action` to that strip.
    void addCommand(QAction *action);
    /// Higher lanes and a wider gutter, for where there is room.
    void setRoomy(bool roomy);
    /// The strip at the bottom with the whole session; not in sight where height is dear.
    [[nodiscard]] TimelineOverview *overview() const;
    /// Where things are drawn right now, all rows taken in: for tests.
    const TimelineLayout &layoutForTest();
    [[nodiscard]] bool isFollowing() const;
    /// Who is somebody else in the order that is not shown, as far as that is known.
    void setOthersInOtherOrder(const QStringList &names);
    /// How moments are told, here and in the overview.
    void setTimeMode(TimeMode mode);
    [[nodiscard]] TimeMode timeMode() const;
    /// What is picked out; NoTime: nothing.
    [[nodiscard]] TimeRange range() const;
    [[nodiscard]] const LaneFilter &laneFilter() const;
    void setLaneFilter(const LaneFilter &filter);

public slots:
    /// The call selected elsewhere, 0 for none: the cursor line. Scrolls only when it is out of sight.
    void setCurrentSeq(quint32 seq);
    /// The same as a table, in a window of its own.
    void showAsTable();
    /// The filter is another one: a range that is not part of it any more is given up.
    void setFilter(const QString &text);
    void zoomIn();
    void zoomOut();
    void showNextConflict();
    /// Just this stretch of time, and no longer the newest calls.
    void showRange(const spectap::TimeRange &range);
    /// Shows the whole session and follows new calls again.
    void zoomToFit();

signals:
    /// The person picked a call here.
    void callActivated(quint32 seq);
    /// The person wants to read it, or to see it in the table.
    void openRequested(quint32 seq);
    void tableRequested(quint32 seq);
    /// The clause of the filter that finds the calls in the range; empty: there is none any more.
    void rangeFilterRequested(const QString &clause);
    /// The person has moments told another way.
    void timeModeChanged(spectap::TimeMode mode);
    /// A query of the filter language: the calls of an id or of a person.
    void filterRequested(const QString &query);
    /// The person travels: to the moment of call `seq`, or back to now with 0.
    void travelRequested(quint32 seq);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    bool gestureEvent(const QNativeGestureEvent &gesture);
    void restart();
    void startLanesOver();
    void bringUpToDate();
    void updateBar();
    void travelTo(double x);
    void updateSeverities();
    void ensureLayout();
    void invalidate();
    void followEnd();
    void placeBars();
    void fillMargins();
    void updateMetrics();
    void updateScrollBar();
    void zoomAt(double factor, double x);
    void step(int direction);
    void stepLane(int direction);
    void stepToEnd(int direction);
    void showConflict(int direction);
    void setFolded(bool folded);
    bool pressKey(int key, bool shift);
    bool pressSign(const QString &sign);
    void activate(quint32 seq);
    void open(quint32 seq);
    void activateLane(quint32 lane);
    void toggleFolded(quint32 header);
    void makeHover();
    [[nodiscard]] QRect markOf(quint32 seq);
    void toggleCard();
    void setRange(Micros from, Micros to);
    void tellRange();
    void clearRange();
    void extendRange(int direction);
    void reveal(quint32 seq);
    [[nodiscard]] quint32 laneOfCall(quint32 seq) const;

    friend class TimelineAccessible;
    void connectLaneChoice();
    void updateLaneChoice();
    void showOnly(const PersonKey &person);
    [[nodiscard]] PersonKey currentPerson() const;
    [[nodiscard]] QString wordsForNoLanes() const;
    QMenu *laneMenu(quint32 lane);
    [[nodiscard]] bool movable(quint32 header) const;
    void moveProfile(quint32 header, int direction);
    void putProfile(quint32 header, quint32 beside, bool below);
    bool moveProfileByKey(const QKeyEvent &event);
    bool dragProfile(QPoint at);
    bool dropProfile(bool here);
    void paintDrop(QPainter &painter, const Theme &theme) const;

    struct Parts;
    std::unique_ptr<Parts> d;
};

} // namespace spectap
