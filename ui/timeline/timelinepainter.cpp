// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinepainter.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <cmath>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

struct TimelineWords
{
    Q_DECLARE_TR_FUNCTIONS(spectap::TimelineView)
};

constexpr int ChevronSize = 12;
constexpr int IconSize = 14;

} // namespace

TimelinePainter::TimelinePainter(
    const TimelineLayout &layout, const StringPool &strings, const Theme &theme, const QFont &font)
    : m_layout(layout)
    , m_strings(strings)
    , m_theme(theme)
    , m_font(font)
    , m_mono(monoFont(font, SmallText))
    , m_smallMono(monoFont(font, 0.84))
{
}

QString TimelinePainter::tagOf(IdKind kind)
{
    switch (kind) {
    case IdKind::User:
        return u"user"_s;
    case IdKind::Anonymous:
        return u"anon"_s;
    case IdKind::Previous:
        return u"prev"_s;
    case IdKind::External:
        return u"ext"_s;
    }
    return {};
}

QString TimelinePainter::nameOf(const IdentityTimeline &timeline, quint32 lane, const StringPool &strings)
{
    const TimelineLane &header = timeline.lanes()[lane];
    if (header.kind != TimelineLane::Kind::Profile)
        return {};
    // The newest userId that is still in use names the person.
    IdIndex best = NoId;
    for (quint32 child = lane + 1; child <= lane + header.children; ++child) {
        const TimelineLane &member = timeline.lanes()[child];
        if (best == NoId || member.tag == IdKind::User)
            best = member.id;
    }
    return best == NoId ? QString() : QString::fromUtf8(strings.at(timeline.graph().ids()[best].value));
}

void TimelinePainter::paint(QPainter &painter, QSize viewport) const
{
    const std::vector<RulerMark> marks = makeMarks();
    paintBackground(painter, viewport, marks);
    paintRange(painter);
    const QRect plot = m_layout.plotArea();
    painter.save();
    painter.setClipRect(plot);
    for (const LaneGeometry &lane : m_layout.lanes())
        paintLane(painter, lane);
    for (const ConnectorGeometry &connector : m_layout.connectors())
        paintConnector(painter, connector);
    for (const LaneGeometry &lane : m_layout.lanes()) {
        for (const LaneBadge &badge : lane.badges)
            paintBadge(painter, lane, badge);
    }
    paintNotYet(painter);
    painter.restore();
    painter.save();
    painter.setClipRect(QRect(0, plot.top(), plot.left(), plot.height()));
    for (const LaneGeometry &lane : m_layout.lanes())
        paintGutter(painter, lane);
    painter.restore();
    paintRuler(painter, viewport, marks);
    paintCursor(painter, viewport);
}

void TimelinePainter::paintBackground(
    QPainter &painter, QSize viewport, std::span<const RulerMark> marks) const
{
    painter.fillRect(QRect({}, viewport), m_theme.base);
    const QRect plot = m_layout.plotArea();
    for (const LaneGeometry &lane : m_layout.lanes()) {
        const QRect row(0, lane.top, viewport.width(), lane.height);
        const auto kind = m_layout.timeline().lanes()[lane.lane].kind;
        if (kind == TimelineLane::Kind::Profile || kind == TimelineLane::Kind::Unresolved)
            painter.fillRect(row, m_theme.alt);
        else if (lane.lane == m_hoveredLane)
            painter.fillRect(row, m_theme.hover);
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, m_theme.line);
    }
    for (const RulerMark &mark : marks) {
        if (mark.major && mark.x >= plot.left())
            painter.fillRect(static_cast<int>(mark.x), plot.top(), 1, plot.height(), m_theme.line);
    }
    painter.fillRect(plot.left() - 1, 0, 1, viewport.height(), m_theme.lineStrong);
}

void TimelinePainter::paintGutter(QPainter &painter, const LaneGeometry &lane) const
{
    const IdentityTimeline &timeline = m_layout.timeline();
    const TimelineLane &row = timeline.lanes()[lane.lane];
    const int right = m_layout.metrics().gutter - 8;
    QRectF box(0, lane.top, m_layout.metrics().gutter - 1, lane.height - 1);
    if (row.kind == TimelineLane::Kind::Profile || row.kind == TimelineLane::Kind::Unresolved) {
        const bool profile = row.kind == TimelineLane::Kind::Profile;
        paintLineIcon(&painter, QRectF(6, box.center().y() - ChevronSize / 2.0, ChevronSize, ChevronSize),
            m_layout.isCollapsed(lane.lane) ? u"chevr"_s : u"chevd"_s, m_theme.text3);
        paintLineIcon(&painter, QRectF(21, box.center().y() - IconSize / 2.0, IconSize, IconSize),
            profile ? u"user"_s : u"anon"_s, m_theme.text2);
        const QFont bold = scaledFont(m_font, 1.0, QFont::DemiBold);
        const QFont small = scaledFont(m_font, SmallText);
        int edge = right;
        if (profile && timeline.graph().profiles()[row.profile].troubled) {
            edge -= IconSize;
            paintSeverityGlyph(
                &painter, QRectF(edge + 1, box.center().y() - 6, 12, 12), Severity::Error, m_theme);
            edge -= 4;
        }
        const QString calls = QString::number(timeline.calls(lane.lane));
        const int countWidth = QFontMetrics(small).horizontalAdvance(calls);
        painter.setFont(small);
        painter.setPen(m_theme.text3);
        painter.drawText(QRectF(edge - countWidth, box.top(), countWidth, box.height()),
            Qt::AlignVCenter | Qt::AlignRight, calls);
        const int width = edge - countWidth - 8 - 39;
        const QString name =
            profile ? nameOf(timeline, lane.lane, m_strings) : TimelineWords::tr("Unresolved");
        painter.setFont(bold);
        painter.setPen(m_theme.text);
        painter.drawText(QRectF(39, box.top(), width, box.height()), Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(bold).elidedText(name, Qt::ElideMiddle, width));
        return;
    }
    const bool none = row.kind == TimelineLane::Kind::WithoutId;
    const QString tag = none ? u"–"_s : tagOf(row.tag);
    const QRectF tagBox = paintIdTag(&painter, 26, box.center().y(), tag, m_font, m_theme);
    const QString text = none ? TimelineWords::tr("no ID")
                              : QString::fromUtf8(m_strings.at(timeline.graph().ids()[row.id].value));
    const int left = static_cast<int>(tagBox.right()) + 7;
    painter.setFont(none ? m_font : m_mono);
    painter.setPen(none ? m_theme.of(Severity::Error).text : m_theme.text);
    painter.drawText(QRectF(left, box.top(), right - left, box.height()), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(painter.font()).elidedText(text, Qt::ElideMiddle, right - left));
}

} // namespace spectap
