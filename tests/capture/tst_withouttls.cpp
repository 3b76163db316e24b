// SPDX-License-Identifier: MIT
#include "tests/capture/tlsclient.h"
#include "tests/e2e/capturerig.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace spectap;
using namespace spectap::test;

/// A Qt that speaks no TLS: a process can choose that once, so this is a test of its own.
class TestWithoutTls : public QObject
{
    Q_OBJECT

private slots:
    void httpGoesOnAndHttpsIsExplained()
    {
        if (!QSslSocket::availableBackends().contains(u"cert-only"_s))
            QSKIP("this Qt has no TLS plugin that speaks no TLS");
        QVERIFY(QSslSocket::setActiveBackend(u"cert-only"_s));
        QVERIFY(!QSslSocket::supportsSsl());
        CaptureRig rig;
        QVERIFY(rig.start());
        QVERIFY(rig.endpoint().state().httpsProblem.contains(u"https is not available"));
        CaptureClient plain(rig.port());
        plain.send(post("/v1/track", R"({"event":"A","userId":"u"})"));
        QCOMPARE(plain.answer().status, 200);
        CaptureClient tls(rig.port());
        tls.send(QByteArray::fromHex("16030100c8010000c40303").append(QByteArray(190, 'x')));
        QCOMPARE(tls.answer().status, 400);
        rig.stop();
        QCOMPARE(rig.calls().size(), 1U);
        QCOMPARE(rig.otherRequests().size(), 1U);
        QVERIFY(rig.otherRequests().front().reason.contains("TLS"));
    }
};

SPECTAP_TEST_MAIN(TestWithoutTls)
#include "tst_withouttls.moc"
