// SPDX-License-Identifier: MIT
#include "model/items/comparisonworker.h"

#include "model/compare/sessiontallier.h"
#include "model/session/callfinder.h"
#include "model/session/sessionreader.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr quint32 TellEvery = 5000;  ///< calls
constexpr std::size_t MostKnown = 3; ///< two that are looked at, and the baseline
constexpr QByteArrayView StartedKey = "started_at";

TalliedCall talliedCall(const StoredCallDetail &detail, const CallView *view, const StringPool &strings)
{
    const CallRow &row = detail.call.row;
    TalliedCall call;
    call.seq = detail.seq;
    call.call = view;
    call.type = row.type;
    call.name = strings.at(row.name);
    call.writeKey = detail.request.writeKey;
    call.worst = row.worst();
    call.lost = isLost(row.ingest, detail.call.ingestRule);
    call.findings = detail.findings;
    call.time = row.receivedAt;
    return call;
}

} // namespace

struct ComparisonWorker::Side
{
    std::unique_ptr<SessionReader> reader; ///< null: what is known will do
    QString path;
    QByteArray startedAt; ///< tells a file from another one that took its name
    QByteArray checkedWith;
    quint32 calls = 0;
};

struct ComparisonWorker::Known
{
    QString path;
    QByteArray startedAt;
    QByteArray checkedWith;
    quint32 read = 0;                        ///< calls
    Tallied session;                         ///< null, or as it was when all of it was read
    std::unique_ptr<SessionTallier> tallier; ///< null: it will not grow
};

ComparisonWorker::ComparisonWorker() = default;
ComparisonWorker::~ComparisonWorker() = default;

Result<std::shared_ptr<const ComparedFiles>> ComparisonWorker::answer(const ComparisonTask &task)
{
    std::array<Side, 2> sides;
    const std::array<QString, 2> paths{task.question.a, task.question.b};
    m_done = 0;
    m_total = 0;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        auto side = open(paths[i], task);
        if (!side)
            return side.error();
        sides[i] = std::move(side).value();
        m_total += sides[i].calls;
    }
    std::array<Tallied, 2> read;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        auto tallied = tally(sides[i], task);
        if (!tallied)
            return tallied.error();
        read[i] = *tallied;
    }
    auto files = std::make_shared<ComparedFiles>();
    files->a = read[0];
    files->b = read[1];
    files->options = task.question.options;
    files->comparison = SessionComparison(files->a->tally, files->b->tally, files->options);
    return std::shared_ptr<const ComparedFiles>(std::move(files));
}

Result<ComparisonWorker::Side> ComparisonWorker::open(const QString &path, const ComparisonTask &task)
{
    Side side;
    side.path = path;
    // A file that nobody changes is not opened again and again.
    const auto known = std::find_if(m_known.begin(), m_known.end(),
        [&path](const Known &each) { return each.path == path && each.session; });
    if (task.again && path != task.followed && known != m_known.end()) {
        side.startedAt = known->startedAt;
        side.checkedWith = known->checkedWith;
        side.calls = known->read;
        return side;
    }
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    side.reader = std::move(reader).value();
    const auto calls = side.reader->callCount();
    if (!calls)
        return calls.error();
    side.calls = *calls;
    side.startedAt = side.reader->meta(StartedKey);
    side.checkedWith = side.reader->meta(CheckedWithKey);
    return side;
}

/// What is known of the file goes to the front; of another file, or of other findings, nothing is.
ComparisonWorker::Known &ComparisonWorker::knownOf(Side &side)
{
    const auto found = std::find_if(
        m_known.begin(), m_known.end(), [&side](const Known &known) { return known.path == side.path; });
    if (found == m_known.end()) {
        while (m_known.size() >= MostKnown)
            m_known.pop_back();
        m_known.emplace_front().path = side.path;
    } else {
        m_known.splice(m_known.begin(), m_known, found);
    }
    Known &known = m_known.front();
    const bool same = known.startedAt == side.startedAt && known.checkedWith == side.checkedWith;
    const bool enough = known.session && known.read == side.calls;
    const bool goesOn = known.tallier && known.read <= side.calls;
    if (!same || (!enough && !goesOn)) {
        known.startedAt = side.startedAt;
        known.checkedWith = side.checkedWith;
        known.read = 0;
        known.session.reset();
        known.tallier = std::make_unique<SessionTallier>();
    }
    return known;
}

Result<ComparisonWorker::Tallied> ComparisonWorker::tally(Side &side, const ComparisonTask &task)
{
    Known &known = knownOf(side);
    m_done += known.read;
    if (known.session && known.session->calls == side.calls)
        return known.session;
    CallFinder finder;
    const StringPool &strings = *side.reader->strings();
    const auto read = side.reader->calls(known.read + 1, side.calls, [&](const StoredCallDetail &detail) {
        if (!task.isWanted())
            return false;
        known.tallier->add(talliedCall(detail, finder.find(detail), strings));
        known.read = detail.seq;
        if (++m_done % TellEvery == 0 && !task.again)
            task.progressed(m_done, m_total);
        return true;
    });
    if (!read)
        return read.error();
    if (!task.isWanted())
        return Error{ErrorCode::Cancelled, {}};
    auto session = std::make_shared<TalliedSession>();
    session->path = side.path;
    session->calls = side.calls;
    session->checkedWith = side.checkedWith;
    session->tally = known.tallier->tally();
    known.read = side.calls;
    known.session = std::move(session);
    if (side.path != task.growing)
        known.tallier.reset();
    return known.session;
}

} // namespace spectap
