// SPDX-License-Identifier: MIT
#include "model/identity/identityjson.h"
#include "tests/identity/slowidentity.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

using namespace spectap;
using test::SlowIdentity;

/// Random calls, read in all three ways: the graph that grows call by call is the one told from scratch, and
/// what is printed of it can be read back.
class IdentityReadingsTest : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithASlowRebuild_data();
    void agreesWithASlowRebuild();
    void asOfIsThePrefix_data();
    void asOfIsThePrefix();
    void eventOrderIsArrivalOrderOfTheSorted();
    void jsonOfIdentities();
    void jsonCanBeRead();
    void dotCanBeRead();
    void readingsHaveNames();
};

namespace {

/// Few values, and the same texts in every kind, so that everything that can meet meets.
struct RandomCalls
{
    explicit RandomCalls(quint32 seed, int count)
    {
        QRandomGenerator random(seed);
        policy = UnifyPolicy::idsOnly();
        const quint8 email = policy.typeNamed("email", 2, 2);
        const quint8 device = policy.typeNamed("ios.id", 3);
        policy.types[policy.anonymousType].limit = 3;
        policy.mergesPerProfile = 3;
        policy.mappingsPerProfile = 6;
        policy.rankTypes();
        std::vector<StringId> values;
        for (int i = 0; i < 8; ++i)
            values.push_back(strings.intern(QByteArray::number(i)));
        const auto pick = [&](int emptyOutOfTen) {
            return static_cast<int>(random.bounded(10)) < emptyOutOfTen
                       ? StringId(0)
                       : values[static_cast<std::size_t>(random.bounded(static_cast<int>(values.size())))];
        };
        for (int i = 1; i <= count; ++i) {
            static constexpr CallType Types[] = {CallType::Track, CallType::Identify, CallType::Identify,
                CallType::Alias, CallType::Group, CallType::Page};
            const CallType type = Types[random.bounded(6)];
            const bool alias = type == CallType::Alias;
            SlowIdentity::Call call;
            call.input = {.seq = static_cast<quint32>(i),
                .type = type,
                .user = pick(3),
                .anonymous = pick(3),
                .previous = alias ? pick(1) : 0,
                .group = alias ? 0 : pick(5),
                .time = random.bounded(10) == 0 ? NoTime : Micros(random.bounded(count))};
            for (const quint8 external : {email, device}) {
                if (const StringId value = pick(7))
                    call.externals.push_back({external, value, random.bounded(9) == 0});
            }
            calls.push_back(call);
            record.add(call.input, {}, call.externals);
        }
    }

    StringPool strings;
    UnifyPolicy policy;
    std::vector<SlowIdentity::Call> calls;
    IdentityRecord record;
};

std::multiset<std::pair<std::set<SlowIdentity::Id>, quint32>> partition(const IdentityGraph &graph)
{
    std::map<quint32, std::set<SlowIdentity::Id>> ids;
    for (IdIndex id = 0; id < graph.ids().size(); ++id) {
        const IdentityId &entry = graph.ids()[id];
        const bool unify = graph.reading() == IdentityReading::Unify;
        const quint8 type = entry.kind == IdKind::External        ? entry.type
                            : unify && entry.kind == IdKind::User ? graph.policy().userType
                            : unify                               ? graph.policy().anonymousType
                                                                  : quint8(0);
        ids[graph.ownerOf(id)].insert({entry.kind, type, entry.value});
    }
    std::multiset<std::pair<std::set<SlowIdentity::Id>, quint32>> sets;
    for (const auto &[profile, all] : ids)
        sets.insert({all, graph.profiles()[profile].calls});
    return sets;
}

void addReadings()
{
    QTest::addColumn<int>("reading");
    for (const IdentityReading reading :
        {IdentityReading::Spec, IdentityReading::Observed, IdentityReading::Unify})
        QTest::newRow(readingName(reading).data()) << static_cast<int>(reading);
}

ResolvedIdentities resolve(const RandomCalls &random, const ReadingChoice &choice)
{
    return resolveIdentities(random.record, random.strings, choice, random.policy);
}

QByteArray jsonOf(const RandomCalls &random, const ReadingChoice &choice)
{
    return identitiesJson(resolve(random, choice), random.strings, {});
}

} // namespace

