// SPDX-License-Identifier: MIT
#include "app/capture/authority.h"
#include "app/capture/certificatenames.h"
#include "app/capture/certificatestore.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslCertificateExtension>
#include <QSslKey>
#include <QTemporaryDir>
#include <QThread>

#include <optional>

using namespace Qt::StringLiterals;
using namespace spectap;

namespace {

const QDateTime Now = QDateTime::currentDateTimeUtc();

QStringList names()
{
    return endpointNames(QStringLiteral("maya-laptop.example.com"));
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Ran
{
    int code = -1;
    QString words;
};

Ran openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished())
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

} // namespace

/// The certificate authority, and its files.
class TestAuthority : public QObject
{
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;

    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] CertificateStore store() const { return CertificateStore(path(QStringLiteral("c"))); }
    [[nodiscard]] QString secret() const { return path(QStringLiteral("c/authority-private.pem")); }
    [[nodiscard]] bool needsOpenssl() const { return openssl({QStringLiteral("version")}).code == 0; }

private slots:
    void init() { m_folder.emplace(); }

    void endpointNames_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("addresses");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("host name in lower case")
            << u"Maya-MBP.local"_s << QStringList() << QStringList(u"maya-mbp.local"_s);
        QTest::newRow("final dot") << u"box1.example.com."_s << QStringList()
                                   << QStringList(u"box1.example.com"_s);
        QTest::newRow("not ASCII") << QStringLiteral("bücher.example") << QStringList()
                                   << QStringList(u"xn--bcher-kva.example"_s);
        QTest::newRow("no host name") << u""_s << QStringList() << QStringList();
        QTest::newRow("localhost twice") << u"localhost"_s << QStringList(u"127.0.0.1"_s) << QStringList();
        QTest::newRow("underscore") << u"my_box"_s << QStringList() << QStringList();
        QTest::newRow("syntax of extensions") << u"a,IP:8.8.8.8"_s << QStringList() << QStringList();
        QTest::newRow("a host name like an address") << u"1.2.3.4"_s << QStringList() << QStringList();
        QTest::newRow("digits only") << u"1234"_s << QStringList() << QStringList();
        QTest::newRow("empty label") << u"a..b"_s << QStringList() << QStringList();
        QTest::newRow("label too long") << QString(64, u'a') << QStringList() << QStringList();
        QTest::newRow("LAN addresses") << u""_s << QStringList{u"192.168.1.7"_s, u"fd00::0007"_s}
                                       << QStringList{u"192.168.1.7"_s, u"fd00::7"_s};
        QTest::newRow("LAN address and a host name")
            << u"maya"_s << QStringList{u"192.168.1.7"_s}
            << QStringList{u"maya"_s, u"maya.local"_s, u"192.168.1.7"_s};
        QTest::newRow("LAN address and a host name of more labels")
            << u"maya.local"_s << QStringList{u"10.0.0.7"_s} << QStringList{u"maya.local"_s, u"10.0.0.7"_s};
        QTest::newRow("link-local with a scope") << u""_s << QStringList{u"fe80::1%eth0"_s} << QStringList();
    }
    void endpointNames()
    {
        QFETCH(QString, host);
        QFETCH(QStringList, addresses);
        QFETCH(QStringList, more);
        QCOMPARE(spectap::endpointNames(host, addresses),
            QStringList({u"localhost"_s, u"127.0.0.1"_s, u"::1"_s, u"10.0.2.2"_s}) + more);
    }

    void authorityIsReadBack()
    {
        const auto made = Authority::make(names(), Now);
        QVERIFY(made.ok());
        const auto read = Authority::parse(made->pem());
        QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
        QCOMPARE(read->names(), names());
        QCOMPARE(read->certificate(), made->certificate());
        QCOMPARE(read->sha256(), QSslCertificate(made->certificate()).digest(QCryptographicHash::Sha256));
        QVERIFY(read->title().startsWith(u"Spectap local authority "));
        QCOMPARE(read->until().date(), Now.addYears(Authority::LifeYears).date());
    }

    void issuedIsShortLivedAndForWhatIsPermitted()
    {
        const auto authority = Authority::make(names(), Now);
        QVERIFY(authority.ok());
        const auto issued =
            authority->issue(names() + QStringList{u"evil.example"_s, u"8.8.8.8"_s, u"notlocal"_s}, Now);
        QVERIFY(issued.ok());
        QCOMPARE(issued->names, names());
        const QSslCertificate certificate(issued->certificate);
        QCOMPARE(certificate.subjectAlternativeNames().values(QSsl::DnsEntry).size(), 2);
        QCOMPARE(certificate.subjectAlternativeNames().values(QSsl::IpAddressEntry).size(), 3);
        QCOMPARE(certificate.expiryDate().date(), Now.addDays(Authority::IssuedLifeDays).date());
        QVERIFY(certificate.effectiveDate() < Now);
        QVERIFY(!QSslKey(issued->key, QSsl::Ec).isNull());
        QVERIFY(issued->key != authority->issue(names(), Now)->key);
        QVERIFY(!authority->issue({QStringLiteral("evil.example")}, Now).ok());
    }

    /// Trust that was given once holds in every room.
    void issuedIsForTheLocalNetworkOfTheDay_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("covered");
        for (const char *name :
            {"10.1.2.3", "172.16.0.1", "172.31.255.254", "192.168.1.24", "fd12::7", "maya-laptop.local"})
            QTest::newRow(name) << QString::fromLatin1(name) << true;
        for (const char *name : {"11.0.0.1", "172.15.0.1", "172.32.0.1", "192.169.0.1", "100.64.0.1",
                 "8.8.8.8", "2001:db8::1", "maya-laptop.locals", "xlocal"})
            QTest::newRow(name) << QString::fromLatin1(name) << false;
    }
    void issuedIsForTheLocalNetworkOfTheDay()
    {
        QFETCH(QString, name);
        QFETCH(bool, covered);
        const auto made = Authority::make(names(), Now);
        QVERIFY(made.ok());
        const auto authority = Authority::parse(made->pem());
        QVERIFY(authority.ok() && authority->coversLocalNetworks());
        const auto issued = authority->issue(names() + QStringList(name), Now);
        QVERIFY(issued.ok());
        QCOMPARE(issued->names.contains(name), covered);
        if (!covered || !needsOpenssl())
            return;
        QVERIFY(write(path(u"ca.pem"_s), authority->certificate()) &&
                write(path(u"leaf.pem"_s), issued->certificate));
        const Ran ran = openssl({u"verify"_s, u"-x509_strict"_s, u"-CAfile"_s, path(u"ca.pem"_s),
            name.endsWith(u"local") ? u"-verify_hostname"_s : u"-verify_ip"_s, name, path(u"leaf.pem"_s)});
        QVERIFY2(ran.code == 0, qPrintable(ran.words));
    }

    void issuedDoesNotOutliveItsIssuer()
    {
        const auto authority = Authority::make(names(), Now);
        QVERIFY(authority.ok());
        const auto issued = authority->issue(names(), authority->until().addDays(-2));
        QVERIFY(issued.ok());
        QCOMPARE(issued->until, authority->until());
    }

    void opensslVerifies_data()
    {
        QTest::addColumn<QStringList>("purpose");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("host name") << QStringList{u"-verify_hostname"_s, u"localhost"_s} << true;
        QTest::newRow("IPv4") << QStringList{u"-verify_ip"_s, u"127.0.0.1"_s} << true;
        QTest::newRow("IPv6") << QStringList{u"-verify_ip"_s, u"::1"_s} << true;
        QTest::newRow("Android emulator") << QStringList{u"-verify_ip"_s, u"10.0.2.2"_s} << true;
        QTest::newRow("this host") << QStringList{u"-verify_hostname"_s, u"maya-laptop.example.com"_s}
                                   << true;
        QTest::newRow("another host") << QStringList{u"-verify_hostname"_s, u"example.com"_s} << false;
        QTest::newRow("another address") << QStringList{u"-verify_ip"_s, u"127.0.0.2"_s} << false;
        QTest::newRow("as a client's") << QStringList{u"-purpose"_s, u"sslclient"_s} << false;
    }
    void opensslVerifies()
    {
        if (!needsOpenssl())
            QSKIP("there is no openssl command here");
        QFETCH(QStringList, purpose);
        QFETCH(bool, accepted);
        const auto authority = Authority::make(names(), Now);
        QVERIFY(authority.ok());
        const auto issued = authority->issue(names(), Now);
        QVERIFY(issued.ok());
        QVERIFY(write(path(u"ca.pem"_s), authority->certificate()) &&
                write(path(u"leaf.pem"_s), issued->certificate));
        const Ran ran = openssl(
            QStringList{u"verify"_s, u"-x509_strict"_s, u"-CAfile"_s, path(u"ca.pem"_s)} +
            (purpose.contains(u"-purpose"_s) ? QStringList() : QStringList{u"-purpose"_s, u"sslserver"_s}) +
            purpose + QStringList{path(u"leaf.pem"_s)});
        QVERIFY2((ran.code == 0) == accepted, qPrintable(ran.words));
    }

    /// The point of the name constraints: a stolen key is worth nothing elsewhere.
    void authorityCannotVouchForOthers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("another domain") << u"DNS:bank.example"_s;
        QTest::newRow("another address") << u"IP:8.8.8.8"_s;
        QTest::newRow("just beside a private network") << u"IP:172.32.0.1"_s;
        QTest::newRow("a public address of its own kind") << u"IP:192.169.1.1"_s;
        QTest::newRow("another IPv6 address") << u"IP:2001:db8::1"_s;
        QTest::newRow("below a host name that could be a top-level domain") << u"DNS:shop.dev"_s;
    }
    void authorityCannotVouchForOthers()
    {
        if (!needsOpenssl())
            QSKIP("there is no openssl command here");
        QFETCH(QString, name);
        const auto authority = Authority::make(spectap::endpointNames(QStringLiteral("dev")), Now);
        QVERIFY(authority.ok() && authority->names().contains(u"dev"_s));
        QVERIFY(write(path(u"both.pem"_s), authority->pem()) &&
                write(path(u"ca.pem"_s), authority->certificate()));
        QVERIFY(write(path(u"ext"_s), QByteArray("subjectAltName=" + name.toLatin1() + '\n')));
        QCOMPARE(openssl({u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, path(u"k.pem"_s),
                             u"-subj"_s, u"/CN=x"_s, u"-out"_s, path(u"r.pem"_s)})
                     .code,
            0);
        const Ran signing = openssl({u"x509"_s, u"-req"_s, u"-in"_s, path(u"r.pem"_s), u"-CA"_s,
            path(u"ca.pem"_s), u"-CAkey"_s, path(u"both.pem"_s), u"-extfile"_s, path(u"ext"_s), u"-out"_s,
            path(u"leaf.pem"_s), u"-set_serial"_s, u"7"_s});
        QVERIFY2(signing.code == 0, qPrintable(signing.words));
        const Ran ran = openssl({u"verify"_s, u"-CAfile"_s, path(u"ca.pem"_s), path(u"leaf.pem"_s)});
        QVERIFY2(ran.code != 0 && ran.words.contains(u"subtree violation"_s), qPrintable(ran.words));
        // and the very name, for which it may
        const auto issued = authority->issue({QStringLiteral("dev")}, Now);
        QVERIFY(issued.ok() && write(path(u"own.pem"_s), issued->certificate));
        const Ran own = openssl({u"verify"_s, u"-CAfile"_s, path(u"ca.pem"_s), u"-verify_hostname"_s,
            u"dev"_s, path(u"own.pem"_s)});
        QVERIFY2(own.code == 0, qPrintable(own.words));
    }

    void storeKeepsItsAuthority()
    {
        const auto first = store().open(names(), Now);
        QVERIFY2(first.ok(), first ? "" : qPrintable(first.error().message));
        QVERIFY(first->made);
        QVERIFY(first->notice.isEmpty());
        QCOMPARE(read(store().certificatePath()), first->authority.certificate());
        QVERIFY(!read(store().certificatePath()).contains("PRIVATE"));
        const auto second = store().open(names(), Now);
        QVERIFY(second.ok() && !second->made);
        QCOMPARE(second->authority.sha256(), first->authority.sha256());
    }

    void privateKeyIsTheUsersAlone()
    {
        QVERIFY(store().open(names(), Now).ok());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(secret()) & others, QFile::Permissions());
        QVERIFY(QFile::setPermissions(secret(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(store().open(names(), Now).ok());
        QCOMPARE(QFile::permissions(secret()) & others, QFile::Permissions());
    }

    /// What clients were told to trust goes on as long as it can.
    void certificateThatIsGoneOrChangedComesBack_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("gone") << QByteArray();
        QTest::newRow("changed") << QByteArray("-----BEGIN CERTIFICATE-----\n");
    }
    void certificateThatIsGoneOrChangedComesBack()
    {
        QFETCH(QByteArray, left);
        const auto first = store().open(names(), Now);
        QVERIFY(first.ok() && QFile::remove(store().certificatePath()));
        if (!left.isEmpty())
            QVERIFY(write(store().certificatePath(), left));
        const auto second = store().open(names(), Now);
        QVERIFY(second.ok() && !second->made && second->notice.isEmpty());
        QCOMPARE(read(store().certificatePath()), first->authority.certificate());
    }

    void anotherHostNameKeepsTheAuthority()
    {
        const auto first = store().open(names(), Now);
        const auto second = store().open(spectap::endpointNames(QStringLiteral("new-name")), Now);
        QVERIFY(first.ok() && second.ok());
        QCOMPARE(second->authority.sha256(), first->authority.sha256());
    }

    void unusableFileIsSaidKeptAndReplaced_data()
    {
        QTest::addColumn<QByteArray>("pem");
        QTest::addColumn<int>("years");
        QTest::addColumn<QString>("said");
        const auto one = Authority::make(names(), Now);
        const auto two = Authority::make(names(), Now);
        QVERIFY(one.ok() && two.ok());
        const QByteArray key = one->pem().first(one->pem().size() - one->certificate().size());
        QTest::newRow("empty") << QByteArray() << 0 << u"private key"_s;
        QTest::newRow("not PEM") << QByteArray("hello\0world", 11) << 0 << u"private key"_s;
        QTest::newRow("key only") << key << 0 << u"certificate cannot be read"_s;
        QTest::newRow("cut off") << one->pem().first(one->pem().size() - 40) << 0
                                 << u"certificate cannot be read"_s;
        QTest::newRow("of two authorities")
            << QByteArray(key + two->certificate()) << 0 << u"another private key"_s;
        QTest::newRow("expired") << one->pem() << 6 << u"expired"_s;
        QTest::newRow("of the future") << one->pem() << -1 << u"clock"_s;
        const auto leaf = one->issue(names(), Now);
        QVERIFY(leaf.ok());
        QTest::newRow("not an authority")
            << QByteArray(leaf->key + leaf->certificate) << 0 << u"Spectap made"_s;
        QTest::newRow("far too large") << QByteArray(1'000'000, 'x') << 0 << u"private key"_s;
    }
    void unusableFileIsSaidKeptAndReplaced()
    {
        QFETCH(QByteArray, pem);
        QFETCH(int, years);
        QFETCH(QString, said);
        QVERIFY(store().open(names(), Now).ok());
        QVERIFY(write(secret(), pem));
        const QDateTime then = Now.addYears(years);
        const auto opened = store().open(names(), then);
        QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().message));
        QVERIFY(opened->made);
        QVERIFY2(opened->notice.contains(said), qPrintable(opened->notice));
        QCOMPARE(read(secret() + QStringLiteral(".unusable")), pem);
        QCOMPARE(read(store().certificatePath()), opened->authority.certificate());
        const auto again = store().open(names(), then);
        QVERIFY(again.ok() && !again->made && again->notice.isEmpty());
    }

    void foreignAuthorityIsNotUsed()
    {
        if (!needsOpenssl())
            QSKIP("there is no openssl command here");
        QVERIFY(store().open(names(), Now).ok());
        QCOMPARE(openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s,
                             path(u"k.pem"_s), u"-subj"_s, u"/CN=Spectap of others"_s, u"-out"_s,
                             path(u"c.pem"_s)})
                     .code,
            0);
        QVERIFY(write(secret(), read(path(u"k.pem"_s)) + read(path(u"c.pem"_s))));
        const auto opened = store().open(names(), Now);
        QVERIFY(opened.ok() && opened->made);
        QVERIFY2(opened->notice.contains(u"Spectap made"_s), qPrintable(opened->notice));
        // a key with a passphrase must not ask the terminal for it
        QCOMPARE(openssl({u"pkcs8"_s, u"-topk8"_s, u"-in"_s, path(u"k.pem"_s), u"-passout"_s,
                             u"pass:secret"_s, u"-out"_s, path(u"e.pem"_s)})
                     .code,
            0);
        QVERIFY(write(secret(), read(path(u"e.pem"_s))));
        QVERIFY(store().open(names(), Now).ok());
    }

    void lostKeyIsSaid()
    {
        QVERIFY(store().open(names(), Now).ok() && QFile::remove(secret()));
        const auto opened = store().open(names(), Now);
        QVERIFY(opened.ok() && opened->made);
        QVERIFY2(opened->notice.contains(u"private key"_s), qPrintable(opened->notice));
    }

    void manyAtOnceGetTheSame()
    {
        QList<QByteArray> seen(8);
        std::vector<std::unique_ptr<QThread>> threads;
        for (QByteArray &one : seen) {
            threads.emplace_back(QThread::create([this, &one] {
                const auto opened = store().open(names(), Now);
                one = opened ? opened->authority.sha256() : opened.error().message.toUtf8();
            }));
        }
        for (const auto &thread : threads)
            thread->start();
        for (const auto &thread : threads)
            thread->wait();
        QCOMPARE(seen, QList<QByteArray>(8, seen.first()));
        QCOMPARE(seen.first().size(), 32);
    }

    void removeTakesBoth()
    {
        QCOMPARE(store().remove().value(), false);
        const auto first = store().open(names(), Now);
        QVERIFY(first.ok() && store().stamp().isValid());
        QCOMPARE(store().remove().value(), true);
        QVERIFY(!QFile::exists(secret()) && !QFile::exists(store().certificatePath()));
        QVERIFY(!store().stamp().isValid());
        const auto second = store().open(names(), Now);
        QVERIFY(second.ok() && second->made && second->notice.isEmpty());
        QVERIFY(second->authority.sha256() != first->authority.sha256());
    }

    void folderThatCannotBeWrittenIsAnError()
    {
        QVERIFY(write(path(QStringLiteral("file")), "x"));
        const auto opened = CertificateStore(path(QStringLiteral("file/c"))).open(names(), Now);
        QVERIFY(!opened.ok());
        QVERIFY2(opened.error().message.contains(u"file"_s), qPrintable(opened.error().message));
    }
};

SPECTAP_TEST_MAIN(TestAuthority)
#include "tst_authority.moc"
