// SPDX-License-Identifier: MIT
#include "model/spec/plan/schemaresolver.h"

#include "model/spec/plan/metaschema.h"

#include <QList>

#include <algorithm>

namespace spectap {

namespace {

struct Uri
{
    QByteArrayView scheme, authority, path, query, fragment;
    bool hasAuthority = false, hasQuery = false, hasFragment = false;
};

Uri split(QByteArrayView text)
{
    Uri uri;
    if (const qsizetype hash = text.indexOf('#'); hash >= 0) {
        uri.hasFragment = true;
        uri.fragment = text.sliced(hash + 1);
        text = text.first(hash);
    }
    if (const qsizetype query = text.indexOf('?'); query >= 0) {
        uri.hasQuery = true;
        uri.query = text.sliced(query + 1);
        text = text.first(query);
    }
    const qsizetype colon = text.indexOf(':');
    const qsizetype slash = text.indexOf('/');
    if (colon > 0 && (slash < 0 || colon < slash)) {
        uri.scheme = text.first(colon);
        text = text.sliced(colon + 1);
    }
    if (text.startsWith("//")) {
        uri.hasAuthority = true;
        const qsizetype end = text.indexOf('/', 2);
        uri.authority = end < 0 ? text.sliced(2) : text.sliced(2, end - 2);
        text = end < 0 ? QByteArrayView() : text.sliced(end);
    }
    uri.path = text;
    return uri;
}

QByteArray withoutDots(QByteArrayView path)
{
    QByteArray out;
    while (!path.isEmpty()) {
        if (path.startsWith("../")) {
            path = path.sliced(3);
        } else if (path.startsWith("./")) {
            path = path.sliced(2);
        } else if (path.startsWith("/./")) {
            path = path.sliced(2);
        } else if (path == "/.") {
            path = "/";
        } else if (path.startsWith("/../") || path == "/..") {
            path = path.size() > 3 ? path.sliced(3) : QByteArrayView("/");
            out.truncate(qMax<qsizetype>(out.lastIndexOf('/'), 0));
        } else if (path == "." || path == "..") {
            path = {};
        } else {
            const qsizetype next = path.indexOf('/', 1);
            out += next < 0 ? path : path.first(next);
            path = next < 0 ? QByteArrayView() : path.sliced(next);
        }
    }
    return out;
}

QByteArray withoutFragment(const QByteArray &uri)
{
    const qsizetype hash = uri.indexOf('#');
    return hash < 0 ? uri : uri.first(hash);
}

/// Keywords whose value is a schema, an array of them, or an object of them.
constexpr std::array<QByteArrayView, 9> OneSchema{"additionalItems", "additionalProperties", "contains",
    "else", "if", "items", "not", "propertyNames", "then"};
constexpr std::array<QByteArrayView, 4> ManySchemas{"allOf", "anyOf", "items", "oneOf"};
constexpr std::array<QByteArrayView, 4> NamedSchemas{
    "definitions", "dependencies", "patternProperties", "properties"};

template <std::size_t N> bool contains(const std::array<QByteArrayView, N> &words, QByteArrayView word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

QByteArray resolveUri(QByteArrayView base, QByteArrayView reference)
{
    const Uri from = split(base);
    Uri to = split(reference);
    QByteArray path;
    if (!to.scheme.isEmpty()) {
        path = withoutDots(to.path);
    } else {
        to.scheme = from.scheme;
        if (to.hasAuthority) {
            path = withoutDots(to.path);
        } else {
            to.hasAuthority = from.hasAuthority;
            to.authority = from.authority;
            if (to.path.isEmpty()) {
                path = from.path.toByteArray();
                if (!to.hasQuery) {
                    to.hasQuery = from.hasQuery;
                    to.query = from.query;
                }
            } else if (to.path.startsWith('/')) {
                path = withoutDots(to.path);
            } else if (from.hasAuthority && from.path.isEmpty()) {
                path = withoutDots(QByteArray("/" + to.path.toByteArray()));
            } else {
                path = withoutDots(QByteArray(
                    from.path.first(from.path.lastIndexOf('/') + 1).toByteArray() + to.path.toByteArray()));
            }
        }
    }
    QByteArray out;
    if (!to.scheme.isEmpty())
        out += to.scheme.toByteArray() + ':';
    if (to.hasAuthority)
        out += "//" + to.authority.toByteArray();
    out += path;
    if (to.hasQuery)
        out += '?' + to.query.toByteArray();
    if (to.hasFragment && !to.fragment.isEmpty())
        out += '#' + to.fragment.toByteArray();
    return out;
}

SchemaResolver::SchemaResolver(const JsonTape &tape, quint32 root)
{
    m_documents.push_back({&tape, root});
    m_ids.insert({}, {0, root, {}});
    collect(0, root, {});
}

/// The base changes at a schema with an $id; beside a $ref an $id says nothing.
QByteArray SchemaResolver::baseInside(int document, quint32 node, const QByteArray &base) const
{
    const JsonTape &at = tape(document);
    if (at[node].kind != JsonKind::Object || at.find(node, "$ref") != JsonTape::None)
        return base;
    const quint32 id = at.find(node, "$id");
    if (id == JsonTape::None || at[id].kind != JsonKind::String || at.string(id).startsWith('#'))
        return base;
    return withoutFragment(resolveUri(base, at.string(id)));
}

void SchemaResolver::collect(int document, quint32 node, const QByteArray &base)
{
    const JsonTape &at = tape(document);
    if (at[node].kind != JsonKind::Object || at.find(node, "$ref") != JsonTape::None)
        return;
    const QByteArray inside = baseInside(document, node, base);
    if (const quint32 id = at.find(node, "$id"); id != JsonTape::None && at[id].kind == JsonKind::String) {
        const QByteArray uri = resolveUri(base, at.string(id));
        if (!m_ids.contains(uri))
            m_ids.insert(uri, {document, node, inside});
        if (!m_ids.contains(inside))
            m_ids.insert(inside, {document, node, inside});
    }
    for (quint32 child = node + 1; child < at[node].next; child = at[child].next) {
        const QByteArrayView key = at.key(child);
        if (at[child].kind == JsonKind::Object && contains(NamedSchemas, key))
            collectAll(document, child, inside);
        else if (at[child].kind == JsonKind::Array && contains(ManySchemas, key))
            collectAll(document, child, inside);
        else if (contains(OneSchema, key))
            collect(document, child, inside);
    }
}

void SchemaResolver::collectAll(int document, quint32 holder, const QByteArray &base)
{
    const JsonTape &at = tape(document);
    for (quint32 child = holder + 1; child < at[holder].next; child = at[child].next)
        collect(document, child, base);
}

void SchemaResolver::addMetaschema()
{
    if (m_metaschema.parse(metaschemaText()))
        return;
    m_documents.push_back({&m_metaschema, 0});
    collect(static_cast<int>(m_documents.size()) - 1, 0, {});
}

SchemaPlace SchemaResolver::resolve(const QByteArray &reference, const QByteArray &base, bool &remote)
{
    const QByteArray absolute = resolveUri(base, reference);
    const QByteArray document = withoutFragment(absolute);
    if (document == MetaschemaUri && m_documents.size() == 1 && !m_ids.contains(document))
        addMetaschema();
    remote = !m_ids.contains(document);
    if (const auto named = m_ids.constFind(absolute); named != m_ids.constEnd())
        return *named;
    if (remote)
        return {};
    const QByteArray fragment =
        QByteArray::fromPercentEncoding(absolute.sliced(qMin(document.size() + 1, absolute.size())));
    return fragment.isEmpty() || fragment.startsWith('/') ? follow(m_ids.value(document), fragment)
                                                          : SchemaPlace();
}

/// Goes down `pointer`; every schema on the way may change the base.
SchemaPlace SchemaResolver::follow(SchemaPlace from, const QByteArray &pointer) const
{
    const JsonTape &at = tape(from.document);
    const QList<QByteArray> tokens = pointer.split('/');
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        QByteArray token = tokens[i];
        token.replace("~1", "/").replace("~0", "~");
        from.base = baseInside(from.document, from.node, from.base);
        quint32 next = JsonTape::None;
        if (at[from.node].kind == JsonKind::Object) {
            next = at.find(from.node, token);
        } else if (at[from.node].kind == JsonKind::Array) {
            bool isNumber = false;
            quint32 left = token.toUInt(&isNumber);
            for (quint32 item = from.node + 1; isNumber && item < at[from.node].next; item = at[item].next) {
                if (left-- == 0) {
                    next = item;
                    break;
                }
            }
        }
        if (next == JsonTape::None)
            return {};
        from.node = next;
    }
    return from;
}

} // namespace spectap
