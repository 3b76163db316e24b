// SPDX-License-Identifier: MIT
#include "model/items/callcells.h"

#include "model/call/peeraddress.h"
#include "model/items/eventtableroles.h"
#include "model/items/fieldtreemodel.h"
#include "model/session/callfinder.h"
#include "model/session/seqrun.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace spectap {

namespace {

/// Calls this close together are read in one go, with those between them.
constexpr quint32 Dense = 4;

QString textOf(const JsonTape &tape, quint32 node)
{
    return cellText(tape[node].kind == JsonKind::String ? tape.string(node) : tape.raw(node));
}

CallCells cellsOf(CallFinder &finder, const StoredCallDetail &stored, const std::vector<QueryPath> &fields)
{
    CallCells cells;
    cells.address = QString::fromLatin1(peerAddress(stored.request.peer));
    cells.fields.resize(fields.size());
    const CallView *call = finder.find(stored);
    if (!call || !call->tape)
        return cells;
    if (call->batch != JsonTape::None) {
        cells.position = call->index + 1;
        cells.batch = call->count;
    }
    if (!call->isObject())
        return cells;
    if (const quint32 id = call->own("messageId"); id != JsonTape::None)
        cells.messageId = textOf(*call->tape, id);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        static_cast<void>(fields[i].any(*call, [&](quint32 node) {
            cells.fields[i] = {textOf(*call->tape, node), (*call->tape)[node].kind};
            return true;
        }));
    }
    return cells;
}

} // namespace

QString CallCells::text(int column) const
{
    if (column >= EventColumnCount) {
        const auto at = static_cast<std::size_t>(column - EventColumnCount);
        return at < fields.size() ? fields[at].text : QString();
    }
    if (column == MessageIdColumn)
        return messageId;
    if (column == AddressColumn)
        return address;
    return position == 0 ? QString() : QStringLiteral("%1/%2").arg(position).arg(batch);
}

Result<void> readCallCells(SessionReader &session, const std::vector<quint32> &seqs,
    const std::vector<QueryPath> &fields, const std::function<bool(quint32 seq, CallCells &&cells)> &take)
{
    CallFinder finder;
    for (std::size_t at = 0; at < seqs.size();) {
        const std::size_t end = endOfRun(seqs, at, Dense);
        bool more = true;
        const auto read = session.calls(seqs[at], seqs[end - 1], [&](const StoredCallDetail &stored) {
            if (stored.seq < seqs[at])
                return true;
            more = take(stored.seq, cellsOf(finder, stored, fields));
            ++at;
            return more && at < end;
        });
        if (!read || !more)
            return read;
        at = end;
    }
    return {};
}

/// Shared with the worker, which reads all of it and writes `found`, until it hands it over.
struct CallCellReader::Run
{
    QString path;
    std::vector<quint32> seqs;
    std::vector<QueryPath> fields;
    quint32 generation = 0;
    std::vector<std::pair<quint32, CallCells>> found;
    std::atomic<bool> cancelled = false;
};

CallCellReader::CallCellReader(const SessionDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setObjectName(QStringLiteral("spectap-cells"));
}

CallCellReader::~CallCellReader()
{
    cancel();
    m_pool.waitForDone();
}

void CallCellReader::setFields(std::vector<QueryPath> fields)
{
    m_fields = std::move(fields);
    forget();
}

void CallCellReader::forget()
{
    ++m_generation;
    m_kept.clear();
    cancel();
}

void CallCellReader::cancel()
{
    if (m_run)
        m_run->cancelled = true;
    m_run.reset();
}

void CallCellReader::want(const std::vector<quint32> &seqs)
{
    std::vector<quint32> missing;
    for (const quint32 seq : seqs) {
        if (!m_kept.contains(seq))
            missing.push_back(seq);
    }
    if (missing.empty() ||
        (m_run && std::includes(m_run->seqs.begin(), m_run->seqs.end(), missing.begin(), missing.end())))
        return;
    cancel();
    m_run = std::make_shared<Run>();
    m_run->path = m_document->path();
    m_run->seqs = std::move(missing);
    m_run->fields = m_fields;
    m_run->generation = m_generation;
    m_pool.start([this, run = m_run] { work(run); });
}

/// On the worker. What a run has read before it was cancelled is handed over as well: while somebody scrolls,
/// each is.
void CallCellReader::work(const std::shared_ptr<Run> &run)
{
    if (!run->cancelled) {
        if (auto session = SessionReader::open(run->path)) {
            // What could not be read stays blank; opening the call says why.
            static_cast<void>(
                readCallCells(**session, run->seqs, run->fields, [&run](quint32 seq, CallCells &&cells) {
                    run->found.emplace_back(seq, std::move(cells));
                    return !run->cancelled;
                }));
        }
    }
    QMetaObject::invokeMethod(
        this, [this, run] { take(run); }, Qt::QueuedConnection);
}

void CallCellReader::take(const std::shared_ptr<Run> &run)
{
    if (m_run == run)
        m_run.reset();
    if (run->generation != m_generation)
        return;
    std::vector<quint32> seqs;
    for (auto &[seq, cells] : run->found) {
        m_kept.insert(seq, new CallCells(std::move(cells)));
        seqs.push_back(seq);
    }
    if (!seqs.empty())
        emit read(seqs);
}

} // namespace spectap
