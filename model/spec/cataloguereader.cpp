// SPDX-License-Identifier: MIT
#include "model/spec/cataloguereader.h"

#include "model/call/jsontape.h"

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

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

QByteArray CatalogueReader::bytesOf(const std::string &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArray CatalogueReader::jsonText(const Json &json)
{
    return bytesOf(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

bool CatalogueReader::described(const std::vector<FieldSpec> &fields, const FieldSpec &field)
{
    return std::any_of(fields.begin(), fields.end(),
        [&](const FieldSpec &other) { return other.path == field.path && other.calls == field.calls; });
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
    for (const auto &member : at.json.items()) {
        const std::string &key = member.key(); // a lambda cannot take part of a structured binding along
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

/// Whether the object has all of `keys`.
bool CatalogueReader::required(const At &at, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        if (!at.json.contains(key))
            return fail(at.pointer, u"\"%1\" is missing"_s.arg(QString::fromLatin1(key)));
    }
    return true;
}

bool CatalogueReader::optionalText(const At &at, const char *key, QByteArray &out)
{
    return !at.json.contains(key) || text(at.in(key), out);
}

bool CatalogueReader::optionalTexts(const At &at, const char *key, std::vector<QByteArray> &out)
{
    return !at.json.contains(key) || texts(at.in(key), out);
}

bool CatalogueReader::optionalCount(const At &at, const char *key, std::optional<qint64> &out)
{
    return !at.json.contains(key) || count(at.in(key), out);
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

bool CatalogueReader::readRoot(const At &root)
{
    if (!object(root,
            {"spec", "title", "snapshot", "page", "heading", "calls", "definitions", "fields", "events",
                "limits", "quotas", "undocumented", "identifiers", "reserved", "blockedIds", "notes"}) ||
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
                   if (described(m_into.fields, field))
                       return fail(at.in("path").pointer,
                           u"%1 is described twice"_s.arg(QString::fromUtf8(field.path)));
                   m_into.fields.push_back(std::move(field));
                   return true;
               }) &&
           list("events", [&](const At &at) { return readEvent(at); }) &&
           list("limits", [&](const At &at) { return readLimit(at); }) &&
           list("quotas", [&](const At &at) { return readQuota(at); }) &&
           list("undocumented", [&](const At &at) { return readUndocumented(at); }) &&
           list("identifiers", [&](const At &at) { return readIdentifier(at); }) &&
           list("reserved", [&](const At &at) { return readReserved(at); }) &&
           list("blockedIds", [&](const At &at) { return readBlocked(at); }) &&
           list("notes", [&](const At &at) { return readNote(at); });
}

bool CatalogueReader::readHead(const At &root)
{
    if (!root.json.contains("spec"))
        return fail({}, u"\"spec\" is missing: a short name for this page of the spec, such as ecommerce"_s);
    SpecPage page;
    QByteArray snapshot;
    if (!text(root.in("spec"), m_spec) || !optionalText(root, "title", page.title) ||
        !optionalText(root, "snapshot", snapshot) || !optionalText(root, "page", m_page) ||
        !optionalText(root, "heading", m_heading))
        return false;
    m_into.snapshot = std::max(m_into.snapshot, snapshot);
    page.spec = m_spec;
    page.page = m_page;
    m_into.pages.push_back(std::move(page));
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
