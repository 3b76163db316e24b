// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/catalogue.h"
#include "model/spec/plan/decimal.h"
#include "model/spec/plan/jsonschema.h"
#include "model/spec/plan/schemaformats.h"
#include "model/spec/plan/schemapattern.h"
#include "model/support/keytable.h"

#include <array>
#include <deque>

namespace spectap {

/// Number of a schema in SchemaTables::nodes.
using SchemaId = int;
inline constexpr SchemaId NoSchema = -1;

/// A bound on a number, and how it was written.
struct SchemaNumber
{
    SchemaKeyword keyword = SchemaKeyword::Minimum;
    Decimal value;
    QByteArray text;
};

/// A bound on a count.
struct SchemaCount
{
    SchemaKeyword keyword = SchemaKeyword::MinLength;
    qint64 value = 0;
};

/// What is asked of numbers and strings.
struct ScalarRules
{
    std::vector<SchemaNumber> numbers;
    std::vector<SchemaCount> lengths;
    int pattern = -1; ///< index into SchemaTables::patterns
    SchemaFormat format = SchemaFormat::None;
    QByteArray formatName;
};

struct ArrayRules
{
    std::vector<SchemaCount> counts;
    bool unique = false;
    bool isTuple = false; ///< items is an array
    std::vector<SchemaId> tuple;
    SchemaId items = NoSchema;      ///< items as a schema
    SchemaId additional = NoSchema; ///< items beyond the tuple
    SchemaId contains = NoSchema;
};

struct SchemaDependency
{
    QByteArray key;
    std::vector<QByteArray> required;
    SchemaId schema = NoSchema;
};

struct ObjectRules
{
    std::vector<SchemaCount> counts;
    std::vector<QByteArray> required;
    std::vector<std::pair<QByteArray, SchemaId>> properties;
    bool namesMembers = false; ///< there is a list of properties, be it empty
    KeyTable keys;             ///< of `properties`
    std::vector<std::pair<int, SchemaId>> patterns;
    SchemaId additional = NoSchema;
    SchemaId names = NoSchema;
    std::vector<SchemaDependency> dependencies;
};

/// One schema. Rules that few schemas have stand apart, so that walking the others stays cheap.
struct SchemaNode
{
    enum class Kind : quint8
    {
        Any,   ///< true, {}
        Never, ///< false
        Ref,   ///< only `ref` counts
        Rules,
    };
    Kind kind = Kind::Any;
    bool hasType = false;
    bool isConst = false; ///< `values` came from const
    JsonTypes types = TypeAny;
    SchemaId ref = NoSchema;
    int scalar = -1; ///< index into SchemaTables::scalars
    int array = -1;
    int object = -1;
    std::vector<QByteArray> values; ///< enum or const, canonical, sorted
    QByteArray shownValues;         ///< the same for people
    std::vector<SchemaId> allOf, anyOf, oneOf;
    SchemaId notSchema = NoSchema, ifSchema = NoSchema, thenSchema = NoSchema, elseSchema = NoSchema;
    QByteArray pointer; ///< from the root of its document
    QByteArray description;
};

/// A compiled document. Deques: nodes keep their place while others are added.
struct SchemaTables
{
    std::deque<SchemaNode> nodes; ///< the first is the root
    std::deque<ScalarRules> scalars;
    std::deque<ArrayRules> arrays;
    std::deque<ObjectRules> objects;
    std::deque<SchemaPattern> patterns;
    bool planDialect = false;

    [[nodiscard]] const SchemaNode &node(SchemaId id) const { return nodes[static_cast<std::size_t>(id)]; }
    [[nodiscard]] const ObjectRules *objectRules(const SchemaNode &node) const
    {
        return node.object < 0 ? nullptr : &objects[static_cast<std::size_t>(node.object)];
    }
    [[nodiscard]] const ArrayRules *arrayRules(const SchemaNode &node) const
    {
        return node.array < 0 ? nullptr : &arrays[static_cast<std::size_t>(node.array)];
    }
};

} // namespace spectap
