// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"

#include <memory>
#include <vector>

namespace spectap {

/// The keywords of draft-07 that a value can break.
enum class SchemaKeyword : quint8
{
    False, ///< the schema `false`
    Type,
    Enum,
    Const,
    MultipleOf,
    Maximum,
    ExclusiveMaximum,
    Minimum,
    ExclusiveMinimum,
    MaxLength,
    MinLength,
    Pattern,
    Format,
    AdditionalItems,
    MaxItems,
    MinItems,
    UniqueItems,
    Contains,
    MaxProperties,
    MinProperties,
    Required,
    AdditionalProperties,
    PropertyNames,
    Dependencies,
    AnyOf,
    OneOf,
    Not,
    Work, ///< checking would take too much work: whether the value is good is not known
};

[[nodiscard]] QByteArrayView schemaKeywordName(SchemaKeyword keyword);

/// A value to judge: a node, and for a call inside a batch the batch whose shared fields count as its own.
struct SchemaInstance
{
    const JsonTape &tape;
    quint32 node = 0;
    quint32 batch = JsonTape::None;
};

/// What is wrong with a value, as facts.
struct SchemaError
{
    QByteArray pointer;       ///< RFC 6901, from the instance's root; of the missing member, when one is
    QByteArray schemaPointer; ///< of the keyword, from the root of its schema
    SchemaKeyword keyword = SchemaKeyword::False;
    QByteArray expected;
    QByteArray actual; ///< empty when nothing was sent
};

/// Why a schema cannot be compiled.
struct SchemaProblem
{
    QByteArray pointer; ///< in the schema's document
    quint32 offset = 0; ///< byte in its text
    QString what;
};

struct SchemaTables;

/// A JSON Schema of draft-07, compiled into tables; evaluated directly over a tape. Immutable, any thread.
///
/// References inside the schema and to the draft-07 metaschema are followed, others refused: nothing is
/// fetched. Work is bounded: deep nesting, costly patterns and huge products of alternatives end in a
/// SchemaKeyword::Work error instead of a hang.
class JsonSchema
{
public:
    struct Options
    {
        bool formats = true; ///< "format" is checked
        bool planDialect =
            false; ///< what plans write beyond the standard: type "any", times as SDKs write them
    };

    /// The schema at node `root` of `tape`, or null and the problem.
    static std::shared_ptr<const JsonSchema> compile(
        const JsonTape &tape, quint32 root, const Options &options, SchemaProblem &problem);
    explicit JsonSchema(std::unique_ptr<const SchemaTables> tables);
    ~JsonSchema();
    Q_DISABLE_COPY_MOVE(JsonSchema)

    /// True when the value is good. With `errors` it goes on after the first and appends them all.
    [[nodiscard]] bool validate(
        const SchemaInstance &instance, std::vector<SchemaError> *errors = nullptr) const;

    [[nodiscard]] const SchemaTables &tables() const { return *m_tables; }

private:
    std::unique_ptr<const SchemaTables> m_tables;
};

} // namespace spectap
