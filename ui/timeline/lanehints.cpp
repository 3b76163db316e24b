// SPDX-License-Identifier: MIT
#include "ui/timeline/lanehints.h"

#include "model/identity/identitywords.h"
#include "model/items/sentidentityreader.h"
#include "model/items/sessiondocument.h"
#include "ui/table/eventwords.h"
#include "ui/timeline/timelinepainter.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

struct TimelineWords
{
    Q_DECLARE_TR_FUNCTIONS(spectap::TimelineView)
};

/// A person has a few; where an id is everybody's these are enough to find a name in.
constexpr quint32 IdsToAsk = 256;

} // namespace

QString laneName(const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane)
{
    const TimelineLane &row = timeline.lanes()[lane];
    const PersonNames &names = document.sentReader()->names();
    if (row.kind != TimelineLane::Kind::Profile || names.isEmpty())
        return {};
    std::vector<IdIndex> ids;
    for (quint32 child = lane + 1; child <= lane + std::min(row.children, IdsToAsk); ++child)
        ids.push_back(timeline.lanes()[child].id);
    const IdentityGraph &graph = timeline.graph();
    return QString::fromUtf8(
        names.nameOf(graph, timeline.order(), graph.resolve(row.profile), ids, document.strings()));
}

QString laneTitle(const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane)
{
    const TimelineLane &row = timeline.lanes()[lane];
    switch (row.kind) {
    case TimelineLane::Kind::Profile: {
        const QString name = laneName(timeline, document, lane);
        return name.isEmpty() ? TimelinePainter::idOf(timeline, lane, document.strings()) : name;
    }
    case TimelineLane::Kind::Unresolved:
        return TimelineWords::tr("Unresolved");
    case TimelineLane::Kind::WithoutId:
        return TimelineWords::tr("no ID");
    case TimelineLane::Kind::Id:
        return QString::fromUtf8(document.strings().at(timeline.graph().ids()[row.id].value));
    }
    return {};
}

QString laneKind(const TimelineLane &lane)
{
    if (lane.kind == TimelineLane::Kind::Profile)
        return TimelineWords::tr("profile");
    if (lane.kind != TimelineLane::Kind::Id)
        return {};
    return lane.tag == IdKind::External ? TimelineWords::tr("external ID")
                                        : QString::fromLatin1(idKindName(lane.tag));
}

quint32 linkingCall(const IdentityTimeline &timeline, quint32 lane)
{
    const TimelineLane &row = timeline.lanes()[lane];
    if (row.kind != TimelineLane::Kind::Id || row.tag == IdKind::User)
        return 0;
    const IdSpans &spans = timeline.graph().ids()[row.id].spans;
    for (const TimelineSegment &segment : timeline.segments(row)) {
        if (segment.span < spans.size() && spans[segment.span].linkedSeq != 0)
            return timeline.order().seqOf(spans[segment.span].linkedSeq);
    }
    return 0;
}

QString linkedBy(const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane)
{
    const quint32 seq = linkingCall(timeline, lane);
    if (seq == 0 || seq > document.rows().size())
        return {};
    return TimelineWords::tr("%1 #%2", "type of a call, its number")
        .arg(typeWord(document.rows()[seq - 1].type))
        .arg(seq);
}

quint32 conflictsOn(const IdentityTimeline &timeline, quint32 lane)
{
    const TimelineLane &row = timeline.lanes()[lane];
    const IdentityGraph &graph = timeline.graph();
    const auto counts = [](const IdentityConflict &conflict) { return !isHint(conflict.rule); };
    if (row.kind == TimelineLane::Kind::Profile) {
        const std::vector<quint32> indexes = graph.conflictsOf(row.profile);
        return static_cast<quint32>(
            std::ranges::count_if(indexes, [&](quint32 index) { return counts(graph.conflicts()[index]); }));
    }
    if (row.kind != TimelineLane::Kind::Id)
        return 0;
    return static_cast<quint32>(
        std::ranges::count_if(graph.conflicts(), [&](const IdentityConflict &conflict) {
            return counts(conflict) && std::ranges::find(conflict.ids, row.id) != conflict.ids.end();
        }));
}

QString laneSpoken(const IdentityTimeline &timeline, const SessionDocument &document, quint32 lane)
{
    const TimelineLane &row = timeline.lanes()[lane];
    const QString title = laneTitle(timeline, document, lane);
    const QString kind = laneKind(row);
    QStringList facts{kind.isEmpty() ? title : TimelineWords::tr("%1 %2", "kind, name").arg(kind, title)};
    if (row.kind == TimelineLane::Kind::Profile) {
        if (const QString id = TimelinePainter::idOf(timeline, lane, document.strings()); id != title)
            facts += id;
    }
    if (row.kind == TimelineLane::Kind::Profile || row.kind == TimelineLane::Kind::Unresolved)
        facts += TimelineWords::tr("%Ln ID(s)", nullptr, int(row.children));
    facts += TimelineWords::tr("%Ln call(s)", nullptr, int(timeline.calls(lane)));
    if (const QString by = linkedBy(timeline, document, lane); !by.isEmpty())
        facts += TimelineWords::tr("linked by %1").arg(by);
    if (const quint32 conflicts = conflictsOn(timeline, lane); conflicts > 0)
        facts += TimelineWords::tr("%Ln conflict(s)", nullptr, int(conflicts));
    return facts.join(u", "_s);
}

QString laneHtml(const IdentityTimeline &timeline, const SessionDocument &document,
    const TimeReading &reading, quint32 lane)
{
    const TimelineLane &row = timeline.lanes()[lane];
    QString title;
    switch (row.kind) {
    case TimelineLane::Kind::Profile:
        title = laneTitle(timeline, document, lane).toHtmlEscaped();
        if (const QString id = TimelinePainter::idOf(timeline, lane, document.strings());
            id.toHtmlEscaped() != title)
            title += u" <code>%1</code>"_s.arg(id.toHtmlEscaped());
        break;
    case TimelineLane::Kind::Unresolved:
        title = TimelineWords::tr("IDs that no Identify or Alias has linked");
        break;
    case TimelineLane::Kind::WithoutId:
        title = TimelineWords::tr("Calls without userId and anonymousId");
        break;
    case TimelineLane::Kind::Id:
        title = u"%1 <code>%2</code>"_s.arg(
            TimelinePainter::tagOf(row.tag), laneTitle(timeline, document, lane).toHtmlEscaped());
        break;
    }
    QStringList facts{TimelineWords::tr("%Ln call(s)", nullptr, int(timeline.calls(lane)))};
    if (timeline.firstTime(lane) != NoTime)
        facts += u"<code>%1</code> – <code>%2</code>"_s.arg(
            reading.clock(timeline.firstTime(lane)), reading.clock(timeline.lastTime(lane)));
    if (const QString by = linkedBy(timeline, document, lane); !by.isEmpty())
        facts += TimelineWords::tr("linked by %1").arg(by);
    return u"<p><b>%1</b><br>%2</p>"_s.arg(title, facts.join(u" · "_s));
}

} // namespace spectap
