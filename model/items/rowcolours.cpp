// SPDX-License-Identifier: MIT
#include "model/items/rowcolours.h"

#include "model/items/sessionsnapshot.h"
#include "model/session/seqrun.h"

#include <QDateTime>

#include <algorithm>
#include <atomic>
#include <utility>

namespace spectap {

namespace {

constexpr std::size_t MaxKnown = 100'000; ///< calls remembered
constexpr std::size_t MaxWaiting = 400;   ///< calls read at once: some screens full, the latest asked for
constexpr int MoveOnMs = 5000;
constexpr quint32 MaxGap = 32; ///< calls read in between rather than looked up anew

} // namespace

/// One reading of bodies. Owned jointly by the worker and its owner; only `cancelled` is shared while it
/// runs.
struct RowColours::Run : SessionSnapshot
{
    using SessionSnapshot::SessionSnapshot;

    std::vector<Compiled> rules;
    std::vector<quint32> seqs; ///< ascending
    std::vector<int> found;    ///< by position in seqs
    std::atomic<bool> cancelled = false;

    void work()
    {
        found.assign(seqs.size(), None);
        auto scan = CallScan::open(path);
        if (!scan)
            return; // the table says why
        StoredRowFacts facts = callFacts();
        for (std::size_t first = 0; first < seqs.size() && !cancelled;) {
            const std::size_t end = endOfRun(seqs, first, MaxGap);
            std::size_t next = first;
            const auto judge = [&](const ScannedCall &call) {
                while (next < end && seqs[next] < call.seq())
                    ++next;
                if (next < end && seqs[next] == call.seq()) {
                    const RowFacts &row = facts.at(rows[call.seq() - 1], call.seq(), &call);
                    const auto rule = std::find_if(rules.begin(), rules.end(),
                        [&row](const Compiled &each) { return each.query.holds(row); });
                    if (rule != rules.end())
                        found[next] = static_cast<int>(rule->rule);
                }
                return !cancelled;
            };
            (void)(*scan)->read(seqs[first], seqs[end - 1], judge);
            first = end;
        }
    }
};

RowColours::RowColours(SessionDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("spectap-colours"));
    m_read.setSingleShot(true);
    m_read.setInterval(0); // what is painted together is read together
    connect(&m_read, &QTimer::timeout, this, &RowColours::read);
    m_moveOn.setInterval(MoveOnMs);
    connect(&m_moveOn, &QTimer::timeout, this, [this] {
        bind();
        forget();
    });
    connect(document, &SessionDocument::reset, this, &RowColours::forget);
    connect(document, &SessionDocument::rowsChanged, this,
        [this](quint32 first, quint32 count) { forgetCalls(first + 1, first + count); });
    connect(document, &SessionDocument::rechecked, this, &RowColours::forget);
    connect(document, &SessionDocument::rowsMuted, this, &RowColours::forget);
    connect(document, &SessionDocument::checkerChanged, this, &RowColours::forget);
    connect(&document->marks(), &CallMarks::changed, this, [this](const std::vector<quint32> &seqs) {
        for (const quint32 seq : seqs)
            m_known.erase(seq);
        if (m_run) // it may have read an older mark
            forgetCalls(seqs.front(), seqs.back());
    });
}

RowColours::~RowColours()
{
    if (m_run)
        m_run->cancelled = true;
    m_pool.waitForDone();
}

void RowColours::setRules(std::vector<ColourRule> rules)
{
    if (rules == m_rules)
        return;
    m_rules = std::move(rules);
    m_compiled.clear();
    m_relative = false;
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        if (!m_rules[i].on || m_rules[i].filter.trimmed().isEmpty())
            continue;
        if (auto query = Query::parse(m_rules[i].filter)) {
            m_relative = m_relative || query->isRelative();
            m_compiled.push_back({std::move(query).value(), i});
        }
    }
    bind();
    if (m_relative)
        m_moveOn.start();
    else
        m_moveOn.stop();
    forget();
}

void RowColours::setLive(bool live)
{
    if (live == std::exchange(m_live, live) || !m_relative)
        return;
    bind();
    forget();
}

void RowColours::bind()
{
    m_bound = m_compiled;
    if (!m_relative)
        return;
    const RowStore &rows = m_document->rows();
    Micros moment = NoTime;
    if (m_live)
        moment = QDateTime::currentMSecsSinceEpoch() * 1000;
    else if (rows.size() > 0) // in order of arrival the last one is the newest, or as good as it
        moment = happenedBy(rows[rows.size() - 1]);
    for (Compiled &each : m_bound)
        each.query = each.query.relativeTo(moment);
}

void RowColours::forget()
{
    m_known.clear();
    m_waiting.clear();
    if (m_run)
        m_run->cancelled = true;
    m_run.reset();
    emit changed(1, m_document->rows().size());
}

void RowColours::forgetCalls(quint32 first, quint32 last)
{
    std::erase_if(
        m_known, [first, last](const auto &known) { return known.first >= first && known.first <= last; });
    if (m_run) {
        m_run->cancelled = true;
        for (const quint32 seq : m_run->seqs)
            m_known.erase(seq);
        m_run.reset();
    }
    emit changed(first, last);
}

const ColourRule *RowColours::ruleOf(quint32 seq)
{
    if (m_bound.empty() || seq == 0 || seq > m_document->rows().size())
        return nullptr;
    const auto known = m_known.find(seq);
    if (known != m_known.end())
        return known->second < 0 ? nullptr : &m_rules[static_cast<std::size_t>(known->second)];
    if (m_known.size() >= MaxKnown)
        m_known.clear();
    StoredRowFacts facts(m_document->strings(), m_document->sources(), m_document->marks().set());
    int &found = m_known[seq] = None;
    for (const Compiled &each : m_bound) {
        const bool matches = each.query.holds(facts.at(m_document->rows()[seq - 1], seq));
        if (facts.bodyAsked()) { // those after it come after it
            found = Unknown;
            m_waiting.push_back(seq);
            if (!m_run && !m_read.isActive())
                m_read.start();
            break;
        }
        if (matches) {
            found = static_cast<int>(each.rule);
            return &m_rules[each.rule];
        }
    }
    return nullptr;
}

void RowColours::read()
{
    if (m_run || m_waiting.empty())
        return;
    auto run = std::make_shared<Run>(*m_document);
    run->seqs = std::exchange(m_waiting, {});
    if (run->seqs.size() > MaxWaiting) { // rows that were scrolled past; they ask again when they come back
        const auto latest = run->seqs.end() - static_cast<std::ptrdiff_t>(MaxWaiting);
        std::for_each(run->seqs.begin(), latest, [this](quint32 seq) { m_known.erase(seq); });
        run->seqs.erase(run->seqs.begin(), latest);
    }
    std::sort(run->seqs.begin(), run->seqs.end());
    run->rules = m_bound;
    m_run = run;
    m_pool.start([this, run] {
        run->work();
        QMetaObject::invokeMethod(
            this,
            [this, run] {
                if (m_run != run)
                    return;
                m_run.reset();
                take(*run);
            },
            Qt::QueuedConnection);
    });
}

void RowColours::take(const Run &run)
{
    bool any = false;
    for (std::size_t i = 0; i < run.seqs.size(); ++i) {
        m_known[run.seqs[i]] = run.found[i];
        any = any || run.found[i] != None;
    }
    if (any)
        emit changed(run.seqs.front(), run.seqs.back());
    if (!m_waiting.empty())
        m_read.start();
}

} // namespace spectap
