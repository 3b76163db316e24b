// SPDX-License-Identifier: MIT
#include "plantext.h"
#include "tests/support/testmain.h"

using namespace spectap;
using namespace spectap::test;

/// Plans as files: every format, and what is said of broken ones.
class TestPlanFiles : public QObject
{
    Q_OBJECT

private slots:
    void formats_data();
    void formats();
    void broken_data();
    void broken();
    void plannedFields();
};

void TestPlanFiles::formats_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QStringList>("findings");
    const QByteArray wrong = track("Seat Chosen", R"({"x":1})");
    const QStringList type{u"error plan-type /properties/x string | number 1"_s};
    const QByteArray body = R"({"type":"object","properties":{"x":{"type":"string"}}})";
    const QByteArray whole = R"({"type":"object","properties":{"properties":)" + body + "}}";
    const auto row = [&](const char *what, const QByteArray &text, const QString &name,
                         const QByteArray &call, const QStringList &findings) {
        QTest::newRow(what) << u"my plan.json"_s << text << name << call << findings;
    };
    row("public-api: plan with its rules",
        R"({"id":"tp_1","name":"Shop","rules":[{"type":"TRACK","key":"Seat Chosen","version":1,"jsonSchema":)" +
            whole + R"(,"deprecatedAt":"0001-01-01T00:00:00.000Z"}]})",
        u"Shop"_s, wrong, type);
    row("public-api: answer as it came",
        R"({"data":{"rules":[{"type":"TRACK","key":"Seat Chosen","jsonSchema":)" + whole + "}]}}",
        u"my plan"_s, wrong, type);
    row("public-api: bare list of rules",
        R"([{"type":"TRACK","key":"Seat Chosen","jsonSchema":)" + whole + "}]", u"my plan"_s, wrong, type);
    row("public-api: a byte order mark is no mistake",
        "\xef\xbb\xbf[{\"type\":\"TRACK\",\"key\":\"Seat Chosen\",\"jsonSchema\":" + whole + "}]",
        u"my plan"_s, wrong, type);
    row("config-api: events",
        R"({"name":"workspaces/w/tracking-plans/rs_1","display_name":"Shop","rules":{"global":{},"events":)"
        R"([{"name":"Seat Chosen","description":"d","version":1,"rules":)" +
            whole + "}]}}",
        u"Shop"_s, wrong, type);
    row("config-api: identify, global, traits of the older style",
        R"({"display_name":"Shop","rules":{"events":[],"identify":{"properties":{"traits":{"required":["a"]}}},)"
        R"("global":{"required":["messageId"]},"group_traits":[{"name":"seats","rules":{"type":"integer"}},{"name":"tier"}]}})",
        u"Shop"_s,
        R"({"batch":[{"type":"identify","userId":"u","traits":{}},{"type":"group","userId":"u","groupId":"g",)"
        R"("messageId":"m","traits":{"tier":1,"seats":"x"}}]})",
        {u"error plan-required /traits/a  | "_s, u"error plan-required /messageId  | "_s,
            u"error plan-type /traits/seats integer | string \"x\""_s});
    const QByteArray typewriter =
        R"({"name":"Shop","rules":[{"key":"Seat Chosen","type":"TRACK","jsonSchema":{"type":"object","required":["x"],)"
        R"("properties":{"x":{"type":"string"}},"eventMetadata":{"name":"Seat Chosen","type":"TRACK"}}}]})";
    row("typewriter-v8: the schema is of the properties", typewriter, u"Shop"_s, wrong, type);
    row("typewriter-v8: no properties", typewriter, u"Shop"_s,
        R"({"type":"track","userId":"u","event":"Seat Chosen"})",
        {u"error plan-required /properties/x string | "_s});
    row("typewriter-v8: unplanned property", typewriter, u"Shop"_s, track("Seat Chosen", R"({"x":"","y":1})"),
        {u"warning plan-unplanned-property /properties/y  | y"_s});
    row("json-schema: one event, named by its title",
        R"({"$schema":"http://json-schema.org/draft-07/schema#","title":"Seat Chosen","type":"object",)"
        R"("properties":{"x":{"type":"string"}}})",
        u"my plan"_s, wrong, type);
    row("json-schema: one event, whole call, named by event",
        R"({"properties":{"event":{"const":"Seat Chosen"},"properties":)" + body + "}}", u"my plan"_s, wrong,
        type);
    row("json-schema: by event name", R"({"Seat Chosen":)" + body + R"(,"Door Opened":)" + whole + "}",
        u"my plan"_s, wrong, type);
    row("json-schema: of identify",
        R"({"properties":{"type":{"const":"identify"},"traits":{"properties":{"a":{"type":"string"}}}}})",
        u"my plan"_s, R"({"type":"identify","userId":"u","traits":{"a":1}})",
        {u"error plan-type /traits/a string | number 1"_s});
    QTest::newRow("json-schema: one event, named by its file")
        << u"/plans/Seat Chosen.json"_s << body << u"Seat Chosen"_s << wrong << type;
}

