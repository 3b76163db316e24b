// SPDX-License-Identifier: MIT
#include "model/identity/identitygraph.h"

#include "tests/identity/identityscript.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace spectap;

namespace {

/// The graph as text: a line per live profile by first call, then links and conflicts.
QString printed(const IdentityGraph &graph, const StringPool &pool)
{
    QStringList lines;
    std::vector<quint32> live;
    for (quint32 p = 0; p < graph.profiles().size(); ++p) {
        if (!graph.profiles()[p].merged)
            live.push_back(p);
    }
    std::sort(live.begin(), live.end(), [&](quint32 a, quint32 b) {
        const auto key = [&](quint32 p) {
            return std::pair(graph.profiles()[p].firstSeq, graph.idsOf(p).front());
        };
        return key(a) < key(b);
    });
    for (const quint32 p : live) {
        QStringList ids;
        for (const IdIndex id : graph.idsOf(p)) {
            QString text = test::idText(graph, id, pool);
            for (const IdSpan &span : graph.ids()[id].spans) {
                if (graph.resolve(span.profile) == p)
                    text += QStringLiteral("[%1-%2 n%3 l%4%5]")
                                .arg(span.firstSeq)
                                .arg(span.lastSeq)
                                .arg(span.calls)
                                .arg(span.linkedSeq)
                                .arg(span.handedOver ? QStringLiteral(" taken") : QString());
            }
            ids.append(text);
        }
        for (const GroupMembership &group : graph.groupsOf(p))
            ids.append(
                QStringLiteral("g:%1@%2").arg(QString::fromUtf8(pool.at(group.group))).arg(group.firstSeq));
        lines.append(QStringLiteral("%1%2: %3")
                         .arg(graph.profiles()[p].identified ? QString() : QStringLiteral("?"))
                         .arg(graph.profiles()[p].calls)
                         .arg(ids.join(u' ')));
    }
    for (const IdentityLink &link : graph.links()) {
        static constexpr const char *Kinds[] = {"identify", "alias", "observed"};
        lines.append(QStringLiteral("%1 %2 %3>%4%5")
                         .arg(link.seq)
                         .arg(QLatin1StringView(Kinds[static_cast<std::size_t>(link.kind)]),
                             test::idText(graph, link.from, pool), test::idText(graph, link.to, pool),
                             link.handOver ? QStringLiteral(" handover") : QString()));
    }
    for (const IdentityConflict &conflict : graph.conflicts()) {
        QStringList ids;
        for (const IdIndex id : conflict.ids)
            ids.append(test::idText(graph, id, pool));
        lines.append(
            QStringLiteral("%1 %2 %3 in %4")
                .arg(conflict.seq)
                .arg(QString::fromUtf8(ruleName(conflict.rule)), ids.join(u','),
                    test::idText(graph, graph.idsOf(graph.resolve(conflict.profile)).front(), pool)));
    }
    return lines.join(u'\n');
}

std::vector<IdentityInput> randomCalls(QRandomGenerator &random, StringPool &pool, int count)
{
    // Few values, and the same strings in every kind, so that everything that can meet meets.
    std::vector<StringId> values;
    for (int i = 0; i < 7; ++i)
        values.push_back(pool.intern(QByteArray::number(i)));
    const auto pick = [&](int emptyOutOfTen) {
        return static_cast<int>(random.bounded(10)) < emptyOutOfTen
                   ? StringId(0)
                   : values[static_cast<std::size_t>(random.bounded(static_cast<int>(values.size())))];
    };
    std::vector<IdentityInput> calls;
    for (int i = 0; i < count; ++i) {
        static constexpr CallType Types[] = {CallType::Track, CallType::Identify, CallType::Identify,
            CallType::Alias, CallType::Group, CallType::Unknown};
        const CallType type = Types[random.bounded(6)];
        const bool alias = type == CallType::Alias;
        calls.push_back({.seq = static_cast<quint32>(i + 1),
            .type = type,
            .user = pick(3),
            .anonymous = pick(3),
            .previous = alias ? pick(1) : 0,
            .group = alias ? 0 : pick(5),
            .time = Micros(i)});
    }
    return calls;
}

class IdentityGraphTest : public QObject
{
    Q_OBJECT

private slots:
    void scenarios_data();
    void scenarios();
    void prefixesAreWhatTheyWere();
    void countsAddUp();
    void manyUsersOnOneIdStayCheap();
    void longAliasChainsStayCheap();
    void clearStartsOver();
};

void IdentityGraphTest::scenarios_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *script, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(script) << QString::fromUtf8(expected);
    };
    row("simple login", "page a=a1; track a=a1; identify a=a1 u=u1; track a=a1 u=u1",
        "4: a:a1[1-4 n4 l3] u:u1[3-4 n2 l3]\n"
        "3 identify a:a1>u:u1");
    row("login in the first call", "identify a=a1 u=u1",
        "1: u:u1[1-1 n1 l1] a:a1[1-1 n1 l1]\n"
        "1 identify a:a1>u:u1");
    row("never identified", "page a=a1; page a=a2; page a=a1", "?2: a:a1[1-3 n2 l0]\n?1: a:a2[2-2 n1 l0]");
    row("no ids at all", "track; page", "");
    row("anonymous identify joins nothing", "identify a=a1", "?1: a:a1[1-1 n1 l0]");
    row("server call with a userId only", "track u=u1", "1: u:u1[1-1 n1 l1]");
    row("two devices of one user", "page a=a1; identify a=a1 u=u1; page a=a2; identify a=a2 u=u1; track u=u1",
        "5: a:a1[1-2 n2 l2] u:u1[2-5 n3 l2] a:a2[3-4 n2 l4]\n"
        "2 identify a:a1>u:u1\n4 identify a:a2>u:u1");
    row("repeated identify links once", "identify a=a1 u=u1; identify a=a1 u=u1",
        "2: u:u1[1-2 n2 l1] a:a1[1-2 n2 l1]\n1 identify a:a1>u:u1");
    row("shared device is a hand-over", "identify a=a1 u=u1; track a=a1 u=u1; identify a=a1 u=u2; track a=a1",
        "2: u:u1[1-2 n2 l1] a:a1[1-2 n2 l1]\n"
        "2: a:a1[3-4 n2 l3 taken] u:u2[3-3 n1 l3]\n"
        "1 identify a:a1>u:u1\n3 identify a:a1>u:u2 handover\n"
        "3 shared-anonymous-id a:a1,u:u1,u:u2 in a:a1");
    row("handed over and back", "identify a=a1 u=u1; identify a=a1 u=u2; identify a=a1 u=u1",
        "2: u:u1[1-3 n2 l1] a:a1[1-1 n1 l1][3-3 n1 l3 taken]\n"
        "1: a:a1[2-2 n1 l2 taken] u:u2[2-2 n1 l2]\n"
        "1 identify a:a1>u:u1\n2 identify a:a1>u:u2 handover\n3 identify a:a1>u:u1 handover\n"
        "2 shared-anonymous-id a:a1,u:u1,u:u2 in a:a1\n3 shared-anonymous-id a:a1,u:u2,u:u1 in u:u1");
    row("observed together joins nothing", "track a=a1 u=u1; track a=a1 u=u1; track a=a1",
        "2: u:u1[1-2 n2 l1]\n?1: a:a1[1-3 n3 l0]\n1 observed a:a1>u:u1");
    row("observed, then identified", "track a=a1 u=u1; identify a=a1 u=u1",
        "2: u:u1[1-2 n2 l1] a:a1[1-2 n2 l2]\n1 observed a:a1>u:u1\n2 identify a:a1>u:u1");
    row("observed after a hand-over moves nothing", "identify a=a1 u=u1; identify a=a1 u=u2; track a=a1 u=u1",
        "2: u:u1[1-3 n2 l1] a:a1[1-1 n1 l1]\n"
        "1: a:a1[2-3 n2 l2 taken] u:u2[2-2 n1 l2]\n"
        "1 identify a:a1>u:u1\n2 identify a:a1>u:u2 handover\n"
        "2 shared-anonymous-id a:a1,u:u1,u:u2 in a:a1");
    row("alias of an anonymousId", "page a=a1; alias p=a1 u=u1",
        "2: a:a1[1-2 n2 l2] u:u1[2-2 n1 l2]\n2 alias a:a1>u:u1");
    row("alias of an unknown previousId", "alias p=x u=u1; track u=u1",
        "2: u:u1[1-2 n2 l1] p:x[1-1 n1 l1]\n1 alias p:x>u:u1\n1 alias-unknown p:x,u:u1 in u:u1");
    row("out of order: previousId turns out an anonymousId", "alias p=x u=u1; page a=x",
        "2: u:u1[1-1 n1 l1] a:x[1-2 n2 l1]\n1 alias a:x>u:u1\n1 alias-unknown a:x,u:u1 in u:u1");
    row("out of order: previousId turns out a userId", "alias p=x u=u1; track u=x",
        "2: u:u1[1-1 n1 l1] u:x[1-2 n2 l1]\n1 alias u:x>u:u1\n1 alias-unknown u:x,u:u1 in u:u1");
    row("alias joins two users", "track u=u1; track u=u2; alias p=u1 u=u2; track u=u1",
        "4: u:u1[1-4 n3 l1] u:u2[2-3 n2 l2]\n3 alias u:u1>u:u2");
    row("alias chain", "track u=u1; alias p=u1 u=u2; alias p=u2 u=u3; track u=u1",
        "4: u:u1[1-4 n3 l1] u:u2[2-3 n2 l2] u:u3[3-3 n1 l3]\n2 alias u:u1>u:u2\n3 alias u:u2>u:u3");
    row("alias repeated links once", "page a=a1; alias p=a1 u=u1; alias p=a1 u=u1",
        "3: a:a1[1-3 n3 l2] u:u1[2-3 n2 l2]\n2 alias a:a1>u:u1");
    row("alias of itself", "alias p=u1 u=u1", "1: u:u1[1-1 n1 l1]\n1 alias-self u:u1 in u:u1");
    row("alias reversed: userId is an anonymousId", "page a=a1; identify a=a1 u=u1; alias p=u1 u=a1",
        "3: a:a1[1-2 n2 l2] u:u1[2-3 n2 l2] u:a1[3-3 n1 l3]\n2 identify a:a1>u:u1\n3 alias u:u1>u:a1\n"
        "3 alias-reversed u:u1,u:a1 in a:a1");
    row("alias reversed: previousId is newer", "track u=u1; track u=u2; alias p=u2 u=u1",
        "3: u:u1[1-3 n2 l1] u:u2[2-3 n2 l2]\n3 alias u:u2>u:u1\n3 alias-reversed u:u2,u:u1 in u:u1");
    row("alias of a new device to an old user is not reversed", "track u=u1; page a=a2; alias p=a2 u=u1",
        "3: u:u1[1-3 n2 l1] a:a2[2-3 n2 l3]\n3 alias a:a2>u:u1");
    row("alias takes a shared anonymousId as a hand-over", "identify a=a1 u=u1; alias p=a1 u=u2",
        "1: u:u1[1-1 n1 l1] a:a1[1-1 n1 l1]\n1: a:a1[2-2 n1 l2 taken] u:u2[2-2 n1 l2]\n"
        "1 identify a:a1>u:u1\n2 alias a:a1>u:u2 handover\n2 shared-anonymous-id a:a1,u:u1,u:u2 in a:a1");
    row("alias without a userId joins nothing", "alias p=x a=a1", "?1: a:a1[1-1 n1 l0]");
    row("hand-over between users that an alias joined is none",
        "identify a=a1 u=u1; alias p=u1 u=u2; identify a=a1 u=u2; track a=a1 u=u1",
        "4: u:u1[1-4 n3 l1] a:a1[1-4 n3 l1] u:u2[2-3 n2 l2]\n"
        "1 identify a:a1>u:u1\n2 alias u:u1>u:u2\n3 identify a:a1>u:u2");
    row("alias after a hand-over reunites", "identify a=a1 u=u1; identify a=a1 u=u2; alias p=u1 u=u2",
        "3: u:u1[1-3 n2 l1] a:a1[1-1 n1 l1][2-2 n1 l2 taken] u:u2[2-3 n2 l2]\n"
        "1 identify a:a1>u:u1\n2 identify a:a1>u:u2 handover\n3 alias u:u1>u:u2\n"
        "2 shared-anonymous-id a:a1,u:u1,u:u2 in u:u1");
    row("equal strings in different kinds are different ids", "page a=x; track u=x; track a=x u=y",
        "?1: a:x[1-3 n2 l0]\n1: u:x[2-2 n1 l2]\n1: u:y[3-3 n1 l3]\n3 observed a:x>u:y");
    row("a previousId that is both is the anonymousId", "track u=x; page a=x; alias p=x u=y",
        "1: u:x[1-1 n1 l1]\n2: a:x[2-3 n2 l3] u:y[3-3 n1 l3]\n3 alias a:x>u:y");
    row("groups", "group u=u1 g=acme; group u=u1 g=acme; group u=u1 g=zeta; track u=u1 g=other",
        "4: u:u1[1-4 n4 l1] g:acme@1 g:zeta@3");
    row("groups of both sides of a merge, once each",
        "group a=a1 g=acme; group u=u1 g=acme; group u=u1 g=zeta; identify a=a1 u=u1",
        "4: a:a1[1-4 n2 l4] u:u1[2-4 n3 l2] g:acme@1 g:zeta@3\n4 identify a:a1>u:u1\n1 group-before-user "
        "a:a1 in a:a1");
}

