// SPDX-License-Identifier: MIT
#include "model/items/peoplecomparison.h"

#include "model/identity/identityfinding.h"
#include "model/identity/identityhints.h"
#include "model/items/identitylens.h"
#include "model/items/rowfacts.h"
#include "model/items/sentidentityreader.h"
#include "model/items/sessiondocument.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <utility>

namespace spectap {

namespace {

constexpr int PauseMs = 250;         ///< calls are gathered for so long
constexpr qint64 ComparingShare = 4; ///< what takes a second is done again after four
constexpr qint64 LongestPauseMs = 30'000;
constexpr quint32 CallsBetweenLooks = 65'536; ///< at whether anybody still waits

constexpr quint32 FewBodies = 16'384; ///< that have not been read are waited for

using IdKey = std::pair<IdKind, StringId>;

IdKey keyOf(const IdName &id)
{
    return {id.kind, id.value};
}

} // namespace

/// What is to be compared: the people shown, from the first `calls` rows up to `lastSeq` (0: all).
struct PeopleComparison::Question
{
    RowStore::Snapshot rows;
    quint32 calls = 0;
    std::shared_ptr<const StringPool> strings;
    SentIdentities sent;
    IdentityReading reading = IdentityReading::Spec;
    ReadingOrder order = ReadingOrder::Arrival;
    quint32 lastSeq = 0;
    bool anyLate = false;
};

struct PeopleComparison::Differences
{
    std::vector<PeopleDifference> list;
    std::vector<std::pair<IdKey, quint32>> byId; ///< each index of list, for both of its ids
    std::vector<IdName> inOtherOrder;
    std::vector<std::pair<IdKey, PeopleConflict>> conflicts; ///< by an id of the person each stands with
};

/// Compares on its own thread; `newest` is set from the UI thread.
class PeopleComparison::Worker : public QObject
{
public:
    explicit Worker(PeopleComparison *comparison)
        : m_comparison(comparison)
    {
    }

    void answer(const Question &question, quint32 ticket)
    {
        m_ticket = ticket;
        const std::shared_ptr<const Differences> found = compare(question);
        if (!found)
            return;
        QMetaObject::invokeMethod(
            m_comparison,
            [this, comparison = m_comparison, ticket, found] {
                if (ticket == newest)
                    comparison->take(found);
            },
            Qt::QueuedConnection);
    }

    std::atomic<quint32> newest = 0;

private:
    /// Null when nobody waits any longer.
    std::shared_ptr<const Differences> compare(const Question &question)
    {
        auto found = std::make_shared<Differences>();
        const std::optional<ResolvedIdentities> shown =
            read(question, question.reading, question.order, &found->conflicts);
        const auto addOther = [&](IdentityReading reading, ReadingOrder order) {
            const std::optional<ResolvedIdentities> other =
                shown ? read(question, reading, order) : std::nullopt;
            if (!other)
                return;
            for (const ReadingDifference &difference : readingDifferences(*shown, *other))
                found->list.push_back(named(
                    {reading, order, order != question.order, difference, {}, {}}, other->graph.policy()));
        };
        for (const IdentityReading reading :
            {IdentityReading::Spec, IdentityReading::Observed, IdentityReading::Unify}) {
            if (reading != question.reading)
                addOther(reading, question.order);
        }
        if (question.anyLate)
            addOther(question.reading,
                question.order == ReadingOrder::Arrival ? ReadingOrder::EventTime : ReadingOrder::Arrival);
        for (quint32 i = 0; i < found->list.size(); ++i) {
            const ReadingDifference &difference = found->list[i].difference;
            for (const IdName &id : {difference.a, difference.b})
                found->byId.push_back({keyOf(id), i});
            if (found->list[i].otherOrder)
                found->inOtherOrder.push_back(
                    difference.b.kind == IdKind::User ? difference.b : difference.a);
        }
        std::vector<IdName> &others = found->inOtherOrder;
        std::ranges::stable_sort(others, {}, keyOf);
        others.erase(std::unique(others.begin(), others.end()), others.end());
        std::sort(found->byId.begin(), found->byId.end());
        return isOver() ? nullptr : found;
    }

    static PeopleDifference named(PeopleDifference other, const UnifyPolicy &policy)
    {
        const ReadingDifference &difference = other.difference;
        if (difference.reason == ReadingDifference::Reason::Limit)
            other.type = policy.types[difference.type].name;
        if (difference.via.value != 0)
            other.viaType = policy.types[difference.via.type].name;
        return other;
    }

