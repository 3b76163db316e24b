// SPDX-License-Identifier: MIT
#include "model/session/exports/htmltimeline.h"

#include "model/call/plaintext.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/htmlhead.h"
#include "model/support/counted.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spectap {

namespace {

constexpr int Width = 1150;
constexpr int Gutter = 260;
constexpr int Right = 12;
constexpr int Plot = Width - Gutter - Right;
constexpr int Ruler = 24;
constexpr int HeaderHeight = 26;
constexpr int LaneHeight = 30;
constexpr int BinWidth = 3; ///< calls closer than this are one bar
constexpr int RulerMarks = 6;
constexpr std::size_t MaxConnectors = 400;
constexpr qsizetype IdCharacters = 26;
constexpr qsizetype TitleCharacters = 18; ///< beside the number of calls and a glyph
constexpr Micros Second = 1'000'000;
constexpr Micros Day = 86'400 * Second;

using Lane = TimelineLane;

QByteArray number(double value)
{
    return QByteArray::number(std::round(value * 10) / 10);
}

class Picture
{
public:
    Picture(const IdentityTimeline &timeline, const StringPool &strings)
        : m_timeline(timeline)
        , m_lanes(timeline.lanes())
        , m_strings(strings)
        , m_begin(timeline.begin())
        , m_end(std::max(timeline.end(), timeline.begin() + Second))
        , m_top(m_lanes.size(), -1)
    {
    }

    void append(QByteArray &out)
    {
        choose();
        int y = Ruler;
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            if (m_top[i] < 0)
                continue;
            m_top[i] = y;
            y += heightOf(i);
        }
        m_height = y;
        out += "<div class=\"wide\"><svg class=\"line\" role=\"img\" aria-label=\"Identity timeline: which "
               "ids sent calls "
               "when, and what joined them\" viewBox=\"0 0 " +
               QByteArray::number(Width) + ' ' + QByteArray::number(m_height) + "\">\n";
        appendRuler(out);
        for (std::size_t i = 0; i < m_lanes.size(); ++i) {
            if (m_top[i] >= 0)
                appendLane(out, i);
        }
        appendConnectors(out);
        out += "</svg></div>\n<p class=\"note\">Times are UTC, corrected by sentAt. Dashed: before the id is "
               "linked; "
               "I identify, A alias; a red dot: calls with errors; hatched: an id that changed hands.";
        if (m_left > 0)
            out += " <b>Left out for want of room: " + counted(m_left, "id") + ".</b>";
        if (m_leftConnectors > 0)
            out += " Links left out: " + groupedNumber(m_leftConnectors) + '.';
        out += "</p>\n";
    }

private:
    [[nodiscard]] int heightOf(std::size_t lane) const
    {
        return m_lanes[lane].isHeader() ? HeaderHeight : LaneHeight;
    }
    [[nodiscard]] double xOf(Micros time) const
    {
        const double part = static_cast<double>(time - m_begin) / static_cast<double>(m_end - m_begin);
        return Gutter + std::clamp(part, 0.0, 1.0) * Plot;
    }
    [[nodiscard]] Micros timeAt(int x) const
    {
        return m_begin + static_cast<Micros>(static_cast<double>(m_end - m_begin) * x / Plot);
    }
    [[nodiscard]] int middleOf(std::size_t lane) const { return m_top[lane] + heightOf(lane) / 2; }
    [[nodiscard]] bool isTroubled(const Lane &lane) const
    {
        return lane.profile != IdentityGraph::NoProfile &&
               m_timeline.graph().profiles()[m_timeline.graph().resolve(lane.profile)].troubled;
    }

    /// Whole people while there is room, those with conflicts first; of the last one as many ids as fit.
    void choose()
    {
        std::size_t room = MaxTimelineLanes;
        for (const bool troubled : {true, false}) {
            for (std::size_t i = 0; i < m_lanes.size(); i += m_lanes[i].children + 1) {
                if (isTroubled(m_lanes[i]) != troubled)
                    continue;
                for (std::size_t j = i; j <= i + m_lanes[i].children; ++j) {
                    if (room > 0) {
                        --room;
                        m_top[j] = 0;
                    } else if (!m_lanes[j].isHeader()) {
                        ++m_left;
                    }
                }
            }
        }
    }

    void appendRuler(QByteArray &out) const
    {
        const bool days = m_end - m_begin > Day;
        const int digits = m_end - m_begin < RulerMarks * 2 * Second ? 12 : 8; // with milliseconds
        for (int i = 0; i <= RulerMarks; ++i) {
            const int at = Plot * i / RulerMarks;
            const QByteArray x = QByteArray::number(Gutter + at);
            const QByteArray time = exportTime(timeAt(at));
            out += "<path class=\"grid\" d=\"M" + x + " 18V" + QByteArray::number(m_height) + "\"/>";
            if (i < RulerMarks)
                out += "<text class=\"d mono\" x=\"" + QByteArray::number(Gutter + at + 4) + "\" y=\"14\">" +
                       (days ? time.mid(5, 5) + ' ' + time.mid(11, 5) : time.mid(11, digits)) + "</text>\n";
        }
    }

