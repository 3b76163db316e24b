// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/coverage.h"

#include <QAbstractItemModel>

#include <memory>
#include <unordered_map>
#include <vector>

namespace spectap {

enum PlanColumn
{
    PlanNameColumn,
    PlanPresenceColumn,
    PlanCallsColumn,
    PlanFirstColumn,
    PlanLastColumn,
    PlanColumnCount
};

enum PlanRole
{
    PlanKindRole = Qt::UserRole + 1, ///< int of PlanCoverageModel::Kind
    PlanNameRole,     ///< QString: plan, event, page or screen; a field's path; empty for calls of a type
    PlanCallRole,     ///< int of CallType of a rule and its fields; Unknown: of every type
    PlanVersionRole,  ///< int: of a rule that has other versions beside it, else 0
    PlanRequiredRole, ///< bool, of a field
    PlanPlannedRole,  ///< bool: false for what no plan names
    PlanCallsRole,    ///< uint: calls it was seen in
    PlanFirstSeqRole, ///< uint
    PlanLastSeqRole,  ///< uint
    PlanEventsRole,   ///< uint, of a plan: events in it, versions counted once; of the unplanned: all of them
    PlanEventsSeenRole, ///< uint
};

/// What the tracking plans ask for and what of it the session has shown: plan → events and types of calls →
/// fields, and at the end the track events that no plan has. Rows of what is planned are there from the
/// start; unplanned ones come at the end of where they belong, and counts grow.
class PlanCoverageModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind
    {
        Plan,
        Rule,
        Field,
        Unplanned, ///< heading of the events that no plan has
        Event      ///< one of them
    };

    explicit PlanCoverageModel(std::shared_ptr<const Checker> checker, QObject *parent = nullptr);

    /// Other plans: nothing seen.
    void setChecker(const std::shared_ptr<const Checker> &checker);
    /// Counts of a session; null: nothing seen. One of another checker is passed over.
    void setCoverage(std::shared_ptr<const Coverage> coverage);
    [[nodiscard]] bool hasPlans() const { return !m_top.empty(); }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    static constexpr int None = -1;

    struct Item
    {
        Kind kind = Kind::Plan;
        int parent = None;
        int row = 0;
        int number = 0; ///< of the plan, subject, node or unplanned event
        int version = 0;
        std::vector<int> children;
    };
    [[nodiscard]] const PlanCoverage &plans() const { return *m_coverage->plans(); }
    [[nodiscard]] const Item &at(int item) const { return m_items[static_cast<std::size_t>(item)]; }
    [[nodiscard]] const std::vector<int> &childrenOf(int item) const
    {
        return item == None ? m_top : at(item).children;
    }
    [[nodiscard]] const PlanCoverage::Subject &subject(const Item &item) const
    {
        return plans().subjects()[static_cast<std::size_t>(item.number)];
    }
    [[nodiscard]] bool continues(const Coverage &coverage) const;
    void rebuild();
    void addRules(int plan, bool events);
    void addPlanned(int rule, const std::vector<std::vector<int>> &children);
    int add(Kind kind, int parent, int number);
    void take();
    int insert(Kind kind, int parent, int number);
    [[nodiscard]] static int itemAt(const QModelIndex &index);
    [[nodiscard]] QModelIndex indexFor(int item) const;
    [[nodiscard]] Sightings seen(const Item &item) const;
    [[nodiscard]] QString name(const Item &item) const;
    [[nodiscard]] uint events(const Item &item, bool seenOnly) const;
    [[nodiscard]] QVariant display(const Item &item, int column) const;

    std::shared_ptr<const Coverage> m_coverage; ///< nothing seen, where the session has none
    std::shared_ptr<const Coverage> m_blank;
    std::vector<Item> m_items;
    std::vector<int> m_top;
    std::unordered_map<int, int> m_ruleOf; ///< item by root node
    int m_unplanned = None;                ///< item of the heading
    std::size_t m_nodes = 0;               ///< looked at
    std::size_t m_events = 0;
};

} // namespace spectap
