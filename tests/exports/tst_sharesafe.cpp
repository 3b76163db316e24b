// SPDX-License-Identifier: MIT
#include "model/session/exports/exporter.h"
#include "model/session/redaction/sensitiveshapes.h"
#include "model/session/redaction/sharesafeedits.h"
#include "model/session/sessionmeta.h"

#include "tests/session/samplesession.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace spectap;
using namespace spectap::test;

namespace {

using Secrets = std::vector<QByteArray>;

const Secrets &planted()
{
    static const Secrets list{"ann.meyer@initech.com", "+1 415 867 5309", "Annegret", "Meyerhofer",
        "12 Lindenstrasse", "Rosenheim", "84.17.46.201", "2a02:8109:9c40:1f00::7d2", "4012888888881881",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExMDgiLCJhIjoxfQ.c2lnbmF0dXJlLXBhcnQ", "sk_live_51HabcXYZ0987zyx",
        "hunter2correct", "48.137154", "11.576124", "user-471108", "4b1f0f5e-9a0c-4c7e-8d55-0e3d2c1b9a77",
        "6D92078A-8246-4BA4-AE5B-76104861E7DC",
        "740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad", "old-visitor-88123",
        "1985-11-23"};
    return list;
}

QByteArray percentAll(const QByteArray &text)
{
    QByteArray made;
    for (const char c : text)
        made += '%' + QByteArray(1, c).toHex();
    return made;
}

QByteArray jsonAll(const QByteArray &text)
{
    QByteArray made;
    for (const char c : text)
        made += "\\u00" + QByteArray(1, c).toHex();
    return made;
}

/// Every way in which a format or a sender may have written it; compared in lower case.
Secrets writtenAs(const QByteArray &secret)
{
    Secrets ways{secret, percentAll(secret), secret.toPercentEncoding(), jsonAll(secret), secret.toHex(),
        QString::fromUtf8(secret).toHtmlEscaped().toUtf8()};
    QByteArray apostrophes = secret;
    ways.push_back(apostrophes.replace('+', "&#43;").replace('@', "&#64;"));
    for (QByteArray &way : ways)
        way = way.toLower();
    return ways;
}

/// The characters of base64 that `secret` alone decides, wherever it begins in a group of three.
Secrets inBase64(const QByteArray &secret)
{
    Secrets ways;
    for (int before = 0; before < 3; ++before) {
        const QByteArray text =
            QByteArray(QByteArray(before, '\0') + secret).toBase64(QByteArray::OmitTrailingEquals);
        const qsizetype first = (before * 8 + 5) / 6;
        const qsizetype last = (before + secret.size()) * 8 / 6;
        ways.push_back(text.mid(first, last - first));
    }
    return ways;
}

bool holds(const QByteArray &bytes, const QByteArray &lower, const QByteArray &secret)
{
    for (const QByteArray &way : writtenAs(secret)) {
        if (lower.contains(way))
            return true;
    }
    for (const QByteArray &way : inBase64(secret)) {
        if (bytes.contains(way))
            return true;
    }
    return false;
}

/// Each secret in its own field, then everything once more in every other place.
QByteArray identifyBody()
{
    return R"({"type":"identify" , "userId":"user-471108","anonymousId":"4b1f0f5e-9a0c-4c7e-8d55-0e3d2c1b9a77",
 "messageId":"ajs-ann.meyer@initech.com-1","traits":{"email":"ann.meyer\u0040initech.com","phone":"+1 415 867 5309",
 "firstName":"Annegret","lastName":"Meyerhofer","name":"Annegret Meyerhofer","birthday":"1985-11-23","plan":"pro\u002Dx",
 "address":{"street":"12 Lindenstrasse","city":"Rosenheim","country":"Germany"},"password":"hunter2correct"},
 "context":{"ip":"84.17.46.201","device":{"id":"6D92078A-8246-4BA4-AE5B-76104861E7DC","advertisingId":
 "6D92078A-8246-4BA4-AE5B-76104861E7DC","token":"740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad"},
 "location":{"latitude":48.137154,"longitude":11.576124},"library":{"name":"analytics.js","version":"2.1.0.4"}}})";
}

