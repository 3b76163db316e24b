// SPDX-License-Identifier: MIT
#include "rulerows.h"
#include "writtencalls.h"

namespace spectap::test {

std::vector<RuleRow> specRows()
{
    std::vector<RuleRow> rows;
    const auto row = [&](const char *name, const QByteArray &body, const QStringList &expected = {},
                         const char *ingest = "accepted") {
        rows.push_back({name, {}, body, expected, ingest});
    };
    const auto one = [](const char *finding) { return QStringList{QLatin1String(finding)}; };

    row("call-type: exact", track(R"("event":"Order Completed")"));
    row("call-type: wrong case", call("Track", R"("event":"x")"), one("error call-type /type"), "dropped");
    row("call-type: unknown", call("purchase", R"("a":1)"), one("error call-type /type"), "dropped");
    row("call-type: not a string", R"({"type":5,"userId":"u"})", one("error call-type /type"), "dropped");
    row("call-type: missing", R"({"userId":"u"})", one("error call-type /type"), "dropped");
    row("call-type: null is missing", R"({"type":null,"userId":"u"})", one("error call-type /type"),
        "dropped");
    row("call-type: action of old", R"({"action":"identify","userId":"u"})",
        {QStringLiteral("warning deprecated /action"), QStringLiteral("error call-type /type")}, "dropped");

    row("required: event", track(R"("properties":{})"), one("error required /event"), "dropped");
    row("required: event null", track(R"("event":null)"), one("error required /event"), "dropped");
    row("required: event empty", track(R"("event":"")"), one("error required /event"), "dropped");
    row("required: groupId", call("group", R"("traits":{})"), one("error required /groupId"));
    row("required: groupId sent", call("group", R"("groupId":"g")"));
    row("required: alias without previousId", R"({"type":"alias","userId":"u"})",
        one("warning required /previousId"));
    row("required: alias", R"({"type":"alias","userId":"u","previousId":"a"})");
    row("required: alias without userId", R"({"type":"alias","anonymousId":"a","previousId":"p"})",
        one("error required /userId"));
    row("required: semantic properties never", order(""));
    row("required: consent deep inside", track(R"("event":"Segment Consent Preference Updated")"),
        one("error required /context/consent/categoryPreferences"), "dropped");
    row("required: consent sent",
        track(
            R"("event":"Segment Consent Preference Updated","context":{"consent":{"categoryPreferences":{"Ads":true}}})"));
    row("required: inside an element",
        track(
            R"("event":"Order Completed","context":{"externalIds":[{"id":"a","type":"x","collection":"users"}]})"),
        one("error required /context/externalIds/0/encoding"));
    row("required: no elements, nothing missing",
        track(R"("event":"Order Completed","context":{"externalIds":[]})"));

    row("identity: userId", R"({"type":"page","userId":"u"})");
    row("identity: anonymousId", R"({"type":"page","anonymousId":"a"})");
    row("identity: null userId is normal", R"({"type":"page","userId":null,"anonymousId":"a"})");
    row("identity: none", R"({"type":"page"})", one("error identity /userId"), "dropped");
    row("identity: both null", R"({"type":"page","userId":null,"anonymousId":null})",
        one("error identity /userId"), "dropped");
    row("identity: empty", R"({"type":"page","userId":""})", one("error identity /userId"), "dropped");
    row("identity: number", R"({"type":"page","userId":5})", one("error identity /userId"), "dropped");
    row("identity: one bad of two", R"({"type":"page","userId":"u","anonymousId":{}})",
        one("error identity /anonymousId"), "dropped");
    row("identity: alias with nothing", R"({"type":"alias","previousId":"p"})", one("error identity /userId"),
        "dropped");
    row("identity: alias with null", R"({"type":"alias","userId":null,"previousId":"p"})",
        one("error required /userId"), "dropped");

    row("type: as documented", order(R"("revenue":25,"total":25.50,"products":[{"quantity":1}])"));
    row("type: number in quotes", order(R"("revenue":"25.00")"), one("error type /properties/revenue"));
    row("type: number for a string", order(R"("order_id":5)"), one("error type /properties/order_id"));
    row("type: object for an array", order(R"("products":{})"), one("error type /properties/products"));
    row("type: element of an array", order(R"("products":[1])"), one("error type /properties/products/0"));
    row("type: inside an element", order(R"("products":[{},{"price":"1"}])"),
        one("error type /properties/products/1/price"));
    row("type: null counts as not sent", order(R"("revenue":null,"products":null)"));
    row("type: integer", track(R"("event":"Order Completed","context":{"protocols":{"event_version":2.0}})"));
    row("type: not an integer",
        track(R"("event":"Order Completed","context":{"protocols":{"event_version":2.5}})"),
        one("error type /context/protocols/event_version"));
    row("type: several are allowed", call("group", R"("groupId":"g","traits":{"employees":"120"})"));
    row("type: properties", track(R"("event":"Order Completed","properties":[])"),
        one("error type /properties"), "dropped");
    row("type: properties null", track(R"("event":"Order Completed","properties":null)"));
    row("type: traits", call("identify", R"("traits":"x")"), one("error type /traits"), "dropped");
    row("type: event", track(R"("event":5)"), one("error type /event"), "dropped");
    row("type: empty page name", call("page", R"("name":"")"), one("error type /name"), "dropped");
    row("type: empty category", call("screen", R"("category":"")"), one("error type /category"), "dropped");
    row("type: no page name", call("page", R"("properties":{})"));
    row("type: the last of two keys counts", order(R"("revenue":"1","revenue":2)"));
    row("type: the last of two keys is wrong", order(R"("revenue":1,"revenue":"2")"),
        one("error type /properties/revenue"));
    row("type: integration",
        track(R"("event":"Order Completed","integrations":{"All":false,"Mixpanel":{"a":1}})"));
    row("type: integration is a string",
        track(R"("event":"Order Completed","integrations":{"Mixpanel":"yes"})"),
        one("error type /integrations/Mixpanel"));

    row("format: time", track(R"("event":"Order Completed","timestamp":"2025-11-14T10:42:07Z")"));
    row("format: time with a space", track(R"("event":"Order Completed","timestamp":"2025-11-14 10:42:07")"),
        one("warning format /timestamp"));
    row("format: email", call("identify", R"("traits":{"email":"ada@example.com"})"));
    row("format: broken email", call("identify", R"("traits":{"email":"ada@example,com"})"),
        one("warning format /traits/email"));
    row("format: currency", order(R"("currency":"EUR")"));
    row("format: lower case currency", order(R"("currency":"eur")"));
    row("format: no currency", order(R"("currency":"Euro")"), one("warning format /properties/currency"));
    row("format: empty referrer", call("page", R"("properties":{"referrer":"","search":""})"));
    row("format: no address", call("page", R"("properties":{"url":"my page"})"),
        one("warning format /properties/url"));

    row("enum: channel", track(R"("event":"Order Completed","context":{"channel":"server"})"));
    row("enum: other channel", track(R"("event":"Order Completed","context":{"channel":"tv"})"),
        one("warning enum /context/channel"));
    row("enum: channel at the top is free", track(R"("event":"Order Completed","channel":"web")"));

    row("limit: messageId of 100",
        track(QByteArray(R"("event":"Order Completed","messageId":")" + QByteArray(100, 'x') + '"')
                  .constData()));
    row("limit: messageId of 101",
        track(QByteArray(R"("event":"Order Completed","messageId":")" + QByteArray(101, 'x') + '"')
                  .constData()),
        one("warning limit /messageId"));
    row("limit: messageId of 100 wide characters",
        track(QByteArray(
            R"("event":"Order Completed","messageId":")" + QByteArray("\xc3\xa4").repeated(100) + '"')
                  .constData()));
    row("limit: empty groupId", call("group", R"("groupId":"")"), one("warning limit /groupId"));
    row("limit: before 1970", track(R"("event":"Order Completed","timestamp":"1969-12-31T23:59:59Z")"),
        one("warning limit /timestamp"));

    row("name-case: event", track(R"("event":"order completed","properties":{"revenue":"1"})"),
        {QStringLiteral("warning name-case /event"), QStringLiteral("error type /properties/revenue")});
    row("name-case: event in camel case", track(R"("event":"OrderCompleted")"),
        one("warning name-case /event"));
    row("name-case: property", order(R"("Order-Id":"1")"), one("warning name-case /properties/Order-Id"));
    row("name-case: reserved property of a custom event",
        track(R"("event":"Spaceship Landed","properties":{"Revenue":5})"),
        {QStringLiteral("info custom-event /event"),
            QStringLiteral("warning name-case /properties/Revenue")});
    row("name-case: snake case of an envelope field", R"({"type":"page","user_id":"u","anonymousId":"a"})",
        one("warning name-case /user_id"));
    row("name-case: group traits in any case", call("group", R"("groupId":"g","traits":{"Name":"Acme"})"));
    row("name-case: not when the right name is there",
        call("identify", R"("traits":{"email":"a@b.example","E_mail":"x"})"),
        one("info custom-property /traits/E_mail"));

    row("near-miss: property", order(R"("curency":"EUR")"), one("warning near-miss /properties/curency"));
    row("near-miss: singular of an array", order(R"("product":[{}])"),
        one("warning near-miss /properties/product"));
    row("near-miss: singular that holds something else", order(R"("product":"shoe")"),
        one("info custom-property /properties/product"));
    row("near-miss: alias of an event is checked as it",
        track(R"("event":"Updated Order","properties":{"revenue":"1"})"),
        {QStringLiteral("warning near-miss /event"), QStringLiteral("error type /properties/revenue")});
    row("near-miss: a typo is a hint only", track(R"("event":"Order Complted","properties":{"order_id":1})"),
        one("warning near-miss /event"));
    row("near-miss: another word", order(R"("county":"Kent")"),
        one("info custom-property /properties/county"));

    row("reserved: camel case", call("identify", R"("traits":{"firstName":"Ada"})"));
    row("reserved: snake case", call("identify", R"("traits":{"first_name":"Ada"})"));
    row("reserved: both", call("identify", R"("traits":{"firstName":"Ada","first_name":"Ada"})"),
        one("warning reserved /traits/first_name"));
    row("reserved: snake case of the wrong type", call("identify", R"("traits":{"created_at":5})"),
        one("error type /traits/created_at"));
    row("reserved: warehouse column", order(R"("user_id":"u")"), one("warning reserved /properties/user_id"));

    row("blocked-id: null", R"({"type":"page","userId":"null"})", one("warning blocked-id /userId"));
    row("blocked-id: zeros and dashes",
        R"({"type":"page","anonymousId":"00000000-0000-0000-0000-000000000000"})",
        one("warning blocked-id /anonymousId"));
    row("blocked-id: previousId", R"({"type":"alias","userId":"u","previousId":"anonymous"})",
        one("warning blocked-id /previousId"));
    row("blocked-id: only part of it", R"({"type":"page","userId":"null-1"})");
    row("blocked-id: other case", R"({"type":"page","userId":"NULL"})");

    row("deprecated: event", track(R"("event":"Completed Order")"), one("warning deprecated /event"));
    row("deprecated: property", order(R"("orderId":"1")"), one("warning deprecated /properties/orderId"));
    row("deprecated: product", order(R"("products":[{"id":"1"}])"),
        one("warning deprecated /properties/products/0/id"));
    row("deprecated: the names of today", order(R"("order_id":"1","products":[{"product_id":"1"}])"));
    row("deprecated: session id", R"({"type":"page","userId":"u","sessionId":"a"})",
        one("warning deprecated /sessionId"));

    row("custom-event: one", track(R"("event":"Spaceship Landed","properties":{"a":1,"b":{"c":2}})"),
        one("info custom-event /event"));
    row("custom-event: none", order(R"("order_id":"1")"));
    row("custom-property: of an event", order(R"("gift_wrap":true)"),
        one("info custom-property /properties/gift_wrap"));
    row("custom-property: only the outermost", order(R"("gift":{"wrap":{"paper":1}})"),
        one("info custom-property /properties/gift"));
    row("custom-property: twice sent", order(R"("gift":1,"gift":2)"),
        one("info custom-property /properties/gift"));
    row("custom-property: context", track(R"("event":"Order Completed","context":{"spaceship":1})"),
        one("info custom-property /context/spaceship"));
    row("custom-property: free objects",
        track(R"("event":"Order Completed","context":{"traits":{"x":1}},"_metadata":{"bundled":[]})"));
    row("custom-property: escaped key", order(R"("revenu\u0065":1,"a/b":2)"),
        one("info custom-property /properties/a~1b"));

    row("type: not an object", R"({"batch":[5]})", one("error type "), "dropped");
    row("custom-property: fields Segment adds",
        track(
            R"("event":"Order Completed","receivedAt":"2025-11-14T10:42:07Z","version":2,"originalTimestamp":"2025-11-14T10:42:07Z")"));
    return rows;
}

} // namespace spectap::test
