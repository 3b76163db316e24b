// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"

#include <QString>

#include <bitset>

namespace spectap {

/// The part of a filter text that the chips show and write, and the rest of it. Chips are nothing but a way
/// to type: `type:` terms for the types and `has:` terms for the worst severity.
class ChipQuery
{
public:
    using Types = std::bitset<CallTypeCount>;
    using Severities = std::bitset<4>;

    ChipQuery();
    /// What `text` says as far as chips can show it; other terms are kept as they stand.
    static ChipQuery parse(QStringView text);
    [[nodiscard]] QString text() const;

    [[nodiscard]] bool shows(CallType type) const { return m_types[static_cast<std::size_t>(type)]; }
    [[nodiscard]] bool shows(Severity severity) const
    {
        return m_severities[static_cast<std::size_t>(severity)];
    }
    void toggle(CallType type);
    void toggle(Severity severity);
    /// Only this one; everything again when it was the only one already.
    void only(CallType type);
    void only(Severity severity);
    /// Asks for `term` as well.
    void add(const QString &term);
    /// Whether it asks for every one of `terms`.
    [[nodiscard]] bool asks(const QString &terms) const;
    /// No longer asks for `terms`; they must be there.
    void drop(const QString &terms);
    /// Asks for just this `time:` term, or for none (empty); those inside parentheses stay.
    void setTime(const QString &term);

private:
    QString m_rest;
    Types m_types;
    Severities m_severities;
    bool m_typesNamed = false; ///< written as "type:a,b" (what is shown), not as "-type:c" (what is not)
};

} // namespace spectap
