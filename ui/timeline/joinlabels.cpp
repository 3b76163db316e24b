// SPDX-License-Identifier: MIT
#include "ui/timeline/joinlabels.h"

#include "model/support/stringpool.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <map>

namespace spectap {

namespace {

struct TimelineWords
{
    Q_DECLARE_TR_FUNCTIONS(spectap::TimelineView)
};

constexpr int Gap = 3;
constexpr int GlyphRoom = 7;    ///< of the sign on a mark that should not have been
constexpr int LongestId = 18;   ///< characters
constexpr int MostOnALane = 64; ///< more cannot stand side by side in a window

QString textOf(const TimelineConnector &connector, const IdentityTimeline &timeline,
    const StringPool &strings, const QFontMetrics &metrics)
{
    switch (connector.conflict) {
    case Rule::AliasReversed:
        return TimelineWords::tr("alias reversed");
    case Rule::AliasSelf:
        return TimelineWords::tr("alias to itself");
    case Rule::AliasCycle:
        return TimelineWords::tr("alias in a circle");
    default:
        break;
    }
    const auto &lanes = timeline.lanes();
    if (connector.kind == IdentityLink::Kind::Observed || connector.toLane >= lanes.size() ||
        lanes[connector.toLane].kind != TimelineLane::Kind::Id)
        return {};
    const StringId to = timeline.graph().ids()[lanes[connector.toLane].id].value;
    const QString id = metrics.elidedText(
        QString::fromUtf8(strings.at(to)), Qt::ElideMiddle, LongestId * metrics.averageCharWidth());
    return connector.kind == IdentityLink::Kind::Alias
               ? TimelineWords::tr("alias → %1", "%1: the ID it leads to").arg(id)
               : TimelineWords::tr("identify → %1", "%1: the ID it links").arg(id);
}

} // namespace

std::vector<JoinLabel> joinLabels(
    const TimelineLayout &layout, const StringPool &strings, const QFontMetrics &metrics)
{
    std::vector<JoinLabel> labels;
    if (!layout.metrics().roomy)
        return labels;
    const QRect plot = layout.plotArea();
    const int half = layout.metrics().badge / 2;
    std::map<quint32, std::vector<QRect>> taken; // by lane
    for (const ConnectorGeometry &join : layout.connectors()) {
        const TimelineConnector &connector = *join.connector;
        const auto lane = std::ranges::find(layout.lanes(), connector.fromLane, &LaneGeometry::lane);
        if (lane == layout.lanes().end() || join.x < plot.left() || join.x > plot.right())
            continue;
        std::vector<QRect> &others = taken[connector.fromLane];
        if (others.size() >= MostOnALane)
            continue;
        const QString text = textOf(connector, layout.timeline(), strings, metrics);
        if (text.isEmpty())
            continue;
        const bool conflict = connector.conflict != Rule::None || connector.handOver;
        const int x = static_cast<int>(join.x);
        const QRect right(x + half + Gap + (conflict ? GlyphRoom : 0),
            lane->middle() - half - metrics.height() + 1, metrics.horizontalAdvance(text), metrics.height());
        const QRect left(QPoint(x - half - Gap - right.width(), right.top()), right.size());
        const auto fits = [&](const QRect &box) {
            return box.left() >= plot.left() && box.right() <= plot.right() &&
                   std::ranges::none_of(others, [&box](const QRect &other) { return other.intersects(box); });
        };
        if (!fits(right) && !fits(left))
            continue;
        const QRect box = fits(right) ? right : left;
        others.push_back(box.adjusted(-2 * Gap, 0, 2 * Gap, 0));
        const bool alias = connector.kind == IdentityLink::Kind::Alias;
        labels.push_back({text, box, connector.seq, alias ? CallType::Alias : CallType::Identify, conflict});
    }
    return labels;
}

} // namespace spectap
