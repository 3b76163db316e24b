// SPDX-License-Identifier: MIT
#include "model/spec/cataloguereader.h"

#include "model/call/jsontape.h"

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr std::pair<const char *, JsonTypes> TypeWords[]{{"null", TypeNull}, {"boolean", TypeBoolean},
    {"integer", TypeInteger}, {"number", TypeNumber}, {"string", TypeString}, {"array", TypeArray},
    {"object", TypeObject}, {"any", TypeAny}};

constexpr std::pair<const char *, Presence> PresenceWords[]{{"always", Presence::Always},
    {"conditional", Presence::Conditional}, {"recommended", Presence::Recommended},
    {"never", Presence::Never}, {"unstated", Presence::Unstated}};

constexpr std::pair<const char *, Format> FormatWords[]{{"iso-8601", Format::IsoTime},
    {"email", Format::Email}, {"iso-4217", Format::Currency}, {"uri", Format::Uri}, {"ip", Format::Ip},
    {"bcp-47", Format::Locale}, {"tzdata", Format::TimeZone}, {"uuid", Format::Uuid},
    {"iso-3166", Format::Country}, {"semver", Format::Semver}};

constexpr std::pair<const char *, CallType> CallWords[]{{"identify", CallType::Identify},
    {"track", CallType::Track}, {"page", CallType::Page}, {"screen", CallType::Screen},
    {"group", CallType::Group}, {"alias", CallType::Alias}};

constexpr std::pair<const char *, LimitSpec::Counts> CountWords[]{{"call", LimitSpec::Counts::CallBytes},
    {"request", LimitSpec::Counts::RequestBytes}, {"batch", LimitSpec::Counts::BatchCalls},
    {"members", LimitSpec::Counts::Members}, {"characters", LimitSpec::Counts::Characters},
    {"seconds", LimitSpec::Counts::Seconds}};

constexpr std::pair<const char *, LimitSpec::Bound> BoundWords[]{{"at-most", LimitSpec::Bound::AtMost},
    {"below", LimitSpec::Bound::Below}, {"at-least", LimitSpec::Bound::AtLeast}};

constexpr std::pair<const char *, LimitSpec::Effect> EffectWords[]{{"refused", LimitSpec::Effect::Refused},
    {"dropped", LimitSpec::Effect::Dropped}, {"cut", LimitSpec::Effect::Cut},
    {"unify", LimitSpec::Effect::Unify}};

QByteArray bytesOf(const std::string &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

/// "Order Completed" → "order-completed", as the headings of the docs are linked.
QByteArray slug(const QByteArray &name)
{
    QByteArray out;
    for (const char c : name.toLower()) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            out += c;
        else if (!out.endsWith('-'))
            out += '-';
    }
    return out;
}

bool pathsEqual(const std::vector<FieldSpec> &fields, const FieldSpec &field)
{
    return std::any_of(fields.begin(), fields.end(),
        [&](const FieldSpec &other) { return other.path == field.path && other.calls == field.calls; });
}

} // namespace

CatalogueReader::At CatalogueReader::At::in(QByteArrayView token) const
{
    return {json.at(std::string(token.data(), static_cast<std::size_t>(token.size()))),
        pointerJoin(pointer, token)};
}

CatalogueReader::At CatalogueReader::At::in(const char *key) const
{
    return in(QByteArrayView(key));
}

CatalogueReader::At CatalogueReader::At::in(std::size_t index) const
{
    return {json.at(index), pointerJoin(pointer, QByteArray::number(static_cast<qulonglong>(index)))};
}

CatalogueReader::CatalogueReader(QString file, Catalogue &into, std::map<QByteArray, QString> &eventFiles)
    : m_file(std::move(file))
    , m_into(into)
    , m_eventFiles(eventFiles)
{
}

std::optional<Error> CatalogueReader::read(const QByteArray &bytes)
{
    Json root;
    try {
        root = Json::parse(bytes.begin(), bytes.end());
    } catch (const Json::parse_error &error) {
        syntaxError(bytes, error.byte);
        return m_error;
    }
    readRoot({root, {}});
    return m_error;
}

bool CatalogueReader::fail(const QByteArray &pointer, const QString &what)
{
    if (!m_error) {
        const QString where = pointer.isEmpty() ? u"the top level"_s : QString::fromUtf8(pointer);
        m_error = Error{ErrorCode::Catalogue, u"%1: %2: %3"_s.arg(m_file, where, what), -1};
    }
    return false;
}

