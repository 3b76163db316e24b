// SPDX-License-Identifier: MIT
#include "model/items/sentidentityreader.h"

#include "model/identity/identitywords.h"
#include "model/items/identitylens.h"
#include "model/items/peoplecomparison.h"
#include "model/items/rowfacts.h"
#include "model/items/sessiondocument.h"
#include "tests/items/storedsession.h"
#include "tests/support/testmain.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>

#include <set>

using namespace spectap;

namespace {

constexpr int Patience = 20'000;

using Wish = SentIdentityReader::Wish;
using Partition = std::set<std::set<QByteArray>>; ///< "userId u1" and whom it is together with

constexpr char MayaOnTheWeb[] =
    R"({"type":"identify","userId":"u1","anonymousId":"a1","traits":{"name":"Maya Okafor","email":"maya@x.example"}})";
constexpr char MayaOnThePhone[] =
    R"({"type":"track","event":"E","anonymousId":"p1","context":{"traits":{"email":"maya@x.example"},)"
    R"("device":{"type":"ios","id":"D-1"}}})";
constexpr char Sam[] =
    R"({"type":"identify","userId":"u2","anonymousId":"a2","traits":{"firstName":"Sam","email":"sam@x.example"}})";
constexpr char SamOnTheSamePhone[] =
    R"({"type":"track","event":"E","userId":"u2","anonymousId":"a2","context":{"device":{"type":"ios","id":"D-1"}}})";
constexpr char OwnType[] =
    R"({"type":"track","event":"E","userId":"u3","anonymousId":"a3","context":{"externalIds":)"
    R"([{"id":"crm-7","type":"aaa_crm","collection":"users"}]}})";
constexpr char OwnTypeAgain[] =
    R"({"type":"page","anonymousId":"a4","context":{"externalIds":[{"id":"crm-7","type":"aaa_crm"}]}})";

class SentIdentityReaderTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void windowAndCommandLineAgree_data();
    void windowAndCommandLineAgree();
    void readsWhatIsWantedAndFollows();
    void whatWasSaidBeforeIsKeptOnce();
    void namesFollowThePerson();
    void aHandedOverIdKeepsItsNameBehind();
    void aFileThatCannotBeReadIsToldOf();
    void withoutAFileThereIsNothingToWaitFor();
    void anotherSessionStartsOver();
    void hintsThatOnlyBodiesShow();
    void differencesNameWhatBothHave();

private:
    void add(const std::vector<QByteArray> &calls) { m_document->append(m_session->add(calls)); }
    [[nodiscard]] SentIdentityReader *reader() const { return m_document->sentReader(); }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(reader()->isIdle() && !m_lens->isBusy(), Patience); }
    [[nodiscard]] Partition shown() const
    {
        const IdentityGraph &graph = m_lens->graph();
        Partition partition;
        for (const quint32 profile : liveProfiles(graph)) {
            std::set<QByteArray> ids;
            for (const IdIndex id : graph.idsOf(profile))
                ids.insert(idKindName(graph, id) + ' ' + m_session->pool->at(graph.ids()[id].value));
            partition.insert(ids);
        }
        return partition;
    }
    [[nodiscard]] QByteArray nameOf(const char *user) const
    {
        const IdentityGraph &graph = m_lens->graph();
        const quint32 profile = graph.ownerOf(graph.find(IdKind::User, m_session->pool->find(user)));
        return reader()->names().nameOf(
            graph, m_lens->order(), profile, graph.idsOf(profile), *m_session->pool);
    }

    std::shared_ptr<const Checker> m_checker;
    std::unique_ptr<test::StoredSession> m_session;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<IdentityLens> m_lens;
};

void SentIdentityReaderTest::init()
{
    if (!m_checker)
        m_checker = Checker::compile(std::move(Catalogue::bundled()).value());
    m_lens.reset();
    m_document.reset();
    m_session = std::make_unique<test::StoredSession>();
    m_document = std::make_unique<SessionDocument>(m_checker);
    m_document->setSession(m_session->path(), m_session->pool);
    m_lens = std::make_unique<IdentityLens>(m_document.get());
}

Partition partitionOf(const QByteArray &json)
{
    Partition partition;
    const QJsonArray profiles = QJsonDocument::fromJson(json).object()[u"profiles"].toArray();
    for (const QJsonValue &profile : profiles) {
        std::set<QByteArray> ids;
        const QJsonArray list = profile[u"ids"].toArray();
        for (const QJsonValue &id : list)
            ids.insert((id[u"kind"].toString() + u' ' + id[u"value"].toString()).toUtf8());
        partition.insert(ids);
    }
    return partition;
}

