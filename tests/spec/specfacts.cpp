// SPDX-License-Identifier: MIT
#include "specfacts.h"

#include "model/spec/checkvalues.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace spectap::test {

namespace {

void collectDocs(const Json &value, std::set<QByteArray> &into)
{
    for (const auto &[key, inside] : value.items()) {
        if (inside.is_structured())
            collectDocs(inside, into);
        else if (value.is_object() && key == "doc" && inside.is_string())
            into.insert(bytesOf(inside));
    }
}

const char *presenceName(Presence presence)
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
    return "";
}

const char *formatName(Format format)
{
    switch (format) {
    case Format::IsoTime:
        return "iso-8601";
    case Format::Email:
        return "email";
    case Format::Currency:
        return "iso-4217";
    case Format::Uri:
        return "uri";
    case Format::Ip:
        return "ip";
    case Format::Locale:
        return "bcp-47";
    case Format::TimeZone:
        return "tzdata";
    case Format::None:
        return "";
    default:
        return "other";
    }
}

QByteArray formatOf(const Json &field)
{
    const QByteArray format = QByteArray::fromStdString(field.value("format", std::string()));
    if (format == "ipv4") // analytics.js finds no other; the docs refuse none
        return "ip";
    return format.startsWith("uuid") ? QByteArray() : format; // recommended for ids of any text
}

template <typename Number> QByteArray numberText(const std::optional<Number> &number)
{
    return number ? QByteArray::number(*number) : QByteArray();
}

QByteArray numberText(const Json &field, const char *key)
{
    return field.contains(key) ? QByteArray::number(field[key].get<double>()) : QByteArray();
}

std::set<QByteArray> setOf(const std::vector<QByteArray> &words)
{
    return {words.begin(), words.end()};
}

std::set<QByteArray> setOf(const Json &object, const char *key)
{
    std::set<QByteArray> words;
    for (const Json &word : object.value(key, Json::array()))
        words.insert(word.is_string() ? bytesOf(word) : QByteArray::fromStdString(word.dump()));
    return words;
}

/// Who fills a field in, out of a sentence and a chart.
std::set<QByteArray> fillersOf(const Json &field)
{
    std::set<QByteArray> fillers;
    const QByteArray sentence = QByteArray::fromStdString(field.value("addedBy", std::string())).toLower();
    for (const char *word : {"library", "segment", "analytics.js"}) {
        if (sentence.contains(word))
            fillers.insert(word);
    }
    const Json chart = field.value("autoCollected", Json::object());
    for (const auto &[library, does] : chart.items()) {
        if (does.get<bool>())
            fillers.insert(QByteArray::fromStdString(library));
    }
    return fillers;
}

} // namespace

QString SpecFacts::folder()
{
    const QString given = qEnvironmentVariable("SPECTAP_SPEC_FACTS");
    const QString beside = QStringLiteral(SPECTAP_SOURCE_DIR "/../shared/spec");
    const QString folder = given.isEmpty() ? beside : given;
    return QFileInfo::exists(folder + QStringLiteral("/common.json")) ? folder : QString();
}

const Json &SpecFacts::file(const QString &name)
{
    const auto known = m_files.find(name);
    if (known != m_files.end())
        return known->second;
    QFile file(folder() + u'/' + name + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    const QByteArray bytes = file.readAll();
    return m_files.emplace(name, Json::parse(bytes.begin(), bytes.end())).first->second;
}

std::set<QByteArray> SpecFacts::docs()
{
    std::set<QByteArray> docs;
    for (const QString &name : QDir(folder()).entryList({QStringLiteral("*.json")}, QDir::Files)) {
        const Json &facts = file(name.chopped(5));
        collectDocs(facts, docs);
        for (const Json &page : facts.value("pages", Json::array()))
            docs.insert(bytesOf(page));
    }
    return docs;
}

QByteArray bytesOf(const Json &text)
{
    return QByteArray::fromStdString(text.get<std::string>());
}

QByteArray joined(const std::set<QByteArray> &words)
{
    QByteArray out;
    for (const QByteArray &word : words)
        out += (out.isEmpty() ? "" : ", ") + word;
    return out;
}

QByteArray pathOf(const Json &field)
{
    return bytesOf(field.at("path")).replace("['Google Analytics']", ".Google Analytics");
}

JsonTypes typesOf(const Json &types)
{
    static const std::map<std::string, JsonTypes> bits{{"null", TypeNull}, {"boolean", TypeBoolean},
        {"integer", TypeInteger}, {"number", TypeNumber}, {"string", TypeString}, {"array", TypeArray},
        {"object", TypeObject}, {"any", TypeAny}};
    JsonTypes all = 0;
    for (const Json &type : types.is_array() ? types : Json::array({types}))
        all |= bits.at(type.get<std::string>());
    return all;
}

Facets facetsOf(const Json &field)
{
    return {{"type", typeNames(typesOf(field.at("type")))},
        {"items", typeNames(typesOf(field.value("itemsType", Json("any"))))},
        {"required", bytesOf(field.at("required"))}, {"format", formatOf(field)},
        {"enum", joined(setOf(field, "enum"))}, {"aliases", joined(setOf(field, "aliases"))},
        {"minimum", numberText(field, "minimum")}, {"maximum", numberText(field, "maximum")},
        {"maxLength", numberText(field, "maxLength")},
        {"default",
            field.contains("default") ? QByteArray::fromStdString(field["default"].dump()) : QByteArray()},
        {"addedBy", joined(fillersOf(field))}, {"doc", bytesOf(field.at("doc"))}};
}

Facets facetsOf(const FieldSpec &field)
{
    return {{"type", typeNames(field.types)}, {"items", typeNames(field.itemTypes)},
        {"required", presenceName(field.presence)}, {"format", formatName(field.format)},
        {"enum", joined(setOf(field.values))}, {"aliases", joined(setOf(field.aliases))},
        {"minimum", numberText(field.minimum)}, {"maximum", numberText(field.maximum)},
        {"maxLength", numberText(field.maxLength)}, {"default", field.preset},
        {"addedBy", joined(setOf(field.addedBy))}, {"doc", field.doc}};
}

Facets eventFacetsOf(const Json &event)
{
    std::set<QByteArray> aliases, deprecated;
    bool allowed = false;
    for (const Json &alias : event.value("aliases", Json::array())) {
        const bool old = bytesOf(alias.at("from")).contains("v1");
        allowed = allowed || bytesOf(alias["from"]).startsWith("allowed");
        (old ? deprecated : aliases).insert(bytesOf(alias.at("name")));
    }
    QByteArray senders = joined(setOf(event, "autoTrackedBy"));
    if (event.contains("sentBy")) // a sentence: "email tools (cloud sources)"
        senders = bytesOf(event["sentBy"]).split('(').first().split(',').first().trimmed();
    return {{"call", bytesOf(event.at("call"))}, {"group", bytesOf(event.at("group"))},
        {"doc", bytesOf(event.at("doc"))}, {"aliases", joined(aliases)}, {"deprecated", joined(deprecated)},
        {"allowed", allowed ? "yes" : "no"}, {"sentBy", senders}};
}

Facets eventFacetsOf(const EventSpec &event)
{
    return {{"call", callTypeName(event.call).toByteArray()}, {"group", event.group}, {"doc", event.doc},
        {"aliases", joined(setOf(event.aliases))}, {"deprecated", joined(setOf(event.deprecated))},
        {"allowed", event.aliasesAllowed ? "yes" : "no"}, {"sentBy", joined(setOf(event.sentBy))}};
}

} // namespace spectap::test