QByteArray everywhereBody()
{
    QJsonArray array;
    QJsonObject keys;
    QByteArray url = "https://shop.example/a?";
    QByteArray words = "Seen:";
    for (const QByteArray &secret : planted()) {
        array.append(QString::fromUtf8(secret));
        keys.insert(QString::fromUtf8(secret), 1);
        url += "p=" + percentAll(secret) + "&q=" + secret.toPercentEncoding() + '&';
        words += " <" + secret + ">,";
    }
    QJsonObject inner{{QStringLiteral("list"), array}, {QStringLiteral("by"), keys}};
    const QByteArray innerText = QJsonDocument(inner).toJson(QJsonDocument::Compact);
    QJsonObject properties{{QStringLiteral("nested"), QJsonArray{QJsonArray{inner}}},
        {QStringLiteral("json"), QString::fromUtf8(innerText)},
        {QStringLiteral("url"), QString::fromUtf8(url)}, {QStringLiteral("words"), QString::fromUtf8(words)},
        {QStringLiteral("twice"), QString::fromUtf8(url.toPercentEncoding())},
        {QStringLiteral("packed"), QString::fromLatin1("https://x.example/?data=" + innerText.toBase64())},
        {QStringLiteral("lat"), 48.137154}, {QStringLiteral("total"), 99.5}};
    QJsonObject call{{QStringLiteral("type"), QStringLiteral("track")},
        {QStringLiteral("event"), QStringLiteral("Mail to ann.meyer@initech.com")},
        {QStringLiteral("userId"), QStringLiteral("user-471108")},
        {QStringLiteral("properties"), properties}};
    return QJsonDocument(call).toJson(QJsonDocument::Compact);
}

} // namespace

class TestShareSafe : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void leavesNoSecret_data();
    void leavesNoSecret();
    void bytesBetweenStay();
    void shapesStay_data();
    void shapesStay();
    void isAnotherEachTime();
    void idsStayDifferent();
    void choicesHold();
    void saysWhatItFound();
    void dropsMembers_data();
    void dropsMembers();
    void findsShapes_data();
    void findsShapes();
    void profilesRoundTrip();
    void refusesProfiles_data();
    void refusesProfiles();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("ann.meyer@initech.com.spectap")); }
    void store();
    QByteArray exported(ExportFormat format, const RedactionProfile *profile);
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestShareSafe::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestShareSafe::store()
{
    SampleSession session(path());
    QVERIFY_OK(session.writer().begin());
    const QByteArray alias =
        R"({"type":"alias","userId":"user-471108","previousId":"old-visitor-88123","sentAt":"2026-01-31T08:15:00.123456Z"})";
    const std::vector<std::pair<QByteArray, CallType>> calls{{everywhereBody(), CallType::Track},
        {identifyBody(), CallType::Identify}, {alias, CallType::Alias},
        {R"({"type":"track","event":"Order Completed","properties":{"card":"4012 8888 8888 1881","cardNumber":4012888888881881,"ip6":"2a02:8109:9c40:1f00::7d2","note":"key sk_live_51HabcXYZ0987zyx","auth":"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0NzExMDgiLCJhIjoxfQ.c2lnbmF0dXJlLXBhcnQ"}})",
            CallType::Track}};
    quint32 seq = 0;
    for (const auto &[text, type] : calls) {
        const QByteArray before = seq % 2 ? R"({"batch":[)" : "";
        Request request =
            sampleRequest(before + text + (seq % 2 ? "], \"context\":{\"ip\":\"84.17.46.201\"}}" : ""));
        request.target = "/v1/batch?email=ann.meyer%40initech.com&x=hunter2correct";
        request.peer = "84.17.46.201:51234";
        request.headers.push_back({"X-Forwarded-For", "84.17.46.201, 2a02:8109:9c40:1f00::7d2"});
        request.headers.push_back(
            {"Cookie", "ajs_user_id=%22user-471108%22; s=hunter2correct; m=ann.meyer%40initech.com"});
        request.headers.push_back({"Referer", "https://x.example/?u=" + percentAll("Annegret Meyerhofer")});
        request.answer = R"({"error":"ann.meyer@initech.com"})";
        QVERIFY_OK(session.writer().addRequest(request));
        const auto source = session.writer().source("wk1", "analytics.js", "2.1.0");
        QVERIFY_OK(source);
        StoredCall call;
        call.row.type = type;
        call.row.receivedAt = call.row.eventTime = request.receivedAt;
        call.row.user = session.pool()->intern("user-471108");
        call.row.name = seq == 0 ? session.pool()->intern("Mail to ann.meyer@initech.com") : 0;
        call.row.anonymous = seq == 1 ? session.pool()->intern("4b1f0f5e-9a0c-4c7e-8d55-0e3d2c1b9a77") : 0;
        call.row.other = type == CallType::Alias ? session.pool()->intern("old-visitor-88123") : 0;
        call.row.source = *source;
        call.row.errors = 1;
        call.request = request.id;
        call.offset = static_cast<quint32>(before.size());
        call.length = static_cast<quint32>(text.size());
        std::vector<Finding> findings{{"/traits/email", RuleSet::Spec, Severity::Error, Rule::Format, "email",
                                          "ann.meyer@initech.com", ""},
            {"/properties/words", RuleSet::Spec, Severity::Error, Rule::Type, "number",
                "Seen: <Annegret>, user-471108", ""}};
        QVERIFY_OK(session.writer().addCall(++seq, call, findings));
    }
    Request refused =
        sampleRequest(R"({"email":"ann.meyer\u0040initech.com","password":"hunter2correct","x":["Annegret)",
            RequestKind::Rejected);
    refused.reason = "ann.meyer@initech.com is no JSON";
    QVERIFY_OK(session.writer().addRequest(refused));
    Request form =
        sampleRequest("password=hunter2correct&lat=48.137154&u=user-471108", RequestKind::Rejected);
    QVERIFY_OK(session.writer().addRequest(form));
    Request zip =
        sampleRequest(QByteArray("\x1f\x8b\x08\x00 ann.meyer@initech.com", 26), RequestKind::Rejected);
    QVERIFY_OK(session.writer().addRequest(zip));
    QVERIFY_OK(session.writer().commit());
    QVERIFY_OK(session.writer().setMarks(std::vector<MarkedCall>{
        {1, {CallMark::Pinned, MarkColour::Red, "Annegret (ann.meyer@initech.com, +1 415 867 5309) paid"}}}));
    QVERIFY_OK(session.writer().setMeta(TitleKey, "What Annegret Meyerhofer bought"));
    QVERIFY_OK(session.writer().setMeta(DescriptionKey, "As ann.meyer@initech.com,\nfrom 84.17.46.201"));
}

