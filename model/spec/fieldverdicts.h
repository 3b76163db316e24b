// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/callcheck.h"

#include <unordered_map>

namespace spectap {

/// Builds the list behind Checker::fields(): one use, one call.
class FieldVerdicts
{
public:
    FieldVerdicts(const SpecTables &tables, const CallView &call, const CheckResult &result);
    [[nodiscard]] std::vector<FieldVerdict> take();

private:
    /// Where the walk is.
    struct Place
    {
        int row = -1;                       ///< of the object or array
        const ObjectTable *table = nullptr; ///< null: nothing is documented inside
        bool fromBatch = false;
        bool inCustom = false; ///< whatever is in it is custom too
        bool free = false;     ///< custom fields are as expected here
    };

    int addRow(const Place &place, QByteArrayView name, const QByteArray &pointer, quint32 node,
        const Member *member);
    void attach(FieldVerdict &row);
    void walkValue(const Place &place, int row, quint32 node, const Member *member, quint32 inherited);
    void walkObject(const Place &place, quint32 object, quint32 inherited);
    void walkMember(
        const Place &place, quint32 child, LastKeys &siblings, std::vector<bool> &seen, quint32 inherited);
    void walkInherited(const Place &place, quint32 object, quint32 inherited, std::vector<bool> &seen);
    void walkItems(const Place &place, quint32 array, const Member *member);
    void addUnsent(const Place &place, const std::vector<bool> &seen);
    void addGhosts();
    [[nodiscard]] bool saidBelow(const QByteArray &pointer) const;
    [[nodiscard]] const QByteArray &pointerOf(int row) const;

    const SpecTables &m_tables;
    const JsonTape &m_tape;
    const CallView &m_call;
    const CheckResult &m_result;
    CallShape m_shape;
    std::vector<FieldVerdict> m_rows;
    std::unordered_multimap<std::string, quint32>
        m_findings; ///< pointer → finding, those not given to a row yet
};

} // namespace spectap
