// SPDX-License-Identifier: MIT
#include "model/identity/identityhints.h"

#include "model/identity/identityjoining.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

/// A difference of case between shorter ids may be one of two codes.
constexpr qsizetype ShortestSpelling = 3;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool looksLikeEmail(QByteArrayView id)
{
    const qsizetype at = id.indexOf('@');
    const qsizetype dot = id.lastIndexOf('.');
    return at > 0 && id.lastIndexOf('@') == at && dot > at + 1 && dot + 1 < id.size() &&
           std::none_of(id.begin(), id.end(), [](char c) { return static_cast<uchar>(c) <= ' '; });
}

/// "Signed In", "user_signed_up", "Logged in": the past tense, since a click on "Sign up" is not one yet.
bool tellsOfSignIn(QByteArrayView name)
{
    constexpr std::array<QByteArrayView, 4> Events{"signedin", "signedup", "loggedin", "registered"};
    QByteArray letters;
    for (const char c : name) {
        if (const char letter = lower(c); letter >= 'a' && letter <= 'z')
            letters += letter;
    }
    const QByteArrayView event =
        letters.startsWith("user") ? QByteArrayView(letters).sliced(4) : QByteArrayView(letters);
    return std::find(Events.begin(), Events.end(), event) != Events.end();
}

quint16 asCount(quint32 number)
{
    return static_cast<quint16>(std::min<quint32>(number, 0xffff));
}

} // namespace

/// The call at hand, and where to say what is wrong with it.
struct IdentityHints::Report
{
    IdentityGraph &graph;
    const IdentityInput &call;
    std::vector<quint32> &conflicts;

    [[nodiscard]] const IdentityGraph::Latest &latest() const { return graph.latest(); }
    void operator()(IdentityConflict conflict) const
    {
        conflict.seq = call.seq;
        conflict.time = call.time;
        conflict.profile = graph.ownerOf(conflict.ids.front());
        conflicts.push_back(graph.report(conflict));
    }
};

void IdentityHints::clear()
{
    *this = IdentityHints(*m_strings);
}

void IdentityHints::add(IdentityGraph &graph, const IdentityInput &call, const IdentityFacts &facts,
    std::vector<quint32> &conflicts)
{
    const Report report{graph, call, conflicts};
    const IdentityGraph::Latest &latest = graph.latest();
    if (latest.newUser)
        meetUser(report, latest.user);
    if (latest.newAnonymous) {
        if (facts.device != 0)
            meetDevice(report, facts);
        if (latest.user != NoId)
            countFresh(report);
    }
    if (latest.newPair)
        countCompany(report);
    if (facts.email != 0 && latest.user != NoId)
        meetEmail(report, facts.email);
    if (facts.numericUser != 0)
        meetNumber(report, facts.numericUser);
    if (latest.anonymous != NoId && (!m_signIns.isEmpty() || facts.name != 0))
        awaitIdentify(report, facts.name);
}

void IdentityHints::meetUser(const Report &report, IdIndex user)
{
    const QByteArrayView text = m_strings->at(report.graph.ids()[user].value);
    if (looksLikeEmail(text))
        report({.rule = Rule::EmailAsId, .ids = {user}});
    const quint64 folded = foldedHash(text);
    if (const quint32 number = m_numbers.value(folded); number != 0)
        report({.rule = Rule::UserIdSpelling, .ids = {user}, .earlierSeq = number});
    const auto known = m_spellings.constFind(folded);
    if (known == m_spellings.cend())
        m_spellings.insert(folded, user);
    else if (text.trimmed().size() >= ShortestSpelling)
        report({.rule = Rule::UserIdSpelling,
            .ids = {user, *known},
            .earlierSeq = report.graph.ids()[*known].spans.front().firstSeq});
}

void IdentityHints::meetNumber(const Report &report, quint64 number)
{
    if (!m_numbers.contains(number))
        m_numbers.insert(number, report.call.seq);
    const auto user = m_spellings.constFind(number);
    if (user == m_spellings.cend() || m_said.contains(pairKey(*user, NoId)))
        return;
    m_said.insert(pairKey(*user, NoId));
    report({.rule = Rule::UserIdSpelling,
        .ids = {*user},
        .earlierSeq = report.graph.ids()[*user].spans.front().firstSeq});
}