QByteArray TestShareSafe::exported(ExportFormat format, const RedactionProfile *profile)
{
    auto reader = SessionReader::open(path());
    if (!reader)
        return {};
    ExportJob job;
    job.format = format;
    if (profile) {
        auto made = ShareSafeEdits::of(**reader, *profile);
        if (!made)
            return {};
        job.edits = std::move(*made);
    }
    QBuffer buffer;
    (void)buffer.open(QIODevice::WriteOnly);
    return exportSession(**reader, buffer, job) ? buffer.data() : QByteArray();
}

void TestShareSafe::leavesNoSecret_data()
{
    QTest::addColumn<int>("format");
    for (int i = 0; i <= static_cast<int>(ExportFormat::Batch); ++i)
        QTest::addRow("%s", exportFormatName(static_cast<ExportFormat>(i)).data()) << i;
}

void TestShareSafe::leavesNoSecret()
{
    QFETCH(int, format);
    store();
    const auto kind = static_cast<ExportFormat>(format);
    const RedactionProfile profile;
    const QByteArray plain = exported(kind, nullptr);
    const QByteArray safe = exported(kind, &profile);
    QVERIFY(!plain.isEmpty() && !safe.isEmpty());
    const QByteArray plainLower = plain.toLower();
    const QByteArray safeLower = safe.toLower();
    QByteArrayList left;
    for (const QByteArray &secret : planted()) {
        if (kind != ExportFormat::Markdown)
            QVERIFY2(
                holds(plain, plainLower, secret), secret.constData()); // or the search would find nothing
        if (holds(safe, safeLower, secret))
            left.append(secret);
    }
    QVERIFY2(left.isEmpty(), left.join(' ').constData());
    QCOMPARE(safe.contains("hare-safe"), tellsOfEdits(kind));
}

