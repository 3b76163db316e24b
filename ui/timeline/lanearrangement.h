// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitytimeline.h"

#include <vector>

namespace spectap {

/// A person by one of their ids: profiles are numbered anew in another reading, ids keep what they are.
struct PersonKey
{
    StringId value = 0; ///< 0: nobody
    IdKind kind = IdKind::User;
    quint8 type = 0; ///< IdKind::External

    bool operator==(const PersonKey &) const = default;
    auto operator<=>(const PersonKey &) const = default;

    /// The profile that is this person in `graph`, or IdentityGraph::NoProfile.
    [[nodiscard]] quint32 profileIn(const IdentityGraph &graph) const;
    /// The person of a header or of an id's lane; nobody for the others. A userId where there is one, since
    /// an anonymousId may change hands.
    [[nodiscard]] static PersonKey ofLane(const IdentityTimeline &timeline, quint32 lane);
};

/// Which people the timeline shows.
struct LaneFilter
{
    enum class Show : quint8
    {
        Everyone,
        Conflicts, ///< everybody whom a conflict is about, also those who lost an id in it
        Person
    };
    Show show = Show::Everyone;
    bool unresolved = true; ///< also ids never identified; of a Person they always are
    PersonKey person = {};  ///< Show::Person

    bool operator==(const LaneFilter &) const = default;
    [[nodiscard]] bool isActive() const { return show != Show::Everyone || !unresolved; }
    /// Those of the conflicts of `graph`, hints aside, that are about somebody it shows; in their order.
    [[nodiscard]] std::vector<quint32> conflictsIn(const IdentityGraph &graph) const;
};

/// Which lanes of a timeline are shown, and in which order: by first call unless the person has put profiles
/// elsewhere. Pure data; outlives new lanes, other readings and travels.
class LaneArrangement
{
public:
    [[nodiscard]] const LaneFilter &filter() const { return m_filter; }
    void setFilter(const LaneFilter &filter) { m_filter = filter; }

    /// The lanes to show, top to bottom: headers, each followed by its lanes.
    [[nodiscard]] std::vector<quint32> lanes(const IdentityTimeline &timeline) const;

    /// Puts the profile of `header` right above or below that of `beside`. Profiles that come later stand
    /// below all others.
    void move(const IdentityTimeline &timeline, quint32 header, quint32 beside, bool below);
    [[nodiscard]] bool isReordered() const { return !m_order.empty(); }
    void forget();

private:
    [[nodiscard]] std::vector<quint32> headers(const IdentityTimeline &timeline) const;

    LaneFilter m_filter;
    std::vector<PersonKey> m_order; ///< everybody there was when one was moved last
};

} // namespace spectap
