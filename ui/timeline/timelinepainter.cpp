// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinepainter.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

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

QPen dashed(const QColor &color, qreal width, const QList<qreal> &pattern)
{
    QPen pen(color, width);
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern(pattern);
    return pen;
}

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
        painter.setPen(m_theme.line);
        painter.drawLine(row.bottomLeft(), row.bottomRight());
    }
    painter.setPen(m_theme.line);
    for (const RulerMark &mark : marks) {
        if (mark.major && mark.x >= plot.left())
            painter.drawLine(
                QLineF(std::floor(mark.x) + 0.5, plot.top(), std::floor(mark.x) + 0.5, plot.bottom()));
    }
    painter.setPen(m_theme.lineStrong);
    painter.drawLine(plot.left() - 1, 0, plot.left() - 1, viewport.height());
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

void TimelinePainter::paintLane(QPainter &painter, const LaneGeometry &lane) const
{
    const QRect plot = m_layout.plotArea();
    if (lane.bandTo >= lane.bandFrom)
        paintBand(painter, lane);
    const double y = lane.middle() - 0.5;
    for (const LanePiece &hatch : lane.hatches) {
        const double left = std::max<double>(hatch.x1, plot.left() - 1);
        const QRectF box(
            left, lane.top + 2, std::min<double>(hatch.x2 + 4, plot.right() + 2) - left, lane.height - 5);
        if (box.width() <= 0)
            continue;
        painter.save();
        painter.setClipRect(box, Qt::IntersectClip);
        painter.fillRect(box, m_theme.of(Severity::Error).tint);
        painter.setRenderHint(QPainter::Antialiasing);
        QColor stroke = m_theme.of(Severity::Error).fill;
        stroke.setAlphaF(0.35F);
        painter.setPen(QPen(stroke, 1));
        // Anchored to the stretch, not to the screen, so that panning moves it along.
        const double step = 6;
        const double start = hatch.x1 + std::floor((left - hatch.x1) / step - box.height() / step - 1) * step;
        for (double x = start; x < box.right(); x += step)
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
        painter.restore();
    }
    for (const LanePiece &piece : lane.pieces) {
        painter.setPen(piece.style == LanePiece::Style::Solid ? QPen(m_theme.lineInput, 1)
                                                              : dashed(m_theme.lineInput, 1, {3, 2}));
        const double x1 = std::max<double>(piece.x1, plot.left() - 5 + std::fmod(piece.x1, 5));
        painter.drawLine(QLineF(x1, y, std::min<double>(piece.x2, plot.right() + 5), y));
    }
    if (lane.bandTo >= lane.bandFrom)
        return;
    for (const TickColumn &column : lane.columns)
        paintColumn(painter, lane, column);
}

void TimelinePainter::paintBand(QPainter &painter, const LaneGeometry &lane) const
{
    const QRect plot = m_layout.plotArea();
    const double left = std::max<double>(lane.bandFrom - 3, plot.left() - 4);
    const double right = std::min<double>(lane.bandTo + 4, plot.right() + 4);
    const QRectF band(std::floor(left) + 0.5, lane.top + 4.5, std::ceil(right - left), lane.height - 10);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor frame = m_theme.accent;
    frame.setAlphaF(0.45F);
    painter.setPen(QPen(frame, 1));
    painter.setBrush(m_theme.accentTint);
    painter.drawRoundedRect(band, 2, 2);
    painter.restore();
    const int top = lane.top + 6;
    const int height = lane.height - 12;
    for (const TickColumn &column : lane.columns) {
        QColor color = m_theme.of(column.type).fill;
        color.setAlphaF(0.85F);
        painter.fillRect(column.x, top, 1, height,
            column.worst == Severity::Error ? m_theme.of(Severity::Error).fill : color);
    }
}

