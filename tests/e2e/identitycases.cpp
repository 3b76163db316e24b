// SPDX-License-Identifier: MIT
#include "tests/e2e/identitycases.h"

namespace spectap::test {

namespace {

QByteArray identify(const char *user, const char *anonymous)
{
    return QByteArray(R"({"type":"identify","userId":")") + user + R"(","anonymousId":")" + anonymous + "\"}";
}

QByteArray alias(const char *user, const char *previous)
{
    return QByteArray(R"({"type":"alias","userId":")") + user + R"(","previousId":")" + previous + "\"}";
}

/// A page of anonymousId `anonymous`, and of `user` unless it is empty; `more` are further fields.
QByteArray page(const QByteArray &user, const QByteArray &anonymous, const QByteArray &more = {})
{
    return R"({"type":"page","anonymousId":")" + anonymous + '"' +
           (user.isEmpty() ? QByteArray() : R"(,"userId":")" + user + '"') + more + '}';
}

void addAliases(std::vector<Case> &cases)
{
    cases.push_back({"alias-cycle: a chain", {alias("u2", "u1"), alias("u3", "u2")}});
    cases.push_back({"alias-cycle: the same alias again", {alias("u2", "u1"), alias("u2", "u1")}});
    cases.push_back({"alias-cycle: there and back", {alias("u2", "u1"), alias("u1", "u2")}, true});
    cases.push_back(
        {"alias-cycle: over three ids", {alias("u2", "u1"), alias("u3", "u2"), alias("u1", "u3")}, true});
    cases.push_back({"alias-unknown: a visitor's id", {page("", "a"), alias("u1", "a")}});
    cases.push_back({"alias-unknown: its own anonymousId",
        {R"({"type":"alias","userId":"u1","previousId":"a","anonymousId":"a"})"}});
    cases.push_back({"alias-unknown: nobody's id", {page("", "a"), alias("u1", "b")}, true});
    cases.push_back({"alias-late: before identify", {page("", "a"), alias("u1", "a"), identify("u1", "a")}});
    cases.push_back({"alias-late: before and after",
        {page("", "a"), alias("u1", "a"), identify("u1", "a"), alias("u1", "a")}});
    cases.push_back(
        {"alias-late: of another device", {identify("u1", "a"), page("", "b"), alias("u1", "b")}});
    cases.push_back({"alias-late: after identify", {identify("u1", "a"), alias("u1", "a")}, true});
}

/// Calls as `of` makes them from 1 to `count`.
template <typename Of> QByteArrayList calls(int count, const Of &of)
{
    QByteArrayList made;
    for (int i = 1; i <= count; ++i)
        made += of(QByteArray::number(i));
    return made;
}

void addDevices(std::vector<Case> &cases)
{
    const QByteArray phone = R"(,"context":{"device":{"id":"D1","type":"ios"}})";
    const QByteArray other = R"(,"context":{"device":{"id":"D2","type":"ios"}})";
    const QByteArray browser = R"(,"context":{"userAgent":"Mozilla/5.0","locale":"de","page":{"path":"/"}})";
    const auto together = [](const QByteArray &n) { return page("u", 'a' + n); };
    const auto inTurns = [&](int devices) {
        return calls(2 * devices,
            [&](const QByteArray &n) { return page("u", 'a' + QByteArray::number(n.toInt() % devices)); });
    };
    cases.push_back({"constant-id: nine users on a device",
        calls(9, [](const QByteArray &n) { return page('u' + n, "a"); })});
    cases.push_back({"constant-id: ten users on a device",
        calls(10, [](const QByteArray &n) { return page('u' + n, "a"); }), true});
    cases.push_back({"constant-id: nine devices of a user in turns", inTurns(9)});
    cases.push_back({"constant-id: ten devices of a user in turns", inTurns(10), true});
    cases.push_back({"constant-id: signs in again and again", calls(40, [](const QByteArray &n) {
                         const QByteArray anonymous = 'a' + QByteArray::number(n.toInt() / 2);
                         return n.toInt() % 2 ? page("u", anonymous) : page("", anonymous);
                     })});
    cases.push_back({"rotating-id: four in a row", calls(4, together)});
    cases.push_back({"rotating-id: five in a row", calls(5, together), true});
    cases.push_back({"rotating-id: visits of two calls",
        calls(20, [](const QByteArray &n) { return page("u", 'a' + QByteArray::number(n.toInt() / 2)); })});
    cases.push_back(
        {"rotating-id: five visitors", calls(5, [](const QByteArray &n) { return page("", 'a' + n); })});
    cases.push_back({"rotating-id: five visitors, one kind of browser",
        calls(5, [&](const QByteArray &n) { return page("", 'a' + n, browser); })});
    cases.push_back({"rotating-id: one phone",
        calls(5, [&](const QByteArray &n) { return page("", 'a' + n, phone); }), true});
    cases.push_back({"changed-anonymous-id: a second phone", {page("u", "a", phone), page("u", "b", other)}});
    cases.push_back({"changed-anonymous-id: reset between",
        {page("u", "a", phone), page("", "b", phone), page("u", "b", phone)}});
    cases.push_back({"changed-anonymous-id: another user", {page("u", "a", phone), page("v", "b", phone)}});
    cases.push_back({"changed-anonymous-id: nothing known of devices", {page("u", "a"), page("u", "b")}});
    cases.push_back({"changed-anonymous-id: signs in anew",
        {page("u", "a", browser), R"({"type":"identify","userId":"u","anonymousId":"b")" + browser + '}'}});
    cases.push_back(
        {"changed-anonymous-id: one phone", {page("u", "a", phone), page("u", "b", phone)}, true});
    cases.push_back(
        {"changed-anonymous-id: one browser", {page("u", "a", browser), page("u", "b", browser)}, true});
}

