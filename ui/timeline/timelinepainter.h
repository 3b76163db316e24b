// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/tokens.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timeruler.h"

#include <QFont>

class QPainter;

namespace spectap {

class SessionDocument;
class StringPool;

/// Paints a TimelineLayout: gutter, ruler, lanes, joins and the cursor. Keeps nothing between two paints.
class TimelinePainter
{
public:
    TimelinePainter(
        const TimelineLayout &layout, const SessionDocument &document, const Theme &theme, const QFont &font);

    /// The call the cursor stands on; NoTime: no cursor.
    void setCursor(Micros time) { m_cursor = time; }
    /// What is right of `time` has not happened yet.
    void setNotYet(Micros time) { m_notYet = time; }
    /// How moments are told.
    void setReading(const TimeReading &reading) { m_reading = reading; }
    /// A stretch of time that is picked out; NoTime: none.
    void setRange(const TimeRange &range) { m_range = range; }
    void setHoveredLane(quint32 lane) { m_hoveredLane = lane; }
    void setFocused(bool focused) { m_focused = focused; }
    void paint(QPainter &painter, QSize viewport) const;

    /// "anon", "user", "prev": the tag in front of an id.
    [[nodiscard]] static QString tagOf(IdKind kind);
    /// What stands for a profile: its newest userId, else its first id.
    [[nodiscard]] static QString idOf(
        const IdentityTimeline &timeline, quint32 lane, const StringPool &strings);

private:
    [[nodiscard]] std::vector<RulerMark> makeMarks() const;
    void paintBackground(QPainter &painter, QSize viewport, std::span<const RulerMark> marks) const;
    void paintRuler(QPainter &painter, QSize viewport, std::span<const RulerMark> marks) const;
    void paintRange(QPainter &painter) const;
    void paintFlag(QPainter &painter, double x, const QString &text) const;
    void paintGutter(QPainter &painter, const LaneGeometry &lane) const;
    void paintHeader(QPainter &painter, const LaneGeometry &lane) const;
    [[nodiscard]] QString headerFacts(quint32 lane, const QString &id) const;
    void paintLabels(QPainter &painter) const;
    void paintLane(QPainter &painter, const LaneGeometry &lane) const;
    void paintBand(QPainter &painter, const LaneGeometry &lane) const;
    void paintTick(QPainter &painter, const LaneGeometry &lane, const TickColumn &column) const;
    void paintBadge(QPainter &painter, const LaneGeometry &lane, const LaneBadge &badge) const;
    void paintConnector(QPainter &painter, const ConnectorGeometry &connector) const;
    void paintCursor(QPainter &painter, QSize viewport) const;
    void paintNotYet(QPainter &painter) const;

    const TimelineLayout &m_layout;
    const SessionDocument &m_document;
    const StringPool &m_strings;
    const Theme &m_theme;
    QFont m_font;
    QFont m_mono;
    QFont m_smallMono;
    TimeReading m_reading;
    TimeRange m_range;
    Micros m_cursor = NoTime;
    Micros m_notYet = NoTime;
    quint32 m_hoveredLane = TimelineConnector::NoLane;
    bool m_focused = false;
};

} // namespace spectap
