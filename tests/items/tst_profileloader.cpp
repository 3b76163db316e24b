// SPDX-License-Identifier: MIT
#include "model/items/profileloader.h"

#include "model/items/rowfacts.h"
#include "tests/items/storedsession.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace spectap;

namespace {

constexpr int Patience = 20'000;

/// "email=\"a\"@1,\"b\"@3": each trait and what it has been from which call on.
QStringList printed(const TraitHistories &traits)
{
    QStringList lines;
    for (const TraitHistory &trait : traits.traits()) {
        QStringList values;
        for (const TraitValue &value : trait.values)
            values += QString::fromUtf8(value.json) + u'@' + QString::number(value.seq);
        lines += QString::fromUtf8(trait.name) + u'=' + values.join(u',');
    }
    return lines;
}

class ProfileLoaderTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void traitsKeepWhatTheyHaveBeen();
    void traitsAtACall_data();
    void traitsAtACall();
    void handedOverIdsLeaveTheirCallsBehind();
    void callsOfOthersDoNotCount();
    void groupsHaveTheirTraits();
    void findingsByRuleWithoutTheMuted();
    void asOfAnEarlierCall();
    void onlyTheNewestQuestionIsAnswered();
    void saysWhyTheFileCannotBeRead();

private:
    void add(const QByteArray &call, const std::vector<Finding> &findings = {})
    {
        const RowBatch batch = m_session->add({call}, findings);
        m_rows.append(batch.rows);
        for (const CallRow &row : batch.rows)
            m_graph.add(identityInput(row, ++m_seq));
    }
    [[nodiscard]] ProfileQuestion questionOf(const char *user) const
    {
        ProfileQuestion question;
        question.path = m_session->path();
        question.rows = m_rows.snapshot();
        question.strings = m_session->pool;
        question.lastSeq = m_seq;
        const IdIndex id = m_graph.find(IdKind::User, m_session->pool->find(user));
        if (id != NoId)
            question.spans = profileSpans(m_graph, m_graph.resolve(m_graph.ids()[id].spans.back().profile));
        return question;
    }
    [[nodiscard]] static std::shared_ptr<const ProfileFacts> answerTo(ProfileQuestion question)
    {
        ProfileLoader loader;
        QSignalSpy loaded(&loader, &ProfileLoader::loaded);
        loader.ask(std::move(question));
        if (loaded.isEmpty() && !loaded.wait(Patience))
            return std::make_shared<ProfileFacts>();
        return loaded[0][0].value<std::shared_ptr<const ProfileFacts>>();
    }

    std::unique_ptr<test::StoredSession> m_session;
    RowStore m_rows;
    IdentityGraph m_graph;
    quint32 m_seq = 0;
};

void ProfileLoaderTest::init()
{
    m_session = std::make_unique<test::StoredSession>();
    m_rows.clear();
    m_graph.clear();
    m_seq = 0;
}

void ProfileLoaderTest::traitsKeepWhatTheyHaveBeen()
{
    add(R"({"type":"identify","userId":"u","traits":{"email":"a@b.example","plan":"free"}})");
    add(R"({"type":"identify","userId":"u","traits":{"plan":"free","age":4}})");
    add(R"({"type":"identify","userId":"u","traits":{"plan":"pro","address":{"city":"Ulm"}}})");
    add(R"({"type":"identify","userId":"u","traits":"none"})");
    add(R"({"type":"track","event":"E","userId":"u","traits":{"plan":"not a trait of a track call"}})");
    const auto facts = answerTo(questionOf("u"));
    QCOMPARE(printed(facts->traits),
        (QStringList{QStringLiteral("email=\"a@b.example\"@1"), QStringLiteral("plan=\"free\"@1,\"pro\"@3"),
            QStringLiteral("age=4@2"), QStringLiteral("address={\"city\":\"Ulm\"}@3")}));
    QCOMPARE(facts->calls, 5U);
    QCOMPARE(facts->types[static_cast<std::size_t>(CallType::Identify)], 4U);
    QCOMPARE(facts->types[static_cast<std::size_t>(CallType::Track)], 1U);
}

void ProfileLoaderTest::traitsAtACall_data()
{
    QTest::addColumn<quint32>("seq");
    QTest::addColumn<int>("index");
    QTest::newRow("before the first value: not known") << 2U << -1;
    QTest::newRow("at the call that sent it") << 3U << 0;
    QTest::newRow("until the next value") << 6U << 0;
    QTest::newRow("at the next value") << 7U << 1;
    QTest::newRow("after the last") << 900U << 1;
}

void ProfileLoaderTest::traitsAtACall()
{
    QFETCH(quint32, seq);
    const TraitHistory trait{"plan", {{3, "\"free\""}, {7, "\"pro\""}}};
    QTEST(trait.at(seq), "index");
}

void ProfileLoaderTest::handedOverIdsLeaveTheirCallsBehind()
{
    add(R"({"type":"identify","anonymousId":"a","userId":"u","traits":{"name":"U"}})");
    add(R"({"type":"page","anonymousId":"a"})");
    add(R"({"type":"identify","anonymousId":"a","userId":"v","traits":{"name":"V"}})");
    add(R"({"type":"page","anonymousId":"a"})");
    add(R"({"type":"page","anonymousId":"a"})");
    const auto first = answerTo(questionOf("u"));
    QCOMPARE(first->calls, 2U);
    QCOMPARE(printed(first->traits), QStringList{QStringLiteral("name=\"U\"@1")});
    const auto second = answerTo(questionOf("v"));
    QCOMPARE(second->calls, 3U);
    QCOMPARE(printed(second->traits), QStringList{QStringLiteral("name=\"V\"@3")});
}

