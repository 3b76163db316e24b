// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/coverage.h"

#include <memory>
#include <vector>

namespace spectap {

/// The spec as a tree: spec → group → event → fields, the six calls with theirs, and at the end limits and
/// identifiers. What the spec browser shows, without counts. Immutable.
class SpecTree
{
public:
    static constexpr int None = -1;

    enum class Kind
    {
        Spec,   ///< a page of semantic events; "calls" for the six calls and what is common to them
        Group,  ///< a heading of it
        Event,  ///< a semantic event
        Call,   ///< one of the six calls
        Common, ///< the fields of every call
        Field,
        Heading, ///< "limits", "identifiers", and what divides them
        Fact     ///< to be read: no call shows whether it is kept
    };
    /// What a fact is about; its number is that in the catalogue's list.
    enum class Fact
    {
        None,
        Limit,
        Quota,
        UnknownBound,
        Identifier,
        BlockedIds
    };
    struct Item
    {
        Kind kind = Kind::Spec;
        int parent = None;
        int row = 0;
        QByteArray name;
        int subject = None;     ///< of the coverage: Event, Call
        std::vector<int> nodes; ///< of the coverage: Field; several for a field that calls share
        const FieldSpec *field = nullptr;
        Fact fact = Fact::None;
        std::size_t number = 0;
        std::vector<int> children;
    };

    explicit SpecTree(std::shared_ptr<const Checker> checker);

    [[nodiscard]] const std::vector<Item> &items() const { return m_items; }
    [[nodiscard]] const Item &at(int item) const { return m_items[static_cast<std::size_t>(item)]; }
    [[nodiscard]] const std::vector<int> &childrenOf(int item) const
    {
        return item == None ? m_top : at(item).children;
    }
    /// The item of an event or call, or of its field at `path`; None when there is none.
    [[nodiscard]] int eventItem(const QByteArray &id, const QByteArray &path) const;
    [[nodiscard]] int callItem(CallType type, const QByteArray &path) const;
    /// The event that the item is or is in, or null.
    [[nodiscard]] const EventSpec *eventOf(const Item &item) const;
    /// The call that the item is or is in; Unknown: several.
    [[nodiscard]] CallType callOf(const Item &item) const;
    /// A field's path from the call's root.
    [[nodiscard]] QByteArray pathOf(const Item &item) const;

private:
    int add(Kind kind, int parent, QByteArray name);
    int named(Kind kind, int parent, const QByteArray &name);
    void addLimits();
    void addIdentifiers();
    void addFact(int heading, Fact fact, std::size_t number, const QByteArray &name);
    void addFields(int item, bool common);
    int addField(std::vector<int> &itemOf, int root, int node, bool common);
    [[nodiscard]] int fieldBelow(int item, const QByteArray &path) const;
    [[nodiscard]] const Coverage::Subject &subject(int index) const
    {
        return m_blank.subjects()[static_cast<std::size_t>(index)];
    }

    Coverage m_blank; ///< gives the tree its fields, and their numbers
    std::vector<Item> m_items;
    std::vector<int> m_top;
};

} // namespace spectap