void addHints(std::vector<Case> &cases)
{
    addDevices(cases);
    const auto track = [](const char *event, const char *ids) -> QByteArray {
        return QByteArray(R"({"type":"track","event":")") + event + "\"," + ids + '}';
    };
    constexpr auto Visitor = R"("anonymousId":"a")";
    const QByteArrayList pages{page("", "a"), page("", "a"), page("", "a")};
    cases.push_back({"late-identify: follows at once",
        {track("Signed Up", Visitor), identify("u", "a"), page("", "a"), page("", "a"), page("", "a")}});
    cases.push_back({"late-identify: follows soon",
        {track("Signed Up", Visitor), page("", "a"), page("", "a"), identify("u", "a")}});
    cases.push_back({"late-identify: known before",
        QByteArrayList{identify("u", "a"), track("Signed In", Visitor)} + pages});
    cases.push_back({"late-identify: says who",
        QByteArrayList{track("Signed In", R"("anonymousId":"a","userId":"u")")} + pages});
    cases.push_back({"late-identify: a click", QByteArrayList{track("Sign Up", Visitor)} + pages});
    cases.push_back({"late-identify: never", QByteArrayList{track("Signed Up", Visitor)} + pages, true});
    cases.push_back(
        {"late-identify: in other words", QByteArrayList{track("user_logged_in", Visitor)} + pages, true});

    const auto group = [](const char *ids) -> QByteArray {
        return QByteArray(R"({"type":"group","groupId":"g",)") + ids + '}';
    };
    cases.push_back({"group-before-user: by userId", {group(R"("userId":"u")")}});
    cases.push_back({"group-before-user: after identify", {identify("u", "a"), group(Visitor)}});
    cases.push_back({"group-before-user: said once", {group(Visitor), group(Visitor)}});
    cases.push_back({"group-before-user: a visitor", {group(Visitor)}, true});

    const auto user = [](const char *id) -> QByteArray {
        return QByteArray(R"({"type":"page","userId":)") + id + '}';
    };
    cases.push_back({"email-as-id: a key", {user(R"("8f3c@node")")}});
    cases.push_back({"email-as-id: said once", {user(R"("ada@example.com")"), user(R"("ada@example.com")")}});
    cases.push_back({"email-as-id: an address", {user(R"("ada@example.com")")}, true});

    const auto email = [](const char *id, const char *address) -> QByteArray {
        return QByteArray(R"({"type":"identify","userId":")") + id + R"(","traits":{"email":")" + address +
               "\"}}";
    };
    cases.push_back({"shared-email: one user", {email("u1", "a@b.example"), email("u1", "a@b.example")}});
    cases.push_back(
        {"shared-email: two addresses", {email("u1", "a@b.example"), email("u2", "c@b.example")}});
    cases.push_back({"shared-email: one by an alias",
        {email("u1", "a@b.example"), alias("u2", "u1"), email("u2", "a@b.example")}});
    cases.push_back({"shared-email: a group's",
        {email("u1", "a@b.example"),
            R"({"type":"group","userId":"u2","groupId":"g","traits":{"email":"a@b.example"}})"}});
    cases.push_back(
        {"shared-email: two users", {email("u1", "a@b.example"), email("u2", "A@B.example")}, true});

    cases.push_back({"user-id-spelling: the same", {user(R"("Ada1")"), user(R"("Ada1")")}});
    cases.push_back({"user-id-spelling: too short to tell", {user(R"("aB")"), user(R"("Ab")")}});
    cases.push_back({"user-id-spelling: other case", {user(R"("Ada1")"), user(R"("ada1")")}, true});
    cases.push_back({"user-id-spelling: a blank more", {user(R"("ada1")"), user(R"("ada1 ")")}, true});
    cases.push_back({"user-id-spelling: another number", {user(R"("41")"), user("42")}});
    cases.push_back({"user-id-spelling: text, then number", {user(R"("42")"), user("42")}, true});
    cases.push_back({"user-id-spelling: number, then text", {user("42"), user(R"("42")")}, true});
}

} // namespace

std::vector<Case> identityCases()
{
    std::vector<Case> cases;
    cases.push_back({"shared-anonymous-id: one user", {identify("u1", "a"), identify("u1", "a")}});
    cases.push_back({"shared-anonymous-id: a hand-over", {identify("u1", "a"), identify("u2", "a")}, true});
    cases.push_back(
        {"shared-anonymous-id: an alias of another's", {identify("u1", "a"), alias("u2", "a")}, true});
    cases.push_back({"alias-self: two ids", {alias("u1", "a")}});
    cases.push_back({"alias-self: one id", {alias("u1", "u1")}, true});
    cases.push_back({"alias-reversed: old to new", {identify("u1", "a"), alias("u1", "a")}});
    cases.push_back({"alias-reversed: new to old", {identify("u1", "a"), alias("a", "u1")}, true});
    addAliases(cases);
    addHints(cases);
    return cases;
}

} // namespace spectap::test
