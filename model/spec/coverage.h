// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"
#include "model/spec/plan/plancoverage.h"
#include "model/spec/sightings.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace spectap {

/// Which documented events and fields a session has shown, which not, and what it has shown beyond them.
/// Grows call by call, in ascending seqs; a copy is a snapshot that another thread may read. Values are not
/// judged here: that is the checker's work. `null` counts as not sent, as it does there.
///
/// Memory is bounded: after MaxCustomEvents names and MaxNodes fields further ones are only counted.
class Coverage
{
public:
    static constexpr int None = -1;
    static constexpr std::size_t MaxCustomEvents = 10'000;
    static constexpr std::size_t MaxNodes = 200'000;

    /// A field, in the tree of its subject. Documented fields come first, with the same numbers in every
    /// Coverage of the same checker; those that nobody documents follow in the order they were seen.
    struct Node
    {
        QByteArray key; ///< "[]" for the elements of an array, "*" for any other key
        int parent = None;
        const FieldSpec *field = nullptr; ///< null: only on the way to one, or not documented
        int canonical = None;             ///< this is another name of that node, which counts for both
        int star = None;                  ///< child for any other key
        bool documented = false;          ///< a field of the spec, or on the way to one
        bool deprecated = false;          ///< another name, of an older version
        bool hasDocumented = false;       ///< something is documented below
        bool open = false;                ///< whatever is inside is worth a node: a custom event's properties
        Sightings seen;
    };

    /// What fields belong to: one of the six calls, an event of a semantic spec, or an event nobody
    /// documents.
    struct Subject
    {
        enum class Kind : quint8
        {
            Call,
            Event,
            Custom
        };
        Kind kind = Kind::Call;
        CallType call = CallType::Unknown;
        int event = None; ///< index into Catalogue::events
        QByteArray name;  ///< of the event; empty for a call
        int root = None;  ///< node of the whole call; fields are below it
        Sightings seen;
        std::vector<quint16> sources; ///< ascending
    };

    explicit Coverage(std::shared_ptr<const Checker> checker);

    /// Adds call `seq` of `source`, both numbered by the caller.
    void add(quint32 seq, const CallView &call, quint16 source);
    /// Adds a text that is no call.
    void addUnreadable() { ++m_unreadable; }
    /// Back to nothing seen.
    void clear();

    [[nodiscard]] const Checker &checker() const { return *m_checker; }
    /// The six calls, then the events in the catalogue's order, then custom events in the order they came.
    [[nodiscard]] const std::vector<Subject> &subjects() const { return m_subjects; }
    [[nodiscard]] const std::vector<Node> &nodes() const { return m_nodes; }
    [[nodiscard]] const Node &node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    /// Subject of one of the six calls, or of a catalogue event.
    [[nodiscard]] int subjectOfCall(CallType type) const { return static_cast<int>(type) - 1; }
    [[nodiscard]] int subjectOfEvent(int event) const { return CallTypeCount - 1 + event; }
    /// The children of every node, documented ones first and in the catalogue's order.
    [[nodiscard]] std::vector<std::vector<int>> children() const;
    /// The node of a field below `root` by its path, or None.
    [[nodiscard]] int nodeAt(int root, QByteArrayView path) const;
    /// "properties.products[].price"
    [[nodiscard]] QByteArray path(int node) const;

    [[nodiscard]] quint32 calls() const { return m_calls; }
    [[nodiscard]] quint32 unreadable() const { return m_unreadable; }
    /// Calls of no known type: no spec says what they should hold.
    [[nodiscard]] quint32 unknownCalls() const { return m_unknown; }
    /// Undocumented events and fields that were over a bound of memory, once per sighting.
    [[nodiscard]] quint64 unlisted() const { return m_unlisted; }
    /// The same for the tracking plans; null when the checker has none.
    [[nodiscard]] const PlanCoverage *plans() const { return m_plans ? &*m_plans : nullptr; }

private:
    struct Cursor
    {
        int call = None;      ///< in the tree of the call
        int event = None;     ///< in the tree of the event
        bool top = false;     ///< at the call itself
        bool ofEvent = false; ///< undocumented keys are the event's
    };
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Names = std::unordered_map<std::string, int, TextHash, std::equal_to<>>;

    void addSubject(Subject::Kind kind, CallType call, int event, QByteArrayView name);
    void document(int root, const FieldSpec &field);
    int place(int root, QByteArrayView path);
    int addChild(int parent, QByteArrayView key);
    [[nodiscard]] int child(int parent, QByteArrayView key) const;
    [[nodiscard]] int follow(int parent, QByteArrayView key) const;
    [[nodiscard]] bool isWorthEntering(int node) const;
    void rebuildSlots(std::size_t size);

    int subjectOf(const CallView &call, CallType type);
    int subjectNamed(CallType type, QByteArrayView name);
    void walkShared(const CallView &call, const Cursor &top);
    void walkObject(quint32 object, const Cursor &at);
    void walkItems(quint32 array, const Cursor &at);
    void visit(quint32 node, QByteArrayView key, const Cursor &at);
    int addUndocumented(QByteArrayView key, int parent, int documentedBy);

    std::shared_ptr<const Checker> m_checker;
    std::optional<PlanCoverage> m_plans;
    std::vector<Subject> m_subjects;
    std::vector<Node> m_nodes;
    std::vector<int> m_slots;                 ///< node by parent and key; open addressing, a power of two
    std::array<Names, CallTypeCount> m_names; ///< subject by name of event, None: no subject of its own
    quint8 m_callsWithEvents = 0;             ///< callBit() of calls that some event of the catalogue is for
    std::size_t m_documentedNodes = 0;
    std::size_t m_documentedSubjects = 0;
    quint32 m_calls = 0;
    quint32 m_unreadable = 0;
    quint32 m_unknown = 0;
    quint64 m_unlisted = 0;
    const JsonTape *m_tape = nullptr; ///< of the call being added
    quint32 m_seq = 0;
};

} // namespace spectap
