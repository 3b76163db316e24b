// SPDX-License-Identifier: MIT
#include "app/capture/lanaccess.h"
#include "app/capture/lanaddresses.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

OwnAddress own(const QString &interface, const QString &address, bool isUp = true, bool isPhysical = true)
{
    return {interface, QHostAddress(address), isUp, isPhysical};
}

} // namespace

/// Which addresses a phone is told, and the secrets that go with them.
class TestLanAddresses : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString path() const { return m_folder.filePath(u"sub/lan-secrets"_s); }

private slots:
    void init() { QFile::remove(path()); }

    void likelyOnesFirst_data()
    {
        QTest::addColumn<QList<OwnAddress>>("addresses");
        QTest::addColumn<bool>("every");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, QList<OwnAddress> addresses, QStringList expected,
                             bool every = false) {
            QTest::newRow(name) << std::move(addresses) << every << std::move(expected);
        };
        const OwnAddress loopback = own(u"lo"_s, u"127.0.0.1"_s);
        const OwnAddress wifi = own(u"wlan0"_s, u"192.168.1.24"_s);
        row("none", {loopback}, {});
        row("the usual", {loopback, wifi}, {u"192.168.1.24"_s});
        row("containers and machines left out",
            {own(u"docker0"_s, u"172.17.0.1"_s), own(u"br-12ab"_s, u"172.18.0.1"_s),
                own(u"virbr0"_s, u"192.168.122.1"_s), own(u"vEthernet (WSL)"_s, u"172.20.0.1"_s), wifi},
            {u"192.168.1.24"_s});
        row("unless every one is wanted", {own(u"docker0"_s, u"172.17.0.1"_s, true, false), wifi},
            {u"192.168.1.24"_s, u"172.17.0.1"_s}, true);
        row("a cable or radio before others", {own(u"en5"_s, u"10.0.0.2"_s, true, false), wifi},
            {u"192.168.1.24"_s, u"10.0.0.2"_s});
        row("what is down", {own(u"eth0"_s, u"10.0.0.2"_s, false)}, {});
        row("public where there is a private one", {own(u"eth0"_s, u"203.0.113.7"_s), wifi},
            {u"192.168.1.24"_s});
        row("public only", {own(u"eth0"_s, u"203.0.113.7"_s)}, {u"203.0.113.7"_s});
        row("public, every one", {own(u"eth0"_s, u"203.0.113.7"_s), own(u"eth0"_s, u"2001:db8::7"_s), wifi},
            {u"192.168.1.24"_s, u"203.0.113.7"_s, u"2001:db8::7"_s}, true);
        row("IPv6 after IPv4, link-local left out",
            {own(u"wlan0"_s, u"fe80::1"_s), own(u"wlan0"_s, u"fd00::7"_s), own(u"wlan0"_s, u"2001:db8::7"_s),
                wifi},
            {u"192.168.1.24"_s, u"fd00::7"_s});
        row("the same twice", {wifi, wifi}, {u"192.168.1.24"_s});
    }
    void likelyOnesFirst()
    {
        QFETCH(QList<OwnAddress>, addresses);
        QFETCH(bool, every);
        QStringList found;
        for (const QHostAddress &address :
            lanAddressesAmong(addresses, every ? LanReach::Every : LanReach::Likely))
            found += address.toString();
        QTEST(found, "expected");
    }

    void readsHost_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("fine");
        QTest::addColumn<QString>("host");
        QTest::newRow("address") << u"192.168.1.24"_s << true << u"192.168.1.24"_s;
        QTest::newRow("IPv6") << u"fd00::0007"_s << true << u"fd00::7"_s;
        QTest::newRow("all") << u"0.0.0.0"_s << true << u"0.0.0.0"_s;
        QTest::newRow("loopback is listened to anyway") << u"127.0.0.1"_s << true << QString();
        QTest::newRow("localhost too") << u"localhost"_s << true << QString();
        QTest::newRow("a name") << u"maya-laptop"_s << false << QString();
        QTest::newRow("with a port") << u"192.168.1.24:8787"_s << false << QString();
        QTest::newRow("multicast") << u"224.0.0.1"_s << false << QString();
        QTest::newRow("nothing") << QString() << false << QString();
    }
    void readsHost()
    {
        QFETCH(QString, text);
        const Result<QString> host = readLanHost(text);
        QTEST(host.ok(), "fine");
        if (host)
            QTEST(*host, "host");
        else
            QVERIFY(host.error().message.contains(u"--host wants"));
    }

    void secretsCannotBeGuessed()
    {
        QSet<QByteArray> seen;
        QByteArray letters;
        for (int i = 0; i < 1000; ++i) {
            const LanSecrets secrets = LanSecrets::random();
            QCOMPARE(secrets.prefix.size(), 26);
            QCOMPARE(secrets.writeKey.size(), 30);
            seen << secrets.prefix << secrets.writeKey;
            letters += secrets.prefix;
        }
        QCOMPARE(seen.size(), 2000);
        QCOMPARE(QSet<char>(letters.begin(), letters.end()).size(), 32); // 5 bits each: 130 in all
    }

    void comparesWholeTexts_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("same");
        QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << true;
        QTest::newRow("last differs") << QByteArray("abc") << QByteArray("abd") << false;
        QTest::newRow("first differs") << QByteArray("abc") << QByteArray("xbc") << false;
        QTest::newRow("high bit differs") << QByteArray("abc") << QByteArray("ab\xe3") << false;
        QTest::newRow("shorter") << QByteArray("abc") << QByteArray("ab") << false;
        QTest::newRow("empty") << QByteArray("abc") << QByteArray() << false;
    }
    void comparesWholeTexts()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QTEST(equalInConstantTime(a, b), "same");
        QTEST(equalInConstantTime(b, a), "same");
    }

    void secretsStayUntilRenewed()
    {
        const LanSecretStore store(path());
        const auto first = store.open();
        QVERIFY2(first.ok(), first ? "" : qPrintable(first.error().message));
        QCOMPARE(*store.open(), *first);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(path()) & others, QFile::Permissions());
        const auto renewed = store.renew();
        QVERIFY(renewed.ok() && renewed->prefix != first->prefix && renewed->writeKey != first->writeKey);
        QCOMPARE(*store.open(), *renewed);
    }

    void whatCouldBeGuessedIsReplaced_data()
    {
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut off") << QByteArray("abc\nlan_abc\n");
        QTest::newRow("one only") << QByteArray(QByteArray(26, 'a') + '\n');
        QTest::newRow("other letters")
            << QByteArray(QByteArray(26, '/') + "\nlan_" + QByteArray(26, 'a') + '\n');
    }
    void whatCouldBeGuessedIsReplaced()
    {
        QFETCH(QByteArray, kept);
        const LanSecretStore store(path());
        QVERIFY(store.renew().ok());
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(kept), kept.size());
        file.close();
        const auto opened = store.open();
        QVERIFY(opened.ok());
        QCOMPARE(opened->prefix.size(), 26);
        QVERIFY(!kept.contains(opened->prefix));
        QCOMPARE(*store.open(), *opened);
    }

    void folderThatCannotBeMadeIsSaid()
    {
        QFile file(m_folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto opened = LanSecretStore(m_folder.filePath(u"file/lan-secrets"_s)).open();
        QVERIFY(!opened.ok());
        QVERIFY(opened.error().message.contains(u"lan-secrets"));
    }
};

SPECTAP_TEST_MAIN(TestLanAddresses)
#include "tst_lanaddresses.moc"
