// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>

using namespace spectap;

/// Reading catalogue files: what is refused and in which words, and what is read.
class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data();
    void mistakes();
    void missingFile();
    void versionFollowsContents();
    void extraFile();
    void folder();
    void bundledIsComplete();
    void numbersInEnum();

private:
    QString write(const char *name, const QByteArray &bytes);
    QTemporaryDir m_folder;
};

QString TestCatalogue::write(const char *name, const QByteArray &bytes)
{
    const QString path = m_folder.filePath(QLatin1String(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

void TestCatalogue::mistakes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *text, const char *message) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(message);
    };
    row("empty", "", "line 1, column 1: this is not JSON here");
    row("not JSON", "{\n  \"spec\": \"x\",\n  oops\n}", "line 3, column 3: this is not JSON here");
    row("not an object", "[]", "the top level: an object belongs here");
    row("no spec", "{}",
        "the top level: \"spec\" is missing: a short name for this page of the spec, such as ecommerce");
    row("unknown key", R"({"spec":"x","evnts":[]})",
        "/evnts: unknown key; the keys here are spec, title, snapshot, page, heading, calls, definitions, "
        "fields, events, limits, quotas, undocumented, identifiers, reserved, blockedIds, notes");
    row("unknown call", R"({"spec":"x","calls":["purchase"]})",
        "/calls/0: unknown call \"purchase\"; use one of identify, track, page, screen, group, alias");
    row("unknown type",
        R"({"spec":"x","events":[{"name":"A","properties":[{"path":"properties.a","type":"nubmer"}]}]})",
        "/events/0/properties/0/type: unknown type \"nubmer\"; use one of null, boolean, integer, number, "
        "string, array, object, any");
    row("unknown type in a list", R"({"spec":"x","fields":[{"path":"a","type":["string","text"]}]})",
        "/fields/0/type/1: unknown type \"text\"; use one of null, boolean, integer, number, string, array, "
        "object, any");
    row("unknown format", R"({"spec":"x","fields":[{"path":"a","type":"string","format":"date"}]})",
        "/fields/0/format: unknown format \"date\"; use one of iso-8601, email, iso-4217, uri, ip, bcp-47, "
        "tzdata, uuid, iso-3166, semver");
    row("unknown presence", R"({"spec":"x","fields":[{"path":"a","type":"string","required":true}]})",
        "/fields/0/required: a text belongs here");
    row("no type", R"({"spec":"x","fields":[{"path":"a"}]})", "/fields/0: \"type\" is missing");
    row("bad path", R"({"spec":"x","fields":[{"path":"a..b","type":"any"}]})",
        "/fields/0/path: \"a..b\" is not a path; write it like properties.products[].price");
    row("star in the middle", R"({"spec":"x","fields":[{"path":"a.*.b","type":"any"}]})",
        "/fields/0/path: \"a.*.b\" is not a path; write it like properties.products[].price");
    row("field twice", R"({"spec":"x","fields":[{"path":"a","type":"any"},{"path":"a","type":"any"}]})",
        "/fields/1/path: a is described twice");
    row("items of no array", R"({"spec":"x","fields":[{"path":"a","type":"string","items":"string"}]})",
        "/fields/0/items: only an array has items; this is \"string\"");
    row("when without conditional", R"({"spec":"x","fields":[{"path":"a","type":"any","when":"b"}]})",
        "/fields/0/when: \"when\" belongs to \"required\": \"conditional\"");
    row("negative length", R"({"spec":"x","fields":[{"path":"a","type":"string","maxLength":-1}]})",
        "/fields/0/maxLength: a count belongs here: 0, 1, 2…");
    row("key with a slash", R"({"spec":"x","fields":[{"a/b":1}]})",
        "/fields/0/a~1b: unknown key; the keys here are path, type, items, required, when, format, enum, "
        "minimum, maximum, minLength, maxLength, anyCase, rejects, default, aliases, deprecated, addedBy, "
        "example, means, note, doc");
    row("event without a name", R"({"spec":"x","events":[{"properties":[]}]})",
        "/events/0: \"name\" is missing");
    row("event twice", R"({"spec":"x","events":[{"name":"A"},{"name":"A"}]})",
        "/events/1/name: the event name \"A\" is taken already, in FILE");
    row("alias of another event", R"({"spec":"x","events":[{"name":"A"},{"name":"B","aliases":["A"]}]})",
        "/events/1/name: the event name \"A\" is taken already, in FILE");
    row("no such definition",
        R"({"spec":"x","events":[{"name":"A","properties":[{"use":"p","at":"properties"}]}]})",
        "/events/0/properties/0/use: there is no definition \"p\" in this file");
    row("definition without that field",
        R"({"spec":"x","definitions":{"p":[{"path":"a","type":"any"}]},"events":[{"name":"A","properties":[{"use":"p","at":"properties","only":["b"]}]}]})",
        "/events/0/properties/0/only: \"p\" has no field \"b\"");
    row("use without a place",
        R"({"spec":"x","definitions":{"p":[]},"events":[{"name":"A","properties":[{"use":"p"}]}]})",
        "/events/0/properties/0: \"at\" is missing: where the fields are put, such as properties");
    row("limit without a path",
        R"({"spec":"x","limits":[{"name":"a","counts":"members","value":1,"unit":"x","bound":"at-most","effect":"cut"}]})",
        "/limits/0: \"path\" is missing: the field that is counted");
    row("limit that counts nothing known",
        R"({"spec":"x","limits":[{"name":"a","counts":"words","value":1,"unit":"x","bound":"at-most","effect":"cut"}]})",
        "/limits/0/counts: unknown count \"words\"; use one of call, request, batch, members, characters, "
        "seconds");
    row("quota without a scope", R"({"spec":"x","quotas":[{"name":"a","value":1,"unit":"days"}]})",
        "/quotas/0: \"scope\" is missing");
    row("quota in words", R"({"spec":"x","quotas":[{"name":"a","scope":"b","value":"1","unit":"days"}]})",
        "/quotas/0/value: a number belongs here");
    row("unknown bound",
        R"({"spec":"x","quotas":[{"name":"a","scope":"b","value":1,"unit":"c","bound":"up"}]})",
        "/quotas/0/bound: unknown bound \"up\"; use one of at-most, below, at-least");
    row("undocumented without words", R"({"spec":"x","undocumented":[{"path":"event"}]})",
        "/undocumented/0: \"means\" is missing");
    row("undocumented at no path", R"({"spec":"x","undocumented":[{"path":"a..b","means":"c"}]})",
        "/undocumented/0/path: \"a..b\" is not a path; write it like properties.products[].price");
    row("identifier from nowhere", R"({"spec":"x","identifiers":[{"name":"a","from":[],"limit":5}]})",
        "/identifiers/0/from: at least one place belongs here: {\"path\": \"userId\"}");
    row("identifier twice",
        R"({"spec":"x","identifiers":[{"name":"a","from":[{"path":"b"}],"limit":5},{"name":"a","from":[{"path":"b"}],"limit":5}]})",
        "/identifiers/1/name: the identifier \"a\" is described twice");
    row("identifier where an object is",
        R"({"spec":"x","identifiers":[{"name":"a","from":[{"path":"b","where":{"c.d":{}}}],"limit":5}]})",
        "/identifiers/0/from/0/where/c.d: a text, a number, true or false belongs here");
    row("identifier without a limit", R"({"spec":"x","identifiers":[{"name":"a","from":[{"path":"b"}]}]})",
        "/identifiers/0: \"limit\" is missing");
    row("advice without a window",
        R"({"spec":"x","identifiers":[{"name":"a","from":[{"path":"b"}],"limit":5,"advised":{"limit":1}}]})",
        "/identifiers/0/advised: \"per\" is missing");
    row("note without words", R"({"spec":"x","notes":[{"doc":"#a"}]})", "/notes/0: \"means\" is missing");
    row("enum of objects", R"({"spec":"x","fields":[{"path":"a","type":"any","enum":[{}]}]})",
        "/fields/0/enum/0: a text or a number belongs here");
    row("addedBy one word", R"({"spec":"x","fields":[{"path":"a","type":"any","addedBy":"library"}]})",
        "/fields/0/addedBy: an array belongs here");
    row("pattern of an id", R"({"spec":"x","blockedIds":["^a.*$"]})",
        "/blockedIds/0: write a value, or ^[…]*$ for any mix of the characters between the brackets");
}

void TestCatalogue::mistakes()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, message);
    const QString file = write("wrong.json", text);
    const Result<Catalogue> read = Catalogue::load({file});
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::Catalogue);
    QCOMPARE(read.error().message,
        file + QStringLiteral(": ") + QString(message).replace(QStringLiteral("FILE"), file));
}