void TestShareSafe::bytesBetweenStay()
{
    store();
    const RedactionProfile profile;
    const QByteArray line = exported(ExportFormat::Ndjson, &profile).split('\n').value(1);
    QVERIFY(line.startsWith(R"({"type":"identify" , "userId":")"));
    QVERIFY(line.contains(R"("plan":"pro\u002Dx",)"));
    QVERIFY(line.contains(R"("country":"Germany"},"password":)"));
    QVERIFY(line.contains(R"("library":{"name":"analytics.js","version":"2.1.0.4"})"));
    const QJsonObject call = QJsonDocument::fromJson(line).object();
    const QJsonObject traits = call.value(QStringLiteral("traits")).toObject();
    QCOMPARE(traits.size(), 9);
    QCOMPARE(traits.value(QStringLiteral("name")).toString(),
        QString(traits.value(QStringLiteral("firstName")).toString() + QLatin1Char(' ') +
                traits.value(QStringLiteral("lastName")).toString()));
    QVERIFY(call.value(QStringLiteral("context"))
                .toObject()
                .value(QStringLiteral("location"))
                .toObject()
                .value(QStringLiteral("latitude"))
                .isDouble());
    // The row, the call and the alias agree on who it was.
    const QJsonArray calls = QJsonDocument::fromJson(exported(ExportFormat::Json, &profile))
                                 .object()
                                 .value(QStringLiteral("calls"))
                                 .toArray();
    QCOMPARE(calls.size(), 4);
    QCOMPARE(calls[1][QStringLiteral("userId")], calls[1][QStringLiteral("call")][QStringLiteral("userId")]);
    QCOMPARE(calls[1][QStringLiteral("userId")], calls[2][QStringLiteral("call")][QStringLiteral("userId")]);
    QCOMPARE(calls[0][QStringLiteral("name")], calls[0][QStringLiteral("call")][QStringLiteral("event")]);
    QCOMPARE(calls[2][QStringLiteral("call")][QStringLiteral("sentAt")].toString(),
        QStringLiteral("2026-01-31T08:15:00.123456Z"));
    QCOMPARE(calls[1][QStringLiteral("findings")][0][QStringLiteral("actual")],
        calls[1][QStringLiteral("call")][QStringLiteral("traits")][QStringLiteral("email")]);
}

void TestShareSafe::shapesStay_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("shape");
    const auto row = [](SensitiveKind kind, const char *value, const char *shape) {
        QTest::addRow("%s %s", sensitiveKindName(kind).data(), value)
            << static_cast<int>(kind) << QByteArray(value) << QString::fromLatin1(shape);
    };
    row(SensitiveKind::UserId, "ann@x.org", "user-[0-9a-f]{12}@example\\.com");
    row(SensitiveKind::UserId, "4b1f0f5e-9a0c-4c7e-8d55-0e3d2c1b9a77",
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}");
    row(SensitiveKind::DeviceId, "6D92078A-8246-4BA4-AE5B-76104861E7DC",
        "[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}");
    row(SensitiveKind::UserId, "Usr_0042", "[A-Z][a-z]{2}_0[0-9]{3}");
    row(SensitiveKind::UserId, "null", "null");
    row(SensitiveKind::UserId, "0000-00", "0000-00");
    row(SensitiveKind::Phone, "+1 (415) 867-5309", "\\+1 \\([2-9]\\d\\d\\) 555-01\\d\\d");
    row(SensitiveKind::Phone, "+49 151 23456789", "\\+49 \\d{3} \\d{8}");
    row(SensitiveKind::Name, "Ann", "Name-[0-9a-f]{6}");
    row(SensitiveKind::Address, "81541", "[1-9]\\d{4}");
    row(SensitiveKind::Ip, "8.8.8.8", "(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+");
    row(SensitiveKind::Ip, "2a02::1:2", "2001:db8::[0-9a-f:]+");
    row(SensitiveKind::Card, "4012 8888 8888 1881", "4242 42\\d\\d \\d{4} \\d{4}");
    row(SensitiveKind::Coordinate, "-33.8688", "-33\\.\\d{4}");
    row(SensitiveKind::Birthday, "1985-11-23", "1985-[01]\\d-[0-2]\\d");
    row(SensitiveKind::Secret, "abcDEF123", "[a-z]{3}[A-Z]{3}[1-9]\\d\\d");
    row(SensitiveKind::Secret, "Basic ****", "Basic \\*{4}");
}

void TestShareSafe::shapesStay()
{
    QFETCH(int, kind);
    QFETCH(QByteArray, value);
    QFETCH(QString, shape);
    Pseudonyms names;
    const QByteArray made = names.of(static_cast<SensitiveKind>(kind), value);
    const QRegularExpression expected(QRegularExpression::anchoredPattern(shape));
    QVERIFY2(expected.match(QString::fromUtf8(made)).hasMatch(), made.constData());
    QCOMPARE(names.of(static_cast<SensitiveKind>(kind), value), made);
}

