// SPDX-License-Identifier: MIT
#include "model/items/profileloader.h"

#include "model/session/callscan.h"
#include "model/session/findingscan.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <unordered_map>
#include <utility>

namespace spectap {

namespace {

constexpr quint32 FindingsStep = 16'384; ///< calls per transaction

/// Tells whether a call is the person's: it counts once, for the owner of its userId, else of its
/// anonymousId.
class Membership
{
public:
    explicit Membership(const std::vector<ProfileSpan> &spans)
    {
        for (const ProfileSpan &span : spans)
            m_spans[key(span.kind, span.value)].push_back({span.firstSeq, span.lastSeq});
    }

    [[nodiscard]] bool holds(const CallRow &row, quint32 position) const
    {
        if (row.user != 0)
            return holds(IdKind::User, row.user, position);
        return row.anonymous != 0 && holds(IdKind::Anonymous, row.anonymous, position);
    }

private:
    static quint64 key(IdKind kind, StringId value)
    {
        return quint64{value} << 2 | static_cast<quint64>(kind);
    }

    [[nodiscard]] bool holds(IdKind kind, StringId value, quint32 position) const
    {
        const auto known = m_spans.find(key(kind, value));
        return known != m_spans.end() &&
               std::any_of(known->second.begin(), known->second.end(), [position](const auto &span) {
                   return span.first <= position && position <= span.second;
               });
    }

    std::unordered_map<quint64, std::vector<std::pair<quint32, quint32>>> m_spans;
};

/// Answers one question. Each step gives up when `isOver` says so.
class Reading
{
public:
    template <typename IsOver>
    Reading(const ProfileQuestion &question, IsOver isOver)
        : m_question(question)
        , m_isOver(std::move(isOver))
        , m_facts(std::make_shared<ProfileFacts>())
    {
    }

    Result<std::shared_ptr<const ProfileFacts>> read()
    {
        readRows();
        if (const auto done = readBodies(); !done)
            return done.error();
        if (const auto done = readFindings(); !done)
            return done.error();
        return std::shared_ptr<const ProfileFacts>(m_facts);
    }

private:
    void readRows();
    void addExternals(quint32 position);
    Result<void> readBodies();
    Result<void> readFindings();
    [[nodiscard]] ProfileGroup *groupOf(StringId id);
    [[nodiscard]] CallRow rowAt(quint32 position) const
    {
        return m_question.rows[m_question.order.seqOf(position) - 1];
    }

