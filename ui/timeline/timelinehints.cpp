// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinehints.h"

#include "model/items/sessiondocument.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/findingwords.h"
#include "ui/numbers.h"
#include "ui/timeline/timelinelayout.h"
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

QString text(const SessionDocument &document, StringId id)
{
    return QString::fromUtf8(document.strings().at(id)).toHtmlEscaped();
}

QString idText(const IdentityGraph &graph, const SessionDocument &document, IdIndex id)
{
    return text(document, graph.ids()[id].value);
}

QString conflictText(const IdentityTimeline &timeline, const SessionDocument &document, quint32 seq)
{
    const IdentityGraph &graph = timeline.graph();
    const auto &conflicts = graph.conflicts();
    const auto conflict =
        std::ranges::find(conflicts, timeline.order().positionOf(seq), &IdentityConflict::seq);
    if (conflict == conflicts.end())
        return {};
    Finding finding;
    finding.rule = conflict->rule;
    finding.set = RuleSet::Identity;
    finding.severity = isHint(conflict->rule) ? Severity::Info : Severity::Error;
    const auto value = [&](std::size_t position) {
        return document.strings().at(graph.ids()[conflict->ids[position]].value).toByteArray();
    };
    if (conflict->ids.size() >= 2) { // a shared id comes before the two that share it
        finding.expected = value(1);
        finding.actual = value(conflict->ids.size() == 2 ? 0 : 2);
    }
    const FindingWords words = wordsFor(finding);
    return u"<p><b>%1</b><br>%2<br>%3 <code>%4</code></p>"_s.arg(words.title.toHtmlEscaped(),
        words.sentence.toHtmlEscaped(), words.fix.toHtmlEscaped(), words.fixCode.toHtmlEscaped());
}

QString callText(const SessionDocument &document, quint32 seq)
{
    const CallRow &row = document.rows()[seq - 1];
    const QString name = text(document, row.name);
    QString html = u"<p><b>%1</b> %2<br>#%3 · <code>%4</code> · %5"_s.arg(
        QString::fromLatin1(callTypeName(row.type)), name, QString::number(seq), clockTime(row.eventTime),
        countWords(row.errors, row.warnings, row.infos).toHtmlEscaped());
    QStringList ids;
    if (row.anonymous)
        ids << u"anon <code>%1</code>"_s.arg(text(document, row.anonymous));
    if (row.user)
        ids << u"user <code>%1</code>"_s.arg(text(document, row.user));
    if (row.other)
        ids << u"%1 <code>%2</code>"_s.arg(
            row.type == CallType::Alias ? u"prev"_s : u"group"_s, text(document, row.other));
    if (!ids.isEmpty())
        html += u"<br>"_s + ids.join(u" · "_s);
    return html + u"</p>"_s;
}

QString joinText(const IdentityGraph &graph, const SessionDocument &document, const IdentityLink &link)
{
    const QString from = u"<code>%1</code>"_s.arg(idText(graph, document, link.from));
    const QString to = u"<code>%1</code>"_s.arg(idText(graph, document, link.to));
    switch (link.kind) {
    case IdentityLink::Kind::Identify:
        return u"<p>%1</p>"_s.arg(TimelineWords::tr("Identify links %1 to %2.").arg(from, to));
    case IdentityLink::Kind::Alias:
        return u"<p>%1</p>"_s.arg(TimelineWords::tr("Alias joins %1 to %2.").arg(from, to));
    case IdentityLink::Kind::Observed:
        return u"<p>%1</p>"_s.arg(
            TimelineWords::tr("%1 and %2 were seen in one call, without an Identify.").arg(from, to));
    }
    return {};
}

QString laneText(const TimelineLayout &layout, const SessionDocument &document, quint32 lane)
{
    const IdentityTimeline &timeline = layout.timeline();
    const TimelineLane &row = timeline.lanes()[lane];
    QString title;
    switch (row.kind) {
    case TimelineLane::Kind::Profile:
        title = TimelinePainter::nameOf(timeline, lane, document.strings()).toHtmlEscaped();
        break;
    case TimelineLane::Kind::Unresolved:
        title = TimelineWords::tr("IDs that no Identify or Alias has linked");
        break;
    case TimelineLane::Kind::WithoutId:
        title = TimelineWords::tr("Calls without userId and anonymousId");
        break;
    case TimelineLane::Kind::Id:
        title = TimelinePainter::tagOf(row.tag) + u" <code>"_s + idText(timeline.graph(), document, row.id) +
                u"</code>"_s;
        break;
    }
    const quint32 calls = timeline.calls(lane);
    QString html = u"<p><b>%1</b><br>%2"_s.arg(
        title, calls == 1 ? TimelineWords::tr("1 call") : TimelineWords::tr("%L1 calls").arg(calls));
    if (timeline.firstTime(lane) != NoTime)
        html += u" · <code>%1</code> – <code>%2</code>"_s.arg(
            clockTime(timeline.firstTime(lane)), clockTime(timeline.lastTime(lane)));
    return html + u"</p>"_s;
}

} // namespace

QString timelineHint(const TimelineLayout &layout, const SessionDocument &document, QPoint point)
{
    const quint32 lane = layout.laneAt(point.y());
    if (lane == TimelineConnector::NoLane)
        return {};
    if (point.x() < layout.metrics().gutter)
        return laneText(layout, document, lane);
    const quint32 seq = layout.seqAt(point);
    if (seq == 0 || seq > document.rows().size())
        return {};
    QString html = callText(document, seq);
    const IdentityGraph &graph = layout.timeline().graph();
    const auto &links = graph.links();
    const auto link = std::ranges::find(links, layout.timeline().order().positionOf(seq), &IdentityLink::seq);
    if (link != links.end())
        html += joinText(graph, document, *link);
    return html + conflictText(layout.timeline(), document, seq);
}

} // namespace spectap
