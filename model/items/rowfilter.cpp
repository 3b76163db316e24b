// SPDX-License-Identifier: MIT
#include "model/items/rowfilter.h"

#include "model/items/sessionsnapshot.h"
#include "model/query/textpattern.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <deque>
#include <mutex>

namespace spectap {

namespace {

constexpr quint32 RowsPerPiece = 32768; ///< between two looks at the cancel flag, about a millisecond
/// When bodies are read: the first hits come soon, and later pieces seldom cut through a batch, whose body
/// is then parsed twice.
constexpr quint32 FirstBodies = 512;
constexpr quint32 BodiesPerPiece = 8192;
constexpr quint32 BodiesPerLane = 4096; ///< fewer are not worth a second thread
constexpr int MaxLanes = 4;
constexpr qint64 ReportEveryMs = 50; ///< hits after the first ones are handed over this often

} // namespace

/// Rows that one lane tests at a time.
struct RowFilter::Piece
{
    quint32 begin = 0;
    quint32 end = 0;
    bool done = false;
    std::vector<quint32> hits;
};

/// What one run works on. Owned jointly by its lanes and the filter.
struct RowFilter::Run : SessionSnapshot
{
    using SessionSnapshot::SessionSnapshot;

    Query query;
    quint32 first = 0;
    quint32 last = 0;
    std::vector<quint32> chosen; ///< when not empty [first, last) are its indexes
    std::atomic<bool> cancelled = false;
    std::atomic<quint32> gaveUp = 0; ///< rows that a regular expression was given up on

    // Of all lanes, under the mutex; results are handed over under it too, which keeps them in order.
    std::mutex mutex;
    std::deque<std::shared_ptr<Piece>> taken; ///< in order, those that were handed over are gone
    quint32 next = 0;                         ///< first row that no lane has taken
    quint32 pieceRows = 0;
    std::vector<quint32> hits; ///< of the pieces that are through, not yet reported
    quint32 tested = 0;        ///< rows before this are through
    bool reported = false;
    QElapsedTimer sinceReport;
    QString error;

    [[nodiscard]] std::shared_ptr<Piece> take();
    [[nodiscard]] bool finish(Piece &piece);
    void fail(const QString &reason);
};

/// The next rows to test, or null.
std::shared_ptr<RowFilter::Piece> RowFilter::Run::take()
{
    const std::scoped_lock lock(mutex);
    if (cancelled || next >= last)
        return nullptr;
    auto piece = std::make_shared<Piece>();
    piece->begin = next;
    piece->end = next += std::min(pieceRows, last - next);
    if (query.needsBody())
        pieceRows = std::min(2 * pieceRows, BodiesPerPiece);
    taken.push_back(piece);
    return piece;
}

/// Under the mutex. Whether there is something to tell.
bool RowFilter::Run::finish(Piece &piece)
{
    piece.done = true;
    while (!taken.empty() && taken.front()->done) {
        const Piece &through = *taken.front();
        hits.insert(hits.end(), through.hits.begin(), through.hits.end());
        tested = through.end;
        taken.pop_front();
    }
    return tested == last || (!hits.empty() && (!reported || sinceReport.elapsed() >= ReportEveryMs));
}

void RowFilter::Run::fail(const QString &reason)
{
    const std::scoped_lock lock(mutex);
    if (error.isEmpty())
        error = reason;
}

/// One of the threads that share a run.
class RowFilter::Lane
{
public:
    explicit Lane(Run &run)
        : m_run(run)
        , m_facts(run.callFacts())
    {
    }

    void test(Piece &piece);

private:
    [[nodiscard]] bool matches(const RowFacts &facts);
    void testBodies(const std::vector<quint32> &undecided, std::vector<quint32> &hits);
    [[nodiscard]] bool open();