    /// With `conflicts` also what is wrong, in the end.
    std::optional<ResolvedIdentities> read(const Question &question, IdentityReading reading,
        ReadingOrder order, std::vector<std::pair<IdKey, PeopleConflict>> *conflicts = nullptr)
    {
        const RowStore::Snapshot &rows = question.rows;
        CallOrder byTime;
        if (order == ReadingOrder::EventTime) {
            CallSorter sorter;
            for (quint32 i = 0; i < question.calls; ++i)
                sorter.add(rows[i].eventTime);
            while (sorter.settle())
                ;
            byTime = sorter.order();
        }
        ResolvedIdentities people{
            {reading, order}, IdentityGraph(reading, question.sent.policy()), {}, {}, {}};
        const quint32 last = question.lastSeq == 0
                                 ? question.calls
                                 : byTime.positionOf(std::min(question.lastSeq, question.calls));
        IdentityHints hints(*question.strings);
        std::vector<quint32> found;
        people.seqs.reserve(last);
        for (quint32 position = 1; position <= last; ++position) {
            if (position % CallsBetweenLooks == 0 && isOver())
                return std::nullopt;
            const quint32 seq = byTime.seqOf(position);
            people.seqs.push_back(seq);
            const IdentityInput input = identityInput(rows[seq - 1], position);
            found = people.graph.add(input, question.sent.externals(seq));
            if (conflicts)
                hints.add(people.graph, input, question.sent.facts(rows[seq - 1], seq), found);
        }
        if (conflicts)
            addConflicts(question, people, *conflicts);
        return people;
    }

    static void addConflicts(const Question &question, const ResolvedIdentities &people,
        std::vector<std::pair<IdKey, PeopleConflict>> &conflicts)
    {
        const IdentityGraph &graph = people.graph;
        for (const IdentityConflict &conflict : graph.conflicts()) {
            const quint32 profile = graph.resolve(conflict.profile);
            IdIndex id = graph.idsOf(profile).front();
            for (const IdIndex one : conflict.ids)
                id = graph.ownerOf(one) == profile ? one : id;
            const quint32 seq = people.seqOf(conflict.seq);
            const StringId email = question.sent.email(seq);
            conflicts.push_back({{graph.ids()[id].kind, graph.ids()[id].value},
                {.finding = identityFinding(conflict, graph, *question.strings, question.rows[seq - 1].type,
                     {.email = question.strings->at(email),
                         .isNumber = question.sent.facts(question.rows[seq - 1], seq).numericUser != 0}),
                    .seq = seq,
                    .earlierSeq = people.seqOf(conflict.earlierSeq)}});
        }
        std::ranges::stable_sort(
            conflicts, {}, &std::pair<IdKey, PeopleConflict>::first); // by call within an id
    }

    [[nodiscard]] bool isOver() const { return m_ticket != newest; }

