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

} // namespace

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

/// Texts, or numbers as JSON writes them.
bool CatalogueReader::readValues(const At &at, std::vector<QByteArray> &out)
{
    return each(at, [&](const At &item) {
        if (item.json.is_number()) {
            out.push_back(jsonText(item.json));
            return true;
        }
        out.emplace_back();
        return item.json.is_string() ? text(item, out.back())
                                     : fail(item.pointer, u"a text or a number belongs here"_s);
    });
}

bool CatalogueReader::readField(const At &at, const FieldHome &home, FieldSpec &out)
{
    if (!object(at, {"path", "type", "items", "required", "when", "format", "enum", "minimum", "maximum",
                        "minLength", "maxLength", "anyCase", "rejects", "default", "aliases", "deprecated",
                        "addedBy", "example", "means", "note", "doc"}) ||
        !required(at, {"path", "type"}))
        return false;
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
        return readValues(at, out.values);
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
    if (key == "addedBy")
        return texts(at, out.addedBy);
    if (key == "means" || key == "note")
        return text(at, key == "means" ? out.means : out.note);
    if (key == "doc") {
        if (!text(at, out.doc))
            return false;
        out.doc = fullDoc(out.doc);
        return true;
    }
    (key == "default" ? out.preset : out.example) = jsonText(at.json);
    return true;
}

bool CatalogueReader::readEvent(const At &at)
{
    if (!object(at, {"name", "call", "group", "means", "note", "doc", "sentBy", "aliases", "aliasesAllowed",
                        "deprecated", "properties"}) ||
        !required(at, {"name"}))
        return false;
    EventSpec event;
    if (!text(at.in("name"), event.name))
        return false;
    event.id = m_spec + '/' + slug(event.name);
    const auto optional = [&](const char *key, auto &&use) {
        return !at.json.contains(key) || use(at.in(key));
    };
    if (!optional("call", [&](const At &value) { return word(value, CallWords, "call", event.call); }) ||
        !optionalText(at, "group", event.group) || !optionalText(at, "means", event.means) ||
        !optionalText(at, "note", event.note) || !optionalText(at, "doc", event.doc) ||
        !optional("aliasesAllowed", [&](const At &value) { return flag(value, event.aliasesAllowed); }) ||
        !optionalTexts(at, "sentBy", event.sentBy) || !optionalTexts(at, "aliases", event.aliases) ||
        !optionalTexts(at, "deprecated", event.deprecated))
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
    if (described(event.properties, field))
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
    if (!optionalTexts(at, "only", only) || !optionalTexts(at, "without", without))
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
        if (described(event.properties, field))
            return fail(at.in("use").pointer, u"%1 is described twice"_s.arg(QString::fromUtf8(field.path)));
        event.properties.push_back(std::move(field));
    }
    return true;
}

} // namespace spectap
