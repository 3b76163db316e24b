// SPDX-License-Identifier: MIT
#include "model/session/redaction/sensitivekeys.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace spectap {

namespace {

using Kind = SensitiveKind;

const std::unordered_map<QByteArray, Kind> &kinds()
{
    static const std::unordered_map<QByteArray, Kind> table = [] {
        std::unordered_map<QByteArray, Kind> made;
        const auto put = [&made](Kind kind, std::initializer_list<const char *> keys) {
            for (const char *key : keys)
                made.emplace(key, kind);
        };
        put(Kind::Email, {"mail", "emails", "replyto"});
        put(Kind::Phone, {"mobile", "mobilenumber", "tel", "telephone", "fax", "cell", "msisdn", "whatsapp"});
        put(Kind::Name, {"firstname", "lastname", "fullname", "givenname", "familyname", "middlename",
                            "surname", "maidenname", "displayname", "nickname", "realname", "contactname"});
        put(Kind::Address, {"address", "street", "streetaddress", "address1", "address2", "addressline1",
                               "addressline2", "city", "town", "postalcode", "zip", "zipcode", "postcode"});
        put(Kind::Birthday, {"birthday", "birthdate", "dateofbirth", "dob"});
        put(Kind::Ip, {"ip", "ipaddress", "clientip", "remoteaddr", "remoteip", "xforwardedfor", "xrealip",
                          "xclientip", "cfconnectingip", "trueclientip", "forwarded"});
        put(Kind::Card, {"cardnumber", "creditcard", "creditcardnumber", "ccnumber", "pan"});
        put(Kind::Secret,
            {"passwd", "pwd", "pass", "apikey", "authorization", "proxyauthorization", "auth", "cookie",
                "cookies", "setcookie", "privatekey", "signature", "sig", "jwt", "bearer", "otp", "pin",
                "cvv", "cvc", "csrf", "xsrf", "accesskey", "secretkey", "credentials", "ssn", "taxid",
                "passport", "passportnumber", "iban", "accountnumber", "sessionkey"});
        put(Kind::Coordinate, {"latitude", "longitude", "lat", "lng", "lon"});
        put(Kind::UserId, {"userid", "uid", "previousid", "groupid", "username", "login", "customerid",
                              "memberid", "loginname", "ajsuserid", "ajsgroupid", "ajsuid"});
        put(Kind::DeviceId,
            {"anonymousid", "anonid", "advertisingid", "idfa", "idfv", "adid", "gaid", "aaid", "deviceid",
                "devicetoken", "pushtoken", "ajsanonymousid", "ajsaid", "clientid", "visitorid", "sessionid",
                "fbp", "fbc", "gclid", "fbclid", "msclkid", "macaddress", "imei", "androidid"});
        put(Kind::WriteKey, {"writekey"});
        return made;
    }();
    return table;
}

std::optional<Kind> kindByParent(const QByteArray &key, const QByteArray &parent)
{
    if (parent.endsWith("traits") || parent == "user" || parent == "customer" || parent == "person") {
        if (key == "name")
            return Kind::Name;
        if (key == "id")
            return Kind::UserId;
    }
    if (parent == "device") {
        if (key == "id" || key == "token")
            return Kind::DeviceId;
        if (key == "name") // people call theirs by their own
            return Kind::Name;
    }
    if (parent == "externalids" && key == "id")
        return Kind::UserId;
    if (parent == "name" && (key == "first" || key == "last" || key == "middle"))
        return Kind::Name;
    if ((parent.endsWith("address") || parent == "location" || parent == "traits") &&
        (key == "state" || key == "region" || key == "province"))
        return Kind::Address;
    return std::nullopt;
}

} // namespace

QByteArray foldedKey(QByteArrayView key)
{
    QByteArray folded;
    folded.reserve(key.size());
    for (char c : key) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<quint8>(c) >= 0x80)
            folded += c;
    }
    return folded;
}

std::optional<SensitiveKind> kindOfKey(const QByteArray &key, const QByteArray &parent)
{
    if (const auto found = kindByParent(key, parent))
        return found;
    if (const auto found = kinds().find(key); found != kinds().end())
        return found->second;
    struct Ending
    {
        QByteArrayView text;
        Kind kind;
    };
    static constexpr std::array<Ending, 10> Endings{{{"email", Kind::Email}, {"emailaddress", Kind::Email},
        {"phone", Kind::Phone}, {"phonenumber", Kind::Phone}, {"password", Kind::Secret},
        {"secret", Kind::Secret}, {"token", Kind::Secret}, {"apikey", Kind::Secret},
        {"firstname", Kind::Name}, {"lastname", Kind::Name}}};
    for (const Ending &ending : Endings) {
        if (key.endsWith(ending.text))
            return ending.kind;
    }
    return std::nullopt;
}

bool isIdKey(const QByteArray &key)
{
    return key.endsWith("id") || key.endsWith("ids") || key == "user" || key == "customer" || key == "alias";
}

} // namespace spectap
