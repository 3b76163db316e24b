// SPDX-License-Identifier: MIT
#include "model/session/carriedcalls.h"

#include "model/session/sessionreader.h"
#include "model/session/sessionwriter.h"

#include <QHash>

namespace spectap {

namespace {

/// The state of one copying.
class Carrying
{
public:
    Carrying(SessionReader &from, SessionWriter &to)
        : m_from(from)
        , m_to(to)
    {
    }

    Result<void> copy(std::span<const MarkedCall> calls)
    {
        auto sources = m_from.sources();
        if (!sources)
            return sources.error();
        m_sources = std::move(*sources);
        for (const auto &[seq, mark] : calls) {
            const auto detail = m_from.call(seq);
            if (!detail)
                return detail.error();
            if (Result<void> added = add(*detail); !added)
                return added;
            m_seqs.insert(seq, m_next);
            m_marks.push_back({m_next++, mark});
        }
        return {};
    }
    [[nodiscard]] const std::vector<MarkedCall> &marks() const { return m_marks; }

private:
    Result<void> add(const StoredCallDetail &detail)
    {
        StoredCall call = detail.call;
        qint64 &request = m_requests[call.request];
        if (request == 0) { // of a batch once, with all its bytes
            Request copy = detail.request;
            if (Result<void> added = m_to.addRequest(copy); !added)
                return added;
            request = copy.id;
        }
        call.request = request;
        call.row.retryOf = m_seqs.value(call.row.retryOf, 0);
        const Source &source = sourceOf(call.row, m_sources);
        const auto index = m_to.source(source.writeKey, source.library, source.version);
        if (!index)
            return index.error();
        call.row.source = *index;
        return m_to.addCall(m_next, call, detail.findings);
    }

    SessionReader &m_from;
    SessionWriter &m_to;
    std::vector<Source> m_sources;
    QHash<qint64, qint64> m_requests; ///< ids there, by ids here
    QHash<quint32, quint32> m_seqs;   ///< likewise
    std::vector<MarkedCall> m_marks;
    quint32 m_next = m_to.lastSeq() + 1;
};

} // namespace

Result<void> carryCalls(const CarriedCalls &carried, SessionWriter &to, std::shared_ptr<StringPool> pool)
{
    auto from = SessionReader::open(carried.from);
    if (!from)
        return from.error();
    (*from)->setStrings(std::move(pool));
    if (Result<void> begun = to.begin(); !begun)
        return begun;
    Carrying carrying(**from, to);
    Result<void> copied = carrying.copy(carried.calls);
    if (copied)
        copied = to.commit();
    if (!copied) {
        to.rollback();
        return copied;
    }
    return to.setMarks(carrying.marks());
}

} // namespace spectap
