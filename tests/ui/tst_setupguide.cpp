// SPDX-License-Identifier: MIT
#include "model/support/setupguide.h"

#include "model/support/trustguide.h"
#include "tests/support/testmain.h"

#include <QSet>

using namespace Qt::StringLiterals;
using namespace spectap;

namespace {

constexpr quint16 Port = 8799;
const QString LanHost = u"192.168.1.24"_s;
const QString Prefix = u"/k7QmSecret"_s;
const QString SecretKey = u"wkSecret42"_s;

Reach reach(bool lan = true)
{
    Reach reach{.port = Port, .lan = {}};
    if (lan)
        reach.lan = Reach::Lan{LanHost, Prefix, SecretKey};
    return reach;
}

QString hostAt(AppPlace place)
{
    switch (place) {
    case AppPlace::Emulator:
        return u"10.0.2.2"_s;
    case AppPlace::Lan:
        return LanHost;
    case AppPlace::ThisMachine:
    case AppPlace::Usb:
        break;
    }
    return u"127.0.0.1"_s;
}

SetupGuide guideOf(const QString &name)
{
    for (const SetupGuide &guide : setupGuides()) {
        if (guide.name == name)
            return guide;
    }
    qFatal("no guide named %s", qPrintable(name));
}

QStringList namesWhere(const std::function<bool(const SetupGuide &)> &holds)
{
    QStringList names;
    for (const SetupGuide &guide : setupGuides()) {
        if (holds(guide))
            names << guide.name;
    }
    names.sort();
    return names;
}

} // namespace

