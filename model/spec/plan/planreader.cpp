// SPDX-License-Identifier: MIT
#include "model/spec/plan/planreader.h"

#include "model/spec/plan/planshapes.h"
#include "model/support/jsontext.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 None = JsonTape::None;

constexpr std::array<std::pair<QByteArrayView, CallType>, 6> RuleTypes{
    {{"TRACK", CallType::Track}, {"IDENTIFY", CallType::Identify}, {"GROUP", CallType::Group},
        {"PAGE", CallType::Page}, {"SCREEN", CallType::Screen}, {"COMMON", CallType::Unknown}}};

/// A plan of more bytes is a mistake.
constexpr qint64 MaxFile = qint64(64) << 20;

} // namespace

QByteArrayView propertiesKey(CallType type)
{
    return type == CallType::Identify || type == CallType::Group ? "traits" : "properties";
}

QByteArray propertiesPointer(CallType type)
{
    return '/' + propertiesKey(type).toByteArray();
}

PlanReader::PlanReader(QString file, TrackingPlan &into)
    : m_file(std::move(file))
    , m_into(into)
{
}

std::optional<Error> PlanReader::read(QByteArrayView text)
{
    if (const auto error = m_tape.parse(text)) {
        const auto line = text.first(qMin(qsizetype(error->offset), text.size())).count('\n') + 1;
        return Error{ErrorCode::Catalogue,
            u"%1 is not JSON, line %2: %3"_s.arg(m_file).arg(line).arg(error->message()), error->offset};
    }
    m_into.file = m_file;
    if (readRoot(0) && m_into.rules.empty())
        fail(0, u"this plan has no rules"_s);
    if (!m_error)
        refuseTwins();
    return m_error;
}

bool PlanReader::failAt(const QByteArray &pointer, quint32 offset, const QString &what)
{
    if (!m_error) {
        const auto line = m_tape.text().first(offset).count('\n') + 1;
        const QString at = pointer.isEmpty() ? u"its root"_s : QString::fromUtf8(pointer);
        m_error = Error{
            ErrorCode::Catalogue, u"%1, line %2, at %3: %4."_s.arg(m_file).arg(line).arg(at, what), offset};
    }
    return false;
}

bool PlanReader::fail(quint32 node, const QString &what)
{
    return failAt(m_tape.pointer(0, node), m_tape[node].begin, what);
}

quint32 PlanReader::member(quint32 object, QByteArrayView key) const
{
    return object != None && kind(object) == JsonKind::Object ? m_tape.find(object, key) : None;
}

QByteArray PlanReader::text(quint32 node) const
{
    return node != None && kind(node) == JsonKind::String ? m_tape.string(node).toByteArray() : QByteArray();
}

QByteArray PlanReader::textOf(quint32 object, QByteArrayView key) const
{
    return text(member(object, key));
}

bool PlanReader::looksLikeSchema(quint32 node) const
{
    if (kind(node) != JsonKind::Object)
        return false;
    constexpr std::array<QByteArrayView, 6> Words{"$schema", "$ref", "properties", "allOf", "anyOf", "oneOf"};
    const bool known = std::any_of(
        Words.begin(), Words.end(), [&](QByteArrayView word) { return member(node, word) != None; });
    const QByteArray type = textOf(node, "type");
    return known || type == "object";
}

bool PlanReader::readRoot(quint32 root)
{
    if (kind(root) == JsonKind::Array)
        return readRules(root);
    if (kind(root) != JsonKind::Object)
        return fail(root, u"a tracking plan is an object"_s);
    if (const quint32 data = member(root, "data"); data != None && kind(data) == JsonKind::Object)
        return readRoot(data); // the answer of the API as it came
    quint32 head = root;
    if (const quint32 inner = member(root, "trackingPlan"); inner != None && kind(inner) == JsonKind::Object)
        head = inner;
    for (const QByteArrayView key : {"display_name", "name", "id"}) {
        if (m_into.name.isEmpty())
            m_into.name = textOf(head, key);
    }
    quint32 rules = member(root, "rules");
    if (rules == None)
        rules = member(head, "rules");
    if (rules != None && kind(rules) == JsonKind::Array)
        return readRules(rules);
    if (rules != None && kind(rules) == JsonKind::Object)
        return readConfigRules(rules);
    if (rules != None)
        return fail(rules, u"rules is a list (Public API) or an object (Config API)"_s);
    if (looksLikeSchema(root)) {
        m_into.name.clear();
        return readEventSchema(root, QFileInfo(m_file).completeBaseName().toUtf8());
    }
    bool schemas = m_tape[root].children > 0;
    for (quint32 child = root + 1; child < m_tape[root].next; child = m_tape[child].next)
        schemas = schemas && looksLikeSchema(child);
    if (!schemas)
        return fail(root,
            u"this is no tracking plan: it has no \"rules\", and it is neither a JSON Schema nor "
            "an object of them by event name"_s);
    m_into.name.clear();
    for (quint32 child = root + 1; child < m_tape[root].next; child = m_tape[child].next) {
        if (!readEventSchema(child, m_tape.key(child).toByteArray()))
            return false;
    }
    return true;
}

