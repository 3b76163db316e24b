// SPDX-License-Identifier: MIT
// The ids of a person: which there are, what is wrong with them, who they would be in other readings.
#include "ui/findings/rulewords.h"
#include "ui/inspector/findingwords.h"
#include "ui/profile/differencewords.h"
#include "ui/profile/profilerowsbuilder.h"
#include "ui/timeline/timelinepainter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

void ProfileRows::Builder::addId(int parent, const ProfileId &id)
{
    QString hint = tr("Seen from %1 to %2.").arg(callWords(id.firstSeq), callWords(id.lastSeq)) + u'\n';
    hint += id.linked
                ? tr("Joined this person with call %1.").arg(callWords(id.broughtBy))
                : tr("Came with call %1; no call has joined it to a user.").arg(callWords(id.broughtBy));
    if (id.left)
        hint += u'\n' + tr("Has been handed over to another person since.");
    const QString tag =
        id.kind == IdKind::External ? QString::fromUtf8(id.type) : TimelinePainter::tagOf(id.kind);
    add(parent, {.kind = Kind::Id,
                    .key = tag + QString::fromUtf8(id.value),
                    .name = QString::fromUtf8(id.value),
                    .value = id.left ? tr("%Ln call(s), handed over", nullptr, int(id.calls))
                                     : tr("%Ln call(s)", nullptr, int(id.calls)),
                    .when = timeOf(id.broughtBy),
                    .tag = tag,
                    .hint = hint,
                    .seq = seqOf(id.broughtBy)});
}

void ProfileRows::Builder::addIds()
{
    const int ids = section(u"ids"_s, tr("IDs"));
    const std::size_t shown = std::min<std::size_t>(m_card.ids.size(), MostRows);
    for (std::size_t i = 0; i < shown; ++i)
        addId(ids, m_card.ids[i]);
    if (shown < m_card.ids.size())
        add(ids, {.kind = Kind::Earlier,
                     .key = u"more"_s,
                     .name = tr("%Ln more ID(s)", nullptr, int(m_card.ids.size() - shown))});
}

/// Emails, devices… that are none of the ids above.
void ProfileRows::Builder::addExternals()
{
    int section = -1;
    std::size_t shown = 0;
    for (const ProfileExternal &external : m_card.facts->externals) {
        if (external.firstSeq > m_card.cursor || external.id.type >= m_card.policy->types.size())
            continue;
        const QByteArray &type = m_card.policy->types[external.id.type].name;
        const QByteArrayView value = m_strings.at(external.id.value);
        const bool joins = std::ranges::any_of(m_card.ids, [&](const ProfileId &id) {
            return id.kind == IdKind::External && id.type == type && id.value == value;
        });
        if (joins || ++shown > MostRows)
            continue;
        if (section < 0)
            section = this->section(u"externals"_s, tr("External IDs"));
        const QString name = QString::fromUtf8(value);
        const QString calls = tr("%Ln call(s)", nullptr, int(external.calls));
        QString hint =
            tr("Seen from %1 to %2.").arg(callWords(external.firstSeq), callWords(external.lastSeq));
        hint += u'\n' + (external.id.blocked ? tr("A placeholder: no reading joins by it.")
                                             : tr("The Unify reading joins by it."));
        add(section, {.kind = Kind::Id,
                         .key = QString::fromUtf8(type) + name,
                         .name = name,
                         .value = external.id.blocked ? tr("%1, a placeholder").arg(calls) : calls,
                         .when = timeOf(external.firstSeq),
                         .tag = QString::fromUtf8(type),
                         .hint = hint,
                         .seq = seqOf(external.firstSeq)});
    }
    if (shown > MostRows)
        add(section, {.kind = Kind::Earlier,
                         .key = u"more"_s,
                         .name = tr("%Ln more ID(s)", nullptr, int(shown - MostRows))});
}

/// What should not have happened to the ids, with its calls and what to do.
void ProfileRows::Builder::addConflicts()
{
    if (m_card.conflicts.empty())
        return;
    const int section = this->section(u"conflicts"_s, tr("Conflicts and hints"));
    const std::size_t shown = std::min<std::size_t>(m_card.conflicts.size(), MostRows);
    for (std::size_t i = 0; i < shown; ++i) {
        const PeopleConflict &conflict = m_card.conflicts[i];
        const FindingWords words = wordsFor(conflict.finding);
        const QString fix = QString(words.fix + u' ' + words.fixCode).trimmed();
        const QString title = words.title.isEmpty() ? ruleTitle(conflict.finding.rule) : words.title;
        const int row =
            add(section, {.kind = Kind::Conflict,
                             .key = title + QString::number(conflict.seq),
                             .name = title,
                             .value = u"#%1"_s.arg(conflict.seq),
                             .when = timeOfCall(conflict.seq),
                             .hint = QString(words.sentence + u'\n' + fix),
                             .seq = conflict.seq,
                             .severity = isHint(conflict.finding.rule) ? Severity::Info : Severity::Error});
        const auto tell = [&](const char *key, const QString &text, quint32 seq) {
            add(row, {.kind = Kind::Detail,
                         .key = QString::fromLatin1(key),
                         .name = text,
                         .when = timeOfCall(seq),
                         .hint = words.sentence,
                         .seq = seq});
        };
        tell("what", words.sentence, conflict.seq);
        if (conflict.earlierSeq != 0)
            tell("earlier", tr("Before it: call %1").arg(wordsOfCall(conflict.earlierSeq)),
                conflict.earlierSeq);
        if (!fix.isEmpty())
            tell("fix", tr("Fix: %1").arg(fix), conflict.seq);
    }
    if (shown < m_card.conflicts.size())
        add(section, {.kind = Kind::Earlier,
                         .key = u"more"_s,
                         .name = tr("%Ln more", nullptr, int(m_card.conflicts.size() - shown))});
}

/// What the person would be in the other readings, and in the other order.
void ProfileRows::Builder::addDifferences()
{
    if (m_card.others.empty())
        return;
    const int others = section(u"others"_s, tr("Read otherwise"));
    const std::size_t shown = std::min<std::size_t>(m_card.others.size(), MostRows);
    for (std::size_t i = 0; i < shown; ++i) {
        const PeopleDifference &other = m_card.others[i];
        const quint32 seq = other.difference.seq;
        const QString words = differenceWords(other, m_strings);
        add(others, {.kind = Kind::Difference,
                        .key = words,
                        .name = words,
                        .value = u"#%1"_s.arg(seq),
                        .when = timeOfCall(seq),
                        .hint = tr("Decided by call %1.").arg(wordsOfCall(seq)),
                        .seq = seq});
    }
    if (shown < m_card.others.size())
        add(others, {.kind = Kind::Earlier,
                        .key = u"more"_s,
                        .name = tr("%Ln more difference(s)", nullptr, int(m_card.others.size() - shown))});
}

} // namespace spectap
