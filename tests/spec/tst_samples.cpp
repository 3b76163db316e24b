// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "specfacts.h"
#include "tests/support/testmain.h"

#include <array>

using namespace spectap;
using namespace spectap::test;

/// Calls made of examples conform: those of the bundled catalogue, and the sample payloads and example values
/// of the facts where they are at hand. An error or warning here is either a bad example or a false alarm.
class TestSamples : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void calls_data();
    void calls();
    void events_data();
    void events();
    void samplesOfTheDocs_data();
    void samplesOfTheDocs();

private:
    void conforms(const Json &call) const;
    std::shared_ptr<const Checker> m_checker = bundledChecker();
    SpecFacts m_facts;
};

namespace {

constexpr std::array EventFiles{
    "ecommerce", "video", "mobile", "b2b-saas", "ai-copilot", "email", "live-chat", "ab-testing"};
constexpr std::array CallFiles{"identify", "track", "page", "screen", "group", "alias"};

/// Sets the value at `path`, making what lies around it; what an example around it said is kept.
void put(Json &call, const QByteArray &path, const Json &value)
{
    Json *at = &call;
    const QList<QByteArray> steps = path.split('.');
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const bool items = steps[i].endsWith("[]");
        const QByteArray key = items ? steps[i].chopped(2) : steps[i];
        Json &next = (*at)[key.toStdString()];
        if (i + 1 == steps.size()) {
            if (!next.is_structured() || next.empty())
                next = value;
            return;
        }
        if (items && (!next.is_array() || next.empty()))
            next = Json::array({Json::object()});
        else if (!items && !next.is_object())
            next = Json::object();
        at = items ? &next[0] : &next;
    }
}

void putExample(Json &call, const FieldSpec &field)
{
    if (!field.example.isEmpty() && !field.path.endsWith('*'))
        put(call, field.path, Json::parse(field.example.toStdString()));
}

} // namespace

void TestSamples::initTestCase()
{
    QVERIFY(m_checker->catalogue().events.size() > 80);
}

void TestSamples::conforms(const Json &call) const
{
    const Body body(QByteArray::fromStdString(call.dump()));
    QCOMPARE(body.sliced.calls.size(), std::size_t(1));
    CheckResult result;
    m_checker->check(body.sliced.calls.at(0), {}, result);
    QCOMPARE(result.ingest, Ingest::Accepted);
    for (const Finding &finding : result.findings) {
        if (finding.severity >= Severity::Warning)
            QFAIL(QByteArray(findingMessage(finding) + '\n' + body.bytes).constData());
    }
}

void TestSamples::calls_data()
{
    QTest::addColumn<CallType>("type");
    for (const char *name : CallFiles)
        QTest::newRow(name) << callTypeFromName(name);
}

/// One call with every field of its page and of the common ones.
void TestSamples::calls()
{
    QFETCH(const CallType, type);
    Json call{{"type", callTypeName(type).toByteArray().toStdString()}};
    for (const quint8 calls : {AllCalls, callBit(type)}) {
        for (const FieldSpec &field : m_checker->catalogue().fields) {
            if (field.calls == calls)
                putExample(call, field);
        }
    }
    conforms(call);
}

void TestSamples::events_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const EventSpec &event : m_checker->catalogue().events)
        QTest::newRow(event.id.constData()) << number++;
}

void TestSamples::events()
{
    QFETCH(const int, number);
    const EventSpec &event = m_checker->catalogue().events[static_cast<std::size_t>(number)];
    Json call{{"type", "track"}, {"userId", "u-1001"}, {"event", event.name.toStdString()}};
    for (const FieldSpec &field : event.properties)
        putExample(call, field);
    conforms(call);
}

void TestSamples::samplesOfTheDocs_data()
{
    QTest::addColumn<QByteArray>("call");
    if (SpecFacts::folder().isEmpty())
        return;
    for (const char *name : CallFiles) {
        const Json &facts = m_facts.file(QString::fromLatin1(name));
        for (const auto &[sample, call] : facts.at("examples").items())
            QTest::newRow((name + (": " + sample)).c_str()) << QByteArray::fromStdString(call.dump());
    }
    for (const char *name : EventFiles) {
        const Json &facts = m_facts.file(QString::fromLatin1(name));
        for (const Json &event : facts.at("events")) {
            Json call{{"type", "track"}, {"userId", "u-1001"}, {"event", event.at("name")}};
            for (const Json &field : event.at("properties")) {
                if (field.contains("example"))
                    put(call, pathOf(field), field["example"]);
            }
            const QByteArray row = name + (": " + bytesOf(event.at("name")));
            QTest::newRow(row.constData()) << QByteArray::fromStdString(call.dump());
        }
    }
}

void TestSamples::samplesOfTheDocs()
{
    if (SpecFacts::folder().isEmpty())
        QSKIP("the facts are not at hand; set SPECTAP_SPEC_FACTS to their folder");
    QFETCH(const QByteArray, call);
    conforms(Json::parse(call.toStdString()));
}

SPECTAP_TEST_MAIN(TestSamples)
#include "tst_samples.moc"