bool CatalogueReader::syntaxError(const QByteArray &bytes, std::size_t offset)
{
    // nlohmann counts the byte it stopped at from 1; 0 says the input ended
    const qsizetype at = std::clamp<qsizetype>(static_cast<qsizetype>(offset) - 1, 0, bytes.size());
    const QByteArrayView before = QByteArrayView(bytes).first(at);
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column = at - before.lastIndexOf('\n');
    m_error = Error{ErrorCode::Catalogue,
        u"%1: line %2, column %3: this is not JSON here"_s.arg(m_file).arg(line).arg(column), at};
    return false;
}

/// Whether `at` is an object with no other keys than `keys`.
bool CatalogueReader::object(const At &at, std::initializer_list<const char *> keys)
{
    if (!at.json.is_object())
        return fail(at.pointer, u"an object belongs here"_s);
    for (const auto &[key, value] : at.json.items()) {
        if (std::any_of(keys.begin(), keys.end(), [&](const char *known) { return key == known; }))
            continue;
        QStringList known;
        for (const char *name : keys)
            known += QString::fromLatin1(name);
        return fail(pointerJoin(at.pointer, bytesOf(key)),
            u"unknown key; the keys here are %1"_s.arg(known.join(u", "_s)));
    }
    return true;
}

template <typename Each> bool CatalogueReader::each(const At &at, Each &&use)
{
    if (!at.json.is_array())
        return fail(at.pointer, u"an array belongs here"_s);
    for (std::size_t i = 0; i < at.json.size(); ++i) {
        if (!use(at.in(i)))
            return false;
    }
    return true;
}

bool CatalogueReader::text(const At &at, QByteArray &out)
{
    if (!at.json.is_string() || at.json.get_ref<const std::string &>().empty())
        return fail(at.pointer, u"a text belongs here"_s);
    out = bytesOf(at.json.get_ref<const std::string &>());
    return true;
}

bool CatalogueReader::texts(const At &at, std::vector<QByteArray> &out)
{
    return each(at, [&](const At &item) {
        out.emplace_back();
        return text(item, out.back());
    });
}

bool CatalogueReader::number(const At &at, double &out)
{
    if (!at.json.is_number())
        return fail(at.pointer, u"a number belongs here"_s);
    out = at.json.get<double>();
    return true;
}

bool CatalogueReader::count(const At &at, std::optional<qint64> &out)
{
    if (!at.json.is_number_unsigned())
        return fail(at.pointer, u"a count belongs here: 0, 1, 2…"_s);
    out = at.json.get<qint64>();
    return true;
}

bool CatalogueReader::flag(const At &at, bool &out)
{
    if (!at.json.is_boolean())
        return fail(at.pointer, u"true or false belongs here"_s);
    out = at.json.get<bool>();
    return true;
}

template <typename Value, std::size_t N>
bool CatalogueReader::word(
    const At &at, const std::pair<const char *, Value> (&words)[N], const char *what, Value &out)
{
    QByteArray given;
    if (!text(at, given))
        return false;
    QStringList known;
    for (const auto &[name, value] : words) {
        if (given == name) {
            out = value;
            return true;
        }
        known += QString::fromLatin1(name);
    }
    return fail(at.pointer, u"unknown %1 \"%2\"; use one of %3"_s.arg(
                                QString::fromLatin1(what), QString::fromUtf8(given), known.join(u", "_s)));
}

bool CatalogueReader::readRoot(const At &root)
{
    if (!object(root, {"spec", "title", "snapshot", "page", "heading", "calls", "definitions", "fields",
                          "events", "limits", "reserved", "blockedIds"}) ||
        !readHead(root))
        return false;
    const auto list = [&](const char *key, auto &&use) {
        return !root.json.contains(key) || each(root.in(key), use);
    };
    const FieldHome home{{}, fullDoc(m_heading), Presence::Never, false};
    return list("fields",
               [&](const At &at) {
                   FieldSpec field;
                   field.calls = m_calls;
                   if (!readField(at, home, field))
                       return false;
                   if (pathsEqual(m_into.fields, field))
                       return fail(at.in("path").pointer,
                           u"%1 is described twice"_s.arg(QString::fromUtf8(field.path)));
                   m_into.fields.push_back(std::move(field));
                   return true;
               }) &&
           list("events", [&](const At &at) { return readEvent(at); }) &&
           list("limits", [&](const At &at) { return readLimit(at); }) &&
           list("reserved", [&](const At &at) { return readReserved(at); }) &&
           list("blockedIds", [&](const At &at) { return readBlocked(at); });
}

