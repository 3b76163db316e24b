// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identitygraph.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace spectap::test {

/// Who owns what, told the slow way, from all calls at once: plain sets of ids that are searched and copied.
/// No spans, no union-find, no counters; it shares nothing with IdentityGraph but the rules.
class SlowIdentity
{
public:
    /// Kind as in IdentityGraph (externals by type), value.
    struct Id
    {
        IdKind kind = IdKind::User;
        quint8 type = 0;
        StringId value = 0;
        auto operator<=>(const Id &) const = default;
    };
    struct Call
    {
        IdentityInput input;
        std::vector<ExternalId> externals;
    };
    struct Person
    {
        std::set<Id> ids;
        quint32 calls = 0;
        bool identified = false;
        quint32 merges = 0;
        bool operator==(const Person &) const = default;
    };

    SlowIdentity(IdentityReading reading, const UnifyPolicy &policy, const std::vector<Call> &calls)
        : m_policy(policy)
    {
        for (const Call &call : calls) {
            if (reading == IdentityReading::Unify)
                match(call);
            else
                follow(call.input, reading == IdentityReading::Observed);
        }
    }

    /// (call, what happened), as IdentityGraph::conflicts() has them.
    std::vector<std::pair<quint32, Rule>> conflicts;

    /// The ids that are together, each set with its number of calls; in no order that means anything.
    [[nodiscard]] std::multiset<std::pair<std::set<Id>, quint32>> partition() const
    {
        std::multiset<std::pair<std::set<Id>, quint32>> sets;
        for (const Person &person : m_people) {
            if (!person.ids.empty())
                sets.insert({person.ids, person.calls});
        }
        return sets;
    }

private:
    [[nodiscard]] Person *personOf(const Id &id)
    {
        const auto found = std::find_if(
            m_people.begin(), m_people.end(), [&](const Person &person) { return person.ids.contains(id); });
        return found == m_people.end() ? nullptr : &*found;
    }
    Id ensure(IdKind kind, StringId value)
    {
        const Id id{kind, 0, value};
        if (personOf(id))
            return id;
        // What an alias named before anybody had it turns out to be this.
        if (Person *loose = personOf({IdKind::Previous, 0, value})) {
            loose->ids.erase({IdKind::Previous, 0, value});
            loose->ids.insert(id);
            for (auto &[name, meant] : m_named) {
                if (meant == Id{IdKind::Previous, 0, value})
                    meant = id;
            }
            return id;
        }
        m_people.push_back({{id}, 0, kind == IdKind::User, 0});
        return id;
    }
    void merge(Person &into, Person &from)
    {
        into.ids.insert(from.ids.begin(), from.ids.end());
        into.calls += from.calls;
        into.identified = into.identified || from.identified;
        from = {};
    }
    /// `id` is the user's from now on.
    void give(const Id &id, const Id &user, quint32 seq)
    {
        Person *before = personOf(id);
        Person *after = personOf(user);
        if (before == after)
            return;
        if (id.kind == IdKind::Anonymous && before->identified) {
            conflicts.emplace_back(seq, Rule::SharedAnonymousId);
            before->ids.erase(id);
            after->ids.insert(id);
        } else {
            merge(*after, *before);
        }
    }
    void follow(const IdentityInput &call, bool anyCallJoins)
    {
        const Id user{IdKind::User, 0, call.user};
        const Id anonymous{IdKind::Anonymous, 0, call.anonymous};
        if (call.user)
            ensure(IdKind::User, call.user);
        if (call.anonymous)
            ensure(IdKind::Anonymous, call.anonymous);
        if (call.user && call.anonymous && (anyCallJoins || call.type == CallType::Identify))
            give(anonymous, user, call.seq);
        if (call.type == CallType::Alias && call.user && call.previous)
            alias(call);
        if (Person *person = call.user ? personOf(user) : call.anonymous ? personOf(anonymous) : nullptr)
            ++person->calls;
    }
    void alias(const IdentityInput &call)
    {
        const Id user{IdKind::User, 0, call.user};
        if (call.previous == call.user) {
            conflicts.emplace_back(call.seq, Rule::AliasSelf);
            return;
        }
        if (!m_named.contains(call.previous)) {
            Id meant{IdKind::Previous, 0, call.previous};
            for (const IdKind kind : {IdKind::User, IdKind::Anonymous}) {
                if (personOf({kind, 0, call.previous}))
                    meant = {kind, 0, call.previous}; // the anonymousId, when it is both
            }
            if (!personOf(meant))
                personOf(user)->ids.insert(meant);
            m_named[call.previous] = meant;
        }
        give(m_named[call.previous], user, call.seq);
    }

    /// Flat matching with limits: drop the lowest-ranked identifier until what is left fits into one profile.
    void match(const Call &call)
    {
        std::vector<Id> carried;
        if (call.input.user)
            carried.push_back({IdKind::User, m_policy.userType, call.input.user});
        if (call.input.anonymous)
            carried.push_back({IdKind::Anonymous, m_policy.anonymousType, call.input.anonymous});
        for (const ExternalId &external : call.externals) {
            const Id id{IdKind::External, external.type, external.value};
            if (!external.blocked && std::find(carried.begin(), carried.end(), id) == carried.end())
                carried.push_back(id);
        }
        std::stable_sort(carried.begin(), carried.end(), [&](const Id &a, const Id &b) {
            return m_policy.types[a.type].rank < m_policy.types[b.type].rank;
        });
        std::vector<Id> dropped;
        while (carried.size() > 1 && !fits(carried)) {
            dropped.push_back(carried.back());
            carried.pop_back();
        }
        if (carried.empty())
            return;
        Person joined;
        quint32 real = 0;
        for (const Id &id : carried) {
            if (Person *person = personOf(id)) {
                real += person->calls > 0 ? 1U : 0U;
                joined.merges += person->merges;
                merge(joined, *person);
            }
            joined.ids.insert(id);
        }
        joined.merges += real > 1 ? real - 1 : 0;
        ++joined.calls;
        m_people.push_back(joined);
        for (const Id &id : dropped) {
            if (!personOf(id))
                m_people.push_back({{id}, 0, false, 0});
        }
    }
    [[nodiscard]] bool fits(const std::vector<Id> &carried)
    {
        std::set<Person *> people;
        std::set<Id> all(carried.begin(), carried.end());
        for (const Id &id : carried) {
            if (Person *person = personOf(id))
                people.insert(person);
        }
        quint32 merges = 0;
        quint32 real = 0;
        std::size_t most = 0;
        for (const Person *person : people) {
            all.insert(person->ids.begin(), person->ids.end());
            merges += person->merges;
            real += person->calls > 0 ? 1U : 0U;
            most = std::max(most, person->ids.size());
        }
        std::map<quint8, quint32> held;
        for (const Id &id : all)
            ++held[id.type];
        for (const auto &[type, count] : held) {
            if (count > m_policy.types[type].limit)
                return false;
        }
        if (real > 1 && merges + real - 1 > m_policy.mergesPerProfile)
            return false;
        return all.size() <= m_policy.mappingsPerProfile || all.size() == most;
    }

    const UnifyPolicy &m_policy;
    std::vector<Person> m_people;
    std::map<StringId, Id> m_named; ///< what a previousId stands for, once an alias has used it
};

} // namespace spectap::test
