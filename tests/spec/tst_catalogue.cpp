// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "model/spec/checkvalues.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <map>

using namespace spectap;
using Json = nlohmann::ordered_json;

/// Reading catalogue files: what is refused and in which words, and that the bundled files say what the facts
/// say.
class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void mistakes_data();
    void mistakes();
    void missingFile();
    void versionFollowsContents();
    void extraFile();
    void bundledIsComplete();
    void fieldsMatchFacts_data();
    void fieldsMatchFacts();
    void eventsMatchFacts();
    void limitsMatchFacts();

private:
    QString write(const char *name, const QByteArray &bytes);
    static Json facts(const QString &name);
    static QString factsFolder();
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
        "fields, events, limits, reserved, blockedIds");
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
        "minimum, maximum, minLength, maxLength, anyCase, rejects, aliases, deprecated, example, means, doc");
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

void TestCatalogue::bundledIsComplete()
{
    const Result<Catalogue> catalogue = Catalogue::bundled();
    QVERIFY2(catalogue.ok(), catalogue ? "" : qPrintable(catalogue.error().message));
    QCOMPARE(catalogue->snapshot, QByteArray("2025-11"));
    const auto explained = [](const FieldSpec &field) {
        QVERIFY2(!field.means.isEmpty() && !field.doc.isEmpty(), field.path.constData());
        QVERIFY2(field.means.size() <= 60, field.means.constData());
        QVERIFY2(field.presence != Presence::Conditional || !field.when.isEmpty(), field.path.constData());
    };
    for (const FieldSpec &field : catalogue->fields)
        explained(field);
    for (const EventSpec &event : catalogue->events) {
        QVERIFY2(!event.means.isEmpty() && event.doc.contains('#'), event.name.constData());
        for (const FieldSpec &field : event.properties)
            explained(field);
    }
}

/// The folder with the facts the bundled files were written from, where it is at hand.
QString TestCatalogue::factsFolder()
{
    const QString given = qEnvironmentVariable("SPECTAP_SPEC_FACTS");
    const QString beside = QStringLiteral(SPECTAP_SOURCE_DIR "/../shared/spec");
    const QString folder = given.isEmpty() ? beside : given;
    return QFileInfo::exists(folder + QStringLiteral("/common.json")) ? folder : QString();
}