    const ProfileQuestion &m_question;
    std::function<bool()> m_isOver;
    std::shared_ptr<ProfileFacts> m_facts;
    std::vector<bool> m_mine; ///< by seq
    std::vector<quint32>
        m_groupCalls; ///< by position, of anybody: whose group it is shows in the first pass only
    std::vector<quint32> m_identifyCalls;
    std::map<std::pair<quint8, StringId>, std::size_t> m_externals; ///< where they stand in the facts
    bool m_problems = false;
};

ProfileGroup *Reading::groupOf(StringId id)
{
    const auto known = std::find_if(m_facts->groups.begin(), m_facts->groups.end(),
        [id](const ProfileGroup &group) { return group.id == id; });
    return known == m_facts->groups.end() ? nullptr : &*known;
}

void Reading::readRows()
{
    const Membership mine(m_question.spans);
    const quint32 last = std::min(m_question.lastSeq, m_question.rows.size());
    m_mine.assign(m_question.rows.size() + std::size_t{1}, false);
    for (quint32 position = 1; position <= last; ++position) {
        if (position % 65'536 == 0 && m_isOver())
            return;
        const CallRow &row = rowAt(position);
        if (row.type == CallType::Group && row.other != 0)
            m_groupCalls.push_back(position);
        if (!mine.holds(row, position))
            continue;
        m_mine[m_question.order.seqOf(position)] = true;
        ++m_facts->calls;
        ++m_facts->types[static_cast<std::size_t>(row.type)];
        ++m_facts->severities[static_cast<std::size_t>(row.worst())];
        m_problems = m_problems || row.worst() > Severity::Ok;
        if (m_facts->sources.size() <= row.source)
            m_facts->sources.resize(row.source + std::size_t{1});
        ++m_facts->sources[row.source];
        addExternals(position);
        if (row.type == CallType::Identify)
            m_identifyCalls.push_back(position);
        if (row.type == CallType::Group && row.other != 0 && !groupOf(row.other))
            m_facts->groups.push_back({row.other, position, {}});
    }
}

void Reading::addExternals(quint32 position)
{
    for (const ExternalId &id : m_question.sent.externals(m_question.order.seqOf(position))) {
        const auto known =
            m_externals.try_emplace(std::pair(id.type, id.value), m_facts->externals.size()).first;
        if (known->second == m_facts->externals.size())
            m_facts->externals.push_back({.id = id, .firstSeq = position});
        ProfileExternal &external = m_facts->externals[known->second];
        external.lastSeq = position;
        ++external.calls;
    }
}

Result<void> Reading::readBodies()
{
    if (!m_facts->groups.empty()) {
        std::erase_if(m_groupCalls, [&](quint32 position) { return !groupOf(rowAt(position).other); });
    } else {
        m_groupCalls.clear();
    }
    if (m_identifyCalls.empty() && m_groupCalls.empty())
        return {};
    auto scan = CallScan::open(m_question.path);
    if (!scan)
        return scan.error();
    Result<void> read;
    for (const std::vector<quint32> *calls : {&m_identifyCalls, &m_groupCalls}) {
        for (const quint32 position : *calls) {
            if (!read || m_isOver())
                return read;
            TraitHistories &traits =
                calls == &m_identifyCalls ? m_facts->traits : groupOf(rowAt(position).other)->traits;
            const quint32 seq = m_question.order.seqOf(position);
            read = (*scan)->read(seq, seq, [&](const ScannedCall &call) {
                if (const CallView *view = call.view())
                    traits.add(position, *view);
                return true;
            });
        }
    }
    return read;
}

Result<void> Reading::readFindings()
{
    ViolationTally tally;
    tally.restart(m_question.mutes);
    tally.learnNames(*m_question.strings);
    Result<void> read;
    if (m_problems) {
        auto scan = FindingScan::open(m_question.path);
        if (!scan)
            return scan.error();
        std::vector<ViolationTally::Kind> kinds;
        const auto learn = [&](const FindingScan::Kind &kind) {
            if (kinds.size() <= kind.id)
                kinds.resize(kind.id + std::size_t{1});
            kinds[kind.id] = {kind.rule, kind.set, kind.severity, tally.pattern(kind.pointer), false};
        };
        const auto count = [&](quint32 seq, quint32 kind) {
            if (seq < m_mine.size() && m_mine[seq] && kind < kinds.size())
                tally.add(seq, m_question.rows[seq - 1], kinds[kind]);
        };
        const auto last = static_cast<quint32>(m_mine.size() - 1);
        for (quint32 first = 1; read && first <= last && !m_isOver(); first += FindingsStep)
            read = (*scan)->read(first, std::min(last, first + FindingsStep - 1), learn, count);
    }
    m_facts->violations = tally.snapshot();
    return read;
}

} // namespace

std::vector<ProfileSpan> profileSpans(const IdentityGraph &graph, quint32 profile)
{
    std::vector<ProfileSpan> spans;
    for (const IdIndex index : graph.idsOf(profile)) {
        const IdentityId &id = graph.ids()[index];
        for (const IdSpan &span : id.spans) {
            if (graph.resolve(span.profile) == profile)
                spans.push_back({id.kind, id.value, span.firstSeq, span.lastSeq});
        }
    }
    return spans;
}

/// Answers on the loader's thread; `newest` is set from the UI thread.
class ProfileLoader::Worker : public QObject
{
public:
    explicit Worker(ProfileLoader *loader)
        : m_loader(loader)
    {
    }

    void answer(const ProfileQuestion &question, quint32 ticket)
    {
        const auto isOver = [this, ticket] { return ticket != newest; };
        if (isOver())
            return;
        const auto facts = Reading(question, isOver).read();
        QMetaObject::invokeMethod(
            m_loader,
            [loader = m_loader, isOver, facts] {
                if (isOver())
                    return;
                loader->m_busy = false;
                if (facts)
                    emit loader->loaded(*facts);
                else
                    emit loader->failed(facts.error().message);
            },
            Qt::QueuedConnection);
    }

    std::atomic<quint32> newest = 0;

private:
    ProfileLoader *m_loader; ///< outlives the thread this runs on
};

ProfileLoader::ProfileLoader(QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(this))
{
    m_thread.setObjectName(QStringLiteral("spectap-profile"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

ProfileLoader::~ProfileLoader()
{
    forget();
    m_thread.quit();
    m_thread.wait();
}

void ProfileLoader::ask(ProfileQuestion question)
{
    m_busy = true;
    const quint32 ticket = ++m_worker->newest;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), ticket, question = std::move(question)] {
            worker->answer(question, ticket);
        },
        Qt::QueuedConnection);
}

void ProfileLoader::forget()
{
    ++m_worker->newest;
    m_busy = false;
}

} // namespace spectap