bool PlanReader::readRules(quint32 rules)
{
    for (quint32 rule = rules + 1; rule < m_tape[rules].next; rule = m_tape[rule].next) {
        if (!readRule(rule))
            return false;
    }
    return true;
}

/// A rule of the Public API or of Typewriter 8, which leaves the envelope away and names the event beside.
bool PlanReader::readRule(quint32 rule)
{
    if (kind(rule) != JsonKind::Object)
        return fail(rule, u"a rule is an object"_s);
    const quint32 schema = member(rule, "jsonSchema");
    if (schema == None)
        return fail(rule, u"this rule has no jsonSchema"_s);
    const quint32 metadata = member(schema, "eventMetadata");
    PlanRule out;
    out.wholeCall = metadata == None;
    const QByteArray type =
        (member(rule, "type") == None ? textOf(metadata, "type") : textOf(rule, "type")).toUpper();
    const auto known = std::find_if(
        RuleTypes.begin(), RuleTypes.end(), [&](const auto &word) { return word.first == type; });
    if (known == RuleTypes.end() && !(type.isEmpty() && metadata != None)) {
        const quint32 at = member(rule, "type");
        return fail(at == None ? rule : at,
            u"the type of a rule is TRACK, IDENTIFY, GROUP, PAGE, SCREEN or COMMON"_s);
    }
    out.call = known == RuleTypes.end() ? CallType::Track : known->second;
    out.name = textOf(rule, "key");
    if (out.name.isEmpty())
        out.name = textOf(metadata, "name");
    if (out.call == CallType::Track && out.name.isEmpty())
        return fail(rule, u"a rule for track calls needs the event's name in \"key\""_s);
    if (out.call != CallType::Track && out.call != CallType::Page && out.call != CallType::Screen)
        out.name.clear();
    if (out.name == "Page Viewed" || out.name == "Screen Viewed") {
        if (out.call != CallType::Track)
            out.name.clear(); // how Segment's own pages call the rule for all of them
    }
    return readVersion(rule, out.version) && add(std::move(out), schema);
}

bool PlanReader::readVersion(quint32 rule, qint64 &out)
{
    const quint32 version = member(rule, "version");
    if (version == None || kind(version) == JsonKind::Null)
        return true;
    bool isNumber = false;
    const double value = m_tape.raw(version).toByteArray().toDouble(&isNumber);
    if (kind(version) != JsonKind::Number || !isNumber || value < 0 || value > 1e9)
        return fail(version, u"the version of an event is a whole number from 1"_s);
    out = static_cast<qint64>(value);
    return true;
}

bool PlanReader::readConfigRules(quint32 rules)
{
    if (const quint32 events = member(rules, "events"); events != None && kind(events) == JsonKind::Array) {
        for (quint32 event = events + 1; event < m_tape[events].next; event = m_tape[event].next) {
            if (!readConfigEvent(event))
                return false;
        }
    }
    constexpr std::array<std::pair<QByteArrayView, CallType>, 5> Parts{
        {{"global", CallType::Unknown}, {"identify", CallType::Identify}, {"group", CallType::Group},
            {"page", CallType::Page}, {"screen", CallType::Screen}}};
    for (const auto &[key, call] : Parts) {
        const quint32 schema = member(rules, key);
        if (schema == None || kind(schema) == JsonKind::Null)
            continue;
        if (kind(schema) == JsonKind::Object && m_tape[schema].children == 0)
            continue; // how the API says there is none
        PlanRule rule;
        rule.call = call;
        if (!add(std::move(rule), schema))
            return false;
    }
    constexpr std::array<std::pair<QByteArrayView, CallType>, 2> Traits{
        {{"identify_traits", CallType::Identify}, {"group_traits", CallType::Group}}};
    for (const auto &[key, call] : Traits) {
        const quint32 traits = member(rules, key);
        if (traits != None && kind(traits) == JsonKind::Array && m_tape[traits].children > 0 &&
            !readTraitList(traits, call))
            return false;
    }
    return true;
}

bool PlanReader::readConfigEvent(quint32 event)
{
    PlanRule rule;
    rule.name = textOf(event, "name");
    rule.description = textOf(event, "description");
    const quint32 schema = member(event, "rules");
    if (rule.name.isEmpty())
        return fail(event, u"an event needs its \"name\""_s);
    if (schema == None)
        return fail(event, u"this event has no \"rules\", its schema"_s);
    return readVersion(event, rule.version) && add(std::move(rule), schema);
}