void SentIdentityReaderTest::windowAndCommandLineAgree_data()
{
    QTest::addColumn<std::vector<QByteArray>>("calls");
    QTest::addColumn<QByteArray>("together"); // an id that is u1's, or u3's, only by a body
    using Calls = std::vector<QByteArray>;
    QTest::newRow("an email joins two")
        << Calls{MayaOnTheWeb, MayaOnThePhone} << QByteArray("anonymousId p1");
    QTest::newRow("a device does not join two users")
        << Calls{MayaOnTheWeb, MayaOnThePhone, Sam, SamOnTheSamePhone} << QByteArray("ios.id D-1");
    QTest::newRow("an id of a kind nobody knew")
        << Calls{OwnType, OwnTypeAgain} << QByteArray("anonymousId a4");
    QTest::newRow("a kind that comes late and ranks before others")
        << Calls{MayaOnTheWeb, MayaOnThePhone, Sam, OwnType, SamOnTheSamePhone, OwnTypeAgain}
        << QByteArray("anonymousId p1");
}

void SentIdentityReaderTest::windowAndCommandLineAgree()
{
    QFETCH(std::vector<QByteArray>, calls);
    QFETCH(QByteArray, together);
    m_lens->setReading(IdentityReading::Unify);
    for (const QByteArray &call : calls) {
        add({call}); // live, one by one
        settle();
    }
    QProcess program;
    program.start(QStringLiteral(SPECTAP_PROGRAM),
        {QStringLiteral("identities"), m_session->path(), QStringLiteral("--reading"),
            QStringLiteral("unify"), QStringLiteral("--format"), QStringLiteral("json")});
    QVERIFY(program.waitForFinished(Patience));
    QCOMPARE(program.exitCode(), 0);
    const Partition expected = partitionOf(program.readAllStandardOutput());
    QCOMPARE(shown(), expected);
    QVERIFY(std::ranges::any_of(
        expected, [&](const std::set<QByteArray> &ids) { return ids.size() > 2 && ids.contains(together); }));

    // The same when the file is opened and the reading chosen then, in the other order, and back.
    m_lens->setReading(IdentityReading::Spec);
    m_document->setSession(m_session->path(), m_session->pool);
    RowBatch batch;
    batch.firstSeq = 1;
    auto file = SessionReader::open(m_session->path());
    QVERIFY(file.ok());
    QVERIFY((*file)
                ->rows(*m_session->pool, 1, 1000,
                    [&](RowBatch &&rows, quint32) {
                        m_document->append(std::move(rows));
                        return true;
                    })
                .ok());
    QVERIFY(shown() != expected);
    m_lens->setReading(IdentityReading::Unify);
    settle();
    QCOMPARE(shown(), expected);
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    settle();
    QCOMPARE(shown(), expected); // they came as they happened
}

void SentIdentityReaderTest::readsWhatIsWantedAndFollows()
{
    add({MayaOnTheWeb, MayaOnThePhone});
    settle();
    QCOMPARE(reader()->sent().size(), 0U);
    QVERIFY(reader()->names().isEmpty());
    QSignalSpy named(reader(), &SentIdentityReader::namesChanged);
    reader()->want(this, Wish::Names);
    settle();
    QCOMPARE(named.size(), 1);
    QCOMPARE(nameOf("u1"), QByteArray("Maya Okafor"));
    QCOMPARE(reader()->sent().size(), 0U); // other bodies are left alone
    reader()->want(m_lens.get(), Wish::All);
    settle();
    QCOMPARE(reader()->sent().size(), 2U);
    QCOMPARE(m_session->pool->at(reader()->sent().email(2)), QByteArrayView("maya@x.example"));
    add({Sam});
    settle();
    QCOMPARE(reader()->sent().size(), 3U);
    QCOMPARE(nameOf("u2"), QByteArray("Sam"));
    reader()->want(m_lens.get(), Wish::Nothing);
    add({R"({"type":"identify","userId":"u2","traits":{"lastName":"Ibarra"}})"});
    settle();
    QCOMPARE(reader()->sent().size(), 3U);
    QCOMPARE(nameOf("u2"), QByteArray("Sam Ibarra"));
    reader()->want(m_lens.get(), Wish::All); // goes on where it stopped
    settle();
    QCOMPARE(reader()->sent().size(), 4U);
    QVERIFY(reader()->sent().externals(4).empty());
    QVERIFY(reader()->sent().externals(5).empty());
}

