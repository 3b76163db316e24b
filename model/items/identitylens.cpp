// SPDX-License-Identifier: MIT
#include "model/items/identitylens.h"

#include "model/items/rowfacts.h"
#include "model/items/sentidentityreader.h"
#include "model/items/sessiondocument.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr qint64 TurnMs = 8;
constexpr quint32 CallsBetweenLooks = 1024; ///< at the clock
constexpr int LateMs = 500;                 ///< late calls are gathered for so long
constexpr qint64 SortingShare = 4;          ///< and sorting them in must not be all that goes on
constexpr qint64 LongestLateMs = 10'000;

} // namespace

IdentityLens::IdentityLens(SessionDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_turn.setSingleShot(true);
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &IdentityLens::work);
    m_sortIn.setSingleShot(true);
    m_sortIn.setInterval(LateMs);
    connect(&m_sortIn, &QTimer::timeout, this, &IdentityLens::sortInLate);
    connect(document, &SessionDocument::reset, this, [this] {
        m_lastSeq = 0;
        m_looked = 0;
        m_latest = NoTime;
        m_late = 0;
        restart(false);
    });
    connect(document, &SessionDocument::rechecked, this, [this](bool idsChanged) {
        if (idsChanged)
            restart(true);
    });
    connect(document, &SessionDocument::rowsAppended, this, [this] {
        lookForLate();
        if (m_shown.graph)
            work();
        else
            emit grown();
    });
    const SentIdentityReader *reader = document->sentReader();
    connect(reader, &SentIdentityReader::restarted, this, [this] {
        if (m_reading == IdentityReading::Unify)
            restart(true);
    });
    const auto goOn = [this] {
        if (m_bodyWait)
            work();
    };
    connect(reader, &SentIdentityReader::grown, this, goOn);
    connect(reader, &SentIdentityReader::failed, this, goOn);
    lookForLate();
}

IdentityLens::~IdentityLens() = default;

const IdentityGraph &IdentityLens::graph() const
{
    return m_shown.graph ? *m_shown.graph : m_document->identity();
}

const IdentityGraph &IdentityLens::furthestGraph() const
{
    const bool documents = m_reading == IdentityReading::Spec && m_readingOrder == ReadingOrder::Arrival;
    return documents ? m_document->identity() : graph();
}

quint32 IdentityLens::size() const
{
    return m_shown.graph ? m_shown.size : m_document->rows().size();
}

quint32 IdentityLens::wanted(const People &people) const
{
    const quint32 calls = m_document->rows().size();
    return m_lastSeq == 0 ? calls : people.order.positionOf(std::min(m_lastSeq, calls));
}

bool IdentityLens::isBusy() const
{
    if (m_bodyWait && !m_document->sentReader()->failure().isEmpty())
        return false; // it may never go on
    return m_sorter || m_next || m_lateWait || size() < wanted();
}

quint32 IdentityLens::unreadBodies() const
{
    const quint32 calls = m_document->rows().size();
    const quint32 read = m_document->sentReader()->sent().size();
    return m_reading == IdentityReading::Unify && read < calls ? calls - read : 0;
}

std::unique_ptr<IdentityGraph> IdentityLens::makeGraph() const
{
    return m_reading == IdentityReading::Unify
               ? std::make_unique<IdentityGraph>(m_reading, m_document->sentReader()->sent().policy())
               : std::make_unique<IdentityGraph>(m_reading);
}

void IdentityLens::setReading(IdentityReading reading)
{
    if (reading == m_reading)
        return;
    m_reading = reading;
    m_document->sentReader()->want(this, reading == IdentityReading::Unify
                                             ? SentIdentityReader::Wish::All
                                             : SentIdentityReader::Wish::Nothing);
    restart(true);
}

void IdentityLens::setReadingOrder(ReadingOrder order)
{
    if (order == m_readingOrder)
        return;
    m_readingOrder = order;
    restart(false);
}

