// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"
#include "ui/timeline/lanearrangement.h"
#include "ui/timeline/timescale.h"

#include <QRect>

#include <climits>
#include <functional>
#include <map>
#include <set>

namespace spectap {

/// Sizes of the timeline's parts in pixels, from the font.
struct TimelineMetrics
{
    int gutter = 174;
    int ruler = 20;
    int lane = 23;
    int header = 21; ///< lane of a profile
    int badge = 14;
    bool roomy = false; ///< lanes have room for words
};

/// One pixel column of a lane that holds calls.
struct TickColumn
{
    int x = 0;
    quint32 count = 0;
    quint32 seq = 0; ///< of the earliest call in it
    CallType type = CallType::Unknown;
    Severity worst = Severity::Ok;
    bool dense = false; ///< too close to draw shapes: part of a density bar
};

struct LanePiece
{
    enum class Style : quint8
    {
        Dashed,
        Solid
    };
    double x1 = 0;
    double x2 = 0;
    Style style = Style::Dashed;
};

struct LaneBadge
{
    double x = 0; ///< centre as drawn; nudged to the right when it would overlap
    quint32 seq = 0;
    CallType type = CallType::Identify;
    Rule conflict = Rule::None;
};

/// What there is to draw of one lane.
struct LaneGeometry
{
    quint32 lane = 0;
    int top = 0; ///< in the viewport
    int height = 0;
    double bandFrom = 0; ///< headers: first and last member call
    double bandTo = -1;
    std::vector<LanePiece> pieces;
    std::vector<LanePiece> hatches; ///< style unused
    std::vector<TickColumn> columns;
    std::vector<LaneBadge> badges;

    [[nodiscard]] int middle() const { return top + height / 2; }
};

/// A join that crosses the window; its ends may lie above or below it.
struct ConnectorGeometry
{
    static constexpr int Nowhere = INT_MIN;

    const TimelineConnector *connector = nullptr;
    double x = 0; ///< where the marker is drawn
    int fromY = 0;
    int toY = 0;
    int oldY = Nowhere; ///< hand-over: the lane of the owner before
};

/// Where a profile that is dragged would land.
struct DropPlace
{
    quint32 beside = TimelineConnector::NoLane; ///< header of another profile; NoLane: there is none
    bool below = false;
    int y = 0; ///< of the gap, in the viewport
};

/// Where everything of the timeline stands. Pure geometry, no painting; rebuilt when the data, the size or
/// the scale change, for the visible lanes only.
class TimelineLayout
{
public:
    /// The id under which a call's badge stands: a call that carries two is on two lanes, its badge on one.
    using BadgeHome = std::function<StringId(quint32 seq)>;

    explicit TimelineLayout(const IdentityTimeline &timeline);

    void setMetrics(const TimelineMetrics &metrics) { m_metrics = metrics; }
    [[nodiscard]] const TimelineMetrics &metrics() const { return m_metrics; }
    void setBadgeHome(BadgeHome home) { m_badgeHome = std::move(home); }

    /// Which lanes there are rows for, and in which order.
    [[nodiscard]] LaneArrangement &arrangement() { return m_arrangement; }
    [[nodiscard]] const LaneArrangement &arrangement() const { return m_arrangement; }

    /// Call after IdentityTimeline::refresh() said that lanes changed, after collapsing and rearranging.
    void rebuildRows();
    /// Call when anything that is drawn changed.
    void rebuild(QSize viewport, int scrollY, const TimeScale &scale);

    void toggleCollapsed(quint32 headerLane);
    [[nodiscard]] bool isCollapsed(quint32 headerLane) const;
    void forgetCollapsed() { m_collapsed.clear(); }

    [[nodiscard]] int contentHeight() const { return m_contentHeight; }
    [[nodiscard]] const std::vector<LaneGeometry> &lanes() const { return m_lanes; }
    [[nodiscard]] const std::vector<ConnectorGeometry> &connectors() const { return m_connectors; }
    [[nodiscard]] const TimeScale &scale() const { return m_scale; }
    [[nodiscard]] const IdentityTimeline &timeline() const { return *m_timeline; }
    [[nodiscard]] QRect plotArea() const;
    /// The lanes shown, top to bottom; also those folded into their header.
    [[nodiscard]] const std::vector<quint32> &shownLanes() const { return m_shown; }
    /// Of how many profiles lanes are shown.
    [[nodiscard]] quint32 profilesShown() const { return m_profilesShown; }
    /// Top of a lane in content coordinates, of its header while that is collapsed; -1: not shown.
    [[nodiscard]] int topOf(quint32 lane) const;
    [[nodiscard]] int heightOf(quint32 lane) const;
    /// The lane shown above (-1) or below (1), from one that is not shown the last or first; NoLane: none.
    [[nodiscard]] quint32 laneBeside(quint32 lane, int direction) const;
    /// The header of the profile shown above or below that of `header`, NoLane: none.
    [[nodiscard]] quint32 profileBeside(quint32 header, int direction) const;
    [[nodiscard]] quint32 headerOfPerson(const PersonKey &person) const;
    [[nodiscard]] DropPlace dropAt(int y) const;
    /// The lane at `y` of the viewport, or TimelineConnector::NoLane.
    [[nodiscard]] quint32 laneAt(int y) const;
    /// The call drawn at `point` or nearest to it, 0: none within reach.
    [[nodiscard]] quint32 seqAt(QPoint point) const;

private:
    struct Row
    {
        quint32 lane = 0;
        int top = 0;
    };

    static constexpr quint32 NoRow = 0xffffffff;

    void countProfiles();
    void buildLane(LaneGeometry &geometry);
    void buildHeader(LaneGeometry &geometry);
    const std::vector<TickColumn> &columnsOf(quint32 lane);
    void buildBadges(LaneGeometry &geometry) const;
    void buildConnectors(int scrollY);

    const IdentityTimeline *m_timeline;
    BadgeHome m_badgeHome;
    TimelineMetrics m_metrics;
    TimeScale m_scale;
    QSize m_viewport;
    int m_scrollY = 0;
    LaneArrangement m_arrangement;
    std::set<PersonKey> m_collapsed; ///< nobody: Unresolved
    std::vector<quint32> m_shown;    ///< lanes
    std::vector<Row> m_rows;         ///< those of them that are not folded away
    std::vector<quint32> m_rowOf;    ///< by lane; NoRow: not shown
    quint32 m_profilesShown = 0;
    std::vector<LaneGeometry> m_lanes;
    std::map<quint32, std::vector<TickColumn>> m_columns; ///< of this rebuild(): headers need their lanes'
    std::vector<ConnectorGeometry> m_connectors;
    int m_contentHeight = 0;
};

/// The calls of a segment from just before the scale's left edge to just behind its right one as pixel
/// columns; columns closer than two pixels become a density bar. Steps from pixel to pixel, however many
/// calls lie in one.
[[nodiscard]] std::vector<TickColumn> tickColumns(
    const IdentityTimeline &timeline, const TimelineSegment &segment, const TimeScale &scale, int before);

} // namespace spectap
