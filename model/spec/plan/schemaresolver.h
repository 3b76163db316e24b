// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <QHash>

#include <array>
#include <vector>

namespace spectap {

/// `reference` against `base` as RFC 3986, section 5.2 has it.
[[nodiscard]] QByteArray resolveUri(QByteArrayView base, QByteArrayView reference);

/// Where a schema stands, and the URI that references in it start from.
struct SchemaPlace
{
    int document = -1; ///< see SchemaResolver::tape; -1: nowhere
    quint32 node = JsonTape::None;
    QByteArray base;
};

/// Finds what $ref means: by the $id of schemas in the document, by pointer, or in the metaschema that ships
/// with us. Nothing is fetched.
class SchemaResolver
{
public:
    SchemaResolver(const JsonTape &tape, quint32 root);

    [[nodiscard]] SchemaPlace root() const { return {0, m_documents[0].root, {}}; }
    [[nodiscard]] const JsonTape &tape(int document) const { return *m_documents[index(document)].tape; }
    [[nodiscard]] quint32 rootOf(int document) const { return m_documents[index(document)].root; }
    /// The base inside the schema at `node`: its $id counts, unless it is only a reference.
    [[nodiscard]] QByteArray baseInside(int document, quint32 node, const QByteArray &base) const;
    /// Nowhere when there is no such schema; `remote` tells that it would have to be fetched.
    [[nodiscard]] SchemaPlace resolve(const QByteArray &reference, const QByteArray &base, bool &remote);

private:
    struct Document
    {
        const JsonTape *tape = nullptr;
        quint32 root = 0;
    };
    static std::size_t index(int document) { return static_cast<std::size_t>(document); }
    void addMetaschema();
    void collect(int document, quint32 node, const QByteArray &base);
    void collectAll(int document, quint32 holder, const QByteArray &base);
    [[nodiscard]] SchemaPlace follow(SchemaPlace from, const QByteArray &pointer) const;

    std::vector<Document> m_documents;
    QHash<QByteArray, SchemaPlace> m_ids; ///< absolute URI, for names inside a document with its fragment
    JsonTape m_metaschema;
};

} // namespace spectap
