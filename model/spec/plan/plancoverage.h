// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"
#include "model/spec/sightings.h"

#include <QHash>

#include <memory>
#include <utility>
#include <vector>

namespace spectap {

struct PlanMatch;
struct PlanMember;
struct PlanShape;

/// Which events and properties of the tracking plans a session has shown, which not, and what it has shown
/// that no plan has. The Coverage of a checker with plans holds one; see there for how it grows and is
/// copied.
///
/// Events, versions and names are matched as the checker matches them. Any value that was sent counts, null
/// too: a plan may ask for null. What a plan allows without naming it (additionalProperties,
/// patternProperties) is neither planned nor unplanned here.
class PlanCoverage
{
public:
    static constexpr int None = -1;
    static constexpr std::size_t MaxUnplannedEvents = 10'000;
    static constexpr std::size_t MaxNodes = 200'000;
    /// Fields that one rule lists before any of them was seen.
    static constexpr std::size_t MaxFieldsOfRule = 10'000;

    /// A field, in the tree of its subject.
    struct Node
    {
        QByteArray key; ///< "[]" for the elements of an array
        int parent = None;
        const PlanMember *member = nullptr; ///< null: only on the way to one, or not planned
        const PlanShape *shape = nullptr;   ///< what the plan names inside
        int members = None;                 ///< the first of the shape's members; the others follow
        int items = None;                   ///< the elements
        bool expanded = false;              ///< the shape's members and items have nodes
        bool planned = true;
        Sightings seen;
    };

    /// A rule of a plan: one version of an event, calls of a type, or what is common to all calls.
    struct Subject
    {
        std::size_t plan = 0; ///< index into Checker::plans()
        const PlanRule *rule = nullptr;
        int root = None; ///< node of the whole call; fields are below it
        Sightings seen;
        std::vector<quint16> sources; ///< ascending
    };

    /// A track event that no plan has.
    struct UnplannedEvent
    {
        QByteArray name;
        Sightings seen;
        std::vector<quint16> sources; ///< ascending
    };

    explicit PlanCoverage(std::shared_ptr<const Checker> checker);

    void add(quint32 seq, const CallView &call, quint16 source);
    void clear();

    [[nodiscard]] const Checker &checker() const { return *m_checker; }
    /// All rules of the first plan, in its order, then those of the next.
    [[nodiscard]] const std::vector<Subject> &subjects() const { return m_subjects; }
    [[nodiscard]] const std::vector<Node> &nodes() const { return m_nodes; }
    [[nodiscard]] const Node &node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    /// In the order they came.
    [[nodiscard]] const std::vector<UnplannedEvent> &unplannedEvents() const { return m_unplannedEvents; }
    /// The children of every node, planned ones first and in the plan's order.
    [[nodiscard]] std::vector<std::vector<int>> children() const;
    /// "properties.products[].price"
    [[nodiscard]] QByteArray path(int node) const;
    /// Whether the node is a field to list: not what only leads to fields.
    [[nodiscard]] bool isField(int node) const;
    /// Sightings of events and fields that were over a bound of memory.
    [[nodiscard]] quint64 unlisted() const { return m_unlisted; }

private:
    /// One place of a call in the trees of all rules that hold for it: a part of m_at.
    struct Place
    {
        std::size_t first = 0;
        std::size_t count = 0;
        bool top = false;    ///< the call itself
        bool judged = false; ///< names that no rule has are unplanned here
    };

    int addNode(int parent, const QByteArray &key, const PlanShape *shape);
    void expand(int index);
    void expandAll(int root);
    [[nodiscard]] bool isRepeated(int index) const;
    [[nodiscard]] int memberOf(int index, QByteArrayView key);
    void addUnplannedEvent(QByteArrayView name, quint16 source);
    void walkObject(quint32 object, const Place &place);
    void walkItems(quint32 array, const Place &place);
    void walkInside(quint32 value, const Place &place);
    void visit(quint32 value, QByteArrayView key, const Place &place);
    void addUnplanned(QByteArrayView key, const Place &place);
    void seeUnplanned(int parent, QByteArrayView key);

    std::shared_ptr<const Checker> m_checker;
    std::vector<std::size_t> m_firstSubject; ///< of each plan
    std::vector<Subject> m_subjects;
    std::vector<Node> m_nodes;
    std::size_t m_plannedNodes = 0;                     ///< those that are there before any call
    QHash<std::pair<int, QByteArray>, int> m_unplanned; ///< node by parent and key
    std::vector<UnplannedEvent> m_unplannedEvents;
    QHash<QByteArray, std::size_t> m_unplannedNames;
    quint64 m_unlisted = 0;
    // Of the call being added:
    const JsonTape *m_tape = nullptr;
    quint32 m_seq = 0;
    QByteArrayView m_judgedKey; ///< of the properties, where what they may hold is planned
    std::vector<int> m_at;      ///< nodes of the places between the call and here
};

} // namespace spectap
