// SPDX-License-Identifier: MIT
#include "model/items/plancoveragemodel.h"

#include "model/spec/pathtree.h"
#include "model/spec/plan/planshapes.h"
#include "model/support/utf8.h"

#include <algorithm>
#include <set>

namespace spectap {

PlanCoverageModel::PlanCoverageModel(std::shared_ptr<const Checker> checker, QObject *parent)
    : QAbstractItemModel(parent)
{
    setChecker(checker);
}

void PlanCoverageModel::setChecker(const std::shared_ptr<const Checker> &checker)
{
    beginResetModel();
    m_blank = std::make_shared<const Coverage>(checker);
    m_coverage = m_blank;
    rebuild();
    endResetModel();
}

bool PlanCoverageModel::continues(const Coverage &coverage) const
{
    return coverage.calls() >= m_coverage->calls() && coverage.plans()->nodes().size() >= m_nodes &&
           coverage.plans()->unplannedEvents().size() >= m_events;
}

void PlanCoverageModel::setCoverage(std::shared_ptr<const Coverage> coverage)
{
    if (!coverage)
        coverage = m_blank;
    if (!hasPlans() || &coverage->checker() != &m_blank->checker())
        return;
    if (!continues(*coverage)) {
        beginResetModel();
        m_coverage = std::move(coverage);
        rebuild();
        endResetModel();
        return;
    }
    m_coverage = std::move(coverage);
    take();
    for (int item = None; item < static_cast<int>(m_items.size()); ++item) {
        const QModelIndex above = indexFor(item);
        if (const int rows = rowCount(above); rows > 0)
            emit dataChanged(index(0, 0, above), index(rows - 1, PlanColumnCount - 1, above));
    }
}

void PlanCoverageModel::rebuild()
{
    m_items.clear();
    m_top.clear();
    m_ruleOf.clear();
    m_unplanned = None;
    m_nodes = m_events = 0;
    if (!m_coverage->plans())
        return;
    for (std::size_t plan = 0; plan < m_coverage->checker().plans().size(); ++plan) {
        const int item = add(Kind::Plan, None, static_cast<int>(plan));
        addRules(item, true);
        addRules(item, false);
    }
    const auto children = plans().children();
    for (const auto &[root, rule] : m_ruleOf)
        addPlanned(rule, children);
    m_nodes = plans().nodes().size();
    m_unplanned = add(Kind::Unplanned, None, 0);
    for (; m_events < plans().unplannedEvents().size(); ++m_events)
        add(Kind::Event, m_unplanned, static_cast<int>(m_events));
}

/// The plan's events, or what it says of types of calls, in its order.
void PlanCoverageModel::addRules(int plan, bool events)
{
    const auto sameEvent = [](const PlanRule &a, const PlanRule &b) {
        return &a != &b && a.call == b.call && a.name == b.name;
    };
    const int number = at(plan).number;
    const std::vector<PlanRule> &rules =
        m_coverage->checker().plans()[static_cast<std::size_t>(number)].rules;
    for (std::size_t i = 0; i < plans().subjects().size(); ++i) {
        const PlanCoverage::Subject &subject = plans().subjects()[i];
        const PlanRule &rule = *subject.rule;
        if (subject.plan != static_cast<std::size_t>(number) || events != (rule.call == CallType::Track))
            continue;
        const int item = add(Kind::Rule, plan, static_cast<int>(i));
        const bool versions = std::any_of(
            rules.begin(), rules.end(), [&](const PlanRule &other) { return sameEvent(other, rule); });
        m_items.back().version = versions ? static_cast<int>(rule.version) : 0;
        m_ruleOf.emplace(subject.root, item);
    }
}

/// What is below the rule's root, depth first.
void PlanCoverageModel::addPlanned(int rule, const std::vector<std::vector<int>> &children)
{
    const auto below = [&](int node) -> const std::vector<int> & {
        return children[static_cast<std::size_t>(node)];
    };
    const int root = subject(at(rule)).root;
    std::vector<int> open(below(root).rbegin(), below(root).rend());
    while (!open.empty()) {
        const int node = open.back();
        open.pop_back();
        open.insert(open.end(), below(node).rbegin(), below(node).rend());
        if (plans().isField(node))
            add(Kind::Field, rule, node);
    }
}

int PlanCoverageModel::add(Kind kind, int parent, int number)
{
    const auto item = static_cast<int>(m_items.size());
    std::vector<int> &siblings = parent == None ? m_top : m_items[static_cast<std::size_t>(parent)].children;
    const auto row = static_cast<int>(siblings.size());
    siblings.push_back(item);
    m_items.push_back({kind, parent, row, number, 0, {}});
    return item;
}

/// Nodes and events keep their numbers: only those that are new are looked at.
void PlanCoverageModel::take()
{
    for (; m_nodes < plans().nodes().size(); ++m_nodes) {
        const auto node = static_cast<int>(m_nodes);
        if (!plans().isField(node))
            continue;
        if (const auto rule = m_ruleOf.find(rootInTree(plans().nodes(), node)); rule != m_ruleOf.end())
            insert(Kind::Field, rule->second, node);
    }
    for (; m_events < plans().unplannedEvents().size(); ++m_events)
        insert(Kind::Event, m_unplanned, static_cast<int>(m_events));
}

int PlanCoverageModel::insert(Kind kind, int parent, int number)
{
    const auto row = static_cast<int>(childrenOf(parent).size());
    beginInsertRows(indexFor(parent), row, row);
    const int item = add(kind, parent, number);
    endInsertRows();
    return item;
}

int PlanCoverageModel::itemAt(const QModelIndex &index)
{
    return index.isValid() ? static_cast<int>(index.internalId()) : None;
}

QModelIndex PlanCoverageModel::indexFor(int item) const
{
    return item == None ? QModelIndex() : createIndex(at(item).row, 0, static_cast<quintptr>(item));
}

QModelIndex PlanCoverageModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const int item = childrenOf(itemAt(parent))[static_cast<std::size_t>(row)];
    return createIndex(row, column, static_cast<quintptr>(item));
}