/// What is shown of each SDK, for each place and scheme. Whether it works is tried by tests/sdk.
class SetupGuideTest : public QObject
{
    Q_OBJECT

private slots:
    void everyVariantIsFilledIn_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<AppPlace>("place");
        QTest::addColumn<bool>("overHttps");
        for (const SetupGuide &guide : setupGuides()) {
            for (const AppPlace place : guide.places) {
                for (const bool overHttps : {false, true}) {
                    if (!overHttps && guide.https == SetupGuide::Https::Only)
                        continue;
                    QTest::addRow("%s: %s, %s", qPrintable(guide.name), qPrintable(appPlaceName(place)),
                        overHttps ? "https" : "http")
                        << guide.name << place << overHttps;
                }
            }
        }
    }

    void everyVariantIsFilledIn()
    {
        QFETCH(const QString, name);
        QFETCH(const AppPlace, place);
        QFETCH(const bool, overHttps);
        const auto snippet = guideOf(name).snippet(reach(), place, overHttps);
        QVERIFY(snippet);
        const QString &text = snippet->text;
        const QString all = text + snippet->notes.join(u'\n') + snippet->command;
        QVERIFY2(!all.contains(u"{{"), qPrintable(all));
        QVERIFY(!text.contains(u"\n\n\n"));

        QVERIFY(text.contains(hostAt(place)));
        QVERIFY(text.contains(QString::number(Port)));
        for (const AppPlace other : AllAppPlaces) {
            if (hostAt(other) != hostAt(place))
                QVERIFY2(!text.contains(hostAt(other)), qPrintable(text));
        }
        QVERIFY(!text.contains((overHttps ? u"http://"_s : u"https://"_s) + hostAt(place)));
        QVERIFY(text.contains(u"u_4217"));
        QVERIFY(text.contains(u"Product Viewed"));

        QVERIFY(!snippet->markedLines.isEmpty());
        const QStringList lines = text.split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (lines[i].contains(hostAt(place)) || lines[i].contains(SecretKey))
                QVERIFY2(snippet->markedLines.contains(int(i)), qPrintable(lines[i]));
        }
        QVERIFY(snippet->markedLines.constLast() < lines.size());
        // One secret lets it in from the network, and nobody needs to tell the other.
        QCOMPARE(text.contains(Prefix) + text.contains(SecretKey), place == AppPlace::Lan ? 1 : 0);
        QCOMPARE(!snippet->command.isEmpty(), place == AppPlace::Usb);
    }

    void lanNeedsAnEndpointThatListensThere()
    {
        for (const SetupGuide &guide : setupGuides()) {
            QVERIFY(!guide.snippet(reach(false), AppPlace::Lan, true));
            QVERIFY(guide.snippet(reach(false), guide.places.constFirst(), true));
        }
        QVERIFY(!SetupGuide::lanIsOff().isEmpty());
    }

    void withoutAnEndpointThePortIsTheUsualOne()
    {
        const auto snippet = guideOf(u"node"_s).snippet({}, AppPlace::ThisMachine, false);
        QVERIFY(snippet && snippet->text.contains(u"http://127.0.0.1:8787"));
    }

    void saysWhichSdksInsistOnHttps()
    {
        QCOMPARE(namesWhere([](const SetupGuide &g) { return g.https == SetupGuide::Https::Always; }),
            (QStringList{u"csharp"_s, u"flutter"_s, u"kotlin-android"_s, u"kotlin-jvm"_s, u"php"_s, u"ruby"_s,
                u"swift"_s}));
        QCOMPARE(namesWhere([](const SetupGuide &g) { return g.https == SetupGuide::Https::Only; }),
            QStringList{u"analytics-js"_s});
    }

    void sdksThatDropThePathGetTheSecretWriteKey()
    {
        QCOMPARE(namesWhere([](const SetupGuide &g) {
            return g.snippet(reach(), AppPlace::Lan, true)->text.contains(SecretKey);
        }),
            (QStringList{u"android-legacy"_s, u"customerio-node"_s, u"ios-legacy"_s, u"node"_s, u"ruby"_s}));
    }

    void plainHttpIsAnOverrideWhereTheSdkInsists()
    {
        for (const SetupGuide &guide : setupGuides()) {
            const auto plain = guide.snippet(reach(), guide.places.constFirst(), false);
            const auto tls = guide.snippet(reach(), guide.places.constFirst(), true);
            QVERIFY2((plain->markedLines.size() > tls->markedLines.size()) ==
                         (guide.https == SetupGuide::Https::Always),
                qPrintable(guide.name));
        }
    }

    void placesMakeSense()
    {
        const auto offers = [](AppPlace place) {
            return [place](const SetupGuide &g) { return g.places.contains(place); };
        };
        for (const SetupGuide &guide : setupGuides()) {
            QCOMPARE(guide.places.contains(AppPlace::Emulator), guide.places.contains(AppPlace::Usb));
            QVERIFY(guide.places.contains(AppPlace::Lan));
            QCOMPARE(QSet<AppPlace>(guide.places.begin(), guide.places.end()).size(), guide.places.size());
        }
        for (const QString &server :
            {u"node"_s, u"python"_s, u"go"_s, u"java"_s, u"ruby"_s, u"php"_s, u"rust"_s})
            QVERIFY2(!namesWhere(offers(AppPlace::Emulator)).contains(server), qPrintable(server));
        for (const QString &android : {u"kotlin-android"_s, u"android-legacy"_s})
            QVERIFY2(!namesWhere(offers(AppPlace::ThisMachine)).contains(android), qPrintable(android));
        for (const AppPlace place : AllAppPlaces)
            QVERIFY(appPlaceFromName(appPlaceName(place)) == place);
        QVERIFY(!appPlaceFromName(u"moon"_s));
    }

    void namesAreUniqueAndGuidesOfTrustExist()
    {
        const QList<SetupGuide> guides = setupGuides();
        QVERIFY(guides.size() >= 25);
        QSet<QString> names;
        QSet<QString> rows;
        QStringList trust{QString()};
        for (const TrustGuide &guide : trustGuides({}))
            trust << guide.name;
        for (const SetupGuide &guide : guides) {
            names << guide.name;
            rows << QStringList{guide.group, guide.title, guide.detail}.join(u'|');
            QVERIFY2(trust.contains(guide.trust), qPrintable(guide.trust));
        }
        QCOMPARE(names.size(), guides.size());
        QCOMPARE(rows.size(), guides.size());
    }

    void wordsFindSdks_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("title, any case") << u"FLUTTER"_s << QStringList{u"flutter"_s};
        QTest::newRow("package") << u"analytics-next"_s << QStringList{u"analytics-next"_s};
        QTest::newRow("group and title") << u"rudder node"_s << QStringList{u"rudder-node"_s};
        QTest::newRow("all words") << u"customer browser"_s << QStringList{u"customerio-browser"_s};
        QTest::newRow("none") << u"cobol"_s << QStringList{};
    }

    void wordsFindSdks()
    {
        QFETCH(const QString, words);
        QTEST(namesWhere([&](const SetupGuide &guide) { return guide.matches(words); }), "found");
    }
};

SPECTAP_TEST_MAIN(SetupGuideTest)
#include "tst_setupguide.moc"
