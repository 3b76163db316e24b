// SPDX-License-Identifier: MIT
#include "app/capture/langate.h"

#include "app/capture/httprequestparser.h"
#include "app/capture/router.h"
#include "tests/support/testmain.h"

using namespace spectap;

namespace {

const LanSecrets Secrets{"pppppppppppppppppppppppppp", "lan_kkkkkkkkkkkkkkkkkkkkkkkkkk"};

/// What of a request opens the gate, and what of it must not be stored. Over sockets: tests/e2e/tst_lan.
class LanGateTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_gate = LanGate();
        m_gate.open(Secrets);
    }
    void keyInABody_data();
    void keyInABody();
    void hidesThePixelsCall();
    void hidesFromWhereverItCame();
    void goesOnHidingOnceClosed();
    void cutsAfterHiding();

private:
    [[nodiscard]] bool isLetIn(const QByteArray &body) const
    {
        HttpRequest request;
        request.method = "POST";
        request.target = "/v1/batch";
        request.body = body;
        return m_gate.holdsKey(request, routeRequest(request.method, request.target));
    }

    LanGate m_gate;
};

void LanGateTest::keyInABody_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("opens");
    const QByteArray key = R"("writeKey":")" + Secrets.writeKey + '"';
    QTest::newRow("around the calls: opens")
        << QByteArray("{" + key + R"(,"batch":[{"type":"track"}]})") << true;
    QTest::newRow("in one of the calls: opens")
        << QByteArray(R"({"batch":[{"type":"track"},{"type":"page",)" + key + "}]}") << true;
    QTest::newRow("in a call of its own: opens") << QByteArray(R"({"type":"track",)" + key + "}") << true;
    QTest::newRow("with another's in the calls: opens")
        << QByteArray("{" + key + R"(,"batch":[{"type":"track","writeKey":"x"}]})") << true;
    QTest::newRow("escaped: opens") << QByteArray(R"({"type":"track","writeKey":"\u006can_)" +
                                                  Secrets.writeKey.mid(4) + "\"}")
                                    << true;
    QTest::newRow("in telemetry: opens") << QByteArray("{" + key + R"(,"series":[]})") << true;
    QTest::newRow("none: stays shut") << QByteArray(R"({"batch":[{"type":"track"}]})") << false;
    QTest::newRow("somewhere else: stays shut")
        << QByteArray(R"({"type":"track","properties":{)" + key + "}}") << false;
    QTest::newRow("no JSON: stays shut") << QByteArray("{" + key) << false;
    // Megabytes of unescaping, or of looking through members, for each of many calls would take minutes.
    QByteArray calls;
    for (int i = 0; i < 150'000; ++i)
        calls += "{},";
    calls.chop(1);
    QTest::newRow("a long escaped one for many calls: stays shut, soon")
        << QByteArray(R"({"writeKey":"\u0061)" + QByteArray(500'000, 'a') + R"(","batch":[)" + calls + "]}")
        << false;
    QByteArray members;
    for (int i = 0; i < 100'000; ++i)
        members += R"("":0,)";
    QTest::newRow("many members around many calls: stays shut, soon")
        << QByteArray("{" + members + R"("batch":[)" + calls + "]}") << false;
}

void LanGateTest::keyInABody()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, opens);
    QCOMPARE(isLetIn(body), opens);
    m_gate.close();
    QVERIFY(!isLetIn(body));
}

void LanGateTest::hidesThePixelsCall()
{
    Request request;
    request.body = R"({"type":"track","writeKey":")" + Secrets.writeKey + "\"}";
    request.target = "/v1/pixel/track?a=1&data=" + request.body.toBase64() + "&b=2";
    m_gate.hideSecrets(request);
    QCOMPARE(request.target, QByteArray("/v1/pixel/track?a=1&data=***&b=2"));
    QVERIFY(!request.body.contains(Secrets.writeKey));

    Request harmless;
    harmless.body = R"({"type":"track"})";
    harmless.target = "/v1/pixel/track?data=" + harmless.body.toBase64();
    const QByteArray before = harmless.target;
    m_gate.hideSecrets(harmless);
    QCOMPARE(harmless.target, before);
}

void LanGateTest::hidesFromWhereverItCame()
{
    Request request;
    request.target = '/' + Secrets.prefix + "/v1/track?writeKey=" + Secrets.writeKey;
    request.headers = {{"Referer", "http://192.168.1.24/" + Secrets.prefix + '/'}};
    request.writeKey = Secrets.writeKey;
    m_gate.hideSecrets(request);
    QCOMPARE(request.target, QByteArray("/***/v1/track?writeKey=local-network"));
    QCOMPARE(request.headers[0].value, QByteArray("http://192.168.1.24/***/"));
    QCOMPARE(request.writeKey, QByteArray(LanGate::StoredKey));
}

/// A phone may be in the middle of a request when the network is shut out, and the secrets stay good.
void LanGateTest::goesOnHidingOnceClosed()
{
    m_gate.close();
    QByteArray target = '/' + Secrets.prefix + "/v1/track";
    QVERIFY(!m_gate.takePrefix(target));
    Request request;
    request.target = target;
    m_gate.hideSecrets(request);
    QCOMPARE(request.target, QByteArray("/***/v1/track"));
}

void LanGateTest::cutsAfterHiding()
{
    HttpRequest http;
    http.method = "GET";
    http.target = '/' + QByteArray(190, 'a') + '/' + Secrets.prefix; // a cut at 200 would leave a part of it
    const Request record = m_gate.recordOf(http, "192.168.1.9", lanRefusal());
    QVERIFY2(!record.target.contains("ppp"), record.target.constData());
    QVERIFY(record.target.size() <= 200);
}

} // namespace

SPECTAP_TEST_MAIN(LanGateTest)
#include "tst_langate.moc"
