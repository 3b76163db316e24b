// SPDX-License-Identifier: MIT
#include "model/compare/comparison.h"

#include "model/call/plaintext.h"
#include "model/compare/fieldcomparison.h"
#include "model/spec/pointerpattern.h"

#include <algorithm>
#include <iterator>

namespace spectap {

namespace {

/// Of the calls: the event before is one people rely on from this share on.
constexpr double MostPeople = 0.5;
constexpr quint32 EnoughSteps = 5;

QByteArray keyOf(CallType type, const QByteArray &name)
{
    return char(type) + name;
}

template <typename List> int indexOf(const List &list, const auto &fits)
{
    const auto found = std::find_if(list.begin(), list.end(), fits);
    return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

/// Identity's mistakes are told once for the session, not for each event that shows them.
bool isOfEvent(const RuleTally &rule)
{
    return rule.set != RuleSet::Identity;
}

/// Of a field that is not compared, or of something inside one.
bool isIgnored(const RuleTally &rule, const ComparisonOptions &options)
{
    const QByteArray path = dottedPath(rule.pattern);
    return std::any_of(options.ignored.begin(), options.ignored.end(), [&path](const QByteArray &ignored) {
        return path.startsWith(ignored) &&
               (path.size() == ignored.size() || path[ignored.size()] == '.' || path[ignored.size()] == '[');
    });
}

std::vector<RuleComparison> compareRules(
    const EventTally &a, const EventTally &b, const ComparisonOptions &options, Severity &level)
{
    std::vector<RuleComparison> changed;
    const auto same = [](const RuleTally &rule) {
        return [&rule](const RuleTally &other) {
            return other.rule == rule.rule && other.set == rule.set && other.pattern == rule.pattern;
        };
    };
    for (const RuleTally &rule : b.rules) {
        if (!isOfEvent(rule) || isIgnored(rule, options))
            continue;
        const int before = indexOf(a.rules, same(rule));
        const quint32 calls = before < 0 ? 0 : a.rules[static_cast<std::size_t>(before)].calls;
        const bool more = (a.calls > 0 && calls == 0) || isMoreOften(rule.calls, b.calls, calls, a.calls);
        if (!more && !isMoreOften(calls, a.calls, rule.calls, b.calls))
            continue;
        RuleComparison one{rule, calls, rule.calls, Severity::Ok};
        if (more)
            one.level = rule.severity;
        level = std::max(level, one.level);
        changed.push_back(std::move(one));
    }
    for (const RuleTally &rule : a.rules) {
        if (!isOfEvent(rule) || isIgnored(rule, options) || indexOf(b.rules, same(rule)) >= 0)
            continue;
        if (options.unfinished && !isMoreOften(rule.calls, a.calls, 0, b.calls))
            continue; // it may come yet
        RuleComparison one{rule, rule.calls, 0, Severity::Ok};
        one.rule.calls = 0;
        changed.push_back(std::move(one));
    }
    return changed;
}

QByteArray labelOf(const SessionTally &tally, int event)
{
    if (event < 0)
        return {};
    const EventTally &found = tally.event(event);
    return eventLabel(found.type, found.name, false);
}

/// Whether `tally` has the event that `other` numbers so; everybody has a first call.
bool has(const SessionTally &tally, const SessionTally &other, int event)
{
    if (event < 0)
        return true;
    const EventTally &sought = other.event(event);
    return indexOf(tally.events(), [&sought](const EventTally &known) {
        return known.type == sought.type && known.name == sought.name;
    }) >= 0;
}

/// What came before an event for most people in A and hardly does in B.
std::optional<OrderComparison> compareOrder(
    const SessionTally &sessionA, const EventTally &a, const SessionTally &sessionB, const EventTally &b)
{
    const auto steps = [](const EventTally &event) {
        quint32 sum = 0;
        for (const BeforeTally &before : event.before)
            sum += before.calls;
        return sum;
    };
    const quint32 stepsA = steps(a);
    const quint32 stepsB = steps(b);
    if (stepsA < EnoughSteps || stepsB < EnoughSteps)
        return {};
    const BeforeTally &usual = a.before.front();
    const BeforeTally &now = b.before.front();
    // An event that is gone or new is told of by itself.
    if (!has(sessionB, sessionA, usual.event) || !has(sessionA, sessionB, now.event))
        return {};
    OrderComparison order;
    order.before = labelOf(sessionA, usual.event);
    order.now = labelOf(sessionB, now.event);
    order.shareBefore = double(usual.calls) / stepsA;
    order.shareNow = double(now.calls) / stepsB;
    if (order.shareBefore < MostPeople || order.before == order.now)
        return {};
    quint32 still = 0;
    for (const BeforeTally &before : b.before)
        still += labelOf(sessionB, before.event) == order.before ? before.calls : 0;
    if (!isMoreOften(usual.calls, stepsA, still, stepsB))
        return {};
    return order;
}

/// Nothing when it is as before, or might be.
std::optional<LossComparison> compareLoss(const EventTally &a, const EventTally &b)
{
    const bool fresh = a.lost == 0 && b.lost > 0;
    if (fresh || isMoreOften(b.lost, b.calls, a.lost, a.calls))
        return LossComparison{a.lost, b.lost};
    if (isMoreOften(a.lost, a.calls, b.lost, b.calls))
        return LossComparison{a.lost, b.lost, Severity::Ok};
    return {};
}

std::vector<QByteArray> keysOf(const std::map<QByteArray, quint32> &counts)
{
    std::vector<QByteArray> keys;
    std::transform(
        counts.begin(), counts.end(), std::back_inserter(keys), [](const auto &each) { return each.first; });
    return keys;
}

} // namespace

QByteArrayView fieldNewsName(FieldNews news)
{
    constexpr std::array<const char *, FieldNewsCount> names{
        "same", "gone", "added", "type", "values", "less", "more", "unseen"};
    return names[static_cast<std::size_t>(news)];
}

QByteArrayView eventNewsName(EventNews news)
{
    constexpr std::array<const char *, 6> names{"gone", "new", "changed", "volume", "same", "unseen"};
    return names[static_cast<std::size_t>(news)];
}

std::vector<QByteArray> ComparisonOptions::usuallyIgnored()
{
    return {"messageId", "timestamp", "originalTimestamp", "sentAt", "receivedAt"};
}

quint32 EventComparison::count(FieldNews which) const
{
    return static_cast<quint32>(std::count_if(fields.begin(), fields.end(),
        [which](const FieldComparison &field) { return field.news == which && !field.inside; }));
}

SessionComparison::SessionComparison(
    const SessionTally &a, const SessionTally &b, const ComparisonOptions &options)
{
    compareEvents(a, b, options);
    compareSources(a, b, options);
    compareIdentity(a, b, options.unfinished);
    for (const EventComparison &event : m_events)
        m_level = std::max(m_level, event.level);
    for (const SourceComparison &source : m_sources)
        m_level = std::max(m_level, source.level);
    for (const IdentityComparison &mistake : m_identity)
        m_level = std::max(m_level, mistake.level);
    if (b.unreadable() > 0 && a.calls() > 0 &&
        (a.unreadable() == 0 || isMoreOften(b.unreadable(), b.calls(), a.unreadable(), a.calls()))) {
        m_unreadable = Severity::Error;
        m_level = Severity::Error;
    }
}

void SessionComparison::compareEvents(
    const SessionTally &a, const SessionTally &b, const ComparisonOptions &options)
{
    std::map<QByteArray, int> places;
    const auto add = [&](const SessionTally &tally, bool isA) {
        for (std::size_t i = 0; i < tally.events().size(); ++i) {
            const EventTally &event = tally.events()[i];
            const auto [place, isNew] =
                places.try_emplace(keyOf(event.type, event.name), static_cast<int>(m_events.size()));
            if (isNew) {
                m_events.emplace_back().type = event.type;
                m_events.back().name = event.name;
            }
            EventComparison &one = m_events[static_cast<std::size_t>(place->second)];
            (isA ? one.a : one.b) = static_cast<int>(i);
            (isA ? one.callsA : one.callsB) = event.calls;
        }
    };
    add(a, true);
    add(b, false);
    m_rare = static_cast<quint32>(std::erase_if(m_events, [&options](const EventComparison &event) {
        return std::max(event.callsA, event.callsB) < options.minCalls;
    }));
    for (EventComparison &event : m_events) {
        if (event.b < 0) {
            event.news = options.unfinished ? EventNews::Unseen : EventNews::Gone;
            event.level = options.unfinished ? Severity::Ok : Severity::Error;
            continue;
        }
        const EventTally &now = b.event(event.b);
        const EventTally &before = a.event(event.a);
        event.suggested = now.suggested;
        event.fields = compareFields(before.fields, now.fields, options, event.level);
        event.loss = compareLoss(before, now);
        if (event.a < 0) {
            event.news = EventNews::New;
            event.level = Severity::Info;
            for (FieldComparison &field : event.fields)
                field.inside = true;
            for (const RuleTally &rule : now.rules) {
                if (isOfEvent(rule) && rule.severity >= Severity::Warning) {
                    event.rules.push_back({rule, 0, rule.calls, rule.severity});
                    event.level = std::max(event.level, rule.severity);
                }
            }
            if (event.loss)
                event.level = std::max(event.level, event.loss->level);
            continue;
        }
        event.rules = compareRules(before, now, options, event.level);
        if (options.compareOrder)
            event.order = compareOrder(a, before, b, now);
        if (event.order)
            event.level = std::max(event.level, event.order->level);
        if (event.loss)
            event.level = std::max(event.level, event.loss->level);
        event.news = event.level != Severity::Ok || !event.rules.empty() || event.loss ? EventNews::Changed
                     : event.callsA != event.callsB                                    ? EventNews::Volume
                                                                                       : EventNews::Same;
    }
    std::stable_sort(
        m_events.begin(), m_events.end(), [](const EventComparison &x, const EventComparison &y) {
            if (x.news != y.news)
                return x.news < y.news;
            if (x.level != y.level)
                return x.level > y.level;
            return std::max(x.callsA, x.callsB) > std::max(y.callsA, y.callsB);
        });
}

void SessionComparison::compareSources(
    const SessionTally &a, const SessionTally &b, const ComparisonOptions &options)
{
    ComparisonOptions ofFields = options;
    ofFields.ignored.push_back("context.library.version"); // told by itself
    for (std::size_t i = 0; i < b.sources().size(); ++i) {
        const SourceTally &now = b.sources()[i];
        SourceComparison source;
        source.library = now.library;
        source.b = static_cast<int>(i);
        source.callsB = now.calls;
        source.a =
            indexOf(a.sources(), [&now](const SourceTally &before) { return before.library == now.library; });
        if (source.a < 0) {
            source.news = EventNews::New;
            source.level = Severity::Info;
            source.versionsB = keysOf(now.versions);
        } else {
            const SourceTally &before = a.source(source.a);
            source.callsA = before.calls;
            source.fields = compareFields(before.fields, now.fields, ofFields, source.level);
            if (keysOf(before.versions) != keysOf(now.versions)) {
                source.versionsA = keysOf(before.versions);
                source.versionsB = keysOf(now.versions);
                source.level = std::max(source.level, Severity::Info);
            }
            if (options.compareKeys && keysOf(before.writeKeys) != keysOf(now.writeKeys)) {
                source.writeKeysA = keysOf(before.writeKeys);
                source.writeKeysB = keysOf(now.writeKeys);
                source.level = std::max(source.level, Severity::Warning);
            }
            source.news = source.level != Severity::Ok     ? EventNews::Changed
                          : source.callsA != source.callsB ? EventNews::Volume
                                                           : EventNews::Same;
        }
        m_sources.push_back(std::move(source));
    }
    for (std::size_t i = 0; i < a.sources().size(); ++i) {
        const SourceTally &before = a.sources()[i];
        if (indexOf(b.sources(),
                [&before](const SourceTally &now) { return now.library == before.library; }) >= 0)
            continue;
        SourceComparison source;
        source.news = options.unfinished ? EventNews::Unseen : EventNews::Gone;
        source.level = options.unfinished ? Severity::Ok : Severity::Warning;
        source.library = before.library;
        source.a = static_cast<int>(i);
        source.callsA = before.calls;
        source.versionsA = keysOf(before.versions);
        m_sources.push_back(std::move(source));
    }
}

void SessionComparison::compareIdentity(const SessionTally &a, const SessionTally &b, bool unfinished)
{
    std::map<Rule, IdentityComparison> mistakes;
    std::map<Rule, Severity> severities;
    const auto add = [&](const SessionTally &tally, quint32 IdentityComparison::*side) {
        for (const EventTally &event : tally.events()) {
            for (const RuleTally &rule : event.rules) {
                if (isOfEvent(rule))
                    continue;
                IdentityComparison &mistake = mistakes[rule.rule];
                mistake.rule = rule.rule;
                mistake.*side += rule.calls;
                Severity &severity = severities[rule.rule];
                severity = std::max(severity, rule.severity);
            }
        }
    };
    add(a, &IdentityComparison::a);
    add(b, &IdentityComparison::b);
    for (auto &[rule, mistake] : mistakes) {
        if (mistake.a == mistake.b)
            continue;
        if (mistake.b > 0 && (mistake.a == 0 || isMoreOften(mistake.b, b.calls(), mistake.a, a.calls())))
            mistake.level = severities[rule];
        if (!unfinished || mistake.level != Severity::Ok)
            m_identity.push_back(mistake);
    }
}

quint32 SessionComparison::count(EventNews news) const
{
    return static_cast<quint32>(std::count_if(m_events.begin(), m_events.end(),
        [news](const EventComparison &event) { return event.news == news; }));
}

quint32 SessionComparison::count(FieldNews news) const
{
    quint32 sum = 0;
    for (const EventComparison &event : m_events)
        sum += event.news == EventNews::Changed ? event.count(news) : 0;
    return sum;
}

} // namespace spectap
