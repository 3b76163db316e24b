// SPDX-License-Identifier: MIT
#include "model/diff/fieldpairs.h"

#include "model/call/callview.h"
#include "model/diff/valuechange.h"
#include "model/spec/lastkeys.h"
#include "model/spec/nearmiss.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace spectap {

namespace {

/// Objects that differ in more names than this were generated: nobody misspelt them.
constexpr std::size_t MostRenames = 200;

std::string_view viewOf(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

QByteArray digitsOf(QByteArrayView name)
{
    QByteArray digits;
    std::copy_if(
        name.begin(), name.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    return digits;
}

/// Who faces whom, from both sides; -1: nobody.
struct Partners
{
    std::vector<int> ofA;
    std::vector<int> ofB;

    void join(int a, int b)
    {
        ofA[static_cast<std::size_t>(a)] = b;
        ofB[static_cast<std::size_t>(b)] = a;
    }
};

Partners partnersByName(const std::vector<std::string_view> &a, const std::vector<std::string_view> &b)
{
    Partners partners{std::vector<int>(a.size(), -1), std::vector<int>(b.size(), -1)};
    std::unordered_map<std::string_view, int> last; // of B that faces nobody yet, by name
    last.reserve(b.size());
    std::vector<int> earlier(b.size(), -1); // of the same name
    for (std::size_t i = 0; i < b.size(); ++i) {
        const auto [found, fresh] = last.try_emplace(b[i], static_cast<int>(i));
        if (!fresh)
            earlier[i] = std::exchange(found->second, static_cast<int>(i));
    }
    for (std::size_t i = a.size(); i-- > 0;) {
        const auto found = last.find(a[i]);
        if (found == last.end() || found->second < 0)
            continue;
        const int partner = found->second;
        found->second = earlier[static_cast<std::size_t>(partner)];
        partners.join(static_cast<int>(i), partner);
    }
    return partners;
}

/// In the order of A. What only B has comes as late as possible behind what it follows in B, so that what is
/// gone stands before what came in its place.
std::vector<FieldPair> inOrder(const Partners &partners)
{
    const std::size_t count = partners.ofA.size();
    // Chains of what only B has, behind the member of A that the one before them in B faces; 0: at the start.
    std::vector<int> first(count + 1, -1);
    std::vector<int> next(partners.ofB.size(), -1);
    std::size_t anchor = 0;
    int previous = -1;
    for (std::size_t i = 0; i < partners.ofB.size(); ++i) {
        if (partners.ofB[i] >= 0) {
            anchor = static_cast<std::size_t>(partners.ofB[i]) + 1;
            previous = -1;
            continue;
        }
        (previous < 0 ? first[anchor] : next[static_cast<std::size_t>(previous)]) = static_cast<int>(i);
        previous = static_cast<int>(i);
    }
    std::vector<FieldPair> pairs;
    pairs.reserve(count + partners.ofB.size());
    const auto addChain = [&](std::size_t behind) {
        for (int i = first[behind]; i >= 0; i = next[static_cast<std::size_t>(i)])
            pairs.push_back({-1, i});
    };
    std::size_t open = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (partners.ofA[i] >= 0) {
            addChain(open);
            open = i + 1;
        }
        pairs.push_back({static_cast<int>(i), partners.ofA[i]});
    }
    addChain(open);
    return pairs;
}

std::vector<int> lonely(const std::vector<int> &partners)
{
    std::vector<int> indexes;
    for (std::size_t i = 0; i < partners.size(); ++i) {
        if (partners[i] < 0)
            indexes.push_back(static_cast<int>(i));
    }
    return indexes;
}

} // namespace

std::vector<DiffMember> membersOf(const JsonTape &tape, quint32 object, quint32 inherited, bool top)
{
    std::vector<DiffMember> members;
    members.reserve(tape[object].children);
    const bool inherits = inherited != JsonTape::None && tape[inherited].kind == JsonKind::Object;
    LastKeys own(tape, object);
    for (quint32 child = object + 1; child < tape[object].next; child = tape[child].next) {
        DiffMember member{child};
        if (inherits && top) {
            const QByteArrayView key = tape.key(child);
            if ((key == "context" || key == "integrations") && own.isLast(child, key)) {
                member.inherited = tape.find(inherited, key);
                // A null takes nothing away from what the batch says for all its calls.
                if (member.inherited != JsonTape::None && tape[child].kind == JsonKind::Null)
                    member = {member.inherited, JsonTape::None, true};
            }
        }
        members.push_back(member);
    }
    if (!inherits)
        return members;
    LastKeys batch(tape, inherited);
    for (quint32 child = inherited + 1; child < tape[inherited].next; child = tape[child].next) {
        const QByteArrayView key = tape.key(child);
        if ((!top || isSharedField(key)) && own.last(key) == JsonTape::None && batch.isLast(child, key))
            members.push_back({child, JsonTape::None, true});
    }
    return members;
}

std::vector<DiffMember> itemsOf(const JsonTape &tape, quint32 array)
{
    std::vector<DiffMember> items;
    items.reserve(tape[array].children);
    for (quint32 item = array + 1; item < tape[array].next; item = tape[item].next)
        items.push_back({item});
    return items;
}

std::vector<FieldPair> pairByNames(
    const std::vector<std::string_view> &a, const std::vector<std::string_view> &b)
{
    return inOrder(partnersByName(a, b));
}

std::vector<FieldPair> pairItems(std::size_t a, std::size_t b)
{
    std::vector<FieldPair> pairs(std::max(a, b));
    for (std::size_t i = 0; i < pairs.size(); ++i)
        pairs[i] = {i < a ? static_cast<int>(i) : -1, i < b ? static_cast<int>(i) : -1};
    return pairs;
}

std::vector<FieldPair> pairMembers(const JsonTape &tapeA, const std::vector<DiffMember> &a,
    const JsonTape &tapeB, const std::vector<DiffMember> &b)
{
    const auto namesOf = [](const JsonTape &tape, const std::vector<DiffMember> &members) {
        std::vector<std::string_view> names;
        names.reserve(members.size());
        for (const DiffMember &member : members)
            names.push_back(viewOf(tape.key(member.node)));
        return names;
    };
    const std::vector<std::string_view> namesA = namesOf(tapeA, a);
    const std::vector<std::string_view> namesB = namesOf(tapeB, b);
    Partners partners = partnersByName(namesA, namesB);

    const std::vector<int> gone = lonely(partners.ofA);
    const std::vector<int> added = lonely(partners.ofB);
    std::vector<bool> renamed(a.size());
    if (!gone.empty() && !added.empty() && std::max(gone.size(), added.size()) <= MostRenames) {
        std::vector<QByteArrayView> goneNames;
        for (const int index : gone)
            goneNames.emplace_back(namesA[static_cast<std::size_t>(index)]);
        NameIndex known;
        known.build(goneNames);
        for (const int index : added) {
            const QByteArrayView name(namesB[static_cast<std::size_t>(index)]);
            const NameIndex::Match match = known.find(name);
            if (match.likeness == NameIndex::Likeness::None)
                continue;
            const int was = gone[static_cast<std::size_t>(match.name)];
            const bool alike = isSameType(tapeA[a[static_cast<std::size_t>(was)].node].kind,
                tapeB[b[static_cast<std::size_t>(index)].node].kind);
            // Numbers count things, they are not misspelt: field 1 did not become field 2.
            const QByteArrayView wasName = goneNames[static_cast<std::size_t>(match.name)];
            if (!alike || partners.ofA[static_cast<std::size_t>(was)] >= 0 ||
                digitsOf(wasName) != digitsOf(name))
                continue;
            partners.join(was, index);
            renamed[static_cast<std::size_t>(was)] = true;
        }
    }
    std::vector<FieldPair> pairs = inOrder(partners);
    for (FieldPair &pair : pairs)
        pair.renamed = pair.a >= 0 && renamed[static_cast<std::size_t>(pair.a)];
    return pairs;
}

} // namespace spectap
