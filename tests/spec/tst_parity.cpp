// SPDX-License-Identifier: MIT
#include "specfacts.h"
#include "tests/support/testmain.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace spectap;
using namespace spectap::test;

namespace {

/// Where the catalogue says something else on purpose. Each must be met, or it is out of date.
struct Exception
{
    const char *where; ///< event or file, then " | ", then the path; * stands for any text
    const char *facet;
    const char *reason;
};

constexpr std::array Exceptions{
    Exception{"common | timestamp", "default", "\"time of receipt\" is no value a field can have"},
    Exception{"common | channel", "enum", "documented for context.channel alone; RudderStack sends web"},
    Exception{"common | context.app.build", "type", "no table types it; Android libraries send a number"},
    Exception{"Email Link Clicked | context.ip", "type", "its table says object, its sample string"},
    Exception{"Email Marked as Spam | context.ip", "type", "its table says object, its sample string"},
    Exception{"Video Playback * | properties.content_*", "type",
        "one table for all playback events says string and array; samples send null"},
    Exception{"Video Playback * | properties.ad_*_id", "type", "the same"},
    Exception{"Video Playback * | properties.ad_type", "type", "one word in the table, an array in samples"},
    Exception{"Video Playback * | properties.content_*", "items", "see type"},
    Exception{"Video Playback * | properties.ad_*_id", "items", "see type"},
    Exception{"Video Playback * | properties.ad_type", "items", "see type"},
    Exception{"Application Updated | properties.previous_build", "type", "a hidden sample sends a number"},
};

/// Fields that are documented only by what is inside them, or for any key.
constexpr std::array Implied{
    "integrations.*",
    "context.integrations",
    "context.Braze",
    "context.consent.categoryPreferences.*",
};

constexpr std::array EventFiles{
    "ecommerce", "video", "mobile", "b2b-saas", "ai-copilot", "email", "live-chat", "ab-testing", "track"};

bool matches(const QByteArray &where, const char *pattern)
{
    const QString glob = QRegularExpression::wildcardToRegularExpression(QString::fromLatin1(pattern));
    return QRegularExpression(glob).match(QString::fromUtf8(where)).hasMatch();
}

} // namespace

/// The bundled catalogue says what the facts say, no less and no more: event by event, field by field.
/// Skipped where the facts are not at hand; SPECTAP_SPEC_FACTS names their folder.
class TestParity : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void fields_data();
    void fields();
    void events_data();
    void events();
    void noEventInvented();
    void legacyEvents();
    void contentOfAds();
    void limits();
    void undocumented();
    void identifiers();
    void blockedIds();
    void docsExist();
    void exceptionsAreMet();

private:
    void compare(const QByteArray &where, const Facets &ours, const Facets &facts);
    void compareFields(
        const QByteArray &where, const std::vector<FieldSpec> &ours, const std::vector<Json> &facts);
    [[nodiscard]] const EventSpec *event(const QByteArray &name) const;

    SpecFacts m_facts;
    Catalogue m_catalogue;
    std::array<int, Exceptions.size()> m_met{};
};

void TestParity::initTestCase()
{
    if (SpecFacts::folder().isEmpty())
        QSKIP("the facts are not at hand; set SPECTAP_SPEC_FACTS to their folder");
    Result<Catalogue> catalogue = Catalogue::bundled();
    QVERIFY2(catalogue.ok(), catalogue ? "" : qPrintable(catalogue.error().message));
    m_catalogue = *std::move(catalogue);
    const Json &facts = m_facts.file(QStringLiteral("common"));
    QVERIFY(bytesOf(facts.at("snapshot").at("date")).startsWith(m_catalogue.snapshot));
}

const EventSpec *TestParity::event(const QByteArray &name) const
{
    const auto found = std::find_if(m_catalogue.events.begin(), m_catalogue.events.end(),
        [&](const EventSpec &event) { return event.name == name; });
    return found == m_catalogue.events.end() ? nullptr : &*found;
}

void TestParity::compare(const QByteArray &where, const Facets &ours, const Facets &facts)
{
    for (const auto &[facet, said] : facts) {
        if (ours.at(facet) == said)
            continue;
        bool excepted = false;
        for (std::size_t i = 0; i < Exceptions.size(); ++i) {
            if (facet == Exceptions[i].facet && matches(where, Exceptions[i].where)) {
                excepted = true;
                ++m_met[i];
            }
        }
        if (!excepted)
            QFAIL(QByteArray(where + ": " + facet + "\n  ours:  " + ours.at(facet) + "\n  facts: " + said)
                      .constData());
    }
}

