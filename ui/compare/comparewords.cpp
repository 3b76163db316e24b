// SPDX-License-Identifier: MIT
#include "ui/compare/comparewords.h"

#include "model/support/utf8.h"
#include "ui/numbers.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(spectap::CompareWords)
};

QString joined(const std::vector<QByteArray> &words)
{
    return words.empty() ? Words::tr("none") : utf8(words).join(u", "_s);
}

QString growthText(quint32 before, quint32 now)
{
    if (before == 0 || before == now)
        return {};
    const double points = (double(now) / before - 1) * 100;
    if (std::abs(points) < 1)
        return points > 0 ? Words::tr("+<1 %") : Words::tr("−<1 %");
    const qint64 whole = std::llround(std::abs(points));
    return QString((points > 0 ? u"+" : u"−") + countText(whole) + u" %");
}

} // namespace

QString eventText(CallType type, const QByteArray &name)
{
    if (!name.isEmpty())
        return utf8(name);
    return type == CallType::Unknown ? Words::tr("Unknown call") : utf8(callTypeName(type));
}

QString newsWord(FieldNews news)
{
    switch (news) {
    case FieldNews::Same:
        return Words::tr("Same");
    case FieldNews::Gone:
        return Words::tr("Gone");
    case FieldNews::Added:
        return Words::tr("Added");
    case FieldNews::TypeChanged:
        return Words::tr("Type changed");
    case FieldNews::NewValues:
        return Words::tr("New values");
    case FieldNews::SentLess:
        return Words::tr("Sent less often");
    case FieldNews::SentMore:
        return Words::tr("Sent more often");
    case FieldNews::Unseen:
        return Words::tr("Not seen yet");
    }
    return {};
}

QString eventWords(const EventComparison &event, bool unfinished)
{
    switch (event.news) {
    case EventNews::Gone:
        return Words::tr("not sent in B");
    case EventNews::New:
        return event.suggested.isEmpty() ? Words::tr("not sent in A")
                                         : Words::tr("did you mean %1?").arg(utf8(event.suggested));
    case EventNews::Volume:
        if (unfinished && event.callsB < event.callsA)
            return Words::tr("same properties so far");
        return Words::tr("%1, same properties").arg(growthText(event.callsA, event.callsB));
    case EventNews::Same:
        return Words::tr("same");
    case EventNews::Unseen:
        return Words::tr("not seen yet");
    case EventNews::Changed:
        break;
    }
    if (event.order) {
        const auto label = [](const QByteArray &name) {
            return name.isEmpty() ? Words::tr("nothing") : utf8(name);
        };
        return Words::tr("after %1, was after %2").arg(label(event.order->now), label(event.order->before));
    }
    return {};
}

QString baselineWords(const ComparedFiles &files)
{
    const SessionComparison &found = files.comparison;
    QStringList words;
    const auto add = [&words](quint32 count, const QString &first, const QString &further) {
        if (count > 0)
            words += words.isEmpty() ? first : further;
    };
    const auto events = [&](EventNews news, const char *first, const char *further) {
        const auto count = static_cast<int>(found.count(news));
        add(found.count(news), Words::tr(first, nullptr, count), Words::tr(further, nullptr, count));
    };
    events(EventNews::Gone, QT_TRANSLATE_NOOP("spectap::CompareWords", "%Ln event(s) gone"),
        QT_TRANSLATE_NOOP("spectap::CompareWords", "%Ln gone"));
    events(EventNews::Unseen, QT_TRANSLATE_NOOP("spectap::CompareWords", "%Ln event(s) not seen yet"),
        QT_TRANSLATE_NOOP("spectap::CompareWords", "%Ln not seen yet"));
    events(EventNews::New, QT_TRANSLATE_NOOP("spectap::CompareWords", "%Ln event(s) new"),
        QT_TRANSLATE_NOOP("spectap::CompareWords", "%Ln new"));
    quint32 fields = 0;
    for (const FieldNews news : {FieldNews::Gone, FieldNews::Added, FieldNews::TypeChanged,
             FieldNews::NewValues, FieldNews::SentLess, FieldNews::SentMore})
        fields += found.count(news);
    const QString changed = fields == 1 ? Words::tr("1 property changed")
                                        : Words::tr("%1 properties changed").arg(countText(fields));
    add(fields, changed, changed);
    if (words.isEmpty() && found.isSame())
        return Words::tr("Same as the baseline");
    if (words.isEmpty())
        return Words::tr("Findings, order or sources changed since baseline");
    return Words::tr("%1 since baseline", "what is different").arg(words.join(u", "_s));
}

