// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/plan/schematables.h"

namespace spectap {

/// Judges one value by one schema: lives as long as it takes.
///
/// Objects are read as JSON.parse reads them (the last of equal keys counts); at the root of a call inside a
/// batch, and in its context and integrations, the batch's members count where the call has none of its own.
class SchemaEvaluator
{
public:
    SchemaEvaluator(const SchemaTables &tables, const SchemaInstance &instance);
    bool run(std::vector<SchemaError> *errors);

    /// Schemas applied inside one another; values of calls nest less deep by far.
    static constexpr int MaxDepth = 400;
    /// Schemas applied in all to one call.
    static constexpr int MaxSteps = 200'000;

private:
    using Errors = std::vector<SchemaError>;

    /// A value, and the object of the batch whose members it shares.
    struct Value
    {
        quint32 node = 0;
        quint32 shared = JsonTape::None;
        bool root = false;
    };
    struct Field
    {
        QByteArrayView key;
        Value value;
    };

    bool apply(SchemaId id, const Value &value, Errors *errors);
    bool applyRules(const SchemaNode &node, const Value &value, Errors *errors);
    bool checkValues(const SchemaNode &node, const Value &value, Errors *errors);
    bool checkNumber(const SchemaNode &node, const ScalarRules &rules, const Value &value, Errors *errors);
    bool checkString(const SchemaNode &node, const ScalarRules &rules, const Value &value, Errors *errors);
    bool checkArray(const SchemaNode &node, const ArrayRules &rules, const Value &value, Errors *errors);
    bool checkItems(const SchemaNode &node, const ArrayRules &rules, const Value &value, Errors *errors);
    bool checkObject(const SchemaNode &node, const ObjectRules &rules, const Value &value, Errors *errors);
    bool checkMember(const SchemaNode &node, const ObjectRules &rules, const Field &field, Errors *errors);
    bool checkDependencies(const SchemaNode &node, const ObjectRules &rules, const Value &value,
        const std::vector<Field> &fields, Errors *errors);
    bool checkCombined(const SchemaNode &node, const Value &value, Errors *errors);
    bool checkAnyOf(const SchemaNode &node, const Value &value, Errors *errors);
    bool checkOneOf(const SchemaNode &node, const Value &value, Errors *errors);
    void explain(const SchemaNode &node, const std::vector<SchemaId> &choices, SchemaKeyword keyword,
        const Value &value, Errors &errors);

    [[nodiscard]] std::vector<Field> fieldsOf(const Value &value) const;
    [[nodiscard]] bool matches(int pattern, QByteArrayView text, const SchemaNode &node, const Value &value);
    [[nodiscard]] QByteArray pointerOf(const Value &value) const;
    /// Always false, for those who return what it said.
    bool fail(Errors *errors, const SchemaNode &node, SchemaKeyword keyword, const QByteArray &pointer,
        QByteArray expected, QByteArray actual);
    bool failValue(Errors *errors, const SchemaNode &node, SchemaKeyword keyword, const Value &value,
        QByteArray expected);
    void giveUp(const SchemaNode &node, const Value &value, SchemaKeyword keyword, QByteArray why);
    [[nodiscard]] QByteArray typesOf(
        const SchemaTables &tables, const ObjectRules &rules, QByteArrayView key) const;

    const SchemaTables &m_tables;
    const SchemaInstance &m_instance;
    const JsonTape &m_tape;
    Errors m_gaveUp;                             ///< also from inside alternatives that nobody reports
    PatternTime m_patternTime = PatternPatience; ///< what is left of it
    int m_depth = 0;
    int m_steps = 0;
    bool m_stopped = false; ///< too much work: what is left is not looked at
};

/// The types a schema asks for in words, "" when it asks for none; through references and allOf.
[[nodiscard]] QByteArray schemaTypeWords(const SchemaTables &tables, SchemaId id);

} // namespace spectap
