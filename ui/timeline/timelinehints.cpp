// SPDX-License-Identifier: MIT
#include "ui/timeline/timelinehints.h"

#include "model/identity/identityfinding.h"
#include "model/identity/identitytimeline.h"
#include "model/items/sessiondocument.h"
#include "ui/inspector/callfindings.h"
#include "ui/inspector/callwords.h"
#include "ui/table/eventwords.h"
#include "ui/theme/tokens.h"
#include "ui/timeline/timelinepainter.h"

#include <QCoreApplication>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

struct TimelineWords
{
    Q_DECLARE_TR_FUNCTIONS(spectap::TimelineView)
};

QString code(const QString &text, const QColor &color = {})
{
    const QString style = color.isValid() ? u" style=\"color:%1\""_s.arg(color.name()) : QString();
    return u"<code%1>%2</code>"_s.arg(style, text.toHtmlEscaped());
}

/// Puts together what there is to tell of one call.
class HintMaker
{
public:
    HintMaker(const IdentityTimeline &timeline, const SessionDocument &document, const TimeReading &reading)
        : m_timeline(timeline)
        , m_graph(timeline.graph())
        , m_document(document)
        , m_reading(reading)
    {
    }

    [[nodiscard]] TimelineHint make(quint32 seq) const
    {
        const CallRow &row = m_document.rows()[seq - 1];
        TimelineHint hint;
        hint.seq = seq;
        hint.type = row.type;
        hint.name = text(row.name);
        hint.time = m_reading.exact(row.eventTime);
        hint.timeWords = m_reading.words(row.eventTime);
        if (const Micros delay = row.receivedAt - row.eventTime; delay > 0)
            hint.arrived = TimelineWords::tr("Arrived %1 later.").arg(durationText(delay));
        else if (delay < 0)
            hint.arrived =
                TimelineWords::tr("Arrived %1 earlier: its clock is ahead.").arg(durationText(delay));
        hint.verdict = countWords(row.errors, row.warnings, row.infos);
        hint.worst = row.worst();
        hint.ids = idsOf(row);
        const quint32 position = m_timeline.order().positionOf(seq);
        for (const IdentityLink &link : m_graph.links()) {
            if (link.seq == position)
                hint.joins += join(link);
        }
        if (row.type == CallType::Group && row.other != 0)
            hint.joins += TimelineWords::tr("Group adds %1 to %2.")
                              .arg(text(row.user != 0 ? row.user : row.anonymous), text(row.other));
        for (const IdentityConflict &conflict : m_graph.conflicts()) {
            if (conflict.seq == position)
                hint.troubles.push_back(trouble(conflict));
        }
        std::ranges::stable_sort(hint.troubles, std::greater(), &TimelineHint::Trouble::severity);
        return hint;
    }

private:
    [[nodiscard]] QString text(StringId id) const { return QString::fromUtf8(m_document.strings().at(id)); }
    [[nodiscard]] QString idText(IdIndex id) const { return text(m_graph.ids()[id].value); }

    [[nodiscard]] std::vector<TimelineHint::Id> idsOf(const CallRow &row) const
    {
        std::vector<TimelineHint::Id> ids;
        if (row.anonymous != 0)
            ids.push_back({TimelinePainter::tagOf(IdKind::Anonymous), text(row.anonymous)});
        if (row.user != 0)
            ids.push_back({TimelinePainter::tagOf(IdKind::User), text(row.user)});
        if (row.other != 0)
            ids.push_back(
                {row.type == CallType::Alias ? TimelinePainter::tagOf(IdKind::Previous) : u"group"_s,
                    text(row.other)});
        return ids;
    }

