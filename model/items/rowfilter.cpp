// SPDX-License-Identifier: MIT
#include "model/items/rowfilter.h"

#include "model/items/rowfacts.h"
#include "model/spec/checker.h"

#include <QElapsedTimer>

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 RowsPerPiece = 32768; ///< between two looks at the cancel flag, about a millisecond
constexpr quint32 BodiesPerPiece = 512; ///< likewise when bodies are read
constexpr qint64 ReportEveryMs = 50;    ///< hits after the first ones are handed over this often

} // namespace

/// What one run works on. Owned jointly by the worker and the filter; only `cancelled` is shared while it
/// runs.
struct RowFilter::Run
{
    Query query;
    quint32 first = 0;
    quint32 last = 0;
    std::vector<quint32> chosen; ///< when not empty [first, last) are its indexes
    RowStore::Snapshot rows;
    std::shared_ptr<const StringPool> strings;
    std::shared_ptr<const Checker> checker;
    std::vector<Source> sources;
    MarkSet marks;
    QString path;
    std::unique_ptr<SessionReader> reader;
    QString error;
    std::atomic<bool> cancelled = false;

    void test(quint32 begin, quint32 end, std::vector<quint32> &hits);
    void testBodies(const std::vector<quint32> &undecided, std::vector<quint32> &hits);
};

/// Rows that their columns decide are decided at once; bodies are only read for the others.
void RowFilter::Run::test(quint32 begin, quint32 end, std::vector<quint32> &hits)
{
    StoredRowFacts facts(*strings, sources, marks);
    std::vector<quint32> undecided;
    const std::size_t before = hits.size();
    for (quint32 at = begin; at < end; ++at) {
        const quint32 i = chosen.empty() ? at : chosen[at];
        const bool matches = query.matches(facts.at(rows[i], i + 1));
        if (facts.bodyAsked())
            undecided.push_back(i);
        else if (matches)
            hits.push_back(i);
    }
    if (undecided.empty())
        return;
    testBodies(undecided, hits);
    std::sort(hits.begin() + static_cast<std::ptrdiff_t>(before), hits.end());
}

void RowFilter::Run::testBodies(const std::vector<quint32> &undecided, std::vector<quint32> &hits)
{
    if (!reader && error.isEmpty()) {
        auto opened = SessionReader::open(path);
        if (opened)
            reader = std::move(opened).value();
        else
            error = opened.error().message;
    }
    if (!reader)
        return;
    StoredRowFacts facts(*strings, sources, marks, checker ? checker->planTables() : nullptr);
    std::size_t next = 0;
    const auto judge = [&](const StoredCallDetail &call) {
        while (next < undecided.size() && undecided[next] + 1 < call.seq)
            ++next;
        if (next < undecided.size() && undecided[next] + 1 == call.seq) {
            if (query.matches(facts.at(rows[undecided[next]], call.seq, &call)))
                hits.push_back(undecided[next]);
            ++next;
        }
        return !cancelled && next < undecided.size();
    };
    const auto read = reader->calls(undecided.front() + 1, undecided.back() + 1, judge);
    if (!read && !cancelled)
        error = read.error().message;
}

RowFilter::RowFilter(const SessionDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("spectap-filter"));
}

RowFilter::~RowFilter()
{
    cancel();
    m_pool.waitForDone();
}

void RowFilter::start(const Query &query, quint32 first, quint32 last)
{
    auto run = std::make_shared<Run>();
    run->query = query;
    run->first = first;
    run->last = last;
    start(run);
}

void RowFilter::start(const Query &query, std::vector<quint32> rows)
{
    auto run = std::make_shared<Run>();
    run->query = query;
    run->last = static_cast<quint32>(rows.size());
    run->chosen = std::move(rows);
    start(run);
}

void RowFilter::start(const std::shared_ptr<Run> &run)
{
    cancel();
    run->rows = m_document.rows().snapshot();
    run->strings = m_document.sharedStrings();
    run->checker = m_document.sharedChecker();
    run->sources = m_document.sources();
    run->marks = m_document.marks().set();
    run->path = m_document.path();
    m_run = run;
    m_pool.start([this, run] { work(this, run); });
}

void RowFilter::cancel()
{
    if (m_run)
        m_run->cancelled = true;
    m_run.reset();
}

/// On the worker. `self` outlives it: the destructor waits.
void RowFilter::work(RowFilter *self, const std::shared_ptr<Run> &run)
{
    const auto report = [&](quint32 upTo, std::vector<quint32> &&hits) {
        QMetaObject::invokeMethod(
            self,
            [self, run, upTo, found = std::move(hits)] {
                if (self->m_run == run)
                    emit self->advanced(upTo, found);
            },
            Qt::QueuedConnection);
    };
    const quint32 piece = run->query.needsBody() ? BodiesPerPiece : RowsPerPiece;
    QElapsedTimer sinceReport;
    sinceReport.start();
    bool reported = false;
    std::vector<quint32> hits;
    for (quint32 begin = run->first; begin < run->last && !run->cancelled;) {
        const quint32 end = begin + std::min(piece, run->last - begin);
        run->test(begin, end, hits);
        begin = end;
        if (end < run->last && !hits.empty() && (!reported || sinceReport.elapsed() >= ReportEveryMs)) {
            report(end, std::exchange(hits, {}));
            sinceReport.restart();
            reported = true;
        }
    }
    if (run->cancelled)
        return;
    report(run->last, std::move(hits));
    QMetaObject::invokeMethod(
        self,
        [self, run] {
            if (self->m_run != run)
                return;
            self->m_run.reset();
            if (!run->error.isEmpty())
                emit self->failed(run->error);
            emit self->finished();
        },
        Qt::QueuedConnection);
}

} // namespace spectap
