// SPDX-License-Identifier: MIT
#include "model/spec/plan/jsonschema.h"

#include "model/spec/plan/schemacompiler.h"
#include "model/spec/plan/schemaevaluator.h"

namespace spectap {

QByteArrayView schemaKeywordName(SchemaKeyword keyword)
{
    constexpr std::array<QByteArrayView, 28> Names{"", "type", "enum", "const", "multipleOf", "maximum",
        "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern", "format",
        "additionalItems", "maxItems", "minItems", "uniqueItems", "contains", "maxProperties",
        "minProperties", "required", "additionalProperties", "propertyNames", "dependencies", "anyOf",
        "oneOf", "not", ""};
    return Names[static_cast<std::size_t>(keyword)];
}

JsonSchema::JsonSchema(std::unique_ptr<const SchemaTables> tables)
    : m_tables(std::move(tables))
{
}

JsonSchema::~JsonSchema() = default;

std::shared_ptr<const JsonSchema> JsonSchema::compile(
    const JsonTape &tape, quint32 root, const Options &options, SchemaProblem &problem)
{
    auto tables = SchemaCompiler(tape, root, options).run(problem);
    return tables ? std::make_shared<const JsonSchema>(std::move(tables)) : nullptr;
}

bool JsonSchema::validate(const SchemaInstance &instance, std::vector<SchemaError> *errors) const
{
    return SchemaEvaluator(*m_tables, instance).run(errors);
}

} // namespace spectap