    Run &m_run;
    StoredRowFacts m_facts;
    std::unique_ptr<CallScan> m_scan;
    bool m_unreadable = false;
};

bool RowFilter::Lane::matches(const RowFacts &facts)
{
    const quint64 before = TextPattern::givenUp();
    const bool matches = m_run.query.matches(facts);
    if (TextPattern::givenUp() != before)
        ++m_run.gaveUp;
    return matches;
}

/// Rows that their columns decide are decided at once; bodies are only read for the others.
void RowFilter::Lane::test(Piece &piece)
{
    std::vector<quint32> undecided;
    for (quint32 at = piece.begin; at < piece.end && !m_run.cancelled; ++at) {
        const quint32 i = m_run.chosen.empty() ? at : m_run.chosen[at];
        const bool matches = this->matches(m_facts.at(m_run.rows[i], i + 1));
        if (m_facts.bodyAsked())
            undecided.push_back(i);
        else if (matches)
            piece.hits.push_back(i);
    }
    if (undecided.empty() || !open())
        return;
    testBodies(undecided, piece.hits);
    std::sort(piece.hits.begin(), piece.hits.end());
}

bool RowFilter::Lane::open()
{
    if (m_scan || m_unreadable)
        return !m_unreadable;
    auto opened = CallScan::open(m_run.path);
    if (opened) {
        m_scan = std::move(opened).value();
        return true;
    }
    m_unreadable = true;
    m_run.fail(opened.error().message);
    return false;
}

void RowFilter::Lane::testBodies(const std::vector<quint32> &undecided, std::vector<quint32> &hits)
{
    auto next = undecided.begin();
    const auto judge = [&](const ScannedCall &call) {
        const quint32 index = call.seq() - 1;
        while (next != undecided.end() && *next < index)
            ++next;
        if (next != undecided.end() && *next == index) {
            if (matches(m_facts.at(m_run.rows[index], call.seq(), &call)))
                hits.push_back(index);
            ++next;
        }
        return !m_run.cancelled && next != undecided.end();
    };
    const auto read = m_scan->read(undecided.front() + 1, undecided.back() + 1, judge);
    if (!read && !m_run.cancelled)
        m_run.fail(read.error().message);
}

RowFilter::RowFilter(const SessionDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_pool.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 1, MaxLanes));
    m_pool.setObjectName(QStringLiteral("spectap-filter"));
}

RowFilter::~RowFilter()
{
    cancel();
    m_pool.waitForDone();
}

void RowFilter::start(const Query &query, quint32 first, quint32 last)
{
    auto run = std::make_shared<Run>(m_document);
    run->query = query;
    run->first = first;
    run->last = last;
    start(run);
}

void RowFilter::start(const Query &query, std::vector<quint32> rows)
{
    auto run = std::make_shared<Run>(m_document);
    run->query = query;
    run->last = static_cast<quint32>(rows.size());
    run->chosen = std::move(rows);
    start(run);
}

void RowFilter::start(const std::shared_ptr<Run> &run)
{
    cancel();
    const bool bodies = run->query.needsBody();
    run->next = run->tested = run->first;
    run->pieceRows = bodies ? FirstBodies : RowsPerPiece;
    run->sinceReport.start();
    m_run = run;
    const quint32 rows = run->last - run->first;
    const int lanes =
        bodies ? std::clamp(static_cast<int>(rows / BodiesPerLane), 1, m_pool.maxThreadCount()) : 1;
    for (int lane = 0; lane < lanes; ++lane)
        m_pool.start([this, run] { work(run); });
}

void RowFilter::cancel()
{
    if (m_run)
        m_run->cancelled = true;
    m_run.reset();
}

/// On a worker. The filter outlives it: the destructor waits.
void RowFilter::work(const std::shared_ptr<Run> &run)
{
    Lane lane(*run);
    if (run->first == run->last) {
        const std::scoped_lock lock(run->mutex);
        deliver(run);
    }
    while (const std::shared_ptr<Piece> piece = run->take()) {
        lane.test(*piece);
        const std::scoped_lock lock(run->mutex);
        if (!run->cancelled && run->finish(*piece))
            deliver(run);
    }
}

/// On a worker, under the run's mutex.
void RowFilter::deliver(const std::shared_ptr<Run> &run)
{
    QMetaObject::invokeMethod(
        this,
        [this, run, upTo = run->tested, found = std::exchange(run->hits, {})] {
            if (m_run == run)
                emit advanced(upTo, found);
        },
        Qt::QueuedConnection);
    run->reported = true;
    run->sinceReport.restart();
    if (run->tested < run->last)
        return;
    QMetaObject::invokeMethod(
        this,
        [this, run, error = run->error] {
            if (m_run != run)
                return;
            m_run.reset();
            if (!error.isEmpty())
                emit failed(error);
            if (run->gaveUp > 0)
                emit gaveUp(run->gaveUp);
            emit finished();
        },
        Qt::QueuedConnection);
}

} // namespace spectap