void TestPlanFiles::formats()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, name);
    QFETCH(QByteArray, call);
    QFETCH(QStringList, findings);
    const TrackingPlan plan = planOf(text, file);
    QCOMPARE(QString::fromUtf8(plan.name), name);
    QCOMPARE(planLines(*Checker::compile({}, {plan}), call), findings);
}

void TestPlanFiles::broken_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const QByteArray &text, const QString &message) {
        QTest::newRow(name) << text << message;
    };
    row("not JSON", "{\n\"rules\": [}", u"plan.json is not JSON, line 2: Expected"_s);
    row("no plan", R"({"a":1})", u"plan.json, line 1, at its root: this is no tracking plan"_s);
    row("no rules", R"({"rules":[]})", u"this plan has no rules"_s);
    row("type of a rule", R"({"rules":[{"type":"CLICK","jsonSchema":{}}]})",
        u"at /rules/0/type: the type of a rule is"_s);
    row("no event name", R"({"rules":[{"type":"TRACK","jsonSchema":{}}]})",
        u"at /rules/0: a rule for track calls needs"_s);
    row("no schema", R"({"rules":[{"type":"TRACK","key":"A"}]})",
        u"at /rules/0: this rule has no jsonSchema"_s);
    row("one version twice", planOfRules(ruleOf("A", "{}") + ',' + ruleOf("A", "{}")),
        u"at /rules/1/jsonSchema: version 1 of \"A\" stands here twice"_s);
    const auto schema = [&](const char *name, const char *property, const char *pointer,
                            const QString &what) {
        row(name, "\n\n" + planOfRules(ruleOf("A", QByteArray(R"({"properties":{"x":)") + property + "}}")),
            u"plan.json, line 3, at /rules/0/jsonSchema/properties/properties/properties/x%1: %2"_s.arg(
                QLatin1String(pointer), what));
    };
    schema("schema: unknown type", R"({"type":"strng"})", "/type",
        u"a type is string, number, integer, boolean, object, array or null, not the string \"strng\""_s);
    schema("schema: broken pattern", R"({"pattern":"a("})", "/pattern", u"this is no regular expression: "_s);
    schema("schema: verbs of another engine", R"({"pattern":"(*LIMIT_MATCH=9)a"})", "/pattern",
        u"this is no regular expression: nothing to repeat"_s);
    schema("schema: possessive quantifier", R"({"pattern":"a++"})", "/pattern",
        u"this is no regular expression: nothing to repeat"_s);
    schema("schema: letters without a meaning", R"({"pattern":"\\Ka"})", "/pattern",
        u"this is no regular expression: \\K has no meaning"_s);
    schema("schema: required of draft-03", R"({"required":true})", "/required",
        u"a list of property names belongs here"_s);
    schema("schema: bound of draft-04", R"({"exclusiveMinimum":true})", "/exclusiveMinimum",
        u"a number belongs here"_s);
    schema("schema: negative length", R"({"maxLength":-1})", "/maxLength",
        u"a whole number from 0 up belongs here"_s);
    schema("schema: no schema", R"({"items":5})", "/items", u"a schema is an object, true or false"_s);
    schema(
        "schema: reference to nothing", R"({"$ref":"#/definitions/none"})", "/$ref", u"there is no schema"_s);
    schema("schema: remote reference", R"({"$ref":"https://example.com/a.json"})", "/$ref",
        u"the schema \"https://example.com/a.json\" is not in this file, and nothing is fetched"_s);
    schema("schema: endless reference", R"({"allOf":[{"$ref":"#/properties/properties/properties/x"}]})",
        "/allOf/0/$ref", u"this $ref leads back to itself"_s);
}

void TestPlanFiles::broken()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const Result<TrackingPlan> plan = TrackingPlan::read(text, u"plan.json"_s);
    QVERIFY(!plan.ok());
    QVERIFY2(plan.error().message.contains(message), qPrintable(plan.error().message));
}

void TestPlanFiles::plannedFields()
{
    const TrackingPlan plan = planOf(planOfRules(ruleOf("Seat Chosen",
        R"({"required":["a"],"properties":{"a":{"type":"string","description":"First"},"b":{"items":{"properties":{"c":{}}}}}})")));
    QStringList fields;
    for (const PlannedField &field : plan.rules[0].fields())
        fields +=
            QString::fromUtf8(field.path + ' ' + field.types) + (field.required ? u" required"_s : QString());
    fields.sort();
    QCOMPARE(
        fields, (QStringList{u"properties.a string required"_s, u"properties.b "_s, u"properties.b[].c "_s}));
}

SPECTAP_TEST_MAIN(TestPlanFiles)
#include "tst_planfiles.moc"