    [[nodiscard]] QString join(const IdentityLink &link) const
    {
        const QString from = idText(link.from);
        const QString to = idText(link.to);
        switch (link.kind) {
        case IdentityLink::Kind::Identify:
            return link.handOver ? TimelineWords::tr("Identify hands %1 over to %2.").arg(from, to)
                                 : TimelineWords::tr("Identify links %1 to %2.").arg(from, to);
        case IdentityLink::Kind::Alias:
            return TimelineWords::tr("Alias joins %1 to %2.").arg(from, to);
        case IdentityLink::Kind::Observed:
            return m_graph.reading() == IdentityReading::Spec
                       ? TimelineWords::tr("%1 and %2 were seen in one call, without an Identify.")
                             .arg(from, to)
                       : TimelineWords::tr("A call that carries %1 and %2 joins them.").arg(from, to);
        }
        return {};
    }

    [[nodiscard]] TimelineHint::Trouble trouble(const IdentityConflict &conflict) const
    {
        const quint32 seq = m_timeline.order().seqOf(conflict.seq);
        const Finding finding =
            identityFinding(conflict, m_graph, m_document.strings(), m_document.rows()[seq - 1].type);
        const FindingWords words = wordsFor(finding);
        TimelineHint::Trouble trouble;
        trouble.severity = isHint(conflict.rule) ? Severity::Info : Severity::Error;
        trouble.title = words.title;
        trouble.sentence = words.sentence;
        trouble.fix = words.fix;
        trouble.fixCode = words.fixCode;
        trouble.doc = docUrl(finding.doc);
        addParts(conflict, trouble);
        return trouble;
    }

    void addParts(const IdentityConflict &conflict, TimelineHint::Trouble &trouble) const
    {
        if (conflict.earlierSeq == 0)
            return;
        const RowStore &rows = m_document.rows();
        Micros before = NoTime;
        for (const quint32 position : {conflict.earlierSeq, conflict.seq}) {
            const quint32 seq = m_timeline.order().seqOf(position);
            if (seq == 0 || seq > rows.size())
                return;
            const CallRow &row = rows[seq - 1];
            QStringList ids;
            for (const TimelineHint::Id &id : idsOf(row))
                ids.prepend(id.value); // an alias goes from its previousId to its userId
            if (row.type != CallType::Alias)
                std::ranges::reverse(ids);
            trouble.parts.push_back({seq, row.type, m_reading.clock(row.eventTime), ids.join(u" → "_s)});
            if (before != NoTime)
                trouble.gap = durationText(row.eventTime - before);
            before = row.eventTime;
        }
    }

    const IdentityTimeline &m_timeline;
    const IdentityGraph &m_graph;
    const SessionDocument &m_document;
    const TimeReading &m_reading;
};

QString partsHtml(const TimelineHint::Trouble &trouble, const Theme &theme)
{
    if (trouble.parts.empty())
        return {};
    QString rows;
    for (const TimelineHint::Part &part : trouble.parts)
        rows += u"<tr valign=\"middle\"><td><b style=\"color:%1\">%2</b>&nbsp;</td><td>#%3&nbsp;</td>"
                "<td>%4&nbsp;&nbsp;</td>"
                "<td>%5</td></tr>"_s.arg(theme.of(part.type).text.name(), typeWord(part.type),
                    QString::number(part.seq), code(part.time), code(part.ids));
    return u"<table cellspacing=\"0\" cellpadding=\"1\">%1</table>"_s.arg(rows);
}

QString troubleHtml(const TimelineHint::Trouble &trouble, bool titled, const Theme &theme)
{
    QString html;
    if (titled)
        html += u"<p><b style=\"color:%1\">%2</b></p>"_s.arg(
            theme.of(trouble.severity).text.name(), trouble.title.toHtmlEscaped());
    html += u"<p>%1</p>"_s.arg(trouble.sentence.toHtmlEscaped()) + partsHtml(trouble, theme);
    if (!trouble.gap.isEmpty())
        html += u"<p style=\"color:%1\">%2</p>"_s.arg(
            theme.text2.name(), TimelineWords::tr("%1 apart.", "a length of time").arg(trouble.gap));
    if (!trouble.fix.isEmpty()) {
        const QString words = trouble.fix.toHtmlEscaped();
        html += u"<p><span style=\"color:%1\">%2</span> %3 %4</p>"_s.arg(theme.text3.name(),
            TimelineWords::tr("Fix", "what to do, before a sentence"), words,
            trouble.fixCode.isEmpty() ? QString() : code(trouble.fixCode));
    }
    if (!trouble.doc.isEmpty())
        html += u"<p><a href=\"%1\">%2</a></p>"_s.arg(
            trouble.doc.toHtmlEscaped(), TimelineWords::tr("Documentation"));
    return html;
}

} // namespace