void IdentityGraphTest::scenarios()
{
    QFETCH(QString, script);
    QFETCH(QString, expected);
    StringPool pool;
    IdentityGraph graph;
    for (const IdentityInput &call : test::callsOf(script, pool)) {
        const std::size_t before = graph.conflicts().size();
        const std::vector<quint32> fresh = graph.add(call);
        QCOMPARE(fresh.size(), graph.conflicts().size() - before);
    }
    QCOMPARE(printed(graph, pool), expected);
}

/// What stood after N calls can be had again by replaying N calls: nothing depends on what comes later or on
/// batches.
void IdentityGraphTest::prefixesAreWhatTheyWere()
{
    QRandomGenerator random(7);
    StringPool pool;
    const auto calls = randomCalls(random, pool, 80);
    IdentityGraph growing;
    for (std::size_t count = 1; count <= calls.size(); ++count) {
        growing.add(calls[count - 1]);
        IdentityGraph replayed;
        for (std::size_t i = 0; i < count; ++i)
            replayed.add(calls[i]);
        QCOMPARE(printed(growing, pool), printed(replayed, pool));
    }
}

void IdentityGraphTest::countsAddUp()
{
    for (quint32 seed = 1; seed <= 50; ++seed) {
        QRandomGenerator random(seed);
        StringPool pool;
        IdentityGraph graph;
        quint32 withIds = 0;
        for (const IdentityInput &call : randomCalls(random, pool, 200)) {
            withIds += call.user || call.anonymous ? 1U : 0U;
            graph.add(call);
            const quint32 profile = graph.profileOf(call.user, call.anonymous);
            QCOMPARE(profile == IdentityGraph::NoProfile, !call.user && !call.anonymous);
        }
        quint32 calls = 0;
        quint32 live = 0;
        for (const IdentityProfile &profile : graph.profiles()) {
            calls += profile.calls;
            live += profile.merged ? 0U : 1U;
        }
        QCOMPARE(calls, withIds);
        QCOMPARE(graph.profileCount(), live);
        for (IdIndex id = 0; id < graph.ids().size(); ++id) {
            const auto &spans = graph.ids()[id].spans;
            for (quint32 i = 0; i < spans.size(); ++i) {
                QVERIFY(spans[i].firstSeq <= spans[i].lastSeq);
                QVERIFY(i == 0 || spans[i - 1].lastSeq < spans[i].firstSeq);
                QCOMPARE(graph.spanAt(id, spans[i].firstSeq), i);
                QCOMPARE(graph.spanAt(id, spans[i].lastSeq), i);
                const auto ids = graph.idsOf(graph.resolve(spans[i].profile));
                QVERIFY(std::binary_search(ids.begin(), ids.end(), id));
            }
        }
    }
}