void SentIdentityReaderTest::whatWasSaidBeforeIsKeptOnce()
{
    add(std::vector<QByteArray>(3000, MayaOnThePhone));
    add({Sam});
    reader()->want(this, Wish::All);
    settle();
    const SentIdentities &sent = reader()->sent();
    QCOMPARE(sent.size(), 3001U);
    QVERIFY(sent.externals(1).data() == sent.externals(3000).data());
    QCOMPARE(sent.externals(1).size(), std::size_t(2));
    const CallRow &row = m_document->rows()[0];
    const IdentityFacts facts = sent.facts(row, 1);
    QVERIFY(facts.ownDevice && facts.device == foldedHash("D-1"));
    QCOMPARE(facts.name, row.name);
    QCOMPARE(sent.facts(m_document->rows()[3000], 3001).email, foldedHash("sam@x.example"));
}

void SentIdentityReaderTest::namesFollowThePerson()
{
    reader()->want(this, Wish::Names);
    add({MayaOnTheWeb});
    add({R"({"type":"identify","userId":"u9","traits":{"username":"maya9","name":"  "}})"});
    settle();
    QCOMPARE(nameOf("u9"), QByteArray("maya9"));
    add({R"({"type":"alias","userId":"u9","previousId":"u1"})"});
    settle();
    QCOMPARE(nameOf("u9"), QByteArray("maya9")); // the newest name is the one that was taken back
    add({R"({"type":"identify","userId":"u9","traits":{"name":"M. Okafor"}})"});
    settle();
    QCOMPARE(nameOf("u1"), QByteArray("M. Okafor"));
    add({R"({"type":"identify","userId":"u9","traits":{"name":null,"username":null}})"});
    settle();
    QCOMPARE(nameOf("u1"), QByteArray("maya@x.example"));
}

void SentIdentityReaderTest::aHandedOverIdKeepsItsNameBehind()
{
    reader()->want(this, Wish::Names);
    add({R"({"type":"identify","anonymousId":"a1","traits":{"name":"Guest"}})", MayaOnTheWeb});
    settle();
    QCOMPARE(nameOf("u1"), QByteArray("Maya Okafor"));
    add({R"({"type":"identify","anonymousId":"a1","userId":"u5"})"});
    settle();
    QCOMPARE(nameOf("u5"), QByteArray());
}

void SentIdentityReaderTest::aFileThatCannotBeReadIsToldOf()
{
    QSignalSpy failed(reader(), &SentIdentityReader::failed);
    m_document->setSession(QStringLiteral("/nowhere/at all.spectap"), m_session->pool);
    m_document->append(m_session->add({MayaOnTheWeb}));
    m_lens->setReading(IdentityReading::Unify);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, Patience);
    QVERIFY(!reader()->failure().isEmpty());
    QVERIFY(reader()->isIdle());
    QVERIFY(!m_lens->isBusy()); // nothing is waited for in vain
    QCOMPARE(m_lens->unreadBodies(), 1U);
    m_document->setPath(m_session->path()); // saved elsewhere
    m_document->append(m_session->add({MayaOnThePhone}));
    settle();
    QCOMPARE(m_lens->unreadBodies(), 0U);
    QCOMPARE(m_lens->size(), 2U);
}

void SentIdentityReaderTest::withoutAFileThereIsNothingToWaitFor()
{
    m_document->setSession({}, m_session->pool);
    m_document->append(m_session->add({MayaOnTheWeb, MayaOnThePhone}));
    m_lens->setReading(IdentityReading::Unify);
    QTRY_VERIFY(!m_lens->isBusy());
    QCOMPARE(m_lens->size(), 2U);
    QCOMPARE(m_lens->graph().profileCount(), 2U);
}

void SentIdentityReaderTest::anotherSessionStartsOver()
{
    add({MayaOnTheWeb, MayaOnThePhone});
    m_lens->setReading(IdentityReading::Unify);
    settle();
    QCOMPARE(m_lens->graph().profileCount(), 1U);
    test::StoredSession other;
    QSignalSpy restarted(reader(), &SentIdentityReader::restarted);
    m_document->setSession(other.path(), other.pool);
    QCOMPARE(restarted.size(), 1);
    QVERIFY(reader()->names().isEmpty());
    m_document->append(other.add({Sam}));
    settle();
    QCOMPARE(reader()->sent().size(), 1U);
    QCOMPARE(m_lens->graph().find(IdKind::User, other.pool->find("u2")) != NoId, true);
}

