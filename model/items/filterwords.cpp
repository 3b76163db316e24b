// SPDX-License-Identifier: MIT
#include "model/items/filterwords.h"

#include "model/items/filterwordtally.h"
#include "model/items/sessionsnapshot.h"
#include "model/query/querywords.h"
#include "model/session/seqrun.h"

#include <QElapsedTimer>

#include <algorithm>
#include <atomic>
#include <utility>

namespace spectap {

namespace {

constexpr std::size_t BodiesPerTurn = 500; ///< between two looks at the clock
constexpr quint32 MaxGap = 32;             ///< calls read in between rather than looked up anew
constexpr qint64 TellEveryMs = 150;

} // namespace

/// One question at work. Owned jointly by the worker and the finder; only `cancelled` is shared while it
/// runs.
struct FilterWordFinder::Run : SessionSnapshot
{
    using SessionSnapshot::SessionSnapshot;

    FilterWordQuestion question;
    std::atomic<bool> cancelled = false;
    std::function<void(FilterWords &&)> tell;

    void work();

private:
    void countRows(FilterWordTally &tally);
    void countWords();
    void readBodies(FilterWordTally &tally);
    void readTurn(CallScan &scan, FilterWordTally &tally, std::size_t first, std::size_t last);
    void tellWords(const FilterWordTally &tally, bool complete);

    std::vector<quint32> m_indexes; ///< of the calls to learn from, as far as rows can tell
    bool m_wholeSession = false;
    bool m_newestOnly = false;
    bool m_testing = false; ///< bodies tell which calls match the rest of the filter
    quint32 m_looked = 0;
};

void FilterWordFinder::Run::work()
{
    FilterWordTally tally(question.place);
    const bool withHidden = question.place.key == QueryKey::Is; // one of its words finds them
    const auto choose = [this, withHidden](const Query &query) {
        StoredRowFacts facts = rowFacts();
        for (quint32 i = 0; i < rows.size() && !cancelled; ++i) {
            const RowFacts &row = facts.at(rows[i], i + 1);
            if ((withHidden ? query.holds(row) : query.matches(row)) || facts.bodyAsked())
                m_indexes.push_back(i);
        }
    };
    Micros newest = NoTime;
    for (quint32 i = 0; question.rest.isRelative() && i < rows.size(); ++i)
        newest = std::max(newest, happenedBy(rows[i]));
    question.rest = question.rest.relativeTo(newest);
    choose(question.rest);
    m_wholeSession = m_indexes.empty() && !question.rest.isEmpty();
    if (m_wholeSession)
        choose({});
    if (querywords::takesWords(question.place.key) && question.place.what != QueryCompletion::What::Field)
        countWords();
    else if (tally.readsRows())
        countRows(tally);
    else if (tally.readsBodies())
        readBodies(tally);
    else
        tellWords(tally, true);
}

void FilterWordFinder::Run::countRows(FilterWordTally &tally)
{
    for (const quint32 index : m_indexes) {
        tally.addRow(rows[index]);
        if (const CallMark *mark = marks.find(index + 1))
            tally.addNote(*mark, index + 1);
    }
    m_looked = static_cast<quint32>(m_indexes.size());
    tally.takeRows(*strings, sources);
    tellWords(tally, true);
}

/// The fixed words of a key, in their own order.
void FilterWordFinder::Run::countWords()
{
    FilterWords told;
    told.calls = static_cast<quint32>(m_indexes.size());
    told.wholeSession = m_wholeSession;
    for (const QString &word : querywords::words(question.place.key)) {
        if (!word.startsWith(question.place.typed, Qt::CaseInsensitive))
            continue;
        FilterWord &added = told.words.emplace_back(FilterWord{word});
        const auto query = Query::parse(QString(querywords::nameOf(question.place.key) + u':' + word));
        if (question.place.what == QueryCompletion::What::JsonType || !query || query->needsBody())
            continue;
        StoredRowFacts facts = rowFacts();
        for (const quint32 index : m_indexes)
            added.calls += query->holds(facts.at(rows[index], index + 1)) ? 1U : 0U;
    }
    if (!cancelled)
        tell(std::move(told));
}

void FilterWordFinder::Run::readBodies(FilterWordTally &tally)
{
    m_testing = question.rest.needsBody() && !m_wholeSession;
    m_newestOnly = m_indexes.size() > MaxBodies;
    if (m_newestOnly)
        m_indexes.erase(m_indexes.begin(), m_indexes.end() - static_cast<std::ptrdiff_t>(MaxBodies));
    auto scan = CallScan::open(path);
    if (!scan) { // the table says why
        tellWords(tally, true);
        return;
    }
    QElapsedTimer sinceTold;
    sinceTold.start();
    for (std::size_t last = m_indexes.size(); last > 0 && !cancelled;) {
        const std::size_t first = last - std::min(last, BodiesPerTurn);
        readTurn(**scan, tally, first, last);
        last = first;
        if (last > 0 && sinceTold.elapsed() >= TellEveryMs) {
            tellWords(tally, false);
            sinceTold.restart();
        }
    }
    tellWords(tally, true);
}

/// Neighbours are read together.
void FilterWordFinder::Run::readTurn(
    CallScan &scan, FilterWordTally &tally, std::size_t first, std::size_t last)
{
    StoredRowFacts facts = callFacts();
    while (first < last && !cancelled) {
        const std::size_t end = endOfRun({m_indexes.data(), last}, first, MaxGap);
        std::size_t next = first;
        const auto take = [&](const ScannedCall &stored) {
            while (next < end && m_indexes[next] + 1 < stored.seq())
                ++next;
            if (next < end && m_indexes[next] + 1 == stored.seq() &&
                (!m_testing ||
                    question.rest.matches(facts.at(rows[m_indexes[next]], stored.seq(), &stored)))) {
                ++m_looked;
                tally.addCall(stored);
            }
            return !cancelled;
        };
        if (!scan.read(m_indexes[first] + 1, m_indexes[end - 1] + 1, take))
            return;
        first = end;
    }
}

void FilterWordFinder::Run::tellWords(const FilterWordTally &tally, bool complete)
{
    if (cancelled)
        return;
    FilterWords told = tally.words();
    told.calls = m_looked;
    told.newestOnly = m_newestOnly;
    told.wholeSession = m_wholeSession;
    told.complete = complete;
    tell(std::move(told));
}

FilterWordFinder::FilterWordFinder(const SessionDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("spectap-words"));
}

FilterWordFinder::~FilterWordFinder()
{
    cancel();
    m_pool.waitForDone();
}

void FilterWordFinder::ask(const FilterWordQuestion &question)
{
    cancel();
    auto run = std::make_shared<Run>(m_document);
    run->question = question;
    m_run = run;
    // On the worker; the finder outlives it.
    run->tell = [this, which = std::weak_ptr(run)](FilterWords &&words) {
        QMetaObject::invokeMethod(
            this,
            [this, which, told = std::make_shared<const FilterWords>(std::move(words))] {
                if (!m_run || m_run != which.lock())
                    return;
                if (told->complete)
                    m_run.reset();
                emit found(told);
            },
            Qt::QueuedConnection);
    };
    m_pool.start([run] { run->work(); });
}

void FilterWordFinder::cancel()
{
    if (m_run)
        m_run->cancelled = true;
    m_run.reset();
}

} // namespace spectap
