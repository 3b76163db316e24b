// SPDX-License-Identifier: MIT
#include "model/items/peoplecomparison.h"

#include "model/items/identitylens.h"
#include "model/items/rowfacts.h"
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

using IdKey = std::pair<IdKind, StringId>;

} // namespace

/// What is to be compared: the people shown, from `rows` up to `lastSeq` (0: all).
struct PeopleComparison::Question
{
    RowStore::Snapshot rows;
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
        const std::optional<ResolvedIdentities> shown = read(question, question.reading, question.order);
        const auto addOther = [&](IdentityReading reading, ReadingOrder order) {
            const std::optional<ResolvedIdentities> other =
                shown ? read(question, reading, order) : std::nullopt;
            if (!other)
                return;
            for (const ReadingDifference &difference : readingDifferences(*shown, *other))
                found->list.push_back({reading, order, order != question.order, difference});
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
                found->byId.push_back({{id.kind, id.value}, i});
            if (found->list[i].otherOrder)
                found->inOtherOrder.push_back(
                    difference.b.kind == IdKind::User ? difference.b : difference.a);
        }
        const auto key = [](const IdName &id) { return IdKey(id.kind, id.value); };
        std::vector<IdName> &others = found->inOtherOrder;
        std::ranges::stable_sort(others, {}, key);
        others.erase(std::unique(others.begin(), others.end()), others.end());
        std::sort(found->byId.begin(), found->byId.end());
        return isOver() ? nullptr : found;
    }

    std::optional<ResolvedIdentities> read(
        const Question &question, IdentityReading reading, ReadingOrder order)
    {
        const RowStore::Snapshot &rows = question.rows;
        CallOrder byTime;
        if (order == ReadingOrder::EventTime) {
            CallSorter sorter;
            for (quint32 i = 0; i < rows.size(); ++i)
                sorter.add(rows[i].eventTime);
            while (sorter.settle())
                ;
            byTime = sorter.order();
        }
        ResolvedIdentities people{{reading, order}, IdentityGraph(reading), {}, {}, {}};
        const quint32 last =
            question.lastSeq == 0 ? rows.size() : byTime.positionOf(std::min(question.lastSeq, rows.size()));
        people.seqs.reserve(last);
        for (quint32 position = 1; position <= last; ++position) {
            if (position % CallsBetweenLooks == 0 && isOver())
                return std::nullopt;
            people.seqs.push_back(byTime.seqOf(position));
            people.graph.add(identityInput(rows[people.seqs.back() - 1], position));
        }
        return people;
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
    schedule();
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
    if (known)
        emit changed();
}

void PeopleComparison::schedule()
{
    m_again = m_wanted && m_compared != m_lens->size();
    if (!m_again)
        m_timer.stop();
    else if (!m_running && !m_timer.isActive())
        m_timer.start(m_found ? PauseMs : 0);
}

void PeopleComparison::ask()
{
    if (m_lens->size() < m_lens->wanted()) {
        m_timer.start(PauseMs); // the people shown are still being read
        return;
    }
    m_running = true;
    m_again = false;
    m_compared = m_lens->size();
    m_since.start();
    const quint32 ticket = ++m_worker->newest;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [worker = m_worker.get(), ticket,
            question = Question{.rows = m_document->rows().snapshot(),
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

std::vector<PeopleDifference> PeopleComparison::of(quint32 profile) const
{
    std::vector<PeopleDifference> about;
    if (!m_found)
        return about;
    const IdentityGraph &graph = m_lens->graph();
    std::vector<quint32> indexes;
    for (const IdIndex index : graph.idsOf(profile)) {
        if (graph.ownerOf(index) != profile)
            continue; // handed over: it is the other one's
        const IdKey id(graph.ids()[index].kind, graph.ids()[index].value);
        const auto first =
            std::lower_bound(m_found->byId.begin(), m_found->byId.end(), std::pair(id, quint32{0}));
        for (auto entry = first; entry != m_found->byId.end() && entry->first == id; ++entry)
            indexes.push_back(entry->second);
    }
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    for (const quint32 index : indexes)
        about.push_back(m_found->list[index]);
    return about;
}

} // namespace spectap
