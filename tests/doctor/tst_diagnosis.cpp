// SPDX-License-Identifier: MIT
#include "model/doctor/clienttally.h"
#include "model/doctor/diagnosis.h"
#include "tests/support/testmain.h"

using namespace spectap;

using Kind = Diagnosis::Kind;

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Start = 1'000 * Second;
constexpr auto Page = "https://shop.example";

struct Step
{
    RequestKind kind = RequestKind::Calls;
    int second = 0;
    QByteArray target = "/v1/batch";
    ClientTally::Calls calls{};
    int status = 200;
    QByteArray writeKey{};
    bool fromPage = false;
    QByteArray code{};
};

Request requestOf(const Step &step)
{
    Request request;
    request.kind = step.kind;
    request.receivedAt = Start + step.second * Second;
    request.target = step.target;
    request.status = step.status;
    request.reason = step.status >= 400 ? "There is nothing there." : "";
    request.code = step.code;
    request.writeKey = step.writeKey;
    request.peer = "127.0.0.1:51234";
    request.headers = {
        {"Host", "localhost:8787"}, {"User-Agent", step.fromPage ? "Mozilla/5.0 (X11)" : "node-sdk/3.1.0 x"}};
    if (step.fromPage)
        request.headers.push_back({"Origin", Page});
    return request;
}

ClientTally::Calls fresh(quint32 count = 1, QByteArrayView key = {})
{
    return {.count = count, .writeKey = key, .library = "analytics-node"};
}

ClientTally::Calls retryOf(quint32 seq)
{
    return {.count = 1, .retries = 1, .retryOf = seq, .writeKey = {}, .library = {}};
}

Step refusedRetry(int second)
{
    return {RequestKind::Calls, second, "/v1/batch", retryOf(7), 400, {}, false};
}

Step asks(int second, bool fromPage, QByteArray key = "k")
{
    return {RequestKind::Settings, second, "/v1/projects/" + key + "/settings", {}, 200, key, fromPage};
}

Step preflight(int second)
{
    return {RequestKind::Preflight, second, "/v1/t", {}, 204, {}, true};
}

Step sends(int second, ClientTally::Calls calls, bool fromPage = false)
{
    return {RequestKind::Calls, second, "/v1/batch", calls, 200, {}, fromPage};
}

Step withoutSecret(int second)
{
    return {RequestKind::Rejected, second, "/v1/t", {}, 403, {}, false, LanRefusalCode};
}

Step refused(int second)
{
    return {RequestKind::Rejected, second, "/collect", {}, 404, {}, false};
}

} // namespace

/// What is said of a client's connection, and when nothing is.
class DiagnosisTest : public QObject
{
    Q_OBJECT

private slots:
    void diagnoses_data();
    void diagnoses();
    void handshakes();
    void namesClients();
    void keepsClientsApart();
    void forgetsTheMostSilent();
};