QString sourceWords(const SourceComparison &source)
{
    if (source.news == EventNews::Gone)
        return Words::tr("sends nothing in B");
    if (source.news == EventNews::New)
        return Words::tr("sends nothing in A");
    if (source.news == EventNews::Unseen)
        return Words::tr("has sent nothing yet");
    QStringList words;
    if (source.versionsA != source.versionsB)
        words += Words::tr("version %1, was %2").arg(joined(source.versionsB), joined(source.versionsA));
    if (source.writeKeysA != source.writeKeysB)
        words += Words::tr("write key %1, was %2").arg(joined(source.writeKeysB), joined(source.writeKeysA));
    return words.join(u"; "_s);
}

QString identityWords(const IdentityComparison &mistake)
{
    if (mistake.b == 0)
        return Words::tr("no longer");
    if (mistake.a == 0)
        return Words::tr("new in B");
    return mistake.level == Severity::Ok ? Words::tr("about as often") : Words::tr("more often");
}

QString typesText(const SentFields &tree, int field)
{
    QStringList types;
    for (const SentKind kind : tree.kindsOf(field))
        types += utf8(sentKindName(kind));
    return types.join(u", "_s);
}

QString countedTypes(const SentFields &tree, int field)
{
    QStringList types;
    for (const SentKind kind : tree.kindsOf(field))
        types += Words::tr("%1 %2").arg(countText(tree[field].of(kind).values), utf8(sentKindName(kind)));
    return types.isEmpty() ? Words::tr("not sent") : types.join(u", "_s);
}

QString fieldSentence(const FieldComparison &field, const SentFields &a, const SentFields &b)
{
    switch (field.news) {
    case FieldNews::Same:
        return Words::tr("Sent as before.");
    case FieldNews::Gone:
        return field.shareA >= 1 ? Words::tr("Every call in A had it, none in B has.")
                                 : Words::tr("%1 in A had it, none in B has.").arg(shareText(field.shareA));
    case FieldNews::Added:
        return Words::tr("No call in A had it.");
    case FieldNews::TypeChanged:
        return Words::tr("Was %1, is %2: what reads it must know both.")
            .arg(typesText(a, field.a), typesText(b, field.b));
    case FieldNews::NewValues:
        return Words::tr("Values in A: %1. New in B: %2")
            .arg(countText(qint64(a[field.a].values.size())), joined(field.newValues));
    case FieldNews::SentLess:
        return Words::tr("In %1 of them instead of %2: more than chance explains.")
            .arg(shareText(field.shareB), shareText(field.shareA));
    case FieldNews::SentMore:
        return Words::tr("In %1 of them instead of %2.")
            .arg(shareText(field.shareB), shareText(field.shareA));
    case FieldNews::Unseen:
        return Words::tr("%1 in A had it, none in B so far, which may be chance.")
            .arg(shareText(field.shareA));
    }
    return {};
}

FieldChange signOf(FieldNews news)
{
    switch (news) {
    case FieldNews::Gone:
        return FieldChange::Gone;
    case FieldNews::Added:
        return FieldChange::Added;
    case FieldNews::TypeChanged:
        return FieldChange::TypeChanged;
    case FieldNews::NewValues:
    case FieldNews::SentLess:
    case FieldNews::SentMore:
        return FieldChange::ValueChanged;
    case FieldNews::Same:
    case FieldNews::Unseen:
        break;
    }
    return FieldChange::Same;
}

FieldChange signOf(EventNews news)
{
    switch (news) {
    case EventNews::Gone:
        return FieldChange::Gone;
    case EventNews::New:
        return FieldChange::Added;
    case EventNews::Changed:
        return FieldChange::ValueChanged;
    case EventNews::Volume:
    case EventNews::Same:
    case EventNews::Unseen:
        break;
    }
    return FieldChange::Same;
}

ProblemGrowth problemGrowth(const EventTally &a, const EventTally &b)
{
    for (const Severity severity : {Severity::Error, Severity::Warning}) {
        const auto calls = [severity](const EventTally &event) {
            return qint64(event.worst[static_cast<std::size_t>(severity)]);
        };
        if (const qint64 more = calls(b) - calls(a); more != 0)
            return {severity, more};
    }
    return {};
}

} // namespace spectap
