// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityfacts.h"
#include "model/identity/identitygraph.h"

#include <QHash>
#include <QSet>

#include <vector>

namespace spectap {

/// Mistakes with ids that no single call shows, found in whatever order the graph is fed, the same on every
/// re-check. False alarms cost more than misses: what one person with several devices, or one browser with
/// several sign-ins, can do is never reported.
///
/// ConstantId: an anonymousId that ten users came with, or a userId that ten anonymousIds take turns with
/// (someone who signs in again and again never goes back to an anonymousId that reset() has replaced).
/// RotatingId: five calls in a row of one user or device, each with an anonymousId that no call had before.
/// ChangedAnonymousId: a user that is signed in on a device appears there with a new anonymousId, though no
/// identify says that somebody signed in. LateIdentify: an anonymousId signed in or up, and three calls
/// later it still has no user. EmailAsId: a userId has the form of an email address. SharedEmail: identify
/// gives a second user the email of a first, unless the two are one by now. UserIdSpelling: a userId differs
/// from a known one by case or blanks alone, or was sent as text and as a number.
class IdentityHints
{
public:
    static constexpr quint32 ManyIds = 10;
    static constexpr quint32 FreshInARow = 5;
    static constexpr quint32 CallsAfterSignIn = 3;

    explicit IdentityHints(const StringPool &strings)
        : m_strings(&strings)
    {
    }

    /// Whether facts.device of the call that `graph` took last will be looked at: finding it out takes time.
    [[nodiscard]] static bool wantsDevice(const IdentityGraph &graph) { return graph.latest().newAnonymous; }
    /// To be called right after graph.add(call). Reports to the graph; appends the indexes of conflicts.
    void add(IdentityGraph &graph, const IdentityInput &call, const IdentityFacts &facts,
        std::vector<quint32> &conflicts);
    void clear();

private:
    struct Report;
    /// What is known of an id by its company.
    struct Known
    {
        quint32 companions = 0; ///< anonymousId: users it came with; userId: anonymousIds it came back to
        quint32 fresh = 0;      ///< userId: calls in a row whose anonymousId was new, from its second on
        bool saidConstant = false;
        bool saidFresh = false;
    };
    struct SignIn
    {
        quint32 seq = 0;
        StringId name = 0;
        quint32 calls = 0; ///< since
    };
    struct Device
    {
        IdIndex anonymous = NoId; ///< seen on it last
        quint32 fresh = 0;
        bool said = false;
    };

    void meetUser(const Report &report, IdIndex user);
    void meetDevice(const Report &report, const IdentityFacts &facts);
    void countFresh(const Report &report);
    void countCompany(const Report &report);
    void countCompanion(const Report &report, IdIndex id, IdIndex with, quint32 atLeast);
    void awaitIdentify(const Report &report, StringId name);
    void meetEmail(const Report &report, quint64 email);
    void meetNumber(const Report &report, quint64 number);
    [[nodiscard]] bool isSignIn(StringId name);

    const StringPool *m_strings;
    /// By userId: the anonymousId it came with first. Most never have another, so that nothing is kept of
    /// them in the two tables below.
    std::vector<IdIndex> m_firstCompany;
    QHash<IdIndex, Known> m_known;
    QHash<quint64, bool> m_company;      ///< (userId, anonymousId) that came together; true: and again later
    QHash<quint64, IdIndex> m_spellings; ///< userIds by hash of the text without case and blanks
    QHash<quint64, quint32> m_numbers;   ///< userIds sent as numbers, by the first call
    struct Holder
    {
        IdIndex user = NoId;
        quint32 seq = 0;
    };
    QHash<quint64, Holder> m_emails;  ///< who had it first
    QSet<quint64> m_said;             ///< pairs of userIds that share an email; userIds sent as numbers
    QHash<IdIndex, SignIn> m_signIns; ///< anonymousIds that signed in and have no user yet
    QHash<quint64, Device> m_devices;
    QHash<IdIndex, quint64> m_deviceOf; ///< by anonymousId
    std::vector<quint8> m_signInNames;  ///< by StringId: 0 not looked at, 1 no, 2 yes
};

} // namespace spectap