bool CatalogueReader::readHead(const At &root)
{
    if (!root.json.contains("spec"))
        return fail({}, u"\"spec\" is missing: a short name for this page of the spec, such as ecommerce"_s);
    QByteArray ignored, snapshot;
    const auto optionalText = [&](const char *key, QByteArray &out) {
        return !root.json.contains(key) || text(root.in(key), out);
    };
    if (!text(root.in("spec"), m_spec) || !optionalText("title", ignored) ||
        !optionalText("snapshot", snapshot) || !optionalText("page", m_page) ||
        !optionalText("heading", m_heading))
        return false;
    m_into.snapshot = std::max(m_into.snapshot, snapshot);
    if (root.json.contains("calls") && !readCalls(root.in("calls"), m_calls))
        return false;
    if (!root.json.contains("definitions"))
        return true;
    const At definitions = root.in("definitions");
    if (!definitions.json.is_object())
        return fail(definitions.pointer, u"an object belongs here: a name, then a list of fields"_s);
    const FieldHome home{{}, {}, Presence::Unstated, true};
    for (const auto &[name, fields] : definitions.json.items()) {
        std::vector<FieldSpec> &into = m_definitions[bytesOf(name)];
        const bool fine = each(definitions.in(QByteArrayView(bytesOf(name))), [&](const At &at) {
            into.emplace_back();
            return readField(at, home, into.back());
        });
        if (!fine)
            return false;
    }
    return true;
}

bool CatalogueReader::readCalls(const At &at, quint8 &calls)
{
    calls = 0;
    return each(at, [&](const At &item) {
        CallType type = CallType::Unknown;
        if (!word(item, CallWords, "call", type))
            return false;
        calls |= callBit(type);
        return true;
    });
}

bool CatalogueReader::readTypes(const At &at, JsonTypes &out)
{
    if (!at.json.is_array())
        return word(at, TypeWords, "type", out);
    out = 0;
    return each(at, [&](const At &item) {
        JsonTypes one = 0;
        if (!word(item, TypeWords, "type", one))
            return false;
        out |= one;
        return true;
    });
}

bool CatalogueReader::readField(const At &at, const FieldHome &home, FieldSpec &out)
{
    if (!object(at,
            {"path", "type", "items", "required", "when", "format", "enum", "minimum", "maximum", "minLength",
                "maxLength", "anyCase", "rejects", "aliases", "deprecated", "example", "means", "doc"}))
        return false;
    for (const char *key : {"path", "type"}) {
        if (!at.json.contains(key))
            return fail(at.pointer, u"\"%1\" is missing"_s.arg(QString::fromLatin1(key)));
    }
    out.presence = home.presence;
    out.doc = home.doc;
    for (const auto &[key, value] : at.json.items()) {
        const QByteArray name = bytesOf(key);
        if (!readFieldKey(at.in(QByteArrayView(name)), name, home, out))
            return false;
    }
    if (at.json.contains("items") && (out.types & TypeArray) == 0)
        return fail(pointerJoin(at.pointer, "items"),
            u"only an array has items; this is %1"_s.arg(QString::fromStdString(at.json["type"].dump())));
    if (at.json.contains("when") && out.presence != Presence::Conditional)
        return fail(pointerJoin(at.pointer, "when"), u"\"when\" belongs to \"required\": \"conditional\""_s);
    return true;
}

bool CatalogueReader::readFieldKey(const At &at, const QByteArray &key, const FieldHome &home, FieldSpec &out)
{
    if (key == "path")
        return text(at, out.path) && knownPath(at, out.path, home.relative);
    if (key == "type")
        return readTypes(at, out.types);
    if (key == "items")
        return readTypes(at, out.itemTypes);
    if (key == "required")
        return word(at, PresenceWords, "presence", out.presence);
    if (key == "when")
        return text(at, out.when);
    if (key == "format")
        return word(at, FormatWords, "format", out.format);
    if (key == "enum")
        return texts(at, out.values);
    if (key == "minimum" || key == "maximum") {
        double value = 0;
        if (!number(at, value))
            return false;
        (key == "minimum" ? out.minimum : out.maximum) = value;
        return true;
    }
    if (key == "minLength" || key == "maxLength")
        return count(at, key == "minLength" ? out.minLength : out.maxLength);
    if (key == "anyCase")
        return flag(at, out.anyCase);
    if (key == "rejects")
        return flag(at, out.rejects);
    if (key == "aliases" || key == "deprecated") {
        std::vector<QByteArray> &paths = key == "aliases" ? out.aliases : out.deprecated;
        return each(at, [&](const At &item) {
            paths.emplace_back();
            return text(item, paths.back()) && knownPath(item, paths.back(), home.relative);
        });
    }
    if (key == "means")
        return text(at, out.means);
    if (key == "doc") {
        if (!text(at, out.doc))
            return false;
        out.doc = fullDoc(out.doc);
        return true;
    }
    out.example = bytesOf(at.json.dump(-1, ' ', false, Json::error_handler_t::replace));
    return true;
}

