// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/coverage.h"

#include <vector>

namespace spectap::cli {

/// A field of the coverage, as it is listed.
struct CoveredField
{
    enum class Status : quint8
    {
        Seen,
        Never,     ///< documented, not seen
        Unplanned, ///< seen, not documented
    };
    QByteArray path;
    const Coverage::Node *node = nullptr;
    Status status = Status::Seen;
};

/// The events of one spec.
struct CoveredSpec
{
    QByteArray name; ///< "ecommerce"
    std::vector<const Coverage::Subject *> events;
    std::size_t seen = 0;
};

/// A coverage put in order for people and programs.
class CoverageList
{
public:
    explicit CoverageList(const Coverage &coverage);

    /// In the catalogue's order.
    [[nodiscard]] const std::vector<CoveredSpec> &specs() const { return m_specs; }
    /// Events nobody documents, the most frequent first.
    [[nodiscard]] const std::vector<const Coverage::Subject *> &customEvents() const { return m_custom; }
    [[nodiscard]] const QByteArray &idOf(const Coverage::Subject &event) const;
    /// Fields of the subject: documented ones in the catalogue's order, others after their siblings. For one
    /// of the six calls, those of its own page and what was sent beyond them.
    [[nodiscard]] std::vector<CoveredField> fieldsOf(const Coverage::Subject &subject) const;

private:
    void collect(int node, bool isCall, std::vector<CoveredField> &fields) const;

    const Coverage &m_coverage;
    std::vector<std::vector<int>> m_children;
    std::vector<CoveredSpec> m_specs;
    std::vector<const Coverage::Subject *> m_custom;
};

} // namespace spectap::cli