void TestParity::compareFields(
    const QByteArray &where, const std::vector<FieldSpec> &ours, const std::vector<Json> &facts)
{
    std::map<QByteArray, const FieldSpec *> byPath;
    for (const FieldSpec &field : ours)
        byPath[field.path] = &field;
    for (const Json &fact : facts) {
        const QByteArray path = pathOf(fact);
        const auto found = byPath.find(path);
        QVERIFY2(found != byPath.end(), QByteArray(where + ": missing: " + path).constData());
        const FieldSpec &field = *found->second;
        compare(where + " | " + path, facetsOf(field), facetsOf(fact));
        if (QTest::currentTestFailed())
            return;
        // an exception may only let more through
        const JsonTypes types = typesOf(fact.at("type"));
        QVERIFY2((field.types & types) == types, QByteArray(where + ": " + path).constData());
        byPath.erase(found);
    }
    for (const char *path : Implied)
        byPath.erase(path);
    for (const auto &[path, field] : byPath)
        QFAIL(QByteArray(where + ": not in the facts: " + path).constData());
}

void TestParity::fields_data()
{
    QTest::addColumn<QString>("file");
    for (const char *name : {"common", "identify", "track", "page", "screen", "group", "alias"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestParity::fields()
{
    QFETCH(const QString, file);
    const Json &facts = m_facts.file(file);
    std::vector<Json> known;
    for (const char *list :
        {"fields", "contextFields", "otherContextFields", "reservedTraits", "reservedProperties"}) {
        for (const Json &field : facts.value(list, Json::array()))
            known.push_back(field);
    }
    const CallType type = callTypeFromName(file.toUtf8());
    const quint8 calls = type == CallType::Unknown ? AllCalls : callBit(type);
    std::vector<FieldSpec> ours;
    for (const FieldSpec &field : m_catalogue.fields) {
        if (field.calls == calls)
            ours.push_back(field);
    }
    QVERIFY(!ours.empty());
    compareFields(file.toUtf8(), ours, known);
}

void TestParity::events_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("number");
    if (SpecFacts::folder().isEmpty())
        return;
    for (const char *name : EventFiles) {
        const Json &facts = m_facts.file(QString::fromLatin1(name));
        const Json &events = facts.at("events");
        for (std::size_t i = 0; i < events.size(); ++i) {
            const QByteArray row = name + (": " + bytesOf(events[i].at("name")));
            QTest::newRow(row.constData()) << QString::fromLatin1(name) << static_cast<int>(i);
        }
    }
}

void TestParity::events()
{
    QFETCH(const QString, file);
    QFETCH(const int, number);
    const Json &facts = m_facts.file(file);
    const Json &fact = facts.at("events").at(static_cast<std::size_t>(number));
    const QByteArray name = bytesOf(fact.at("name"));
    const EventSpec *ours = event(name);
    QVERIFY2(ours, QByteArray("missing: " + name).constData());
    QVERIFY2(ours->id.startsWith(QByteArray(file.toUtf8() + '/')), ours->id.constData());
    compare(name, eventFacetsOf(*ours), eventFacetsOf(fact));
    if (QTest::currentTestFailed())
        return;
    std::vector<FieldSpec> fields;
    for (const FieldSpec &field : ours->properties) {
        QCOMPARE(field.calls, callBit(ours->call));
        if (!field.path.startsWith("properties.content.")) // see contentOfAds()
            fields.push_back(field);
    }
    compareFields(name, fields, fact.at("properties").get<std::vector<Json>>());
}

void TestParity::noEventInvented()
{
    std::size_t events = 0;
    for (const char *name : EventFiles)
        events += m_facts.file(QString::fromLatin1(name)).at("events").size();
    QCOMPARE(m_catalogue.events.size(), events); // each of them was found by events()
}

/// v1 of E-commerce: its names and keys lead to those of v2.
void TestParity::legacyEvents()
{
    const Json &facts = m_facts.file(QStringLiteral("ecommerce"));
    QVERIFY(!facts.at("legacyEvents").empty());
    for (const Json &legacy : facts.at("legacyEvents")) {
        const QByteArray name = bytesOf(legacy.at("name"));
        const EventSpec *now = event(bytesOf(legacy.at("replacedBy")));
        QVERIFY(now);
        const auto &old = now->deprecated;
        QVERIFY2(now->name == name || std::find(old.begin(), old.end(), name) != old.end(), name.constData());
        for (const Json &fact : legacy.at("properties")) {
            const QByteArray path = pathOf(fact);
            const bool known =
                std::any_of(now->properties.begin(), now->properties.end(), [&](const FieldSpec &field) {
                    return field.path == path ||
                           std::count(field.deprecated.begin(), field.deprecated.end(), path) > 0;
                });
            QVERIFY2(known, QByteArray(name + ": " + path).constData());
        }
    }
}

void TestParity::contentOfAds()
{
    const Json &facts = m_facts.file(QStringLiteral("video"));
    const auto known = facts.at("contentObject").at("properties").get<std::vector<Json>>();
    for (const char *name : {"Video Ad Started", "Video Ad Playing", "Video Ad Completed"}) {
        std::vector<FieldSpec> inside;
        for (const FieldSpec &field : event(name)->properties) {
            if (field.path.startsWith("properties.content."))
                inside.push_back(field);
        }
        compareFields(name, inside, known);
    }
}

void TestParity::limits()
{
    const Json &facts = m_facts.file(QStringLiteral("limits"));
    std::map<QByteArray, Json> known;
    for (const Json &limit : facts.at("limits"))
        known[bytesOf(limit.at("name"))] = limit;
    std::set<QByteArray> met;
    const auto compareValue = [&](const QByteArray &name, double value, const QByteArray &unit,
                                  LimitSpec::Bound bound, const QByteArray &doc) {
        met.insert(name);
        QVERIFY2(known.count(name) > 0, QByteArray("not in the facts: " + name).constData());
        const Json &fact = known[name];
        QCOMPARE(doc, bytesOf(fact.at("doc")));
        if (name == "eventHistoryStart") { // a date there, its seconds here
            QCOMPARE(bytesOf(fact.at("value")), QByteArray("1970-01-01"));
            QCOMPARE(value, 0.0);
            return;
        }
        QCOMPARE(value, fact.at("value").get<double>());
        QByteArray words = bytesOf(fact.at("unit"));
        if (words.endsWith(" (exclusive)"))
            QCOMPARE(bound, LimitSpec::Bound::Below);
        if (words.endsWith(" (minimum)"))
            QCOMPARE(bound, LimitSpec::Bound::AtLeast);
        QCOMPARE(unit, words.split('(').first().trimmed());
    };
    for (const LimitSpec &limit : m_catalogue.limits) {
        compareValue(limit.name, limit.value, limit.unit, limit.bound, limit.doc);
        if (QTest::currentTestFailed())
            QFAIL(limit.name.constData());
        const bool hard =
            limit.effect == LimitSpec::Effect::Refused || limit.effect == LimitSpec::Effect::Dropped;
        QCOMPARE(bytesOf(known[limit.name].at("severity")), QByteArray(hard ? "reject" : "warn"));
    }
    for (const QuotaSpec &quota : m_catalogue.quotas) {
        compareValue(quota.name, quota.value, quota.unit, quota.bound, quota.doc);
        if (QTest::currentTestFailed())
            QFAIL(quota.name.constData());
        QCOMPARE(quota.scope, bytesOf(known[quota.name].at("scope")));
        // columns grow with what they are sent, so a long text is no mistake
        const bool silenced = quota.name == "warehouseStringLength";
        QCOMPARE(bytesOf(known[quota.name].at("severity")), QByteArray(silenced ? "warn" : "info"));
    }
    for (const auto &[name, fact] : known)
        QVERIFY2(met.count(name) > 0, QByteArray("missing: " + name).constData());
}

/// Their words differ, what they count is the same.
void TestParity::undocumented()
{
    const Json &facts = m_facts.file(QStringLiteral("limits"));
    QCOMPARE(m_catalogue.undocumented.size(), facts.at("undocumented").at("values").size());
}

void TestParity::identifiers()
{
    const Json &facts = m_facts.file(QStringLiteral("identity"));
    const Json &known = facts.at("externalIdTypes");
    const Json &limits = facts.at("limitsPerIdentifier");
    QCOMPARE(m_catalogue.identifiers.size(), known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
        const IdentifierSpec &ours = m_catalogue.identifiers[i];
        const Json &fact = known[i];
        QCOMPARE(ours.name, bytesOf(fact.at("type")));
        QCOMPARE(ours.limit, fact.at("defaultLimit").get<qint64>());
        QCOMPARE(ours.priority.value_or(-1), fact.value("defaultPriority", qint64(-1)));
        const Json &other = limits.at("alternative");
        const qint64 otherLimit = other.value(ours.name.toStdString(), other.at("others").get<qint64>());
        QCOMPARE(ours.otherLimit.value_or(ours.limit), otherLimit);
        std::vector<QByteArray> listed;
        for (const Json &page : fact.at("listedBy"))
            listed.push_back(bytesOf(page));
        QCOMPARE(ours.listedOn, listed);
        QCOMPARE(ours.from.size(), fact.at("from").size());
        for (std::size_t s = 0; s < ours.from.size(); ++s) {
            const Json where{{"path", fact["from"][s]}};
            const QByteArray words = pathOf(where); // "context.device.id if context.device.type is ios"
            QCOMPARE(ours.from[s].path, words.split(' ').size() > 1 && words.contains(" if ")
                                            ? words.first(words.indexOf(" if "))
                                            : words);
            std::set<QByteArray> conditions, expected;
            for (const IdentifierSpec::Condition &condition : ours.from[s].where)
                conditions.insert(condition.path + " = " + condition.value);
            for (const char *os : {"android", "ios"}) {
                if (words.endsWith(os) || words.contains(QByteArray(os).append(" and")))
                    expected.insert("context.device.type = \"" + QByteArray(os) + '"');
            }
            const bool tracking = words.contains("adTracking") ||
                                  fact.value("note", std::string()).find("adTracking") != std::string::npos;
            if (tracking) // two of three pages ask for it on iOS; fewer profiles are joined so
                expected.insert("context.device.adTrackingEnabled = true");
            QCOMPARE(joined(conditions), joined(expected));
        }
        for (const Json &advice : limits.at("advice")) {
            const QByteArray kinds = bytesOf(advice.at("kind")).replace(',', ' ') + ' ';
            if (!kinds.contains(QByteArray(' ' + ours.name + ' ')))
                continue;
            const QByteArray words = bytesOf(advice.at("limit"));
            QCOMPARE(QByteArray::number(ours.advisedLimit.value_or(-1)), words.split(' ').first());
            for (const QByteArray &window : ours.advisedPer)
                QVERIFY2(words.contains(window), window.constData());
            QVERIFY(!ours.advisedPer.empty());
        }
    }
}

void TestParity::blockedIds()
{
    std::vector<QByteArray> blocked;
    const Json &facts = m_facts.file(QStringLiteral("identity"));
    for (const Json &value : facts.at("blockedValues").at("values"))
        blocked.push_back(bytesOf(value.at("value")));
    QCOMPARE(m_catalogue.blockedIds, blocked);
    QCOMPARE(m_catalogue.blockedDoc, bytesOf(facts.at("blockedValues").at("doc")));
}

/// Every page and heading the catalogue sends people to is one the facts were checked against.
void TestParity::docsExist()
{
    const std::set<QByteArray> known = m_facts.docs();
    const auto check = [&](const QByteArray &doc, const QByteArray &where) {
        QVERIFY2(
            doc.isEmpty() || known.count(doc) > 0, QByteArray(where + ": no such page: " + doc).constData());
    };
    const auto checkFields = [&](const std::vector<FieldSpec> &fields, const QByteArray &where) {
        for (const FieldSpec &field : fields)
            check(field.doc, where + " | " + field.path);
    };
    checkFields(m_catalogue.fields, "call");
    for (const EventSpec &event : m_catalogue.events) {
        check(event.doc, event.name);
        checkFields(event.properties, event.name);
    }
    for (const ReservedName &name : m_catalogue.reserved)
        check(name.doc, name.path);
    for (const IdentifierSpec &identifier : m_catalogue.identifiers)
        check(identifier.doc, identifier.name);
    for (const SpecPage &page : m_catalogue.pages) {
        check(page.page, page.spec);
        for (const SpecNote &note : page.notes)
            check(note.doc, page.spec + ": " + note.means);
    }
}

void TestParity::exceptionsAreMet()
{
    for (std::size_t i = 0; i < Exceptions.size(); ++i)
        QVERIFY2(m_met[i] > 0, Exceptions[i].where);
}

SPECTAP_TEST_MAIN(TestParity)
#include "tst_parity.moc"