void DiagnosisTest::diagnoses_data()
{
    QTest::addColumn<std::vector<Step>>("steps");
    QTest::addColumn<int>("now"); // seconds
    QTest::addColumn<std::vector<Kind>>("expected");
    QTest::addColumn<QByteArray>("words"); // somewhere in what is observed or in the remedy
    const auto row = [](const char *name, std::vector<Step> steps, int now, std::vector<Kind> expected,
                         const QByteArray &words = {}) {
        QTest::newRow(name) << std::move(steps) << now << std::move(expected) << words;
    };

    row("nothing wrong: calls", {sends(0, fresh()), sends(1, fresh(20))}, 100, {});
    row("nothing wrong: settings, then calls", {asks(0, true), sends(1, fresh(), true)}, 100, {});
    row("nothing wrong: preflight, then its post", {preflight(0), sends(1, fresh(), true)}, 100, {});

    row("settings without calls: page", {asks(0, true)}, 15, {Kind::SettingsWithoutCalls},
        "apiHost: \"localhost:8787/v1\"");
    row("settings without calls: page, too early to say", {asks(0, true)}, 14, {});
    row("settings without calls: program", {asks(0, false)}, 45, {Kind::SettingsWithoutCalls}, "no scheme");
    row("settings without calls: programs send every 30 seconds", {asks(0, false)}, 44, {});
    row("settings without calls: again and again", {asks(0, true), asks(5, true)}, 30,
        {Kind::SettingsWithoutCalls}, "2 times");
    row("settings without calls: those of another client do not count", {asks(0, true), sends(1, fresh())},
        30, {Kind::SettingsWithoutCalls}, "no call since");

    row("preflight without post", {preflight(0)}, 5, {Kind::PreflightWithoutPost}, "\"/v1/t\"");
    row("preflight without post: too early to say", {preflight(0)}, 4, {});
    row("preflight without post: after one that worked",
        {preflight(0), sends(1, fresh(), true), preflight(2)}, 9, {Kind::PreflightWithoutPost});

    row("without the secret: once is enough", {withoutSecret(0)}, 0, {Kind::WithoutSecret},
        "http://localhost:8787/\xe2\x80\xa6");
    row("without the secret: not said twice as refused", {withoutSecret(0), withoutSecret(1)}, 2,
        {Kind::WithoutSecret}, "2 requests from the network were refused");
    row("without the secret: mended", {withoutSecret(0), sends(1, fresh())}, 2, {});

    row("doubled version",
        {{.second = 0, .target = "/v1/v1/batch?x=/v1/v1", .calls = fresh(), .status = 200}}, 1,
        {Kind::DoubledVersion}, "without it");
    row("doubled version: not in the query", {{.target = "/v1/batch?u=/v1/v1", .calls = fresh()}}, 1, {});

    row("other key", {asks(0, true, "one"), sends(1, fresh(1, "two"), true)}, 2, {Kind::OtherKey},
        "\"one\" and sends its calls with \"two\"");
    row("other key: the same", {asks(0, true, "one"), sends(1, fresh(1, "one"), true)}, 2, {});
    row("other key: calls without one", {asks(0, true, "one"), sends(1, fresh(), true)}, 2, {});

    row("only retries", {sends(0, fresh()), sends(1, retryOf(7)), sends(2, retryOf(7)), sends(3, retryOf(7))},
        4, {Kind::OnlyRetries}, "Call #7 came 4 times");
    row("only retries: two may happen", {sends(0, fresh()), sends(1, retryOf(7)), sends(2, retryOf(7))}, 4,
        {});
    row("only retries: of different calls",
        {sends(1, retryOf(7)), sends(2, retryOf(8)), sends(3, retryOf(9))}, 4, {});
    row("only retries: of several calls in turns, with new ones between",
        {sends(1, retryOf(7)), sends(2, retryOf(8)), sends(3, fresh()), sends(4, retryOf(7)),
            sends(5, retryOf(8)), sends(6, fresh()), sends(7, fresh()), sends(8, retryOf(8))},
        9, {Kind::OnlyRetries}, "Call #8 came 4 times");
    row("only retries: new calls in a row end it",
        {sends(1, retryOf(7)), sends(2, retryOf(7)), sends(3, retryOf(7)), sends(4, fresh()),
            sends(5, fresh()), sends(6, fresh())},
        7, {});
    row("only retries: of what was refused is right",
        {sends(1, retryOf(7)), sends(2, retryOf(7)), refusedRetry(3), sends(4, retryOf(8))}, 5, {});
    row("refused: twice in a row", {refused(0), refused(1)}, 2, {Kind::Refused}, "\"/collect\"");
    row("refused: once is in the list anyway", {refused(0)}, 2, {});
    row("refused: until one is taken", {refused(0), refused(1), sends(2, fresh())}, 3, {});

    row("several: the worst first",
        {{.target = "/v1/v1/batch", .calls = fresh(), .fromPage = true}, asks(1, true), preflight(2)}, 30,
        {Kind::SettingsWithoutCalls, Kind::PreflightWithoutPost, Kind::DoubledVersion});
}

void DiagnosisTest::diagnoses()
{
    QFETCH(const std::vector<Step>, steps);
    QFETCH(const int, now);
    QFETCH(const std::vector<Kind>, expected);
    QFETCH(const QByteArray, words);

    ClientTally tally;
    for (const Step &step : steps)
        tally.add(requestOf(step), step.calls);
    std::vector<Kind> kinds;
    QByteArray said;
    for (const ClientFacts &client : tally.clients()) {
        for (const Diagnosis &diagnosis : diagnose(client, "127.0.0.1:8787", Start + now * Second)) {
            kinds.push_back(diagnosis.kind);
            said += diagnosis.observed + '\n' + diagnosis.remedy + '\n';
            QVERIFY(!diagnosis.client.isEmpty());
            QVERIFY(diagnosis.at >= Start);
        }
    }
    QCOMPARE(kinds, expected);
    QVERIFY2(said.contains(words), said);
}

