// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace spectap::test {

/// A call that keeps or breaks a rule.
struct RuleRow
{
    QByteArray name; ///< "rule: case"
    QByteArray plan; ///< the tracking plan to check it with; empty for none
    QByteArray body;
    QStringList expected; ///< all findings of the Spec as line() writes them; planRows(): of the plan
    QByteArray ingest;    ///< empty: not asked for

    /// Whether the row is of a call that breaks `rule`.
    [[nodiscard]] bool breaks(const QString &rule) const
    {
        for (const QString &line : expected) {
            if (line.section(u' ', 1, 1) == rule)
                return true;
        }
        return false;
    }
};

/// The rules that look at one call.
[[nodiscard]] std::vector<RuleRow> specRows();
/// What tracking plans say.
[[nodiscard]] std::vector<RuleRow> planRows();

} // namespace spectap::test