bool CatalogueReader::readEvent(const At &at)
{
    if (!object(at, {"name", "call", "group", "means", "doc", "aliases", "deprecated", "properties"}))
        return false;
    EventSpec event;
    if (!at.json.contains("name"))
        return fail(at.pointer, u"\"name\" is missing"_s);
    if (!text(at.in("name"), event.name))
        return false;
    event.id = m_spec + '/' + slug(event.name);
    event.doc = fullDoc({});
    const auto optional = [&](const char *key, auto &&use) {
        return !at.json.contains(key) || use(at.in(key));
    };
    const auto into = [&](QByteArray &out) { return [&](const At &value) { return text(value, out); }; };
    const auto intoList = [&](std::vector<QByteArray> &out) {
        return [&](const At &value) { return texts(value, out); };
    };
    const bool fine =
        optional("call", [&](const At &value) { return word(value, CallWords, "call", event.call); }) &&
        optional("group", into(event.group)) && optional("means", into(event.means)) &&
        optional("doc", into(event.doc)) && optional("aliases", intoList(event.aliases)) &&
        optional("deprecated", intoList(event.deprecated));
    if (!fine)
        return false;
    event.doc = fullDoc(event.doc);
    std::vector<QByteArray> names{event.name};
    names.insert(names.end(), event.aliases.begin(), event.aliases.end());
    names.insert(names.end(), event.deprecated.begin(), event.deprecated.end());
    for (const QByteArray &name : names) {
        const auto [known, isNew] = m_eventFiles.emplace(name, m_file);
        if (!isNew)
            return fail(at.in("name").pointer, u"the event name \"%1\" is taken already, in %2"_s.arg(
                                                   QString::fromUtf8(name), known->second));
    }
    if (!optional("properties", [&](const At &list) {
            return each(list, [&](const At &item) { return readProperty(item, event); });
        }))
        return false;
    m_into.events.push_back(std::move(event));
    return true;
}

bool CatalogueReader::readProperty(const At &at, EventSpec &event)
{
    if (at.json.is_object() && at.json.contains("use"))
        return readUse(at, event);
    FieldSpec field;
    field.calls = callBit(event.call);
    if (!readField(at, {{}, event.doc, Presence::Unstated, false}, field))
        return false;
    if (pathsEqual(event.properties, field))
        return fail(at.in("path").pointer, u"%1 is described twice"_s.arg(QString::fromUtf8(field.path)));
    event.properties.push_back(std::move(field));
    return true;
}

/// {"use": "product", "at": "properties"}: the fields of a definition, put below `at`.
bool CatalogueReader::readUse(const At &at, EventSpec &event)
{
    QByteArray name, home;
    std::vector<QByteArray> only, without;
    if (!object(at, {"use", "at", "only", "without"}))
        return false;
    if (!at.json.contains("at"))
        return fail(at.pointer, u"\"at\" is missing: where the fields are put, such as properties"_s);
    if (!text(at.in("use"), name) || !text(at.in("at"), home) || !knownPath(at.in("at"), home, false))
        return false;
    if ((at.json.contains("only") && !texts(at.in("only"), only)) ||
        (at.json.contains("without") && !texts(at.in("without"), without)))
        return false;
    const auto definition = m_definitions.find(name);
    if (definition == m_definitions.end())
        return fail(at.in("use").pointer,
            u"there is no definition \"%1\" in this file"_s.arg(QString::fromUtf8(name)));
    const auto listed = [](const std::vector<QByteArray> &list, const QByteArray &path) {
        return std::find(list.begin(), list.end(), path) != list.end();
    };
    for (const auto *names : {&only, &without}) {
        for (const QByteArray &path : *names) {
            const bool known = std::any_of(definition->second.begin(), definition->second.end(),
                [&](const FieldSpec &field) { return field.path == path; });
            if (!known)
                return fail(pointerJoin(at.pointer, names == &only ? "only" : "without"),
                    u"\"%1\" has no field \"%2\""_s.arg(QString::fromUtf8(name), QString::fromUtf8(path)));
        }
    }
    for (FieldSpec field : definition->second) {
        if ((!only.empty() && !listed(only, field.path)) || listed(without, field.path))
            continue;
        const auto place = [&](QByteArray &path) { path = home + '.' + path; };
        place(field.path);
        std::for_each(field.aliases.begin(), field.aliases.end(), place);
        std::for_each(field.deprecated.begin(), field.deprecated.end(), place);
        field.calls = callBit(event.call);
        if (field.doc.isEmpty())
            field.doc = event.doc;
        if (pathsEqual(event.properties, field))
            return fail(at.in("use").pointer, u"%1 is described twice"_s.arg(QString::fromUtf8(field.path)));
        event.properties.push_back(std::move(field));
    }
    return true;
}