void DiagnosisTest::handshakes()
{
    const auto failure = [](const char *peer, const char *code, const char *reason) {
        Request request;
        request.kind = RequestKind::Rejected;
        request.receivedAt = Start;
        request.peer = peer;
        request.code = code;
        request.reason = reason;
        return request;
    };
    ClientTally tally;
    tally.add(failure("[::1]:40000", "tls_unknown_ca", "It does not trust the certificate."), {});
    tally.add(failure("[::1]:40001", "tls_unknown_ca", "It does not trust the certificate."), {});
    tally.add(failure("127.0.0.1:40001", "tls_protocol_version", "It speaks SSL 3."), {});
    QCOMPARE(tally.clients().size(), std::size_t(2));
    const auto distrust = diagnose(tally.clients()[0], "localhost:8787", Start);
    QCOMPARE(distrust.size(), std::size_t(1));
    QCOMPARE(distrust[0].kind, Kind::Distrust);
    QCOMPARE(distrust[0].client, QByteArray("a client at [::1]"));
    QCOMPARE(distrust[0].observed,
        QByteArray("2 TLS handshakes came to nothing. It does not trust the certificate."));
    QVERIFY(distrust[0].remedy.contains("spectap cert --install-help"));
    const auto broken = diagnose(tally.clients()[1], "localhost:8787", Start);
    QCOMPARE(broken.size(), std::size_t(1));
    QCOMPARE(broken[0].kind, Kind::TlsBroken);
    QVERIFY(broken[0].remedy.contains("TLS 1.2"));

    Request request = requestOf(sends(1, fresh()));
    tally.add(request, fresh());
    QCOMPARE(tally.clients().size(), std::size_t(3)); // plain http from there says nothing of TLS
    request.secure = true;
    tally.add(request, fresh());
    QCOMPARE(tally.clients().size(), std::size_t(2)); // mended
    QCOMPARE(tally.clients()[0].address, QByteArray("::1"));
}

void DiagnosisTest::namesClients()
{
    ClientFacts client;
    client.address = "127.0.0.1";
    QCOMPARE(clientName(client), QByteArray("a client at 127.0.0.1"));
    client.agent = "curl/8.5.0";
    QCOMPARE(clientName(client), QByteArray("curl/8.5.0"));
    client.agent = "okhttp/4.12.0 (Android 14)";
    QCOMPARE(clientName(client), QByteArray("okhttp/4.12.0"));
    client.library = "analytics-kotlin 1.25";
    QCOMPARE(clientName(client), QByteArray("analytics-kotlin 1.25"));
    client.origin = Page;
    QCOMPARE(clientName(client), QByteArray("analytics-kotlin 1.25 on https://shop.example"));
    client.library.clear();
    QCOMPARE(clientName(client), QByteArray("the page https://shop.example"));
    QVERIFY(!isSound(client));
    client.calls = 1;
    QVERIFY(isSound(client));
    QVERIFY(!unseenCauses().empty());
}

void DiagnosisTest::keepsClientsApart()
{
    ClientTally tally;
    tally.add(requestOf(sends(0, fresh())), fresh());
    tally.add(requestOf(sends(1, fresh(), true)), fresh());
    tally.add(requestOf(sends(2, fresh(3))), fresh(3));
    QCOMPARE(tally.clients().size(), std::size_t(2));
    QCOMPARE(tally.clients()[0].requests, 2U);
    QCOMPARE(tally.clients()[0].calls, quint64(4));
    QCOMPARE(tally.clients()[1].origin, QByteArray(Page));
    QCOMPARE(tally.clients()[1].calls, quint64(1));
}

void DiagnosisTest::forgetsTheMostSilent()
{
    ClientTally tally;
    for (int i = 0; i <= int(ClientTally::MaxClients); ++i) {
        Request request = requestOf(sends(i, fresh()));
        request.headers.push_back({"Origin", "http://localhost:" + QByteArray::number(3000 + i)});
        tally.add(request, fresh());
    }
    QCOMPARE(tally.clients().size(), ClientTally::MaxClients);
    QCOMPARE(tally.clients().front().origin, QByteArray("http://localhost:3001"));
}

SPECTAP_TEST_MAIN(DiagnosisTest)
#include "tst_diagnosis.moc"
