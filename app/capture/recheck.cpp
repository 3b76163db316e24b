// SPDX-License-Identifier: MIT
#include "app/capture/recheck.h"

#include "app/capture/endpointlimits.h"
#include "model/session/sessionschema.h"

#include <chrono>
#include <exception>

namespace spectap {

namespace {

/// Read and checked at once, within one short look at the file.
constexpr quint32 CallsAtOnce = 1000;
/// Stored in one transaction: some 10 ms, for which a call that comes in may have to wait.
constexpr std::size_t StoredAtOnce = 500;
constexpr auto ProgressInterval = std::chrono::milliseconds(50);

Error cancelledError()
{
    return {ErrorCode::Cancelled, QStringLiteral("Re-checking was cancelled.")};
}

/// A session that is only looked at. Its file is opened to be written when there is something to say, and
/// closed with the sink.
class FileSink final : public RecheckSink
{
public:
    FileSink(QString path, std::shared_ptr<StringPool> pool)
        : m_path(std::move(path))
        , m_pool(std::move(pool))
    {
    }

    Result<void> begin() override
    {
        if (auto whole = checkIsWhole(m_path); !whole)
            return whole;
        auto writer = SessionWriter::open(m_path, m_pool);
        if (!writer)
            return writer.error();
        m_writer = std::move(*writer);
        return m_writer->setMeta(CheckedWithKey, "");
    }

    Result<void> store(std::span<const RecheckedCall> calls) override
    {
        return replaceFindings(*m_writer, calls);
    }

    Result<bool> finish(RecheckPass &pass, std::vector<RecheckedCall> &) override
    {
        if (const auto marked = m_writer->setMeta(CheckedWithKey, pass.checker()->version()); !marked)
            return marked.error();
        return true;
    }

private:
    QString m_path;
    std::shared_ptr<StringPool> m_pool;
    std::unique_ptr<SessionWriter> m_writer;
};

} // namespace

Result<void> replaceFindings(SessionWriter &writer, std::span<const RecheckedCall> calls)
{
    if (calls.empty())
        return {};
    if (auto begun = writer.begin(); !begun)
        return begun;
    for (const RecheckedCall &call : calls) {
        if (auto replaced = writer.replaceFindings(call.seq, call.call, call.findings); !replaced) {
            writer.rollback();
            return replaced;
        }
    }
    return writer.commit();
}

std::unique_ptr<RecheckSink> recheckFile(const QString &path, std::shared_ptr<StringPool> pool)
{
    return std::make_unique<FileSink>(path, std::move(pool));
}

RecheckPass::RecheckPass(std::shared_ptr<const Checker> checker, std::shared_ptr<StringPool> pool)
    : m_checker(std::move(checker))
    , m_pool(std::move(pool))
    , m_assessor(std::make_unique<Assessor>(m_checker, m_pool))
{
}

Result<void> RecheckPass::open(const QString &path)
{
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    m_reader = std::move(*reader);
    m_reader->setStrings(m_pool); // so that rows can be compared
    return {};
}

Result<void> RecheckPass::advance(
    quint32 last, const std::atomic<bool> &cancelled, std::vector<RecheckedCall> &changed)
{
    if (last <= m_last)
        return {};
    auto read = m_reader->calls(m_last + 1, last, [&](const StoredCallDetail &stored) {
        if (cancelled)
            return false;
        assess(stored, changed);
        m_last = stored.seq;
        return true;
    });
    if (read && m_last != last) {
        return cancelled ? cancelledError()
                         : Error{ErrorCode::Database, QStringLiteral("%1 is damaged: call %2 is missing.")
                                                          .arg(m_reader->path())
                                                          .arg(m_last + 1)};
    }
    return read;
}

void RecheckPass::assess(const StoredCallDetail &stored, std::vector<RecheckedCall> &changed)
{
    const CallView *view = m_finder.find(stored);
    if (!view)
        return; // stored by a program that sliced otherwise: its findings are all there is
    StoredCall call = stored.call;
    const qsizetype bytes = m_finder.bodyBytes();
    m_assessor->assess(stored.seq, *view, {stored.request.receivedAt, bytes}, call, m_result);
    refuseWhatIsTooLarge(call, m_finder.sliced(), bytes);
    if (call != stored.call || m_result.findings != stored.findings)
        changed.push_back({stored.seq, call, m_result.findings});
}

Recheck::Recheck(const QString &path, std::shared_ptr<const Checker> checker,
    std::shared_ptr<StringPool> pool, std::unique_ptr<RecheckSink> sink)
    : m_path(path)
    , m_pass(std::move(checker), std::move(pool))
    , m_sink(std::move(sink))
{
}

Recheck::~Recheck()
{
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void Recheck::start()
{
    m_thread = std::thread([this] {
        Result<void> done;
        try {
            done = run();
        } catch (const std::exception &broken) { // memory, or the intake is gone
            done = Error{ErrorCode::Io, QString::fromUtf8(broken.what())};
        }
        m_sink.reset(); // closes the file before anybody hears of it
        if (done)
            emit finished();
        else if (done.error().code == ErrorCode::Cancelled)
            emit cancelled();
        else
            emit failed(done.error().message, done.error().code == ErrorCode::Database);
    });
}

Result<void> Recheck::run()
{
    if (auto begun = m_sink->begin(); !begun)
        return begun;
    if (auto opened = m_pass.open(m_path); !opened)
        return opened;
    auto told = std::chrono::steady_clock::now();
    std::vector<RecheckedCall> changed;
    for (;;) {
        const auto total = m_pass.callCount();
        if (!total)
            return total.error();
        while (m_pass.last() < *total) {
            const quint32 last = std::min(*total, m_pass.last() + CallsAtOnce);
            if (auto checked = m_pass.advance(last, m_cancelled, changed); !checked)
                return checked;
            if (auto kept = keep(changed); !kept)
                return kept;
            if (const auto now = std::chrono::steady_clock::now(); now - told >= ProgressInterval) {
                told = now;
                emit progressed(m_pass.last(), *total);
            }
        }
        if (m_cancelled)
            return cancelledError();
        const auto whole = m_sink->finish(m_pass, changed);
        if (!whole)
            return whole.error();
        tell(changed);
        changed.clear();
        if (*whole)
            return {};
    }
}

Result<void> Recheck::keep(std::vector<RecheckedCall> &changed)
{
    for (std::span<const RecheckedCall> rest = changed; !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), StoredAtOnce));
        if (auto stored = m_sink->store(part); !stored)
            return stored;
        rest = rest.subspan(part.size());
    }
    tell(changed);
    changed.clear();
    return {};
}

void Recheck::tell(const std::vector<RecheckedCall> &changed)
{
    if (changed.empty())
        return;
    auto rows = std::make_shared<std::vector<RowChange>>();
    rows->reserve(changed.size());
    for (const RecheckedCall &call : changed)
        rows->push_back({call.seq, call.call.row});
    emit rowsChanged(std::move(rows));
}

} // namespace spectap