bool CatalogueReader::readLimit(const At &at)
{
    LimitSpec limit;
    limit.calls = m_calls;
    if (!object(at, {"name", "counts", "path", "calls", "value", "unit", "bound", "effect", "means", "doc"}))
        return false;
    for (const char *key : {"name", "counts", "value", "unit", "bound", "effect"}) {
        if (!at.json.contains(key))
            return fail(at.pointer, u"\"%1\" is missing"_s.arg(QString::fromLatin1(key)));
    }
    const auto optional = [&](const char *key, QByteArray &out) {
        return !at.json.contains(key) || text(at.in(key), out);
    };
    if (!text(at.in("name"), limit.name) || !word(at.in("counts"), CountWords, "count", limit.counts) ||
        !number(at.in("value"), limit.value) || !text(at.in("unit"), limit.unit) ||
        !word(at.in("bound"), BoundWords, "bound", limit.bound) ||
        !word(at.in("effect"), EffectWords, "effect", limit.effect) || !optional("path", limit.path) ||
        !optional("means", limit.means) || !optional("doc", limit.doc))
        return false;
    if (at.json.contains("calls") && !readCalls(at.in("calls"), limit.calls))
        return false;
    const bool ofField = limit.counts >= LimitSpec::Counts::Members;
    if (ofField && limit.path.isEmpty())
        return fail(at.pointer, u"\"path\" is missing: the field that is counted"_s);
    if (ofField && !knownPath(at.in("path"), limit.path, false))
        return false;
    limit.doc = fullDoc(limit.doc);
    m_into.limits.push_back(std::move(limit));
    return true;
}

bool CatalogueReader::readReserved(const At &at)
{
    ReservedName name;
    name.calls = m_calls;
    if (!object(at, {"path", "doc"}))
        return false;
    if (!at.json.contains("path"))
        return fail(at.pointer, u"\"path\" is missing"_s);
    if (!text(at.in("path"), name.path) || !knownPath(at.in("path"), name.path, false))
        return false;
    if (at.json.contains("doc") && !text(at.in("doc"), name.doc))
        return false;
    name.doc = fullDoc(name.doc);
    m_into.reserved.push_back(std::move(name));
    return true;
}

bool CatalogueReader::readBlocked(const At &at)
{
    QByteArray value;
    if (!text(at, value))
        return false;
    if (value.startsWith('^') && !(value.startsWith("^[") && value.endsWith("]*$") && value.size() > 5))
        return fail(
            at.pointer, u"write a value, or ^[…]*$ for any mix of the characters between the brackets"_s);
    m_into.blockedIds.push_back(std::move(value));
    m_into.blockedDoc = fullDoc(m_heading);
    return true;
}

/// Paths are dotted steps; a step may end in [] and the last one may be *.
bool CatalogueReader::knownPath(const At &at, const QByteArray &path, bool relative)
{
    const QList<QByteArray> steps = path.split('.');
    for (qsizetype i = 0; i < steps.size(); ++i) {
        QByteArrayView step = steps[i];
        if (step.endsWith("[]"))
            step = step.chopped(2);
        const bool star =
            step.contains('*') && !(step == "*" && i == steps.size() - 1 && (i > 0 || relative));
        if (step.isEmpty() || step.contains('[') || star)
            return fail(at.pointer, u"\"%1\" is not a path; write it like properties.products[].price"_s.arg(
                                        QString::fromUtf8(path)));
    }
    return true;
}

/// "#heading" is on this file's page, nothing is the page itself.
QByteArray CatalogueReader::fullDoc(const QByteArray &doc) const
{
    return doc.isEmpty() || doc.startsWith('#') ? QByteArray(m_page + doc) : doc;
}

} // namespace spectap