    /// With its middle left out where it is long: both ends tell ids apart.
    [[nodiscard]] QByteArray idText(IdIndex id, qsizetype characters = IdCharacters) const
    {
        const QString text = QString::fromUtf8(m_strings.at(m_timeline.graph().ids()[id].value));
        if (text.size() <= characters)
            return xmlText(text.toUtf8());
        const qsizetype tail = characters / 3;
        return xmlText(QString(text.first(characters - tail - 1) + QChar(0x2026) + text.last(tail)).toUtf8());
    }

    /// What a header is called: the person's userId, which the first lane of that kind has.
    [[nodiscard]] QByteArray titleOf(std::size_t header) const
    {
        if (m_lanes[header].kind == Lane::Kind::Unresolved)
            return "Unresolved";
        for (std::size_t j = header + 1; j <= header + m_lanes[header].children; ++j) {
            if (m_lanes[j].kind == Lane::Kind::Id && m_lanes[j].tag == IdKind::User)
                return idText(m_lanes[j].id, TitleCharacters);
        }
        return "Profile";
    }

    void appendLane(QByteArray &out, std::size_t index)
    {
        const Lane &lane = m_lanes[index];
        const int top = m_top[index];
        const int text = middleOf(index) + 4;
        const auto label = [&](int x, const char *style, const QByteArray &words) {
            out += QByteArray("<text class=\"") + style + "\" x=\"" + QByteArray::number(x) + "\" y=\"" +
                   QByteArray::number(text) + "\">" + words + "</text>";
        };
        const QByteArray calls = counted(m_timeline.calls(static_cast<quint32>(index)), "call");
        out += "<path class=\"grid\" d=\"M0 " + QByteArray::number(top) + "H" + QByteArray::number(Width) +
               "\"/>";
        if (lane.isHeader()) {
            out += "<rect class=\"band\" y=\"" + QByteArray::number(top) + "\" width=\"" +
                   QByteArray::number(Gutter - 1) + "\" height=\"" + QByteArray::number(HeaderHeight) +
                   "\"/>";
            label(12, "b", "<tspan font-weight=\"600\">" + titleOf(index) + "</tspan>");
            out += "<text class=\"d\" text-anchor=\"end\" x=\"" + QByteArray::number(Gutter - 10) +
                   "\" y=\"" + QByteArray::number(text) + "\">" + calls + "</text>\n";
            if (isTroubled(lane))
                out += "<use href=\"#e\" x=\"" + QByteArray::number(Gutter - 98) + "\" y=\"" +
                       QByteArray::number(middleOf(index) - 6) + "\" width=\"12\" height=\"12\"/>";
            appendExtent(out, index);
            return;
        }
        const bool none = lane.kind == Lane::Kind::WithoutId;
        const char *tag = none                           ? "none"
                          : lane.tag == IdKind::User     ? "user"
                          : lane.tag == IdKind::Previous ? "prev"
                                                         : "anon";
        out += "<rect class=\"box\" x=\"24\" y=\"" + QByteArray::number(middleOf(index) - 7) +
               "\" width=\"34\" height=\"15\" rx=\"2\"/>";
        label(28, "d", tag);
        label(66, "mono", none ? QByteArray("calls without an id") : idText(lane.id));
        for (const TimelineSegment &segment : m_timeline.segments(lane))
            appendSegment(out, segment, index);
        out += '\n';
    }

    void appendExtent(QByteArray &out, std::size_t index)
    {
        const Micros first = m_timeline.firstTime(static_cast<quint32>(index));
        const Micros last = m_timeline.lastTime(static_cast<quint32>(index));
        if (first == NoTime || m_lanes[index].kind == Lane::Kind::Unresolved)
            return;
        out += "<rect class=\"own\" x=\"" + number(xOf(first) - 2) + "\" y=\"" +
               QByteArray::number(m_top[index] + 8) + "\" width=\"" + number(xOf(last) - xOf(first) + 4) +
               "\" height=\"10\" rx=\"2\"/>\n";
    }

    void appendSegment(QByteArray &out, const TimelineSegment &segment, std::size_t index)
    {
        const auto ticks = m_timeline.ticks(segment);
        if (ticks.empty())
            return;
        const int y = middleOf(index);
        const double from = xOf(ticks.front().time());
        const double to = xOf(ticks.back().time());
        if (segment.handedOver)
            out += "<rect class=\"hatch\" x=\"" + number(from) + "\" y=\"" + QByteArray::number(y - 11) +
                   "\" width=\"" + number(std::max(to - from, 4.0)) + "\" height=\"22\"/>";
        const double linked =
            segment.linkedTime == NoTime ? to : std::clamp(xOf(segment.linkedTime), from, to);
        const auto line = [&](double left, double right, const char *dash) {
            if (right > left)
                out += "<path class=\"span\"" + QByteArray(dash) + " d=\"M" + number(left) + ' ' +
                       QByteArray::number(y) + "H" + number(right) + "\"/>";
        };
        line(from, linked, " stroke-dasharray=\"3 3\"");
        line(linked, to, "");
        appendTicks(out, segment, y);
    }