/// "constant-id #12", in order.
QStringList printed(const std::vector<PeopleConflict> &conflicts)
{
    QStringList lines;
    for (const PeopleConflict &conflict : conflicts)
        lines += QStringLiteral("%1 #%2 %3 | %4")
                     .arg(QString::fromLatin1(ruleName(conflict.finding.rule)))
                     .arg(conflict.seq)
                     .arg(conflict.earlierSeq)
                     .arg(QString::fromUtf8(conflict.finding.actual));
    return lines;
}

void SentIdentityReaderTest::hintsThatOnlyBodiesShow()
{
    PeopleComparison comparison(m_document.get(), m_lens.get());
    comparison.setWanted(true);
    add({MayaOnTheWeb});
    add({R"({"type":"identify","userId":"u7","traits":{"email":"MAYA@x.example"}})"});
    add({R"({"type":"track","event":"E","userId":"77"})", R"({"type":"track","event":"E","userId":77})"});
    for (int i = 0; i < 6; ++i)
        add({R"({"type":"track","event":"E","anonymousId":"r)" + QByteArray::number(i) +
             R"(","context":{"device":{"id":"D-9"}}})"});
    const auto about = [&](IdKind kind, const char *value) {
        const IdentityGraph &graph = m_lens->graph();
        return printed(comparison.conflictsOf(graph.ownerOf(graph.find(kind, m_session->pool->find(value)))));
    };
    const auto allIsTold = [&] { return !comparison.isBusy() && reader()->sent().size() == 10; };
    QTRY_VERIFY_WITH_TIMEOUT(allIsTold(), Patience);
    QCOMPARE(about(IdKind::User, "u7"), QStringList{QStringLiteral("shared-email #2 1 | MAYA@x.example")});
    QCOMPARE(about(IdKind::User, "77"), QStringList{QStringLiteral("user-id-spelling #4 3 | number 77")});
    QCOMPARE(about(IdKind::Anonymous, "r4"), QStringList{QStringLiteral("rotating-id #9 0 | r4")});
    QCOMPARE(about(IdKind::User, "u1"), QStringList());
    QVERIFY(m_lens->graph().conflicts().empty()); // the Spec reading itself needs no bodies
}

void SentIdentityReaderTest::differencesNameWhatBothHave()
{
    PeopleComparison comparison(m_document.get(), m_lens.get());
    comparison.setWanted(true);
    add({MayaOnTheWeb, MayaOnThePhone});
    QTRY_VERIFY_WITH_TIMEOUT(!comparison.isBusy(), Patience);
    const IdentityGraph &graph = m_lens->graph();
    const auto differences =
        comparison.of(graph.ownerOf(graph.find(IdKind::User, m_session->pool->find("u1"))));
    QCOMPARE(differences.size(), std::size_t(1));
    QCOMPARE(differences[0].reading, IdentityReading::Unify);
    QCOMPARE(differences[0].viaType, QByteArray("email"));
    QCOMPARE(m_session->pool->at(differences[0].difference.via.value), QByteArrayView("maya@x.example"));
    QCOMPARE(differences[0].difference.seq, 2U);

    // The other way round; that the email belongs to somebody is no difference of its own.
    m_lens->setReading(IdentityReading::Unify);
    QTRY_VERIFY_WITH_TIMEOUT(!m_lens->isBusy() && !comparison.isBusy(), Patience);
    const auto others = comparison.of(
        m_lens->graph().ownerOf(m_lens->graph().find(IdKind::User, m_session->pool->find("u1"))));
    QCOMPARE(others.size(), std::size_t(2)); // by the Spec and observed
    for (const PeopleDifference &other : others) {
        QVERIFY(!other.difference.joined && other.viaType == "email");
        QCOMPARE(other.difference.reason, ReadingDifference::Reason::NotLinked);
        QVERIFY(other.difference.a.kind != IdKind::External && other.difference.b.kind != IdKind::External);
    }
}

} // namespace

SPECTAP_TEST_MAIN(SentIdentityReaderTest)
#include "tst_sentidentityreader.moc"
