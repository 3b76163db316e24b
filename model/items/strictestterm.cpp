// SPDX-License-Identifier: MIT
#include "model/items/strictestterm.h"

#include "model/items/sessionsnapshot.h"
#include "model/query/querycompletion.h"
#include "model/query/queryterms.h"

#include <algorithm>
#include <atomic>
#include <optional>

namespace spectap {

/// One filter at work. Owned jointly by the worker and the finder; only `cancelled` is shared while it runs.
struct StrictestTermFinder::Run : SessionSnapshot
{
    using SessionSnapshot::SessionSnapshot;

    struct Term
    {
        QString text;
        QString rest;
        Query query;
        quint32 missed = 0; ///< calls that nothing else rules out
    };
    std::vector<Term> terms;
    bool asksHidden = false;
    std::atomic<bool> cancelled = false;

    void work();

private:
    bool count(StoredRowFacts &facts, quint32 index, const ScannedCall *stored);
};

/// False when the call's file has to tell.
bool StrictestTermFinder::Run::count(StoredRowFacts &facts, quint32 index, const ScannedCall *stored)
{
    const CallMark *mark = marks.find(index + 1);
    const bool hidden = mark && mark->has(CallMark::Hidden);
    if (hidden && !asksHidden)
        return true; // nothing shows it
    Term *against = nullptr;
    bool open = false;
    for (Term &term : terms) {
        const bool matches = term.query.holds(facts.at(rows[index], index + 1, stored));
        if (!stored && facts.bodyAsked()) {
            open = true;
        } else if (!matches) {
            if (against)
                return true; // two of them: neither is the one
            against = &term;
        }
    }
    if (open)
        return false;
    if (against && !(hidden && against->query.asksHidden()))
        ++against->missed;
    return true;
}

void StrictestTermFinder::Run::work()
{
    StoredRowFacts facts = callFacts();
    std::vector<quint32> open;
    for (quint32 i = 0; i < rows.size() && !cancelled; ++i) {
        if (!count(facts, i, nullptr))
            open.push_back(i);
    }
    auto scan = open.empty() || cancelled ? Result<std::unique_ptr<CallScan>>(Error{}) : CallScan::open(path);
    if (!scan)
        return;
    auto next = open.begin();
    const auto take = [&](const ScannedCall &stored) {
        next = std::lower_bound(next, open.end(), stored.seq() - 1);
        if (next != open.end() && *next == stored.seq() - 1)
            (void)count(facts, *next++, &stored);
        return !cancelled && next != open.end();
    };
    (void)(*scan)->read(open.front() + 1, open.back() + 1, take); // the table says what is wrong
}

StrictestTermFinder::StrictestTermFinder(const SessionDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("spectap-terms"));
}

StrictestTermFinder::~StrictestTermFinder()
{
    cancel();
    m_pool.waitForDone();
}

void StrictestTermFinder::ask(const Query &query, Micros moment)
{
    cancel();
    const QString text = query.text();
    auto run = std::make_shared<Run>(m_document);
    for (const QStringView term : outerTerms(text)) {
        const auto parsed = Query::parse(term);
        if (!parsed || term == u"OR") { // not one after the other
            run->terms.clear();
            break;
        }
        const qsizetype from = term.data() - QStringView(text).data();
        run->terms.push_back(
            {term.toString(), withoutTerm(text, from, from + term.size()), parsed->relativeTo(moment)});
    }
    run->asksHidden = query.asksHidden();
    m_run = run;
    m_pool.start([this, run] {
        run->work();
        QMetaObject::invokeMethod(
            this,
            [this, run] {
                if (m_run != run)
                    return;
                m_run.reset();
                const auto most = std::max_element(run->terms.begin(), run->terms.end(),
                    [](const Run::Term &a, const Run::Term &b) { return a.missed < b.missed; });
                if (most == run->terms.end() || most->missed == 0)
                    emit found({}, {}, 0);
                else
                    emit found(most->text, most->rest, most->missed);
            },
            Qt::QueuedConnection);
    });
}

void StrictestTermFinder::cancel()
{
    if (m_run)
        m_run->cancelled = true;
    m_run.reset();
}

} // namespace spectap
