// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinepainter.h"

#include "model/items/sessiondocument.h"
#include "ui/numbers.h"
#include "ui/oneline.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/marks.h"
#include "ui/theme/severityglyphs.h"
#include "ui/timeline/lanehints.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
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
constexpr int NameLeft = 39;
constexpr double LeastForId = 0.25; ///< of what it has together with the name

} // namespace

TimelinePainter::TimelinePainter(
    const TimelineLayout &layout, const SessionDocument &document, const Theme &theme, const QFont &font)
    : m_layout(layout)
    , m_document(document)
    , m_strings(document.strings())
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

QString TimelinePainter::idOf(const IdentityTimeline &timeline, quint32 lane, const StringPool &strings)
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
    paintLabels(painter);
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
    if (row.isHeader()) {
        paintHeader(painter, lane);
        return;
    }
    const int right = m_layout.metrics().gutter - 8;
    const QRectF box(0, lane.top, m_layout.metrics().gutter - 1, lane.height - 1);
    const bool none = row.kind == TimelineLane::Kind::WithoutId;
    const auto typeName = [&] {
        return QString::fromUtf8(timeline.graph().policy().types[timeline.graph().ids()[row.id].type].name);
    };
    const QString tag = none ? u"–"_s : row.tag == IdKind::External ? typeName() : tagOf(row.tag);
    const QRectF tagBox = paintIdTag(&painter, 26, box.center().y(), tag, m_font, m_theme);
    const QString text = none
                             ? TimelineWords::tr("no ID")
                             : oneLine(QString::fromUtf8(m_strings.at(timeline.graph().ids()[row.id].value)));
    const int left = static_cast<int>(tagBox.right()) + 7;
    painter.setFont(none ? m_font : m_mono);
    painter.setPen(none ? m_theme.of(Severity::Error).text : m_theme.text);
    painter.drawText(QRectF(left, box.top(), right - left, box.height()), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(painter.font()).elidedText(text, Qt::ElideMiddle, right - left));
}

/// "u_4217 · 184 calls", where lanes are low "u_4217"; without a name to tell the person by, the calls alone.
QString TimelinePainter::headerFacts(quint32 lane, const QString &id) const
{
    const IdentityTimeline &timeline = m_layout.timeline();
    const auto calls = static_cast<int>(timeline.calls(lane));
    if (!m_layout.metrics().roomy)
        return id.isEmpty() ? countText(static_cast<quint32>(calls)) : id;
    const TimelineLane &row = timeline.lanes()[lane];
    QStringList facts{TimelineWords::tr("%Ln call(s)", nullptr, calls)};
    if (row.kind == TimelineLane::Kind::Unresolved)
        facts.prepend(TimelineWords::tr("%Ln ID(s)", nullptr, int(row.children)));
    else if (!id.isEmpty())
        facts.prepend(id);
    return facts.join(u" · "_s);
}

/// "Maya Okafor", and at the right "u_4217 · 184 calls", as much of it as there is room for.
void TimelinePainter::paintHeader(QPainter &painter, const LaneGeometry &lane) const
{
    const IdentityTimeline &timeline = m_layout.timeline();
    const TimelineLane &row = timeline.lanes()[lane.lane];
    const bool profile = row.kind == TimelineLane::Kind::Profile;
    const QRectF box(0, lane.top, m_layout.metrics().gutter - 1, lane.height - 1);
    paintLineIcon(&painter, QRectF(6, box.center().y() - ChevronSize / 2.0, ChevronSize, ChevronSize),
        m_layout.isCollapsed(lane.lane) ? u"chevr"_s : u"chevd"_s, m_theme.text3);
    paintLineIcon(&painter, QRectF(21, box.center().y() - IconSize / 2.0, IconSize, IconSize),
        profile ? u"user"_s : u"anon"_s, m_theme.text2);
    const QString id = profile ? oneLine(idOf(timeline, lane.lane, m_strings)) : QString();
    QString name =
        profile ? oneLine(laneName(timeline, m_document, lane.lane)) : TimelineWords::tr("Unresolved");
    const bool named = profile && !name.isEmpty() && name != id;
    if (name.isEmpty())
        name = id;

    int edge = m_layout.metrics().gutter - 8;
    const QFont small = scaledFont(m_font, SmallText);
    const QFontMetrics metrics(small);
    const bool troubled = profile && timeline.graph().profiles()[row.profile].troubled;
    const QFont bold = scaledFont(m_font, 1.0, QFont::DemiBold);
    const int room = edge - NameLeft - (troubled ? IconSize + 4 : 0) - 8;
    QString facts = headerFacts(lane.lane, named ? id : QString());
    if (named) {
        // The name comes first, but there is always something of the id.
        const int left = room - QFontMetrics(bold).horizontalAdvance(name);
        if (metrics.horizontalAdvance(facts) > left)
            facts =
                metrics.elidedText(id, Qt::ElideMiddle, std::max(left, static_cast<int>(LeastForId * room)));
    }
    const int factsWidth = metrics.horizontalAdvance(facts);
    painter.setFont(small);
    painter.setPen(m_theme.text3);
    painter.drawText(QRectF(edge - factsWidth, box.top(), factsWidth, box.height()),
        Qt::AlignVCenter | Qt::AlignRight, facts);
    edge -= factsWidth + 4;
    if (troubled) {
        edge -= IconSize;
        paintSeverityGlyph(
            &painter, QRectF(edge + 1, box.center().y() - 6, 12, 12), Severity::Error, m_theme);
        edge -= 4;
    }
    const int width = edge - 4 - NameLeft;
    painter.setFont(bold);
    painter.setPen(m_theme.text);
    painter.drawText(QRectF(NameLeft, box.top(), width, box.height()), Qt::AlignVCenter | Qt::AlignLeft,
        QFontMetrics(bold).elidedText(name, Qt::ElideMiddle, width));
}

} // namespace spectap