void TimelinePainter::paintColumn(QPainter &painter, const LaneGeometry &lane, const TickColumn &column) const
{
    const QColor color = m_theme.of(column.type).fill;
    const int height = std::min(14, lane.height - 8);
    const int top = lane.middle() - height / 2 - 1;
    const bool bad = column.worst == Severity::Error;
    const QColor &red = m_theme.of(Severity::Error).fill;
    if (column.dense) {
        // The more calls in the pixel, the fuller; one call is still seen.
        QColor shade = color;
        shade.setAlphaF(static_cast<float>(std::min(1.0, 0.55 + 0.15 * std::log2(double(column.count)))));
        painter.fillRect(column.x, top, 1, height, shade);
        if (bad)
            painter.fillRect(column.x, top + height + 1, 1, 3, red);
        return;
    }
    painter.fillRect(QRect(column.x - 1, top, 2, height), color);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (column.type == CallType::Page)
        painter.drawPolygon(QPolygonF({QPointF(column.x + 1, top), QPointF(column.x + 5.5, top),
            QPointF(column.x + 5.5, top + 4), QPointF(column.x + 1, top + 4)}));
    else if (column.type == CallType::Screen)
        painter.drawEllipse(QPointF(column.x, top + 1), 2.6, 2.6);
    if (bad) {
        painter.setBrush(red);
        painter.drawEllipse(QPointF(column.x, top + height + 1.5), 2.3, 2.3);
    }
    painter.restore();
}

void TimelinePainter::paintBadge(QPainter &painter, const LaneGeometry &lane, const LaneBadge &badge) const
{
    const int size = m_layout.metrics().badge;
    const QRectF box(std::round(badge.x - size / 2.0), lane.middle() - 0.5 - size / 2.0 - 0.5, size, size);
    const bool conflict = badge.conflict != Rule::None;
    const Ink &ink = conflict ? m_theme.of(Severity::Error) : m_theme.of(badge.type);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink.fill, 1.2));
    painter.setBrush(ink.tint);
    painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3);
    QFont font = m_font;
    font.setPixelSize(qMax(7, size * 9 / 14));
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(ink.text);
    painter.drawText(box, Qt::AlignCenter, typeLetter(badge.type));
    if (conflict)
        paintSeverityGlyph(
            &painter, QRectF(box.right() - 4, box.top() - 5, 10, 10), Severity::Error, m_theme);
    painter.restore();
}

void TimelinePainter::paintConnector(QPainter &painter, const ConnectorGeometry &geometry) const
{
    const TimelineConnector &connector = *geometry.connector;
    if (geometry.fromY < 0 || geometry.toY < 0)
        return;
    const double x = std::round(geometry.x) - 0.5;
    const int from = geometry.fromY;
    const int to = geometry.toY;
    const bool conflict = connector.conflict != Rule::None || connector.handOver;
    const bool alias = connector.kind == IdentityLink::Kind::Alias;
    const bool observed = connector.kind == IdentityLink::Kind::Observed;
    const QColor color = conflict   ? m_theme.of(Severity::Error).fill
                         : observed ? m_theme.lineInput
                                    : m_theme.of(alias ? CallType::Alias : CallType::Identify).fill;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen = conflict   ? dashed(color, 1.5, {2.5, 1.8})
               : observed ? dashed(color, 1.2, {1, 2})
                          : QPen(color, 1.5);
    painter.setPen(pen);
    if (geometry.oldY >= 0 && geometry.oldY != from) {
        painter.drawLine(QLineF(x, geometry.oldY, x, from));
        painter.setBrush(m_theme.base);
        painter.setPen(QPen(color, 1.5));
        painter.drawEllipse(QPointF(x, geometry.oldY - 0.5), 3, 3);
        painter.setPen(pen);
    }
    const double sign = to > from ? 1 : -1;
    if (from == to) {
        // Both ends are folded into one header.
    } else if (alias) {
        painter.drawLine(QLineF(x - 1.5, from, x - 1.5, to - sign * 5));
        painter.drawLine(QLineF(x + 1.5, from, x + 1.5, to - sign * 5));
        painter.setPen(QPen(color, 1.5));
        painter.drawPolyline(QPolygonF(
            {QPointF(x - 4.5, to - sign * 5.5), QPointF(x, to - 0.5), QPointF(x + 4.5, to - sign * 5.5)}));
    } else {
        painter.drawLine(QLineF(x, from, x, to - sign * 3));
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(m_theme.base);
        painter.drawEllipse(QPointF(x, to - 0.5), 3, 3);
    }
    painter.restore();
}

} // namespace spectap