    PeopleComparison *m_comparison; ///< outlives the thread this runs on
    quint32 m_ticket = 0;
};

PeopleComparison::PeopleComparison(const SessionDocument *document, const IdentityLens *lens, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_lens(lens)
    , m_worker(std::make_unique<Worker>(this))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PeopleComparison::ask);
    connect(lens, &IdentityLens::restarted, this, &PeopleComparison::forget);
    connect(lens, &IdentityLens::grown, this, &PeopleComparison::schedule);
    connect(document->sentReader(), &SentIdentityReader::grown, this, &PeopleComparison::schedule);
    connect(document->sentReader(), &SentIdentityReader::restarted, this, &PeopleComparison::forget);
    m_thread.setObjectName(QStringLiteral("spectap-people"));
    m_worker->moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

PeopleComparison::~PeopleComparison()
{
    ++m_worker->newest;
    m_thread.quit();
    m_thread.wait();
}

void PeopleComparison::setWanted(bool wanted)
{
    if (wanted == std::exchange(m_wanted, wanted))
        return;
    m_document->sentReader()->want(
        this, wanted ? SentIdentityReader::Wish::All : SentIdentityReader::Wish::Nothing);
    schedule();
}

/// So many calls, in order of arrival, are to be compared.
quint32 PeopleComparison::wantedCalls() const
{
    const quint32 calls = m_document->rows().size();
    const bool upTo = m_lens->lastSeq() != 0 && m_lens->readingOrder() == ReadingOrder::Arrival;
    return upTo ? std::min(m_lens->lastSeq(), calls) : calls;
}

/// So many of them can be: their bodies have been read, or cannot be.
quint32 PeopleComparison::readyCalls() const
{
    const SentIdentityReader *reader = m_document->sentReader();
    return reader->failure().isEmpty() ? std::min(wantedCalls(), reader->sent().size()) : wantedCalls();
}

/// The people are others: what was found is not about them.
void PeopleComparison::forget()
{
    ++m_worker->newest;
    m_running = false;
    m_compared = 0;
    const bool known = m_found != nullptr;
    m_found.reset();
    schedule();
    // Later: at the start of another session those who listen still hold people of the one before.
    if (known)
        QMetaObject::invokeMethod(this, &PeopleComparison::changed, Qt::QueuedConnection);
}

void PeopleComparison::schedule()
{
    m_again = m_wanted && m_compared != wantedCalls();
    if (!m_again)
        m_timer.stop();
    else if (!m_running && !m_timer.isActive())
        m_timer.start(m_found ? PauseMs : 0);
}

void PeopleComparison::ask()
{
    const quint32 calls = readyCalls();
    const bool behind = m_lens->size() < m_lens->wanted() || wantedCalls() - calls > FewBodies;
    if (m_document->sentReader()->failure().isEmpty() && (behind || calls == m_compared)) {
        m_timer.start(PauseMs); // the people shown, or their calls' bodies, are still being read
        return;
    }
    m_running = true;
    m_again = false;
    m_compared = calls;
    m_since.start();
    const quint32 ticket = ++m_worker->newest;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), ticket,
            question = Question{.rows = m_document->rows().snapshot(),
                .calls = calls,
                .strings = m_document->sharedStrings(),
                .sent = m_document->sentReader()->sent(),
                .reading = m_lens->reading(),
                .order = m_lens->readingOrder(),
                .lastSeq = m_lens->lastSeq(),
                .anyLate = m_lens->lateCalls() > 0}] { worker->answer(question, ticket); },
        Qt::QueuedConnection);
}

void PeopleComparison::take(std::shared_ptr<const Differences> found)
{
    m_found = std::move(found);
    m_running = false;
    if (m_again)
        m_timer.start(static_cast<int>(
            std::clamp(ComparingShare * m_since.elapsed(), qint64{PauseMs}, LongestPauseMs)));
    emit changed();
}

const std::vector<IdName> &PeopleComparison::othersInOtherOrder() const
{
    static const std::vector<IdName> none;
    return m_found ? m_found->inOtherOrder : none;
}

std::vector<IdName> PeopleComparison::namesOf(quint32 profile) const
{
    const IdentityGraph &graph = m_lens->graph();
    std::vector<IdName> names;
    for (const IdIndex index : graph.idsOf(profile)) {
        const IdentityId &id = graph.ids()[index];
        if (graph.ownerOf(index) == profile) // else handed over: it is the other one's
            names.push_back({id.kind, id.type, id.value});
    }
    return names;
}

std::vector<PeopleDifference> PeopleComparison::of(quint32 profile) const
{
    std::vector<PeopleDifference> about;
    if (!m_found)
        return about;
    std::vector<quint32> indexes;
    for (const IdName &name : namesOf(profile)) {
        for (const auto &[key, index] :
            std::ranges::equal_range(m_found->byId, keyOf(name), {}, &std::pair<IdKey, quint32>::first))
            indexes.push_back(index);
    }
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    for (const quint32 index : indexes)
        about.push_back(m_found->list[index]);
    return about;
}

std::vector<PeopleConflict> PeopleComparison::conflictsOf(quint32 profile) const
{
    std::vector<PeopleConflict> conflicts;
    if (!m_found)
        return conflicts;
    for (const IdName &name : namesOf(profile)) {
        for (const auto &[key, conflict] : std::ranges::equal_range(
                 m_found->conflicts, keyOf(name), {}, &std::pair<IdKey, PeopleConflict>::first))
            conflicts.push_back(conflict);
    }
    std::ranges::stable_sort(conflicts, {}, &PeopleConflict::seq);
    return conflicts;
}

} // namespace spectap