void IdentityReadingsTest::agreesWithASlowRebuild_data()
{
    addReadings();
}

void IdentityReadingsTest::agreesWithASlowRebuild()
{
    QFETCH(int, reading);
    for (quint32 seed = 1; seed <= 150; ++seed) {
        const RandomCalls random(seed, 50);
        IdentityGraph graph(static_cast<IdentityReading>(reading), random.policy);
        QRandomGenerator batches(seed);
        std::vector<IdentityGraph::Pair> expected;
        for (std::size_t count = 1; count <= random.calls.size(); ++count) {
            const SlowIdentity::Call &call = random.calls[count - 1];
            expected.push_back({call.input.user, call.input.anonymous});
            if (batches.bounded(4) == 0) { // a batch is told before, or some calls of it, or none
                graph.expect(expected);
                expected.clear();
            }
            graph.add(call.input, call.externals);
            const SlowIdentity slow(static_cast<IdentityReading>(reading), random.policy,
                {random.calls.begin(), random.calls.begin() + static_cast<std::ptrdiff_t>(count)});
            const QByteArray where =
                "seed " + QByteArray::number(seed) + " call " + QByteArray::number(count);
            QVERIFY2(partition(graph) == slow.partition(), where.constData());
            std::vector<std::pair<quint32, Rule>> conflicts;
            for (const IdentityConflict &conflict : graph.conflicts()) {
                if (conflict.rule == Rule::SharedAnonymousId || conflict.rule == Rule::AliasSelf)
                    conflicts.emplace_back(conflict.seq, conflict.rule);
            }
            QVERIFY2(conflicts == slow.conflicts, where.constData());
        }
    }
}

void IdentityReadingsTest::asOfIsThePrefix_data()
{
    addReadings();
}

