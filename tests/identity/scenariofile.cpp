// SPDX-License-Identifier: MIT
#include "tests/identity/scenariofile.h"

#include "model/identity/identitywords.h"
#include "model/identity/readingdifferences.h"
#include "model/items/identifierreader.h"

#include <QFile>

namespace spectap::test {

namespace {

/// "u:u1", "a:a1", "p:x" or "email:ada@example.com".
QString idText(const ResolvedIdentities &resolved, const StringPool &strings, IdIndex id)
{
    const IdentityId &entry = resolved.graph.ids()[id];
    const QByteArrayView kind = entry.kind == IdKind::User        ? QByteArrayView("u")
                                : entry.kind == IdKind::Anonymous ? QByteArrayView("a")
                                : entry.kind == IdKind::Previous  ? QByteArrayView("p")
                                                                  : idKindName(resolved.graph, id);
    return QString::fromUtf8(kind) + u':' + QString::fromUtf8(strings.at(entry.value));
}

ReadingChoice choiceOf(const QString &words)
{
    ReadingChoice choice;
    for (const QString &word : words.split(u' ', Qt::SkipEmptyParts)) {
        if (word == u"event-order")
            choice.order = ReadingOrder::EventTime;
        else if (word.startsWith(u"as-of="))
            choice.asOf = word.mid(6).toUInt();
        else if (const auto reading = readingFromName(word.toUtf8()))
            choice.reading = *reading;
        else
            qFatal("no such reading: %s", qPrintable(word));
    }
    return choice;
}

} // namespace

std::vector<Scenario> readScenarios(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    std::vector<Scenario> scenarios;
    int number = 0;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString &raw : lines) {
        ++number;
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (line.startsWith(u"== ")) {
            scenarios.push_back({line.mid(3), {}, {}});
        } else if (scenarios.empty()) {
            qFatal("%s:%d: a situation begins with ==", qPrintable(path), number);
        } else if (line.startsWith(u"-- ")) {
            scenarios.back().expected.push_back({choiceOf(line.mid(3)), {}, number});
        } else if (scenarios.back().expected.empty()) {
            scenarios.back().calls.append(line);
        } else {
            QString &text = scenarios.back().expected.back().text;
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + line;
        }
    }
    return scenarios;
}

ScenarioRecord::ScenarioRecord(const QStringList &calls)
{
    const Result<Catalogue> catalogue = Catalogue::bundled();
    if (!catalogue)
        qFatal("%s", qPrintable(catalogue.error().message));
    policy = IdentifierReader(*catalogue, strings).policy();
    quint32 seq = 0;
    for (const QString &call : calls)
        add(call, ++seq);
}

void ScenarioRecord::add(const QString &line, quint32 seq)
{
    const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
    IdentityInput call{.seq = seq, .type = callTypeFromName(words.front().toUtf8())};
    call.time = Micros(seq) * 1'000'000;
    IdentityFacts facts;
    std::vector<ExternalId> externals;
    for (const QString &word : words.mid(1)) {
        if (word.startsWith(u'@')) {
            call.time = word.mid(1).toLongLong() * 1'000'000;
            continue;
        }
        const QByteArray key = word.section(u'=', 0, 0).toUtf8();
        const QByteArray value = word.section(u'=', 1).replace(u'+', u' ').toUtf8();
        const StringId id = strings.intern(value);
        if (key == "u") {
            call.user = id;
        } else if (key == "a") {
            call.anonymous = id;
        } else if (key == "p") {
            call.previous = id;
        } else if (key == "g") {
            call.group = id;
        } else if (key == "event") {
            facts.name = id;
        } else if (key == "number") {
            facts.numericUser = foldedHash(value);
        } else if (key == "device" || key == "browser") {
            facts.device = foldedHash(value);
            facts.ownDevice = key == "device";
        } else {
            const quint8 type = policy.typeNamed(key);
            policy.rankTypes();
            externals.push_back({type, id, false});
            if (key == "email" && call.type == CallType::Identify)
                facts.email = foldedHash(value);
        }
    }
    if (call.user != 0)
        facts.name = 0;
    record.add(call, facts, externals);
}

QString printed(const ScenarioRecord &calls, const ReadingChoice &choice)
{
    const ResolvedIdentities resolved = resolveIdentities(calls.record, calls.strings, choice, calls.policy);
    const IdentityGraph &graph = resolved.graph;
    const auto text = [&](IdIndex id) { return idText(resolved, calls.strings, id); };
    QStringList lines;
    for (const quint32 profile : liveProfiles(graph)) {
        QStringList words;
        for (const IdIndex id : graph.idsOf(profile)) {
            if (graph.ownerOf(id) == profile)
                words.append(text(id));
        }
        for (const GroupMembership &group : graph.groupsOf(profile))
            words.append(u"g:" + QString::fromUtf8(calls.strings.at(group.group)));
        lines.append(words.join(u' '));
    }
    for (const IdentityLink &link : graph.links()) {
        lines.append(QString::number(resolved.seqOf(link.seq)) + u' ' +
                     QString::fromUtf8(linkKindName(link.kind)) + u' ' + text(link.from) + u" > " +
                     text(link.to) + (link.handOver ? QStringLiteral(", taken") : QString()));
    }
    for (const IdentityConflict &conflict : graph.conflicts()) {
        QString line =
            QString::number(resolved.seqOf(conflict.seq)) + u' ' + QString::fromUtf8(ruleName(conflict.rule));
        for (const IdIndex id : conflict.ids)
            line += u' ' + text(id);
        if (conflict.earlierSeq != 0)
            line += QStringLiteral(" after ") + QString::number(resolved.seqOf(conflict.earlierSeq));
        lines.append(line);
    }
    if (choice.reading != IdentityReading::Spec) {
        ReadingChoice plain = choice;
        plain.reading = IdentityReading::Spec;
        const ResolvedIdentities spec = resolveIdentities(calls.record, calls.strings, plain, calls.policy);
        for (const ReadingDifference &difference : readingDifferences(spec, resolved))
            lines.append(QString::number(difference.seq) + u' ' +
                         QString::fromUtf8(differenceText(difference, resolved, calls.strings)));
    }
    return lines.join(u'\n');
}

} // namespace spectap::test