void TestShareSafe::isAnotherEachTime()
{
    Pseudonyms one;
    Pseudonyms other;
    QVERIFY(one.of(SensitiveKind::UserId, "user-471108") != other.of(SensitiveKind::UserId, "user-471108"));
    QVERIFY(one.of(SensitiveKind::Email, "a@b.de") != other.of(SensitiveKind::Email, "a@b.de"));
}

/// Also where there are hardly more ids of that shape.
void TestShareSafe::idsStayDifferent()
{
    Pseudonyms names;
    QSet<QByteArray> made;
    for (int i = 1; i < 3000; ++i)
        made.insert(names.of(SensitiveKind::UserId, QByteArray::number(i)));
    QCOMPARE(made.size(), 2999);
    const QByteArray small = names.of(SensitiveKind::UserId, "abcdefgh");
    QCOMPARE(names.of(SensitiveKind::UserId, "ABCDEFGH"), small.toUpper());
}

void TestShareSafe::choicesHold()
{
    store();
    RedactionProfile profile;
    profile.setReplaces(SensitiveKind::Ip, false);
    profile.setChoice("traits.birthday", FieldChoice::Keep);
    profile.setChoice("traits.plan", FieldChoice::Replace);
    profile.setChoice("traits.address", FieldChoice::Drop);
    const QByteArray line = exported(ExportFormat::Ndjson, &profile).split('\n').value(1);
    QVERIFY(line.contains(R"("ip":"84.17.46.201")"));
    QVERIFY(line.contains(R"("birthday":"1985-11-23")"));
    QVERIFY(!line.contains("pro\\u002Dx"));
    QVERIFY(!line.contains("address\""));
    QVERIFY(!QJsonDocument::fromJson(line).isNull());
}

void TestShareSafe::saysWhatItFound()
{
    store();
    auto reader = SessionReader::open(path());
    QVERIFY_OK(reader);
    const QByteArray key(32, 'k');
    auto edits = ShareSafeEdits::of(**reader, {}, {}, key);
    QVERIFY_OK(edits);
    const std::vector<FoundValues> found = (*edits)->found().found();
    const auto at = [&](SensitiveKind kind, FoundIn in, const char *place) {
        const auto values = std::find_if(found.begin(), found.end(), [&](const FoundValues &each) {
            return each.kind == kind && each.in == in && each.place == place;
        });
        return values == found.end() ? FoundValues() : *values;
    };
    const FoundValues email = at(SensitiveKind::Email, FoundIn::Field, "traits.email");
    QCOMPARE(email.count, 1U);
    QCOMPARE(email.example, QByteArray("ann.meyer@initech.com"));
    QCOMPARE(at(SensitiveKind::Name, FoundIn::Field, "traits.name").count, 2U); // word by word
    QCOMPARE(at(SensitiveKind::Ip, FoundIn::Header, "X-Forwarded-For").count, 8U);
    QCOMPARE(at(SensitiveKind::Ip, FoundIn::Peer, "").count, 4U);
    QCOMPARE(at(SensitiveKind::Phone, FoundIn::Note, "").count, 1U);
    QCOMPARE(at(SensitiveKind::Email, FoundIn::Reason, "").count, 1U);
    QVERIFY(at(SensitiveKind::Secret, FoundIn::Body, "").count > 0);
    QVERIFY(at(SensitiveKind::Email, FoundIn::Target, "").count > 0);
    QVERIFY(at(SensitiveKind::Email, FoundIn::Field, "properties.words").count > 0);
    // What is shown to stand for it is what stands there, and does with the same key.
    const QByteArray made = (*edits)->pseudonym(email.kind, email.example);
    auto again = ShareSafeEdits::of(**reader, {}, {}, key);
    QVERIFY_OK(again);
    ExportJob job;
    job.edits = std::move(*again);
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY_OK(exportSession(**reader, buffer, job));
    QVERIFY(buffer.data().contains(QByteArray("\"email\":\"" + made + '"')));

    int told = 0;
    const auto stop = [&told](qint64 done, qint64 total) { return done <= total && ++told < 3; };
    const auto stopped = ShareSafeEdits::of(**reader, {}, stop);
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
}