/// An anonymousId that no call had before, on a device that may have had another.
void IdentityHints::meetDevice(const Report &report, const IdentityFacts &facts)
{
    const IdentityGraph::Latest &latest = report.latest();
    const auto onDevice = [&](IdIndex anonymous) { return m_deviceOf.value(anonymous) == facts.device; };
    m_deviceOf.insert(latest.anonymous, facts.device);
    const CallType type = report.call.type;
    const bool tellsWho = type == CallType::Identify || type == CallType::Alias;
    const IdIndex before = latest.anonymousBefore;
    if (latest.user != NoId && before != NoId && !tellsWho && onDevice(before))
        report({.rule = Rule::ChangedAnonymousId,
            .ids = {latest.anonymous, before},
            .earlierSeq = report.graph.ids()[before].spans.back().lastSeq});

    if (!facts.ownDevice || latest.user != NoId)
        return;
    Device &device = m_devices[facts.device];
    const bool onceOnly =
        device.anonymous != NoId && report.graph.ids()[device.anonymous].spans.back().calls == 1;
    device.fresh = onceOnly ? device.fresh + 1 : 1;
    device.anonymous = latest.anonymous;
    if (device.fresh >= FreshInARow && !device.said) {
        device.said = true;
        report({.rule = Rule::RotatingId, .count = asCount(device.fresh), .ids = {latest.anonymous}});
    }
}

/// The same for a user.
void IdentityHints::countFresh(const Report &report)
{
    const IdentityGraph::Latest &latest = report.latest();
    const IdIndex before = latest.anonymousBefore;
    if (before == NoId)
        return;
    Known &known = m_known[latest.user];
    const auto &spans = report.graph.ids()[before].spans;
    const bool onceOnly = spans.back().calls == 1;
    if (known.fresh == 0 && spans.size() == 1)
        known.fresh = 1; // its only call was that with this user, so it was new then
    known.fresh = onceOnly ? known.fresh + 1 : 1;
    if (known.fresh >= FreshInARow && !known.saidFresh) {
        known.saidFresh = true;
        report({.rule = Rule::RotatingId,
            .count = asCount(known.fresh),
            .ids = {latest.anonymous, latest.user}});
    }
}

void IdentityHints::countCompanion(const Report &report, IdIndex id, IdIndex with, quint32 atLeast)
{
    Known &known = m_known[id];
    known.companions = std::max(known.companions + 1, atLeast);
    if (known.companions >= ManyIds && !known.saidConstant) {
        known.saidConstant = true;
        report({.rule = Rule::ConstantId, .count = asCount(known.companions), .ids = {id, with}});
    }
}

void IdentityHints::countCompany(const Report &report)
{
    const IdentityGraph::Latest &latest = report.latest();
    if (latest.user >= m_firstCompany.size())
        m_firstCompany.resize(report.graph.ids().size(), NoId);
    IdIndex &first = m_firstCompany[latest.user];
    const quint64 both = pairKey(latest.user, latest.anonymous);
    const auto met = m_company.find(both);
    const bool isMet = first == latest.anonymous || met != m_company.end();
    if (!isMet) {
        if (first == NoId)
            first = latest.anonymous;
        else
            m_company.insert(both, false);
        if (latest.userBefore != NoId)
            countCompanion(report, latest.anonymous, latest.user, 2);
    } else if (latest.anonymousBefore != latest.anonymous && (met == m_company.end() || !*met)) {
        m_company.insert(both, true);
        countCompanion(report, latest.user, latest.anonymous, 1);
    }
}

void IdentityHints::meetEmail(const Report &report, quint64 email)
{
    const IdIndex user = report.latest().user;
    const auto known = m_emails.constFind(email);
    if (known == m_emails.cend()) {
        m_emails.insert(email, {user, report.call.seq});
        return;
    }
    const quint64 both = pairKey(known->user, user);
    if (known->user == user || report.graph.ownerOf(known->user) == report.graph.ownerOf(user) ||
        m_said.contains(both))
        return;
    m_said.insert(both);
    report({.rule = Rule::SharedEmail, .ids = {user, known->user}, .earlierSeq = known->seq});
}

void IdentityHints::awaitIdentify(const Report &report, StringId name)
{
    const IdentityGraph::Latest &latest = report.latest();
    const IdIndex anonymous = latest.anonymous;
    const bool known =
        latest.user != NoId || report.graph.profiles()[report.graph.ownerOf(anonymous)].identified;
    const auto waiting = m_signIns.find(anonymous);
    if (waiting == m_signIns.end()) {
        if (!known && isSignIn(name))
            m_signIns.insert(anonymous, {report.call.seq, name, 0});
    } else if (known) {
        m_signIns.erase(waiting);
    } else if (++waiting->calls == CallsAfterSignIn) {
        report({.rule = Rule::LateIdentify,
            .ids = {anonymous},
            .earlierSeq = waiting->seq,
            .name = waiting->name});
    }
}

bool IdentityHints::isSignIn(StringId name)
{
    if (name >= m_signInNames.size())
        m_signInNames.resize(name + std::size_t(1));
    quint8 &known = m_signInNames[name];
    if (known == 0)
        known = tellsOfSignIn(m_strings->at(name)) ? 2 : 1;
    return known == 2;
}

} // namespace spectap