TimelineHint hintOfCall(const IdentityTimeline &timeline, const SessionDocument &document,
    const TimeReading &reading, quint32 seq)
{
    if (seq == 0 || seq > document.rows().size())
        return {};
    return HintMaker(timeline, document, reading).make(seq);
}

QString TimelineHint::title() const
{
    return name.isEmpty() ? typeWord(type) : name;
}

QString TimelineHint::text() const
{
    if (seq == 0)
        return {};
    QStringList lines{u"#%1 %2 %3"_s.arg(QString::number(seq), typeWord(type), name).trimmed(),
        u"%1 (%2)"_s.arg(time, timeWords)};
    if (!arrived.isEmpty())
        lines += arrived;
    for (const Id &id : ids)
        lines += id.tag + u' ' + id.value;
    lines += joins;
    lines += verdict;
    for (const Trouble &trouble : troubles) {
        lines += QString(trouble.title + u": "_s + trouble.sentence);
        for (const Part &part : trouble.parts)
            lines +=
                u"  #%1 %2 %3 %4"_s.arg(QString::number(part.seq), typeWord(part.type), part.time, part.ids);
        if (!trouble.fix.isEmpty())
            lines += QString(trouble.fix + u' ' + trouble.fixCode).trimmed();
    }
    return lines.join(u'\n');
}

QString TimelineHint::spoken() const
{
    QStringList facts{QString::number(seq), time, typeWord(type)};
    if (!name.isEmpty())
        facts += name;
    for (const Id &id : ids)
        facts += id.tag + u' ' + id.value;
    facts += verdict;
    for (const Trouble &trouble : troubles)
        facts += trouble.title;
    return facts.join(u", "_s);
}

QString TimelineHint::html(const Theme &theme) const
{
    QString html = u"<style>p { margin: 0 0 4px 0; } table { margin: 0 0 4px 0; }</style>"_s;
    html += u"<p><b style=\"color:%1\">%2</b> #%3 %4 <span style=\"color:%5\">%6</span></p>"_s.arg(
        theme.of(type).text.name(), typeWord(type), QString::number(seq), code(time), theme.text3.name(),
        timeWords.toHtmlEscaped());
    if (!arrived.isEmpty())
        html += u"<p style=\"color:%1\">%2</p>"_s.arg(theme.text2.name(), arrived.toHtmlEscaped());
    QString rows;
    for (const Id &id : ids)
        rows += u"<tr valign=\"middle\"><td style=\"color:%1\">%2&nbsp;&nbsp;</td><td>%3</td></tr>"_s.arg(
            theme.text3.name(), id.tag, code(id.value));
    if (!rows.isEmpty())
        html += u"<table cellspacing=\"0\" cellpadding=\"1\">%1</table>"_s.arg(rows);
    for (const QString &join : joins)
        html += u"<p>%1</p>"_s.arg(join.toHtmlEscaped());
    if (worst != Severity::Ok)
        html += u"<p style=\"color:%1\">%2</p>"_s.arg(theme.of(worst).text.name(), verdict.toHtmlEscaped());
    for (std::size_t i = 0; i < troubles.size(); ++i)
        html += troubleHtml(troubles[i], i > 0 || troubles[i].severity == Severity::Info, theme);
    if (beside > 0)
        html += u"<p style=\"color:%1\">%2</p>"_s.arg(theme.text2.name(),
            TimelineWords::tr(
                "%Ln more call(s) at this point. Zoom in to tell them apart.", nullptr, int(beside)));
    return html;
}

} // namespace spectap
