// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/plan/schemaresolver.h"
#include "model/spec/plan/schematables.h"

#include <unordered_map>

namespace spectap {

/// Turns a schema into tables. The first mistake ends it. One use.
class SchemaCompiler
{
public:
    SchemaCompiler(const JsonTape &tape, quint32 root, const JsonSchema::Options &options);
    /// Null and the problem, or the tables.
    std::unique_ptr<SchemaTables> run(SchemaProblem &problem);

    /// More schemas than this are refused.
    static constexpr std::size_t MaxSchemas = 200'000;

private:
    struct At
    {
        int document = 0;
        quint32 node = 0;
        QByteArray base;
    };
    struct Waiting
    {
        SchemaId from;
        At at;
        QByteArray reference;
    };

    [[nodiscard]] const JsonTape &tape(const At &at) const { return m_resolver.tape(at.document); }
    [[nodiscard]] JsonKind kind(const At &at) const { return tape(at)[at.node].kind; }
    [[nodiscard]] QByteArray pointer(const At &at) const;
    bool fail(const At &at, const QString &what);
    template <typename Each> bool each(const At &at, Each &&use);

    SchemaId schema(const At &at);
    bool fill(SchemaId id, const At &at);
    bool keyword(SchemaId id, QByteArrayView key, const At &at);
    bool scalarKeyword(SchemaNode &node, QByteArrayView key, const At &at, bool &known);
    bool arrayKeyword(SchemaNode &node, QByteArrayView key, const At &at, bool &known);
    bool objectKeyword(SchemaNode &node, QByteArrayView key, const At &at, bool &known);
    bool readOne(const At &at, SchemaId &out);
    bool readMany(const At &at, std::vector<SchemaId> &out);
    bool readTypes(const At &at, SchemaNode &node);
    bool readValues(const At &at, SchemaNode &node, bool isConst);
    bool readNumber(const At &at, SchemaKeyword keyword, std::vector<SchemaNumber> &out);
    bool readCount(const At &at, SchemaKeyword keyword, std::vector<SchemaCount> &out);
    bool readNames(const At &at, std::vector<QByteArray> &out);
    bool readPattern(const At &at, QByteArrayView source, int &out);
    bool readItems(const At &at, ArrayRules &rules);
    bool readProperties(const At &at, ObjectRules &rules);
    bool readDependencies(const At &at, ObjectRules &rules);
    bool follow(const Waiting &waiting);
    bool refuseLoops();

    SchemaResolver m_resolver;
    JsonSchema::Options m_options;
    std::unique_ptr<SchemaTables> m_tables;
    std::unordered_map<quint64, SchemaId> m_known; ///< by document and node
    std::unordered_map<SchemaId, At> m_places;     ///< of references, to name them
    std::vector<Waiting> m_waiting;                ///< references to follow when the schema around is done
    SchemaProblem m_problem;
    bool m_failed = false;
};

template <typename Each> bool SchemaCompiler::each(const At &at, Each &&use)
{
    const JsonTape &nodes = tape(at);
    for (quint32 child = at.node + 1; child < nodes[at.node].next; child = nodes[child].next) {
        if (!use(At{at.document, child, at.base}))
            return false;
    }
    return true;
}

} // namespace spectap