void ProfileLoaderTest::callsOfOthersDoNotCount()
{
    add(R"({"type":"track","event":"E","userId":"u"})");
    add(R"({"type":"track","event":"E","userId":"v"})");
    add(R"({"type":"identify","userId":"v","traits":{"name":"V"}})");
    add(R"({"type":"track","event":"E"})");
    const auto facts = answerTo(questionOf("u"));
    QCOMPARE(facts->calls, 1U);
    QVERIFY(facts->traits.traits().empty());
    QCOMPARE(answerTo(questionOf("nobody"))->calls, 0U);
}

void ProfileLoaderTest::groupsHaveTheirTraits()
{
    add(R"({"type":"group","userId":"other","groupId":"g","traits":{"name":"Old"}})");
    add(R"({"type":"group","userId":"u","groupId":"g"})");
    add(R"({"type":"group","userId":"other","groupId":"g","traits":{"name":"New"}})");
    add(R"({"type":"group","userId":"other","groupId":"h","traits":{"name":"Not u's"}})");
    const auto facts = answerTo(questionOf("u"));
    QCOMPARE(facts->groups.size(), std::size_t(1));
    QCOMPARE(m_session->pool->at(facts->groups[0].id), QByteArrayView("g"));
    QCOMPARE(facts->groups[0].firstSeq, 2U);
    QCOMPARE(printed(facts->groups[0].traits), QStringList{QStringLiteral("name=\"Old\"@1,\"New\"@3")});
}

void ProfileLoaderTest::findingsByRuleWithoutTheMuted()
{
    Finding wrong;
    wrong.severity = Severity::Error;
    wrong.rule = Rule::Type;
    wrong.pointer = "/properties/price";
    Finding odd;
    odd.severity = Severity::Warning;
    odd.rule = Rule::Format;
    odd.pointer = "/properties/mail";
    add(R"({"type":"track","event":"E","userId":"u"})", {wrong, odd});
    add(R"({"type":"track","event":"E","userId":"v"})", {wrong});
    add(R"({"type":"track","event":"E","userId":"u"})");

    const auto facts = answerTo(questionOf("u"));
    QCOMPARE(facts->severities, (std::array<quint32, 4>{1, 0, 0, 1}));
    QCOMPARE(facts->violations->nodes[0].findings[0], quint64(2));

    ProfileQuestion question = questionOf("u");
    question.mutes = {{.rule = Rule::Type, .event = {}, .pattern = {}}};
    const auto quiet = answerTo(std::move(question));
    QCOMPARE(quiet->violations->nodes[0].findings[0], quint64(1));
    QCOMPARE(quiet->violations->mutedFindings, quint64(1));
}

void ProfileLoaderTest::asOfAnEarlierCall()
{
    add(R"({"type":"identify","userId":"u","traits":{"plan":"free"}})");
    add(R"({"type":"group","userId":"u","groupId":"g"})");
    add(R"({"type":"identify","userId":"u","traits":{"plan":"pro"}})");
    ProfileQuestion question = questionOf("u");
    question.lastSeq = 1;
    const auto facts = answerTo(std::move(question));
    QCOMPARE(facts->calls, 1U);
    QVERIFY(facts->groups.empty());
    QCOMPARE(printed(facts->traits), QStringList{QStringLiteral("plan=\"free\"@1")});
}

void ProfileLoaderTest::onlyTheNewestQuestionIsAnswered()
{
    add(R"({"type":"track","event":"E","userId":"u"})");
    add(R"({"type":"track","event":"E","userId":"v"})");
    add(R"({"type":"track","event":"E","userId":"v"})");
    ProfileLoader loader;
    QSignalSpy loaded(&loader, &ProfileLoader::loaded);
    loader.ask(questionOf("u"));
    loader.ask(questionOf("v"));
    QVERIFY(loader.isBusy());
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, Patience);
    QCOMPARE(loaded[0][0].value<std::shared_ptr<const ProfileFacts>>()->calls, 2U);
    QVERIFY(!loader.isBusy());
    loader.ask(questionOf("u"));
    loader.forget();
    loader.ask(questionOf("v"));
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 2, Patience);
    QCOMPARE(loaded[1][0].value<std::shared_ptr<const ProfileFacts>>()->calls, 2U);
}

void ProfileLoaderTest::saysWhyTheFileCannotBeRead()
{
    add(R"({"type":"identify","userId":"u","traits":{"plan":"free"}})");
    ProfileQuestion question = questionOf("u");
    question.path = QStringLiteral("/no/such/folder/gone.spectap");
    ProfileLoader loader;
    QSignalSpy failed(&loader, &ProfileLoader::failed);
    loader.ask(std::move(question));
    QVERIFY(!failed.isEmpty() || failed.wait(Patience));
    QVERIFY2(failed[0][0].toString().contains(u"gone.spectap"), qPrintable(failed[0][0].toString()));
}

} // namespace

SPECTAP_TEST_MAIN(ProfileLoaderTest)
#include "tst_profileloader.moc"