/// A constant anonymousId in test code: every user takes it from the one before, over and over.
void IdentityGraphTest::manyUsersOnOneIdStayCheap()
{
    constexpr quint32 Users = 50'000;
    IdentityGraph graph;
    quint32 seq = 0;
    for (int round = 0; round < 3; ++round) {
        for (quint32 user = 0; user < Users; ++user) {
            ++seq;
            graph.add(
                {.seq = seq, .type = CallType::Identify, .user = user + 2, .anonymous = 1, .time = seq});
        }
    }
    QCOMPARE(graph.profileCount(), Users);
    QCOMPARE(graph.conflicts().size(), std::size_t(3 * Users - 1));
    QCOMPARE(graph.ids()[graph.find(IdKind::Anonymous, 1)].spans.size(), std::size_t(3 * Users));
    QCOMPARE(graph.idsOf(graph.profileOf(2, 0)).size(), std::size_t(2));
}

void IdentityGraphTest::longAliasChainsStayCheap()
{
    constexpr quint32 Length = 200'000;
    for (const bool upwards : {true, false}) {
        IdentityGraph graph;
        quint32 seq = 0;
        for (quint32 i = 1; i <= Length; ++i)
            graph.add({.seq = ++seq, .type = CallType::Track, .user = i, .time = seq});
        for (quint32 i = 1; i < Length; ++i) {
            const quint32 at = upwards ? i : Length - i;
            graph.add({.seq = ++seq, .type = CallType::Alias, .user = at + 1, .previous = at, .time = seq});
        }
        QCOMPARE(graph.profileCount(), 1U);
        QCOMPARE(graph.idsOf(graph.profileOf(1, 0)).size(), std::size_t(Length));
    }
}

void IdentityGraphTest::clearStartsOver()
{
    StringPool pool;
    IdentityGraph graph;
    const QString script = QStringLiteral("identify a=a1 u=u1; identify a=a1 u=u2; alias p=x u=u2");
    for (const IdentityInput &call : test::callsOf(script, pool))
        graph.add(call);
    const QString first = printed(graph, pool);
    const quint64 revision = graph.revision();
    graph.clear();
    QVERIFY(graph.revision() != revision);
    QCOMPARE(graph.profileCount(), 0U);
    QCOMPARE(graph.find(IdKind::User, pool.find("u1")), NoId);
    for (const IdentityInput &call : test::callsOf(script, pool))
        graph.add(call);
    QCOMPARE(printed(graph, pool), first);
}

} // namespace

SPECTAP_TEST_MAIN(IdentityGraphTest)
#include "tst_identitygraph.moc"
