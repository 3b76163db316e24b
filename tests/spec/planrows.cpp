// SPDX-License-Identifier: MIT
#include "plantext.h"
#include "rulerows.h"

namespace spectap::test {

std::vector<RuleRow> planRows()
{
    std::vector<RuleRow> rows;
    const auto call = [&](const char *name, const QByteArray &plan, const QByteArray &body,
                          const QStringList &findings) {
        rows.push_back({name, plan, body, findings, {}});
    };
    const auto property = [&](const char *name, const char *schema, const char *value, const char *finding) {
        const QByteArray plan = planOfRules(
            ruleOf("Seat Chosen", QByteArray(R"({"type":"object","properties":{"x":)") + schema + "}}"));
        call(name, plan, track("Seat Chosen", QByteArray("{\"x\":") + value + '}'),
            *finding ? QStringList{QString::fromUtf8(finding)} : QStringList());
    };
    property("plan-type: right", R"({"type":"string"})", R"("a")", "");
    property("plan-type: wrong", R"({"type":"number"})", R"("1")",
        R"(error plan-type /properties/x number | string "1")");
    property("plan-type: null where the plan allows it", R"({"type":["string","null"]})", "null", "");
    property("plan-type: null where it does not", R"({"type":"string"})", "null",
        "error plan-type /properties/x string | null");
    property("plan-type: 3.5 is no integer", R"({"type":"integer"})", "3.5",
        "error plan-type /properties/x integer | number 3.5");
    property("plan-type: 3.0 is one", R"({"type":"integer"})", "3.0", "");
    property("plan-type: 30 digits are one", R"({"type":"integer"})", "123456789012345678901234567890", "");
    property("plan-type: any", R"({"type":"any"})", "{}", "");
    property("plan-type: choices of types read as one", R"({"anyOf":[{"type":"string"},{"type":"null"}]})",
        "1", "error plan-type /properties/x string or null | number 1");
    property("plan-enum: listed", R"({"enum":["web","ios",3]})", "3.0", "");
    property("plan-enum: not listed", R"({"enum":["web","ios"]})", R"("tv")",
        R"(error plan-enum /properties/x web or ios | "tv")");
    property("plan-enum: const", R"({"const":{"a":1,"b":[2]}})", R"({"b":[2.0],"a":1})", "");
    property("plan-enum: another const", R"({"const":"EUR"})", R"("USD")",
        R"(error plan-enum /properties/x EUR | "USD")");
    property("plan-pattern: unanchored", R"({"type":"string","pattern":"web|ios"})", R"("my web app")", "");
    property("plan-pattern: differs", R"({"pattern":"^(web|ios)$"})", R"("web ")",
        R"(error plan-pattern /properties/x ^(web|ios)$ | "web ")");
    property("plan-pattern: only of strings", R"({"pattern":"^a"})", "5", "");
    property("plan-pattern: dollar is the end, not before a line break", R"({"pattern":"^a$"})", R"("a\n")",
        R"(error plan-pattern /properties/x ^a$ | "a\n")");
    property(
        "plan-pattern: no lookahead in Go, here it is fine", R"~({"pattern":"^(?!test)"})~", R"("x")", "");
    property("plan-format: date-time", R"({"format":"date-time"})", R"("2025-11-14T10:42:07.123Z")", "");
    property("plan-format: date-time as SDKs write it", R"({"format":"date-time"})",
        R"("2025-11-14T10:42:07+0100")", "");
    property("plan-format: no date-time", R"({"format":"date-time"})", R"("yesterday")",
        R"(error plan-format /properties/x date-time | "yesterday")");
    property("plan-schema: minimum", R"({"minimum":0})", "-0.01",
        "error plan-schema /properties/x at least 0 | number -0.01");
    property("plan-schema: multipleOf of cents", R"({"multipleOf":0.01})", "19.99", "");
    property("plan-schema: multipleOf broken", R"({"multipleOf":0.01})", "19.999",
        "error plan-schema /properties/x a multiple of 0.01 | number 19.999");
    property("plan-schema: length in characters", R"({"maxLength":2})", R"("\ud83d\ude00é")", "");
    property("plan-schema: too long", R"({"maxLength":2})", R"("abc")",
        "error plan-schema /properties/x at most 2 characters | 3 characters");
    property("plan-schema: unique items", R"({"uniqueItems":true})", "[1,{\"a\":2},1.0]",
        "error plan-schema /properties/x items that all differ | array [1,{\"a\":2},1.0]");
    property("plan-schema: not", R"({"not":{"enum":["guest"]}})", R"("guest")",
        R"(error plan-schema /properties/x anything but this | string "guest")");
    property("plan-type: in an array", R"({"type":"array","items":{"type":"string"}})", R"(["a",2])",
        "error plan-type /properties/x/1 string | number 2");

    const QByteArray order = planOfRules(ruleOf("Seat Chosen",
        R"({"type":"object","required":["seat","row"],"properties":{"seat":{"type":"string"},)"
        R"("row":{"type":["integer","null"]},"price":{"type":"object","required":["amount"],"properties":)"
        R"({"amount":{"type":"number"}}},"tags":{"type":"array","items":{"type":"object","properties":{"id":{}}}}}})",
        R"(,"required":["properties"])"));
    call("plan-required: all sent", order, track("Seat Chosen", R"({"seat":"a","row":null})"), {});
    call("plan-required: missing", order, track("Seat Chosen", R"({"seat":"a"})"),
        {u"error plan-required /properties/row integer or null | "_s});
    call("plan-required: nested", order, track("Seat Chosen", R"({"seat":"a","row":1,"price":{}})"),
        {u"error plan-required /properties/price/amount number | "_s});
    call("plan-required: no properties at all", order,
        R"({"type":"track","userId":"u","event":"Seat Chosen"})",
        {u"error plan-required /properties object | "_s});
    call("plan-required: the last of two keys counts", order,
        track("Seat Chosen", R"({"seat":1,"row":1,"seat":"b"})"), {});
    call("plan-unplanned-property: named", order, track("Seat Chosen", R"({"seat":"a","row":1,"colour":2})"),
        {u"warning plan-unplanned-property /properties/colour  | colour"_s});
    call("plan-unplanned-property: misspelled", order,
        track("Seat Chosen", R"({"seat":"a","row":1,"Price":{"amount":1}})"),
        {u"warning plan-unplanned-property /properties/Price price | Price"_s});
    call("plan-unplanned-property: nested", order,
        track("Seat Chosen", R"({"seat":"a","row":1,"price":{"amount":1,"tax":2}})"),
        {u"warning plan-unplanned-property /properties/price/tax  | tax"_s});
    call("plan-unplanned-property: in an array", order,
        track("Seat Chosen", R"({"seat":"a","row":1,"tags":[{"id":1},{"key":1}]})"),
        {u"warning plan-unplanned-property /properties/tags/1/key  | key"_s});
    call("plan-unplanned-property: an empty list plans none",
        planOfRules(ruleOf("Seat Chosen", R"({"type":"object","properties":{}})")),
        track("Seat Chosen", R"({"a":1})"), {u"warning plan-unplanned-property /properties/a  | a"_s});
    call("plan-unplanned-property: no list says nothing",
        planOfRules(ruleOf("Seat Chosen", R"({"type":"object"})")), track("Seat Chosen", R"({"a":1})"), {});
    call("plan-unplanned-property: others allowed",
        planOfRules(ruleOf("Seat Chosen", R"({"properties":{"b":{}},"additionalProperties":true})")),
        track("Seat Chosen", R"({"a":1})"), {});
    call("plan-unplanned-property: others forbidden",
        planOfRules(ruleOf("Seat Chosen", R"({"properties":{"b":{}},"additionalProperties":false})")),
        track("Seat Chosen", R"({"a":1})"), {u"error plan-unplanned-property /properties/a  | a"_s});
    call("plan-unplanned-property: named behind a reference",
        planOfRules(ruleOf("Seat Chosen", R"({"allOf":[{"$ref":"#/definitions/x"}],"properties":{}})",
            R"(,"definitions":{"x":{"properties":{"a":{"type":"integer"}}}})")),
        track("Seat Chosen", R"({"a":1})"), {});
    call("plan-unplanned-property: patternProperties plan too",
        planOfRules(
            ruleOf("Seat Chosen", R"({"properties":{},"patternProperties":{"^x-":{"type":"integer"}}})")),
        track("Seat Chosen", R"({"x-a":"1"})"),
        {u"error plan-type /properties/x-a integer | string \"1\""_s});

    call("plan-unplanned-event: planned", order, track("Seat Chosen", R"({"seat":"a","row":1})"), {});
    call("plan-unplanned-event: another", order, track("Door Opened", R"({"q":1})"),
        {u"warning plan-unplanned-event /event  | Door Opened"_s});
    call("plan-unplanned-event: case counts", order, track("seat chosen", "{}"),
        {u"warning plan-unplanned-event /event Seat Chosen | seat chosen"_s});
    call("plan-unplanned-event: page calls are no events", order, R"({"type":"page","userId":"u"})", {});
    call("plan-unplanned-event: a plan without events says nothing of them",
        planOfRules(R"({"type":"IDENTIFY","jsonSchema":{}})"), track("Door Opened", "{}"), {});

    const QByteArray traits = planOfRules(
        R"({"type":"IDENTIFY","version":1,"jsonSchema":{"properties":{"traits":{"type":"object","properties":)"
        R"({"plan_tier":{"enum":["free","paid"]}}}}}},)"
        R"({"type":"GROUP","version":1,"jsonSchema":{"properties":{"traits":{"properties":{"seats":{"type":"integer"}}}}}},)"
        R"({"type":"PAGE","jsonSchema":{"properties":{"properties":{"required":["site"]}}}},)"
        R"({"type":"SCREEN","key":"Home","jsonSchema":{"properties":{"properties":{"required":["area"]}}}},)"
        R"({"type":"COMMON","jsonSchema":{"properties":{"context":{"required":["app"]}},"required":["context"]}})");
    const QByteArray app = R"(,"context":{"app":{}}})";
    call("plan-enum: identify traits", traits,
        R"({"type":"identify","userId":"u","traits":{"plan_tier":"gold"})" + app,
        {u"error plan-enum /traits/plan_tier free or paid | \"gold\""_s});
    call("plan-unplanned-property: trait", traits,
        R"({"type":"identify","userId":"u","traits":{"zodiac":1})" + app,
        {u"warning plan-unplanned-property /traits/zodiac  | zodiac"_s});
    call("plan-type: group traits", traits,
        R"({"type":"group","userId":"u","groupId":"g","traits":{"seats":"5"})" + app,
        {u"error plan-type /traits/seats integer | string \"5\""_s});
    call("plan-required: page", traits, R"({"type":"page","userId":"u","name":"Home","properties":{})" + app,
        {u"error plan-required /properties/site  | "_s});
    call("plan-required: screen of that name", traits,
        R"({"type":"screen","userId":"u","name":"Home","properties":{})" + app,
        {u"error plan-required /properties/area  | "_s});
    call("plan-required: screen of another name", traits,
        R"({"type":"screen","userId":"u","name":"Cart","properties":{})" + app, {});
    call("plan-required: common schema", traits,
        R"({"type":"identify","userId":"u","traits":{},"context":{}})",
        {u"error plan-required /context/app  | "_s});
    call("plan-required: common schema, context of the batch", traits,
        R"({"context":{"app":{}},"batch":[{"type":"identify","userId":"u","context":{"ip":"0.0.0.0"}}]})",
        {});
    call("plan-required: common schema, no context in the batch", traits,
        R"({"batch":[{"type":"identify","userId":"u"}]})", {u"error plan-required /context  | "_s});
    call("plan-required: alias is never covered", traits, R"({"type":"alias","userId":"u","previousId":"p"})",
        {});

    const auto versioned = [](int version, const char *type) -> QByteArray {
        return R"({"type":"TRACK","key":"Seat Chosen","version":)" + QByteArray::number(version) +
               R"(,"jsonSchema":{"properties":{"properties":{"properties":{"x":{"type":")" + type +
               R"("}}}}}})";
    };
    const QByteArray versions =
        planOfRules(versioned(3, "boolean") + ',' + versioned(1, "string") + ',' + versioned(2, "number"));
    const auto sent = [](const char *version) -> QByteArray {
        return R"({"type":"track","userId":"u","event":"Seat Chosen","properties":{"x":[]},"context":{"protocols":)"
               R"({"event_version":)" +
               QByteArray(version) + "}}}";
    };
    const auto expects = [](const char *type) {
        return QStringList{u"error plan-type /properties/x %1 | array []"_s.arg(QLatin1String(type))};
    };
    call("plan-type: version 2", versions, sent("2"), expects("number"));
    call("plan-type: version 3.0", versions, sent("3.0"), expects("boolean"));
    call("plan-type: no version is the oldest", versions, track("Seat Chosen", R"({"x":[]})"),
        expects("string"));
    call("plan-type: version as string is the oldest", versions, sent(R"("2")"), expects("string"));
    call("plan-type: unknown version is the oldest", versions, sent("9"), expects("string"));

    const QByteArray hostile =
        planOfRules(ruleOf("Seat Chosen", R"({"properties":{"x":{"pattern":"^(a+)+$"}}})"));
    call("plan-schema: a hostile pattern ends", hostile,
        track("Seat Chosen", R"({"x":")" + QByteArray(60, 'a') + R"(!"})"),
        {u"warning plan-schema /properties/x a pattern that takes less work; it was not matched | "_s});
    call("plan-schema: a megabyte of text ends", hostile,
        track("Seat Chosen", R"({"x":")" + QByteArray(1 << 20, 'a') + R"(!"})"),
        {u"warning plan-schema /properties/x at most 65,536 characters where it has a pattern; it was not matched | "_s});
    QByteArray deep = "1";
    for (int i = 0; i < 900; ++i)
        deep = "[" + deep + "]";
    call("plan-schema: depth ends",
        planOfRules(ruleOf("Seat Chosen", R"({"properties":{"x":{"$ref":"#/definitions/x"}}})",
            R"(,"definitions":{"x":{"items":{"$ref":"#/definitions/x"}}})")),
        track("Seat Chosen", "{\"x\":" + deep + "}"),
        {u"warning plan-schema /properties/x%1 less nesting: it was not checked to its end | "_s.arg(
            QString(u"/0"_s).repeated(199))});
    const QByteArray twice = R"({"$ref":"#/definitions/%1"},{"$ref":"#/definitions/%1"})";
    QByteArray doubling = R"("d0":{"type":"string"})";
    for (int i = 1; i < 40; ++i)
        doubling += ",\"d" + QByteArray::number(i) + "\":{\"anyOf\":[" +
                    QByteArray(twice).replace("%1", QByteArray("d" + QByteArray::number(i - 1))) + "]}";
    call("plan-schema: a product of alternatives ends",
        planOfRules(ruleOf("Seat Chosen", R"({"properties":{"x":{"$ref":"#/definitions/d39"}}})",
            R"(,"definitions":{)" + doubling + "}")),
        track("Seat Chosen", R"({"x":1})"),
        {u"warning plan-schema /properties/x less work: it was not checked to its end | "_s});
    return rows;
}

} // namespace spectap::test
