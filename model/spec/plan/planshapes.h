// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/nearmiss.h"
#include "model/spec/plan/schematables.h"

#include <deque>
#include <map>

namespace spectap {

struct PlanShape;

/// A property that a schema names.
struct PlanMember
{
    QByteArray key;
    const PlanShape *shape = nullptr;
    QByteArray types; ///< in words, empty: any
    QByteArray description;
    QByteArray pointer; ///< of its schema
    bool required = false;
};

/// What a schema names, whatever conditions stand around it: names only, values are the schema's business.
struct PlanShape
{
    std::vector<PlanMember> members;
    KeyTable keys;
    NameIndex names;
    std::vector<const SchemaPattern *> patterns; ///< names that match are named too
    const PlanShape *items = nullptr;            ///< of an array's elements
    bool lists = false;                          ///< it names members, or says that there are none
    bool open = false;                           ///< it says that others may come

    [[nodiscard]] const PlanMember *find(QByteArrayView key) const
    {
        const int member = keys.find(key);
        return member < 0 ? nullptr : &members[static_cast<std::size_t>(member)];
    }
    /// A pattern of the schema is about `key`, or may be: one that takes too much work is not held against
    /// it.
    [[nodiscard]] bool namesByPattern(QByteArrayView key) const;
    [[nodiscard]] bool plans(QByteArrayView key) const;
};

/// The shapes of one schema; shared where the schema refers to itself.
class PlanShapes
{
public:
    explicit PlanShapes(std::shared_ptr<const JsonSchema> schema);

    [[nodiscard]] const PlanShape &root() const { return *m_root; }

    /// A schema with more is left open beyond.
    static constexpr std::size_t MaxShapes = 20'000;

private:
    using Group = std::vector<SchemaId>; ///< schemas of one value, sorted
    const PlanShape *shapeOf(Group group);
    void gather(SchemaId id, Group &out) const;
    void fill(PlanShape &shape, const Group &group);

    std::shared_ptr<const JsonSchema> m_schema; ///< patterns live there
    const SchemaTables &m_tables;
    std::deque<PlanShape> m_shapes;
    std::map<Group, PlanShape *> m_known;
    std::vector<std::pair<PlanShape *, Group>> m_waiting; ///< shapes that are not filled yet
    const PlanShape *m_root = nullptr;
};

} // namespace spectap
