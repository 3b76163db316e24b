// SPDX-License-Identifier: MIT
#include "model/spec/cataloguereader.h"

#include "model/call/jsontape.h"

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

bool CatalogueReader::readIdentifier(const At &at)
{
    IdentifierSpec identifier;
    std::optional<qint64> limit;
    if (!object(at, {"name", "from", "priority", "limit", "otherLimit", "advised", "listedOn", "means",
                        "note", "doc"}) ||
        !required(at, {"name", "from", "limit"}) || !text(at.in("name"), identifier.name) ||
        !each(at.in("from"), [&](const At &source) { return readSource(source, identifier); }) ||
        !optionalCount(at, "priority", identifier.priority) || !count(at.in("limit"), limit) ||
        !optionalCount(at, "otherLimit", identifier.otherLimit) || !readAdvice(at, identifier) ||
        !optionalTexts(at, "listedOn", identifier.listedOn) || !optionalText(at, "means", identifier.means) ||
        !optionalText(at, "note", identifier.note) || !optionalText(at, "doc", identifier.doc))
        return false;
    if (identifier.from.empty())
        return fail(at.in("from").pointer, u"at least one place belongs here: {\"path\": \"userId\"}"_s);
    const bool known = std::any_of(m_into.identifiers.begin(), m_into.identifiers.end(),
        [&](const IdentifierSpec &other) { return other.name == identifier.name; });
    if (known)
        return fail(at.in("name").pointer,
            u"the identifier \"%1\" is described twice"_s.arg(QString::fromUtf8(identifier.name)));
    identifier.limit = *limit;
    identifier.doc = fullDoc(identifier.doc);
    m_into.identifiers.push_back(std::move(identifier));
    return true;
}

/// {"limit": 5, "per": ["weekly", "monthly"]}
bool CatalogueReader::readAdvice(const At &at, IdentifierSpec &identifier)
{
    if (!at.json.contains("advised"))
        return true;
    const At advice = at.in("advised");
    return object(advice, {"limit", "per"}) && required(advice, {"limit", "per"}) &&
           count(advice.in("limit"), identifier.advisedLimit) &&
           texts(advice.in("per"), identifier.advisedPer);
}

/// {"path": "context.device.id", "where": {"context.device.type": "ios"}}
bool CatalogueReader::readSource(const At &at, IdentifierSpec &identifier)
{
    IdentifierSpec::Source source;
    if (!object(at, {"path", "where"}) || !required(at, {"path"}) || !text(at.in("path"), source.path) ||
        !knownPath(at.in("path"), source.path, false))
        return false;
    if (at.json.contains("where")) {
        const At where = at.in("where");
        if (!where.json.is_object())
            return fail(where.pointer, u"an object belongs here: a path, then the value it must have"_s);
        for (const auto &[key, value] : where.json.items()) {
            const QByteArray path = bytesOf(key);
            const At condition = where.in(QByteArrayView(path));
            if (!knownPath(condition, path, false))
                return false;
            if (value.is_structured())
                return fail(condition.pointer, u"a text, a number, true or false belongs here"_s);
            source.where.push_back({path, jsonText(value)});
        }
    }
    identifier.from.push_back(std::move(source));
    return true;
}

bool CatalogueReader::readNote(const At &at)
{
    SpecNote note;
    if (!object(at, {"means", "doc"}) || !required(at, {"means"}) || !text(at.in("means"), note.means) ||
        !optionalText(at, "doc", note.doc))
        return false;
    note.doc = fullDoc(note.doc);
    m_into.pages.back().notes.push_back(std::move(note));
    return true;
}

bool CatalogueReader::readReserved(const At &at)
{
    ReservedName name;
    name.calls = m_calls;
    if (!object(at, {"path", "doc"}) || !required(at, {"path"}) || !text(at.in("path"), name.path) ||
        !knownPath(at.in("path"), name.path, false) || !optionalText(at, "doc", name.doc))
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

} // namespace spectap