void TestShareSafe::dropsMembers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("first") << QByteArray(R"({"x":1, "a":2})") << QByteArray(R"({"a":2})");
    QTest::newRow("last") << QByteArray(R"({"a":2, "y":1})") << QByteArray(R"({"a":2})");
    QTest::newRow("only") << QByteArray(R"({ "x":1 })") << QByteArray(R"({})");
    QTest::newRow("all") << QByteArray(R"({"x":1,"y":{}})") << QByteArray(R"({})");
    QTest::newRow("between") << QByteArray(R"({"a":1,"x":1,"y":2,"b":2})") << QByteArray(R"({"a":1,"b":2})");
    QTest::newRow("both ends") << QByteArray(R"({"x":1,"a":1,"y":2})") << QByteArray(R"({"a":1})");
    QTest::newRow("items") << QByteArray(R"({"z":[1,2]})") << QByteArray(R"({"z":[]})");
}

void TestShareSafe::dropsMembers()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, left);
    RedactionProfile profile;
    for (const char *path : {"x", "y", "z[]"})
        profile.setChoice(path, FieldChoice::Drop);
    Redactor redactor(profile);
    QCOMPARE(Redactor::spliced(body, redactor.body(body)), left);
}

void TestShareSafe::findsShapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("found");
    const auto row = [](const char *text, const char *found) {
        QTest::addRow("%s", text) << QByteArray(text) << QByteArray(found);
    };
    row("mail ann+x@a-b.co.uk.", "ann+x@a-b.co.uk");
    row("a@b", "");
    row("from 10.1.2.3:80", "10.1.2.3");
    row("Chrome/120.0.0.0 Safari", "");
    row("127.0.0.1:50000", "");
    row("1.2.3.4.5", "");
    row("at 12:30:45", "");
    row("[2a02:8109::7d2]:443", "2a02:8109::7d2");
    row("02:00:5e:10:00:ff", "02:00:5e:10:00:ff");
    row("card 4012-8888-8888-1881!", "4012-8888-8888-1881");
    row("4012888888881882", "");
    row("1700000000000", "");
    row("call (415) 867-5309 now", "(415) 867-5309");
    row("+49 151 23456789", "+49 151 23456789");
    row("2026-01-31", "");
    row("4b1f0f5e-9a0c-4c7e-8d55-0e3d2c1b9a77", "");
    row("ajs-next-1700000000000-4b1f0f5e-9a0c-4c7e-8d55-0e3d2c1b9a77", "");
    row("AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE");
    row("Bearer abc123def456", "abc123def456");
    row("q7Zp2LkX9vR4tY8wB1nM6cD3fG5hJ0sA", "q7Zp2LkX9vR4tY8wB1nM6cD3fG5hJ0sA");
}

void TestShareSafe::findsShapes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, found);
    const auto span = nextSensitive(text);
    QCOMPARE(span ? text.mid(span->begin, span->end - span->begin) : QByteArray(), found);
}

void TestShareSafe::profilesRoundTrip()
{
    RedactionProfile profile;
    profile.setReplaces(SensitiveKind::WriteKey, false);
    profile.setChoice("properties.\"odd\"", FieldChoice::Keep);
    profile.setChoice("traits.note", FieldChoice::Drop);
    const auto again = RedactionProfile::fromJson(profile.toJson());
    QVERIFY_OK(again);
    QVERIFY(*again == profile);
}

void TestShareSafe::refusesProfiles_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("no version") << QByteArray("{}");
    QTest::newRow("newer") << QByteArray(R"({"spectapRedaction":2})");
    QTest::newRow("kind") << QByteArray(R"({"spectapRedaction":1,"kinds":{"emails":true}})");
    QTest::newRow("kind's value") << QByteArray(R"({"spectapRedaction":1,"kinds":{"email":1}})");
    QTest::newRow("choice") << QByteArray(R"({"spectapRedaction":1,"paths":{"a":"hide"}})");
    QTest::newRow("member") << QByteArray(R"({"spectapRedaction":1,"path":{}})");
}

void TestShareSafe::refusesProfiles()
{
    QFETCH(QByteArray, json);
    const auto profile = RedactionProfile::fromJson(json);
    QVERIFY(!profile);
    QVERIFY(!profile.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestShareSafe)
#include "tst_sharesafe.moc"
