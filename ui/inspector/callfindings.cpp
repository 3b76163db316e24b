// SPDX-License-Identifier: MIT
#include "ui/inspector/callfindings.h"

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

/// Values longer than this are cut before words are made of them.
constexpr qsizetype MaxValue = 400;

const EventSpec *eventOf(const CallDocument &call, const Catalogue &catalogue)
{
    const int index = call.result.event;
    return index >= 0 && std::size_t(index) < catalogue.events.size() ? &catalogue.events[std::size_t(index)]
                                                                      : nullptr;
}

} // namespace

SeverityCounts severityCounts(const CallDocument &call)
{
    SeverityCounts counts;
    for (const Finding &finding : call.result.findings) {
        counts.errors += finding.severity == Severity::Error;
        counts.warnings += finding.severity == Severity::Warning;
        counts.infos += finding.severity == Severity::Info;
    }
    return counts;
}

std::optional<quint32> worstFindingOf(const CallDocument &call, const FieldVerdict &field)
{
    std::optional<quint32> worst;
    for (const quint32 index : field.findings) {
        if (index >= call.result.findings.size())
            continue;
        if (!worst || call.result.findings[index].severity > call.result.findings[*worst].severity)
            worst = index;
    }
    return worst;
}

int fieldOfFinding(const CallDocument &call, quint32 finding)
{
    const auto field = std::ranges::find_if(call.fields, [finding](const FieldVerdict &verdict) {
        return std::ranges::find(verdict.findings, finding) != verdict.findings.end();
    });
    return field == call.fields.end() ? -1 : static_cast<int>(field - call.fields.begin());
}

QString checkedAs(const CallDocument &call, const Catalogue &catalogue)
{
    const EventSpec *event = eventOf(call, catalogue);
    return event ? QString::fromUtf8(event->name) : QString();
}

QString nearMissName(const CallDocument &call, const Catalogue &catalogue)
{
    const EventSpec *event = eventOf(call, catalogue);
    return event && call.facts.name != event->name ? QString::fromUtf8(event->name) : QString();
}

QString specIdOf(const CallDocument &call, const Finding &finding, const Catalogue &catalogue)
{
    const EventSpec *event = eventOf(call, catalogue);
    if (event && finding.set == RuleSet::Spec &&
        (finding.pointer.startsWith("/properties") || finding.pointer == "/event" ||
            finding.pointer == "/name"))
        return QString::fromUtf8(event->id);
    return QString::fromLatin1(callTypeName(call.facts.type));
}

FindingWords wordsFor(const CallDocument &call, quint32 finding, const Catalogue &catalogue)
{
    const Finding &fact = call.result.findings[finding];
    FindingSubject subject;
    subject.event = checkedAs(call, catalogue);
    subject.specId = specIdOf(call, fact, catalogue);
    const int field = fieldOfFinding(call, finding);
    if (field >= 0 && call.view.tape) {
        const quint32 node = call.fields[std::size_t(field)].node;
        if (node != JsonTape::None) {
            subject.valueKind = call.tape[node].kind;
            const QByteArrayView raw = call.tape.raw(node);
            subject.isCut = raw.size() > MaxValue;
            subject.value = QString::fromUtf8(raw.first(std::min(raw.size(), MaxValue)));
        }
    }
    return wordsFor(fact, subject);
}

QString docUrl(QByteArrayView doc)
{
    return doc.isEmpty() || doc.startsWith("plan:") ? QString()
                                                    : u"https://segment.com/docs/"_s + QString::fromUtf8(doc);
}

QString planPlace(QByteArrayView doc)
{
    if (!doc.startsWith("plan:"))
        return {};
    const QString place = QString::fromUtf8(doc.sliced(5));
    const qsizetype hash = place.indexOf(u"#/"_s);
    return hash < 0 ? place.chopped(1) : QString(place.first(hash) + u' ' + place.sliced(hash + 1));
}

} // namespace spectap