void TestCatalogue::missingFile()
{
    const QString file = m_folder.filePath(QStringLiteral("nowhere.json"));
    const Result<Catalogue> read = Catalogue::load({file});
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::Io);
    QVERIFY(read.error().message.startsWith(file));
}

void TestCatalogue::versionFollowsContents()
{
    const QString one = write("one.json", R"({"spec":"x"})");
    const QString other = write("other.json", R"({"spec":"y"})");
    const QByteArray version = Catalogue::load({one})->version;
    QVERIFY(!version.isEmpty());
    QCOMPARE(Catalogue::load({one})->version, version);
    QVERIFY(Catalogue::load({other})->version != version);
    QVERIFY(Catalogue::load({one, other})->version != version);
}

/// --spec FILE: an event of one's own is known without touching C++.
void TestCatalogue::extraFile()
{
    const QString file = write("own.json",
        R"({"spec":"space","page":"own","events":[{"name":"Spaceship Landed","call":"track","properties":[
            {"path":"properties.crew","type":"integer","required":"always","minimum":1,"maximum":9},
            {"path":"properties.mood","type":"array","items":"string","enum":["good","bad"]}]}]})");
    Result<Catalogue> catalogue = Catalogue::bundled({file});
    QVERIFY2(catalogue.ok(), catalogue ? "" : qPrintable(catalogue.error().message));
    const auto checker = Checker::compile(*std::move(catalogue));
    const auto said = [&](const QByteArray &properties) {
        const test::Body body(
            R"({"type":"track","userId":"u","event":"Spaceship Landed","properties":)" + properties + '}');
        CheckResult result;
        checker->check(body.sliced.calls.at(0), {}, result);
        return test::lines(result).join(u'|');
    };
    QCOMPARE(said(R"({"crew":2,"mood":["good"]})"), QString());
    QCOMPARE(said("{}"), QStringLiteral("error required /properties/crew"));
    QCOMPARE(said(R"({"crew":1.5})"), QStringLiteral("error type /properties/crew"));
    QCOMPARE(said(R"({"crew":10})"), QStringLiteral("warning limit /properties/crew"));
    QCOMPARE(said(R"({"crew":0})"), QStringLiteral("warning limit /properties/crew"));
    QCOMPARE(
        said(R"({"crew":1,"mood":["good","so-so"]})"), QStringLiteral("warning enum /properties/mood/1"));
    QVERIFY(!Catalogue::bundled({file, file}).ok()); // its event twice
}