Json TestCatalogue::facts(const QString &name)
{
    QFile file(factsFolder() + u'/' + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    const QByteArray bytes = file.readAll();
    return Json::parse(bytes.begin(), bytes.end());
}

namespace {

QByteArray bytesOf(const Json &text)
{
    return QByteArray::fromStdString(text.get<std::string>());
}

QByteArray typesOf(const Json &types)
{
    const std::map<std::string, JsonTypes> bits{{"null", TypeNull}, {"boolean", TypeBoolean},
        {"integer", TypeInteger}, {"number", TypeNumber}, {"string", TypeString}, {"array", TypeArray},
        {"object", TypeObject}, {"any", TypeAny}};
    JsonTypes all = 0;
    for (const Json &type : types.is_array() ? types : Json::array({types}))
        all |= bits.at(type.get<std::string>());
    return typeNames(all);
}

QByteArray presenceName(Presence presence)
{
    switch (presence) {
    case Presence::Unstated:
        return "unstated";
    case Presence::Never:
        return "never";
    case Presence::Recommended:
        return "recommended";
    case Presence::Conditional:
        return "conditional";
    case Presence::Always:
        return "always";
    }
    return {};
}

QByteArray formatOf(const Json &fact)
{
    const std::map<std::string, Format> formats{{"iso-8601", Format::IsoTime}, {"email", Format::Email},
        {"iso-4217", Format::Currency}, {"uri", Format::Uri}, {"ip", Format::Ip}, {"ipv4", Format::Ip},
        {"bcp-47", Format::Locale}, {"tzdata", Format::TimeZone}};
    const auto known = formats.find(fact.value("format", std::string())); // a UUID is only recommended
    return QByteArray::number(static_cast<int>(known == formats.end() ? Format::None : known->second));
}

/// All that both sides say of a field, in one line.
QByteArray factLine(const Json &fact)
{
    QByteArray line = typesOf(fact.at("type")) + ' ' + bytesOf(fact.at("required")) + " format " +
                      formatOf(fact) + " items " +
                      (fact.contains("itemsType") ? typesOf(fact["itemsType"]) : QByteArray("any type")) +
                      " length " + QByteArray::number(fact.value("maxLength", -1));
    for (const Json &value : fact.value("enum", Json::array()))
        line += " | " + bytesOf(value);
    for (const Json &alias : fact.value("aliases", Json::array()))
        line += " = " + bytesOf(alias);
    return line + ' ' + bytesOf(fact.at("doc"));
}

QByteArray ourLine(const FieldSpec &field)
{
    QByteArray line = typeNames(field.types) + ' ' + presenceName(field.presence) + " format " +
                      QByteArray::number(static_cast<int>(field.format)) + " items " +
                      typeNames(field.itemTypes) + " length " +
                      QByteArray::number(field.maxLength.value_or(-1));
    for (const QByteArray &value : field.values)
        line += " | " + value;
    for (const QByteArray &alias : field.aliases)
        line += " = " + alias;
    return line + ' ' + field.doc;
}

using Lines = std::map<QByteArray, QByteArray>;

void addFacts(Lines &lines, const Json &file, const char *list)
{
    for (const Json &fact : file.value(list, Json::array())) {
        QByteArray path = bytesOf(fact.at("path"));
        path.replace("['Google Analytics']", ".Google Analytics");
        lines[path] = factLine(fact);
    }
}

void compare(const Lines &ours, const Lines &theirs)
{
    for (const auto &[path, line] : theirs) {
        const auto found = ours.find(path);
        QVERIFY2(found != ours.end(), QByteArray("missing: " + path).constData());
        QVERIFY2(found->second == line,
            QByteArray(path + "\n  ours:  " + found->second + "\n  facts: " + line).constData());
    }
    for (const auto &[path, line] : ours)
        QVERIFY2(theirs.count(path) > 0, QByteArray("not in the facts: " + path).constData());
}

} // namespace

void TestCatalogue::fieldsMatchFacts_data()
{
    QTest::addColumn<QString>("file");
    for (const char *name : {"common", "identify", "track", "page", "screen", "group", "alias"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestCatalogue::fieldsMatchFacts()
{
    if (factsFolder().isEmpty())
        QSKIP("the facts are not at hand; set SPECTAP_SPEC_FACTS to their folder");
    QFETCH(const QString, file);
    const Json known = facts(file);
    Lines theirs;
    for (const char *list :
        {"fields", "contextFields", "otherContextFields", "reservedTraits", "reservedProperties"})
        addFacts(theirs, known, list);
    const CallType type = callTypeFromName(file.toUtf8());
    const quint8 calls = type == CallType::Unknown ? AllCalls : callBit(type);
    Lines ours;
    const Result<Catalogue> catalogue = Catalogue::bundled();
    for (const FieldSpec &field : catalogue->fields) {
        // what the facts only imply: the objects around a documented field, and "any destination"
        const bool implied = field.path.endsWith(".*") || field.path == "context.integrations" ||
                             field.path == "context.Braze";
        if (field.calls == calls && !implied)
            ours[field.path] = ourLine(field);
    }
    compare(ours, theirs);
}

void TestCatalogue::eventsMatchFacts()
{
    if (factsFolder().isEmpty())
        QSKIP("the facts are not at hand; set SPECTAP_SPEC_FACTS to their folder");
    std::map<QByteArray, Json> theirs;
    for (const char *file : {"ecommerce", "track"}) {
        const Json known = facts(QLatin1String(file));
        for (const Json &event : known.at("events"))
            theirs[bytesOf(event.at("name"))] = event;
    }
    const Result<Catalogue> catalogue = Catalogue::bundled();
    QCOMPARE(catalogue->events.size(), theirs.size());
    for (const EventSpec &event : catalogue->events) {
        QVERIFY2(theirs.count(event.name) > 0, event.name.constData());
        const Json &fact = theirs[event.name];
        QCOMPARE(callTypeName(event.call).toByteArray(), bytesOf(fact.at("call")));
        QCOMPARE(event.doc, bytesOf(fact.at("doc")));
        QCOMPARE(event.group, bytesOf(fact.at("group")));
        std::vector<QByteArray> names = event.aliases;
        names.insert(names.end(), event.deprecated.begin(), event.deprecated.end());
        std::vector<QByteArray> known;
        for (const Json &alias : fact.value("aliases", Json::array()))
            known.push_back(bytesOf(alias.at("name")));
        QCOMPARE(names, known);
        Lines properties;
        addFacts(properties, fact, "properties");
        Lines ours;
        for (const FieldSpec &field : event.properties) {
            if (!field.path.endsWith(".*"))
                ours[field.path] = ourLine(field);
        }
        compare(ours, properties);
        if (QTest::currentTestFailed())
            QFAIL(event.name.constData());
    }
}

void TestCatalogue::limitsMatchFacts()
{
    if (factsFolder().isEmpty())
        QSKIP("the facts are not at hand; set SPECTAP_SPEC_FACTS to their folder");
    std::map<QByteArray, Json> theirs;
    const Json known = facts(QStringLiteral("limits"));
    for (const Json &limit : known.at("limits"))
        theirs[bytesOf(limit.at("name"))] = limit;
    const Result<Catalogue> catalogue = Catalogue::bundled();
    QVERIFY(!catalogue->limits.empty());
    for (const LimitSpec &limit : catalogue->limits) {
        QVERIFY2(theirs.count(limit.name) > 0, limit.name.constData());
        const Json &fact = theirs[limit.name];
        QCOMPARE(limit.doc, bytesOf(fact.at("doc")));
        if (fact.at("value").is_number())
            QCOMPARE(limit.value, fact.at("value").get<double>());
        else
            QCOMPARE(limit.value, 0.0); // 1970-01-01 in seconds
        const bool hard =
            limit.effect == LimitSpec::Effect::Refused || limit.effect == LimitSpec::Effect::Dropped;
        QCOMPARE(hard, bytesOf(fact.at("severity")) == "reject");
    }
    std::vector<QByteArray> blocked;
    const Json identity = facts(QStringLiteral("identity"));
    for (const Json &value : identity.at("blockedValues").at("values"))
        blocked.push_back(bytesOf(value.at("value")));
    QCOMPARE(catalogue->blockedIds, blocked);
}

SPECTAP_TEST_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