    /// One path for each kind of tick, however many there are.
    void appendTicks(QByteArray &out, const TimelineSegment &segment, int y) const
    {
        std::array<QByteArray, CallTypeCount> single;
        QByteArray many;
        QByteArray bad;
        const auto ticks = m_timeline.ticks(segment);
        for (std::size_t at = 0; at < ticks.size();) {
            const auto bin = [this](
                                 Micros time) { return static_cast<int>((xOf(time) - Gutter) / BinWidth); };
            const int here = bin(ticks[at].time());
            // The rest of the bin in one step, however full it is.
            const std::size_t next = static_cast<std::size_t>(
                std::partition_point(ticks.begin() + static_cast<std::ptrdiff_t>(at), ticks.end(),
                    [&bin, here](const TimelineTick &tick) { return bin(tick.time()) <= here; }) -
                ticks.begin());
            const double x = next - at == 1 ? xOf(ticks[at].time()) : Gutter + (here + 0.5) * BinWidth;
            const bool alone = next - at == 1;
            QByteArray &path = alone ? single[static_cast<std::size_t>(ticks[at].type())] : many;
            path +=
                'M' + number(x) + ' ' + QByteArray::number(y - (alone ? 6 : 8)) + "v" + (alone ? "12" : "16");
            if (m_timeline.worst(segment, at, next) == Severity::Error)
                bad += "<circle class=\"bad\" cx=\"" + number(x) + "\" cy=\"" + QByteArray::number(y + 11) +
                       "\" r=\"2\"/>";
            at = next;
        }
        for (std::size_t type = 0; type < single.size(); ++type) {
            if (!single[type].isEmpty())
                out += "<path class=\"t" + typeClass(static_cast<CallType>(type)).toByteArray() +
                       "\" stroke-width=\"2\" d=\"" + single[type] + "\"/>";
        }
        if (!many.isEmpty())
            out += "<path class=\"many\" stroke-width=\"3\" d=\"" + many + "\"/>";
        out += bad;
    }

    void appendConnectors(QByteArray &out)
    {
        std::size_t drawn = 0;
        for (const TimelineConnector &join : m_timeline.connectors()) {
            const auto isShown = [this](quint32 lane) { return lane < m_lanes.size() && m_top[lane] >= 0; };
            if (!isShown(join.fromLane) || !isShown(join.toLane) || drawn >= MaxConnectors) {
                ++m_leftConnectors;
                continue;
            }
            ++drawn;
            appendConnector(out, join);
        }
    }

    void appendConnector(QByteArray &out, const TimelineConnector &join) const
    {
        const double x = xOf(join.time);
        const int from = middleOf(join.fromLane);
        const int to = middleOf(join.toLane);
        const auto line = [&out](double at, int y1, int y2, const char *style) {
            out += "<path class=\"" + QByteArray(style) + " d=\"M" + number(at) + ' ' +
                   QByteArray::number(y1) + "V" + QByteArray::number(y2) + "\"/>";
        };
        if (join.kind == IdentityLink::Kind::Observed) {
            line(x, from, to, "span\" stroke-dasharray=\"1 3\"");
            return;
        }
        const bool alias = join.kind == IdentityLink::Kind::Alias;
        const bool conflict = join.handOver || join.conflict != Rule::None;
        const char *style = conflict ? "conflict\" stroke-width=\"1.5\" stroke-dasharray=\"3 2\""
                            : alias  ? "ta\" stroke-width=\"1.2\""
                                     : "ti\" stroke-width=\"1.5\"";
        if (alias) {
            line(x - 1.5, from, to, style);
            line(x + 1.5, from, to, style);
        } else {
            line(x, from, to, style);
        }
        out += QByteArray("<circle class=\"ring ") +
               (conflict   ? "conflict"
                   : alias ? "ta"
                           : "ti") +
               "\" cx=\"" + number(x) + "\" cy=\"" + QByteArray::number(to) + "\" r=\"3\"/>";
        out += QByteArray("<rect class=\"") + (alias ? "ma" : "mi") + "\" x=\"" + number(x - 7) + "\" y=\"" +
               QByteArray::number(from - 7) + "\" width=\"14\" height=\"14\" rx=\"3\"/><text class=\"" +
               (alias ? "la" : "li") + "\" text-anchor=\"middle\" font-weight=\"600\" font-size=\"10\" x=\"" +
               number(x) + "\" y=\"" + QByteArray::number(from + 4) + "\">" + (alias ? "A" : "I") +
               "</text>\n";
    }

    const IdentityTimeline &m_timeline;
    const std::vector<Lane> &m_lanes;
    const StringPool &m_strings;
    Micros m_begin;
    Micros m_end;
    std::vector<int> m_top; ///< of a lane; -1: left out
    int m_height = 0;
    quint64 m_left = 0; ///< ids
    quint64 m_leftConnectors = 0;
};

} // namespace

void appendTimeline(QByteArray &out, const IdentityTimeline &timeline, const StringPool &strings)
{
    if (timeline.begin() == NoTime) {
        out += "<p class=\"note\">No calls, so nobody to show.</p>\n";
        return;
    }
    Picture(timeline, strings).append(out);
}

} // namespace spectap