/// What somebody keeps in a folder of their own is read after the rest; a mistake costs that file alone.
void TestCatalogue::folder()
{
    QTemporaryDir folder;
    const auto put = [&](const char *name, const char *text) {
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
    };
    Result<Catalogue> catalogue = Catalogue::bundled();
    const std::size_t events = catalogue->events.size();
    const std::size_t fields = catalogue->fields.size();
    const QByteArray version = catalogue->version;
    QVERIFY(catalogue->addFolder(folder.filePath(QStringLiteral("nowhere"))).empty());
    QVERIFY(catalogue->addFolder({}).empty());
    QCOMPARE(catalogue->version, version);

    put("a.json", R"({"spec":"a","events":[{"name":"Ship Landed"}]})");
    put("b.json", R"({"spec":"b","fields":[{"path":"context.ship","type":"object"}],"events":[{"name":1}]})");
    put("c.json", R"({"spec":"c","events":[{"name":"Order Completed"}]})");
    put("d.json", R"({"spec":"d","events":[{"name":"Ship Landed"}]})");
    put("e.json", R"({"spec":"e","events":[{"name":"Ship Sunk"}]})");
    put("f.txt", "no catalogue");
    const std::vector<Error> errors = catalogue->addFolder(folder.path());
    QCOMPARE(errors.size(), std::size_t(3));
    const auto said = [&](std::size_t error, const char *words) {
        QVERIFY2(errors[error].message.endsWith(QLatin1String(words)), qPrintable(errors[error].message));
    };
    said(0, "b.json: /events/0/name: a text belongs here");
    said(1, "c.json: /events/0/name: the event name \"Order Completed\" is taken already, in "
            "ecommerce/order-completed");
    said(2, "a.json"); // d.json: taken already, in a.json
    QCOMPARE(catalogue->events.size(), events + 2);
    QCOMPARE(catalogue->fields.size(), fields); // nothing of the half that was read of b.json
    QVERIFY(catalogue->version != version);

    // --spec of a file in that folder is no second copy of it
    const QString first = folder.filePath(QStringLiteral("a.json"));
    Result<Catalogue> given = Catalogue::bundled({first});
    QCOMPARE(given->addFolder(folder.path(), {first}).size(), std::size_t(3));
    QCOMPARE(given->events.size(), events + 2);
}