/// In either order: only the calls up to one, and nothing of those behind it.
void IdentityReadingsTest::asOfIsThePrefix()
{
    QFETCH(int, reading);
    const RandomCalls random(5, 40);
    for (const ReadingOrder order : {ReadingOrder::Arrival, ReadingOrder::EventTime}) {
        const std::vector<quint32> all =
            readingOrder(random.record, {static_cast<IdentityReading>(reading), order});
        for (std::size_t count = 1; count <= all.size(); ++count) {
            IdentityRecord prefix;
            std::vector<quint32> wanted(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
            std::sort(wanted.begin(), wanted.end());
            for (const quint32 index : wanted)
                prefix.add(random.record.call(index), {}, random.record.externals(index));
            ReadingChoice choice{static_cast<IdentityReading>(reading), order};
            // Calls without a time of their own follow the one they arrived after: not every prefix has it.
            if (readingOrder(prefix, choice).size() != count)
                QFAIL("the prefix is not all there");
            choice.asOf = random.record.call(all[count - 1]).seq;
            const QByteArray asOf = jsonOf(random, choice);
            IdentityGraph graph(choice.reading, random.policy);
            for (std::size_t i = 0; i < count; ++i) {
                IdentityInput call = random.record.call(all[i]);
                call.seq = static_cast<quint32>(i + 1);
                graph.add(call, random.record.externals(all[i]));
            }
            QVERIFY(partition(resolve(random, choice).graph) == partition(graph));
            if (order == ReadingOrder::Arrival) {
                choice.asOf = std::numeric_limits<quint32>::max();
                QCOMPARE(
                    asOf, identitiesJson(resolveIdentities(prefix, random.strings, choice, random.policy),
                              random.strings, {}));
            }
        }
    }
}

/// Calls that came late stand where they belong: as if they had arrived in order.
void IdentityReadingsTest::eventOrderIsArrivalOrderOfTheSorted()
{
    for (quint32 seed = 1; seed <= 30; ++seed) {
        const RandomCalls random(seed, 60);
        const ReadingChoice event{IdentityReading::Spec, ReadingOrder::EventTime};
        IdentityRecord sorted;
        Micros last = NoTime;
        for (const quint32 index : readingOrder(random.record, event)) {
            IdentityInput call = random.record.call(index);
            if (call.time != NoTime) {
                QVERIFY(last == NoTime || last <= call.time);
                last = call.time;
            }
            call.seq = static_cast<quint32>(sorted.size() + 1);
            sorted.add(call, {}, random.record.externals(index));
        }
        for (const IdentityReading reading :
            {IdentityReading::Spec, IdentityReading::Observed, IdentityReading::Unify}) {
            const ResolvedIdentities late = resolve(random, {reading, ReadingOrder::EventTime});
            const ResolvedIdentities inOrder =
                resolveIdentities(sorted, random.strings, {reading}, random.policy);
            QVERIFY(partition(late.graph) == partition(inOrder.graph));
            QCOMPARE(late.graph.links().size(), inOrder.graph.links().size());
            QCOMPARE(late.graph.conflicts().size(), inOrder.graph.conflicts().size());
        }
    }
}

void IdentityReadingsTest::jsonOfIdentities()
{
    StringPool pool;
    IdentityRecord record;
    const StringId a = pool.intern("a\"1");
    const StringId u1 = pool.intern("u1");
    const StringId u2 = pool.intern("u2");
    UnifyPolicy policy = UnifyPolicy::idsOnly();
    const quint8 email = policy.typeNamed("email", 5, 2);
    policy.rankTypes();
    const ExternalId address{email, pool.intern("m@x.example"), false};
    record.add({.seq = 1, .type = CallType::Identify, .user = u1, .anonymous = a}, {}, {&address, 1},
        {{"plan", "1.0"}});
    record.add({.seq = 2, .type = CallType::Identify, .user = u2, .anonymous = a}, {});
    record.add({.seq = 3, .type = CallType::Group, .user = u1, .group = pool.intern("acme")}, {});
    const auto id = [](const char *kind, const char *value) -> QByteArray {
        return QByteArray("{\"kind\":\"") + kind + "\",\"value\":\"" + value + "\"}";
    };
    const auto stay = [](const char *kind, const char *value, int first, int last) -> QByteArray {
        return QByteArray("{\"kind\":\"") + kind + "\",\"value\":\"" + value +
               "\",\"firstSeq\":" + QByteArray::number(first) + ",\"lastSeq\":" + QByteArray::number(last) +
               "}";
    };
    const QByteArray expected =
        "{\"profiles\":[{\"ids\":[" + stay("userId", "u1", 1, 3) + ',' + stay("anonymousId", "a\\\"1", 1, 1) +
        "],\"links\":[{\"seq\":1,\"call\":\"identify\",\"from\":" + id("anonymousId", "a\\\"1") +
        ",\"to\":" + id("userId", "u1") +
        "}],\"conflicts\":[],\"calls\":2,\"traits\":{\"plan\":1.0},\"groups\":[\"acme\"],\"externalIds\":["
        "{\"type\":\"email\",\"value\":\"m@x.example\",\"firstSeq\":1,\"lastSeq\":1,\"calls\":1}]},{\"ids\":"
        "[" +
        stay("anonymousId", "a\\\"1", 2, 2) + ',' + stay("userId", "u2", 2, 2) +
        "],\"links\":[{\"seq\":2,\"call\":\"identify\",\"from\":" + id("anonymousId", "a\\\"1") +
        ",\"to\":" + id("userId", "u2") +
        ",\"handOver\":true}],\"conflicts\":[{\"seq\":2,\"rule\":\"shared-anonymous-id\",\"severity\":"
        "\"warning\",\"earlierSeq\":1,\"ids\":[" +
        id("anonymousId", "a\\\"1") + ',' + id("userId", "u1") + ',' + id("userId", "u2") +
        "]}],\"calls\":1,\"traits\":{},\"groups\":[],\"externalIds\":[]}],\"reading\":\"spec\",\"order\":"
        "\"arrival\",\"differences\":[]}";
    const ResolvedIdentities resolved = resolveIdentities(record, pool, {}, policy);
    QCOMPARE(identitiesJson(resolved, pool, {}), expected);
    const QByteArray text = identitiesText(resolved, pool, {});
    QVERIFY(text.startsWith("u1, 2 calls\n"));
    QVERIFY(text.contains("conflict     shared-anonymous-id  #2 after #1: a\"1 u1 u2\n"));
    QVERIFY(text.contains("trait        plan: 1.0\n"));
    QVERIFY(text.contains("email        m@x.example  #1\n"));
}

void IdentityReadingsTest::jsonCanBeRead()
{
    const RandomCalls random(3, 200);
    const ResolvedIdentities spec = resolve(random, {});
    const ResolvedIdentities unify = resolve(random, {IdentityReading::Unify});
    const auto differences = readingDifferences(spec, unify);
    QVERIFY(!differences.empty());
    const QJsonObject root =
        QJsonDocument::fromJson(identitiesJson(unify, random.strings, differences)).object();
    QCOMPARE(root[u"reading"].toString(), QStringLiteral("unify"));
    QCOMPARE(static_cast<std::size_t>(root[u"differences"].toArray().size()), differences.size());
    QCOMPARE(static_cast<quint32>(root[u"profiles"].toArray().size()), unify.graph.profileCount());
}

/// Each line is one of the statements that are written, whatever ids hold; and Graphviz agrees, where it is.
void IdentityReadingsTest::dotCanBeRead()
{
    StringPool pool;
    IdentityRecord record;
    quint32 seq = 0;
    for (const char *hostile : {"\"];evil[label=\"", "\\", "a\\\"", "new\nline", "\x1b[31m", "<b>&amp;</b>",
             "ünï✓", "}", "\xC2\x9B", "plain"}) {
        const StringId id = pool.intern(hostile);
        record.add({.seq = ++seq, .type = CallType::Identify, .user = id, .anonymous = id}, {});
        record.add({.seq = ++seq, .type = CallType::Identify, .user = id, .anonymous = 1}, {});
    }
    const QByteArray dot = identitiesDot(resolveIdentities(record, pool, {}, UnifyPolicy::idsOnly()), pool);
    static const QRegularExpression statement(QStringLiteral(
        R"re(^(digraph identities \{|\}|  rankdir=LR;|  node \[.*\];|  subgraph cluster_\d+ \{|  \})re"
        R"re(|    label="([^"\\]|\\["\\])*";)re"
        R"re(|    n\d+_\d+ \[label="([^"\\]|\\["\\])*", xlabel="\w+"(, style=dashed)?\];)re"
        R"re(|  n\d+_\d+ -> n\d+_\d+ \[label="[^"\\]*"(, style=dashed)?(, color=red)?\];)$)re"));
    const QStringList lines = QString::fromUtf8(dot).trimmed().split(u'\n');
    QVERIFY(lines.size() > 40);
    for (const QString &line : lines)
        QVERIFY2(statement.match(line).hasMatch(), qPrintable(line));

    const QString program = QStandardPaths::findExecutable(QStringLiteral("dot"));
    if (program.isEmpty())
        return;
    QProcess graphviz;
    graphviz.start(program, {QStringLiteral("-Tplain")});
    graphviz.write(dot);
    graphviz.closeWriteChannel();
    QVERIFY(graphviz.waitForFinished());
    QVERIFY2(graphviz.exitCode() == 0, graphviz.readAllStandardError().constData());
}

void IdentityReadingsTest::readingsHaveNames()
{
    for (const IdentityReading reading :
        {IdentityReading::Spec, IdentityReading::Observed, IdentityReading::Unify}) {
        QCOMPARE(readingFromName(readingName(reading)), reading);
        QVERIFY(readingsHelp().contains(QByteArray(readingName(reading) + ": ")));
    }
    for (const ReadingOrder order : {ReadingOrder::Arrival, ReadingOrder::EventTime})
        QCOMPARE(readingOrderFromName(readingOrderName(order)), order);
    QVERIFY(!readingFromName("Spec"));
    QVERIFY(!readingOrderFromName(""));
}

SPECTAP_TEST_MAIN(IdentityReadingsTest)
#include "tst_identityreadings.moc"