void IdentityLens::setLastSeq(quint32 seq)
{
    if (seq == m_lastSeq)
        return;
    m_lastSeq = seq;
    const bool own =
        seq != 0 || m_reading != IdentityReading::Spec || m_readingOrder != ReadingOrder::Arrival;
    if (m_shown.graph && !m_next && m_shown.size <= wanted() && own)
        work();
    else
        restart(true);
}

/// `sameCalls`: the order that was found holds.
void IdentityLens::restart(bool sameCalls)
{
    m_turn.stop();
    const bool arrival = m_readingOrder == ReadingOrder::Arrival;
    const bool documents = arrival && m_reading == IdentityReading::Spec && m_lastSeq == 0;
    const bool sorts = !arrival && (!sameCalls || m_sorter || m_next || m_lateWait);
    m_shown.size = 0;
    m_shown.graph = documents ? nullptr : makeGraph();
    if (arrival || sorts)
        m_shown.order = {};
    m_next.reset();
    m_sorter = sorts ? std::make_unique<CallSorter>() : nullptr;
    m_lateWait = false;
    m_bodyWait = false;
    m_sortIn.stop();
    emit restarted();
    work();
}

void IdentityLens::lookForLate()
{
    const RowStore &rows = m_document->rows();
    const quint32 before = m_late;
    for (; m_looked < rows.size(); ++m_looked) {
        const Micros time = rows[m_looked].eventTime;
        m_late += time != NoTime && time < m_latest;
        m_latest = std::max(m_latest, time);
    }
    // Whoever sorts right now finds them by itself.
    if (m_readingOrder == ReadingOrder::Arrival || m_sorter || m_late == before)
        return;
    m_lateWait = true;
    if (!m_sortIn.isActive() && !m_next)
        m_sortIn.start();
}

void IdentityLens::sortInLate()
{
    m_lateWait = false;
    m_next.emplace();
    m_next->graph = makeGraph();
    m_sorter = std::make_unique<CallSorter>();
    m_sorting.start();
    work();
}

void IdentityLens::work()
{
    QElapsedTimer timer;
    timer.start();
    m_bodyWait = false;
    while (timer.elapsed() < TurnMs && step())
        ;
    const People &people = m_next ? *m_next : m_shown;
    if (!m_bodyWait && (m_sorter || m_next || (people.graph && people.size < wanted(people))))
        m_turn.start();
    emit grown();
}

/// A bit of what is to do; false: nothing was.
bool IdentityLens::step()
{
    if (m_sorter)
        return sortSome();
    const RowStore &rows = m_document->rows();
    People &people = m_next ? *m_next : m_shown;
    const quint32 wanted = this->wanted(people);
    if (people.graph && people.size < wanted) {
        const quint32 stop = std::min(wanted, people.size + CallsBetweenLooks);
        const SentIdentities &sent = m_document->sentReader()->sent();
        const bool needsBodies = m_reading == IdentityReading::Unify;
        while (people.size < stop) {
            const quint32 seq = people.order.seqOf(people.size + 1);
            m_bodyWait = needsBodies && seq > sent.size();
            if (m_bodyWait)
                return false;
            people.graph->add(identityInput(rows[seq - 1], ++people.size),
                needsBodies ? sent.externals(seq) : std::span<const ExternalId>());
        }
        return true;
    }
    if (!m_next)
        return false;
    m_shown = *std::exchange(m_next, std::nullopt);
    m_sortIn.setInterval(
        static_cast<int>(std::clamp(SortingShare * m_sorting.elapsed(), qint64{LateMs}, LongestLateMs)));
    if (m_lateWait)
        m_sortIn.start();
    emit restarted();
    return false;
}

bool IdentityLens::sortSome()
{
    const RowStore &rows = m_document->rows();
    if (m_sorter->size() < rows.size()) {
        const quint32 stop = std::min(rows.size(), m_sorter->size() + CallsBetweenLooks);
        while (m_sorter->size() < stop)
            m_sorter->add(rows[m_sorter->size()].eventTime);
    } else if (!m_sorter->settle()) {
        (m_next ? *m_next : m_shown).order = std::exchange(m_sorter, nullptr)->order();
        if (!m_next)
            emit restarted(); // there was no order until now
    }
    return true;
}

} // namespace spectap
