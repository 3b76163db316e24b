// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"
#include "ui/inspector/callwords.h"
#include "ui/inspector/findingwords.h"

using namespace spectap;
using namespace Qt::StringLiterals;

class TestFindingWords : public QObject
{
    Q_OBJECT

private slots:
    void everyRuleHasWords()
    {
        for (int i = 1; i < RuleCount; ++i) {
            for (const Severity severity : {Severity::Info, Severity::Warning, Severity::Error}) {
                Finding finding;
                finding.pointer = "/properties/x";
                finding.rule = static_cast<Rule>(i);
                finding.severity = severity;
                finding.expected = "E";
                finding.actual = "A";
                const FindingWords words = wordsFor(finding);
                const QByteArray rule = ruleName(finding.rule).toByteArray();
                QVERIFY2(!words.verdict.isEmpty() && words.verdict.size() <= 34, rule);
                QVERIFY2(!words.title.isEmpty(), rule);
                QVERIFY2(!words.note.isEmpty(), rule);
                QVERIFY2(words.sentence.endsWith(u'.') || words.sentence.endsWith(u'?'), rule);
                QVERIFY2(!words.fix.isEmpty(), rule);
                for (const QString &text :
                    {words.verdict, words.title, words.note, words.sentence, words.fix}) {
                    QVERIFY2(!text.contains(u'%'), rule);
                    QVERIFY2(!text.contains(u'!'), rule);
                }
            }
        }
    }