/// Video Ad Playing: quartile is 1, 2 or 3.
void TestCatalogue::numbersInEnum()
{
    const auto checker = test::bundledChecker();
    const auto said = [&](const QByteArray &quartile) {
        const test::Body body(
            R"({"type":"track","userId":"u","event":"Video Ad Playing","properties":{"quartile":)" +
            quartile + "}}");
        CheckResult result;
        checker->check(body.sliced.calls.at(0), {}, result);
        return test::lines(result).join(u'|');
    };
    QCOMPARE(said("2"), QString());
    QCOMPARE(said("2.0"), QString());
    QCOMPARE(said("0"), QStringLiteral("warning enum /properties/quartile"));
    QCOMPARE(said("4"), QStringLiteral("warning enum /properties/quartile"));
    QCOMPARE(said("2.5"), QStringLiteral("error type /properties/quartile"));
    QCOMPARE(said("\"2\""), QStringLiteral("error type /properties/quartile"));
}

void TestCatalogue::bundledIsComplete()
{
    const Result<Catalogue> catalogue = Catalogue::bundled();
    QVERIFY2(catalogue.ok(), catalogue ? "" : qPrintable(catalogue.error().message));
    QCOMPARE(catalogue->snapshot, QByteArray("2025-11"));
    const auto explained = [](const FieldSpec &field) {
        QVERIFY2(!field.means.isEmpty() && !field.doc.isEmpty(), field.path.constData());
        QVERIFY2(field.means.size() <= 60, field.means.constData());
        QVERIFY2(field.note.size() <= 120, field.note.constData());
        QVERIFY2(field.presence != Presence::Conditional || !field.when.isEmpty(), field.path.constData());
    };
    for (const FieldSpec &field : catalogue->fields)
        explained(field);
    for (const QuotaSpec &quota : catalogue->quotas)
        QVERIFY2(!quota.means.isEmpty() && !quota.beyond.isEmpty() && !quota.doc.isEmpty(),
            quota.name.constData());
    for (const LimitSpec &limit : catalogue->limits)
        QVERIFY2(!limit.means.isEmpty() && !limit.doc.isEmpty(), limit.name.constData());
    for (const IdentifierSpec &identifier : catalogue->identifiers)
        QVERIFY2(!identifier.means.isEmpty() && !identifier.doc.isEmpty(), identifier.name.constData());
    for (const SpecPage &page : catalogue->pages)
        QVERIFY2(!page.title.isEmpty() && !page.page.isEmpty(), page.spec.constData());
    for (const EventSpec &event : catalogue->events) {
        QVERIFY2(!event.means.isEmpty() && event.doc.contains('#'), event.name.constData());
        for (const FieldSpec &field : event.properties)
            explained(field);
    }
}

SPECTAP_TEST_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