QModelIndex PlanCoverageModel::parent(const QModelIndex &child) const
{
    const int item = itemAt(child);
    return item == None ? QModelIndex() : indexFor(at(item).parent);
}

int PlanCoverageModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(itemAt(parent)).size());
}

int PlanCoverageModel::columnCount(const QModelIndex &) const
{
    return PlanColumnCount;
}

Sightings PlanCoverageModel::seen(const Item &item) const
{
    switch (item.kind) {
    case Kind::Rule:
        return subject(item).seen;
    case Kind::Field:
        return plans().node(item.number).seen;
    case Kind::Event:
        return plans().unplannedEvents()[static_cast<std::size_t>(item.number)].seen;
    case Kind::Plan:
    case Kind::Unplanned:
        break;
    }
    return {};
}

QString PlanCoverageModel::name(const Item &item) const
{
    switch (item.kind) {
    case Kind::Plan:
        return utf8(m_coverage->checker().plans()[static_cast<std::size_t>(item.number)].name);
    case Kind::Rule:
        return utf8(subject(item).rule->name);
    case Kind::Field:
        return utf8(plans().path(item.number));
    case Kind::Event:
        return utf8(plans().unplannedEvents()[static_cast<std::size_t>(item.number)].name);
    case Kind::Unplanned:
        break;
    }
    return {};
}

uint PlanCoverageModel::events(const Item &item, bool seenOnly) const
{
    if (item.kind == Kind::Unplanned)
        return static_cast<uint>(item.children.size());
    if (item.kind != Kind::Plan)
        return 0;
    std::set<QByteArrayView> names;
    for (const int child : item.children) {
        const PlanCoverage::Subject &rule = subject(at(child));
        if (rule.rule->call == CallType::Track && (!seenOnly || rule.seen.calls > 0))
            names.insert(rule.rule->name);
    }
    return static_cast<uint>(names.size());
}

QVariant PlanCoverageModel::data(const QModelIndex &index, int role) const
{
    const int number = itemAt(index);
    if (number == None)
        return {};
    const Item &item = at(number);
    const Item *rule = item.kind == Kind::Field  ? &at(item.parent)
                       : item.kind == Kind::Rule ? &item
                                                 : nullptr;
    switch (role) {
    case Qt::DisplayRole:
        return display(item, index.column());
    case PlanKindRole:
        return static_cast<int>(item.kind);
    case PlanNameRole:
        return name(item);
    case PlanCallRole:
        return static_cast<int>(rule                       ? subject(*rule).rule->call
                                : item.kind == Kind::Event ? CallType::Track
                                                           : CallType::Unknown);
    case PlanVersionRole:
        return item.version;
    case PlanRequiredRole: {
        const PlanMember *member = item.kind == Kind::Field ? plans().node(item.number).member : nullptr;
        return member && member->required;
    }
    case PlanPlannedRole:
        return item.kind == Kind::Field ? plans().node(item.number).planned
                                        : item.kind == Kind::Plan || item.kind == Kind::Rule;
    case PlanCallsRole:
        return seen(item).calls;
    case PlanFirstSeqRole:
        return seen(item).firstSeq;
    case PlanLastSeqRole:
        return seen(item).lastSeq;
    case PlanEventsRole:
        return events(item, false);
    case PlanEventsSeenRole:
        return events(item, true);
    default:
        return {};
    }
}

QVariant PlanCoverageModel::display(const Item &item, int column) const
{
    switch (static_cast<PlanColumn>(column)) {
    case PlanNameColumn:
        return name(item);
    case PlanCallsColumn:
        return seen(item).calls;
    case PlanFirstColumn:
        return seen(item).firstSeq;
    case PlanLastColumn:
        return seen(item).lastSeq;
    case PlanPresenceColumn: // a matter of words
    case PlanColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