    void words_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("fixCode");
        const int string = int(JsonKind::String);
        const int number = int(JsonKind::Number);
        QTest::newRow("type: number as string")
            << int(Rule::Type) << QByteArray("/properties/revenue") << QByteArray("number") << u"\"25.00\""_s
            << string << u"Expected number"_s << u"revenue must be a number. Got the string \"25.00\"."_s
            << u"revenue: 25.00"_s;
        QTest::newRow("type: text that is no number")
            << int(Rule::Type) << QByteArray("/properties/revenue") << QByteArray("number") << u"\"free\""_s
            << string << u"Expected number"_s << u"revenue must be a number. Got the string \"free\"."_s
            << QString();
        QTest::newRow("type: string as number")
            << int(Rule::Type) << QByteArray("/properties/order_id") << QByteArray("string") << u"123"_s
            << number << u"Expected string"_s << u"order_id must be a string. Got the number 123."_s
            << u"order_id: \"123\""_s;
        QTest::newRow("type: boolean as string")
            << int(Rule::Type) << QByteArray("/properties/gift") << QByteArray("boolean") << u"\"true\""_s
            << string << u"Expected boolean"_s << u"gift must be true or false. Got the string \"true\"."_s
            << u"gift: true"_s;
        QTest::newRow("format: space instead of T")
            << int(Rule::Format) << QByteArray("/timestamp") << QByteArray("iso-8601")
            << u"\"2025-11-14 10:42:07\""_s << string << u"Not ISO 8601"_s
            << u"timestamp is not ISO 8601. Got \"2025-11-14 10:42:07\"."_s
            << u"timestamp: \"2025-11-14T10:42:07Z\""_s;
        QTest::newRow("format: email")
            << int(Rule::Format) << QByteArray("/traits/email") << QByteArray("email")
            << u"\"maya@example,com\""_s << string << u"Malformed email"_s
            << u"traits.email is not an email address. Got \"maya@example,com\"."_s << QString();
        QTest::newRow("format: currency in small letters")
            << int(Rule::Format) << QByteArray("/properties/currency") << QByteArray("currency")
            << u"\"eur\""_s << string << u"Not a currency code"_s
            << u"currency is not an ISO 4217 code. Got \"eur\"."_s << u"currency: \"EUR\""_s;
        QTest::newRow("near-miss: property")
            << int(Rule::NearMiss) << QByteArray("/properties/curency") << QByteArray("currency")
            << u"\"EUR\""_s << string << u"did you mean currency"_s
            << u"Order Completed has no property curency in the Spec. Did you mean currency?"_s
            << u"currency: \"EUR\""_s;
        QTest::newRow("name-case: event")
            << int(Rule::NameCase) << QByteArray("/event") << QByteArray("Order Completed")
            << u"\"order completed\""_s << string << u"Case differs"_s
            << u"\"order completed\" differs from \"Order Completed\" only by case. They count as two events."_s
            << u"event: \"Order Completed\""_s;
        QTest::newRow("required") << int(Rule::Required) << QByteArray("/properties/order_id")
                                  << QByteArray("string") << QString() << -1 << u"Missing, required"_s
                                  << u"order_id is missing. The Spec requires it on Order Completed."_s
                                  << QString();
        QTest::newRow("identity")
            << int(Rule::Identity) << QByteArray("/userId") << QByteArray() << QString() << -1
            << u"userId or anonymousId needed"_s
            << u"This call has no userId and no anonymousId. Segment answers 200 and drops it."_s
            << QString();
    }
    void words()
    {
        QFETCH(int, rule);
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, expected);
        QFETCH(QString, value);
        QFETCH(int, kind);
        Finding finding;
        finding.rule = static_cast<Rule>(rule);
        finding.severity = Severity::Error;
        finding.pointer = pointer;
        finding.expected = expected;
        FindingSubject subject;
        subject.value = value;
        if (kind >= 0)
            subject.valueKind = static_cast<JsonKind>(kind);
        subject.event = u"Order Completed"_s;
        const FindingWords words = wordsFor(finding, subject);
        QTEST(words.verdict, "verdict");
        QTEST(words.sentence, "sentence");
        QTEST(words.fixCode, "fixCode");
    }

    /// Rules that say more than one thing, told apart by what the checker says of the value.
    void sides_data()
    {
        QTest::addColumn<Finding>("finding");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("fix");
        const auto finding = [](Severity severity, Rule rule, const char *pointer, const char *expected,
                                 const char *actual) {
            return Finding{pointer, RuleSet::Spec, severity, rule, expected, actual, {}};
        };
        const int string = int(JsonKind::String);
        const int number = int(JsonKind::Number);
        const int null = int(JsonKind::Null);
        const QString realId = u"Send the real ID, or leave userId out."_s;
        QTest::newRow("identity: empty id")
            << finding(Severity::Error, Rule::Identity, "/userId", "non-empty string", "string \"\"")
            << u"\"\""_s << string << u"No usable ID"_s
            << u"userId must be a non-empty string. Got the string \"\". Segment answers 200 and drops the call."_s
            << realId;
        QTest::newRow("identity: empty id, by the finding alone")
            << finding(Severity::Error, Rule::Identity, "/userId", "non-empty string", "string \"\"")
            << QString() << -1 << u"No usable ID"_s
            << u"userId must be a non-empty string. Got the string \"\". Segment answers 200 and drops the call."_s
            << realId;
        QTest::newRow("identity: number as id")
            << finding(Severity::Error, Rule::Identity, "/anonymousId", "non-empty string", "number 42")
            << u"42"_s << number << u"No usable ID"_s
            << u"anonymousId must be a non-empty string. Got the number 42. Segment answers 200 and drops the call."_s
            << u"Send it in quotes:"_s;
        QTest::newRow("identity: userId null and nothing else")
            << finding(Severity::Error, Rule::Identity, "/userId", "userId or anonymousId", "") << u"null"_s
            << null << u"No ID"_s
            << u"This call has no userId and no anonymousId. Segment answers 200 and drops it."_s
            << u"Send anonymousId until the person is known, userId from then on."_s;
        QTest::newRow("reserved: two spellings of a trait")
            << finding(Severity::Warning, Rule::Reserved, "/traits/first_name", "firstName", "first_name")
            << u"\"Maya\""_s << string << u"One trait, two spellings"_s
            << u"first_name and firstName are one trait in two spellings. Both were sent."_s
            << u"Send only firstName."_s;
        QTest::newRow("reserved: column of warehouses")
            << finding(Severity::Warning, Rule::Reserved, "/properties/received_at", "", "received_at")
            << u"\"today\""_s << string << u"Name of a warehouse column"_s
            << u"Warehouses keep the column received_at for themselves. This value is lost there."_s
            << u"Choose another name."_s;
        QTest::newRow("required: null")
            << finding(Severity::Error, Rule::Required, "/groupId", "string", "null") << u"null"_s << null
            << u"Empty, required"_s << u"groupId is null, which counts as not sent."_s
            << u"Send a value for groupId."_s;
        QTest::newRow("required: empty text, by the finding alone")
            << finding(Severity::Error, Rule::Required, "/event", "non-empty string", "string \"\"")
            << QString() << -1 << u"Empty, required"_s << u"event is \"\", which counts as not sent."_s
            << u"Send a value for event."_s;
        QTest::newRow("required: alias without previousId")
            << finding(Severity::Warning, Rule::Required, "/previousId", "string", "") << QString() << -1
            << u"Missing previousId"_s << u"previousId is missing. Only browser libraries can leave it out."_s
            << u"Send the old ID as previousId."_s;
        QTest::newRow("name-case: underscores in an event")
            << finding(Severity::Warning, Rule::NameCase, "/event", "Order Completed", "order_completed")
            << u"\"order_completed\""_s << string << u"Name differs by spelling"_s
            << u"\"order_completed\" is another spelling of \"Order Completed\". They count as two events."_s
            << u"Send the name as:"_s;
        QTest::newRow("name-case: case of a field")
            << finding(Severity::Warning, Rule::NameCase, "/properties/Revenue", "revenue", "Revenue")
            << u"25"_s << number << u"Name differs by case"_s
            << u"\"Revenue\" differs from \"revenue\" only by case. They count as two fields."_s
            << u"Rename it:"_s;
    }
    void sides()
    {
        QFETCH(Finding, finding);
        QFETCH(QString, value);
        QFETCH(int, kind);
        FindingSubject subject;
        subject.value = value;
        if (kind >= 0)
            subject.valueKind = static_cast<JsonKind>(kind);
        const FindingWords words = wordsFor(finding, subject);
        QTEST(words.title, "title");
        QTEST(words.sentence, "sentence");
        QTEST(words.fix, "fix");
    }

    void paths_data()
    {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QString>("path");
        QTest::newRow("the call") << QByteArray() << QString();
        QTest::newRow("member") << QByteArray("/properties/revenue") << u"properties.revenue"_s;
        QTest::newRow("array item") << QByteArray("/properties/products/1/quantity")
                                    << u"properties.products[1].quantity"_s;
        QTest::newRow("escaped") << QByteArray("/properties/a~1b~0c") << u"properties.a/b~c"_s;
        QTest::newRow("escaped tilde one") << QByteArray("/properties/a~01") << u"properties.a~1"_s;
    }
    void paths()
    {
        QFETCH(QByteArray, pointer);
        QTEST(pathOfPointer(pointer), "path");
    }

    void counts()
    {
        QCOMPARE(countWords(0, 0, 0), u"passes"_s);
        QCOMPARE(countWords(3, 1, 2), u"3 errors, 1 warning, 2 info"_s);
        QCOMPARE(countWords(1, 0, 0), u"1 error"_s);
    }
};

SPECTAP_TEST_MAIN(TestFindingWords)
#include "tst_findingwords.moc"