/// The oldest style: a list of traits, each with a name and perhaps a schema. Made into one schema.
bool PlanReader::readTraitList(quint32 traits, CallType call)
{
    QByteArray schema = R"({"properties":{"traits":{"properties":{)";
    const qsizetype start = schema.size();
    for (quint32 trait = traits + 1; trait < m_tape[traits].next; trait = m_tape[trait].next) {
        const QByteArray name = kind(trait) == JsonKind::String ? text(trait) : textOf(trait, "name");
        if (name.isEmpty())
            return fail(trait, u"a trait needs its \"name\""_s);
        const quint32 own = member(trait, "rules");
        if (schema.size() > start)
            schema += ',';
        appendJsonString(schema, name);
        schema += ':';
        schema += own == None ? QByteArray("{}") : m_tape.raw(own).toByteArray();
    }
    schema += "}}}}";
    JsonTape tape;
    PlanRule rule;
    rule.call = call;
    rule.pointer = m_tape.pointer(0, traits);
    JsonSchema::Options options;
    options.planDialect = true;
    SchemaProblem problem;
    const bool parsed = !tape.parse(schema);
    rule.schema = parsed ? JsonSchema::compile(tape, 0, options, problem) : nullptr;
    if (!rule.schema)
        return fail(traits, problem.what);
    rule.shapes = std::make_shared<const PlanShapes>(rule.schema);
    m_into.rules.push_back(std::move(rule));
    return true;
}

/// A schema by itself, of a whole call or of the event's properties.
bool PlanReader::readEventSchema(quint32 schema, QByteArray name)
{
    PlanRule rule;
    const quint32 properties = member(schema, "properties");
    const auto one = [&](const char *key) {
        const quint32 field = member(properties, key);
        const quint32 values = member(field, "enum");
        const bool single = values != None && kind(values) == JsonKind::Array && m_tape[values].children == 1;
        return single ? text(values + 1) : textOf(field, "const");
    };
    constexpr std::array<QByteArrayView, 3> Envelope{"properties", "traits", "context"};
    rule.wholeCall = std::any_of(Envelope.begin(), Envelope.end(), [&](QByteArrayView key) {
        const quint32 field = member(properties, key);
        return field != None && kind(field) == JsonKind::Object;
    });
    if (const CallType type = callTypeFromName(one("type")); rule.wholeCall && type != CallType::Unknown)
        rule.call = type;
    if (rule.call == CallType::Track) {
        const QByteArray event = rule.wholeCall ? one("event") : QByteArray();
        const QByteArray title = textOf(schema, "title");
        rule.name = !event.isEmpty() ? event : schema == 0 && !title.isEmpty() ? title : name;
    }
    return add(std::move(rule), schema);
}

bool PlanReader::add(PlanRule rule, quint32 schema)
{
    rule.pointer = m_tape.pointer(0, schema);
    if (rule.description.isEmpty())
        rule.description = textOf(schema, "description");
    JsonSchema::Options options;
    options.planDialect = true;
    SchemaProblem problem;
    rule.schema = JsonSchema::compile(m_tape, schema, options, problem);
    if (!rule.schema)
        return failAt(rule.pointer + problem.pointer, problem.offset, problem.what);
    rule.shapes = std::make_shared<const PlanShapes>(rule.schema);
    m_into.rules.push_back(std::move(rule));
    return true;
}

/// Two rules for one version of an event: nobody knows which holds.
bool PlanReader::refuseTwins()
{
    std::set<std::tuple<CallType, QByteArray, qint64>> seen;
    for (const PlanRule &rule : m_into.rules) {
        if (!seen.emplace(rule.call, rule.name, rule.version).second) {
            const QString what = rule.name.isEmpty() ? QString::fromLatin1(callTypeName(rule.call))
                                                     : QString::fromUtf8(rule.name);
            return failAt(
                rule.pointer, 0, u"version %1 of \"%2\" stands here twice"_s.arg(rule.version).arg(what));
        }
    }
    return true;
}

Result<TrackingPlan> TrackingPlan::read(const QByteArray &text, const QString &file)
{
    TrackingPlan plan;
    QByteArrayView json(text);
    if (json.startsWith("\xef\xbb\xbf")) // editors on Windows write one
        json = json.sliced(3);
    if (const auto error = PlanReader(file, plan).read(json))
        return *error;
    if (plan.name.isEmpty())
        plan.name = QFileInfo(file).completeBaseName().toUtf8();
    plan.version = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    return plan;
}

Result<TrackingPlan> TrackingPlan::load(const QString &file)
{
    if (file.endsWith(u".csv", Qt::CaseInsensitive)) {
        return Error{ErrorCode::Catalogue,
            u"%1 is a table. Its columns are documented nowhere; get the plan as JSON from the Public API or "
            "Typewriter."_s.arg(file)};
    }
    QFile device(file);
    if (!device.open(QFile::ReadOnly))
        return Error{ErrorCode::Io, u"%1 cannot be read: %2."_s.arg(file, device.errorString())};
    if (device.size() > MaxFile)
        return Error{ErrorCode::Catalogue, u"%1 is larger than any tracking plan (64 MB)."_s.arg(file)};
    const QByteArray text = device.readAll();
    if (device.error() != QFile::NoError)
        return Error{ErrorCode::Io, u"%1 cannot be read: %2."_s.arg(file, device.errorString())};
    return read(text, file);
}

} // namespace spectap
