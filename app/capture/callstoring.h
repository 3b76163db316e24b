// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/preparation.h"
#include "app/capture/useragent.h"
#include "model/session/rowbatch.h"
#include "model/session/sessionwriter.h"

#include <functional>
#include <optional>
#include <vector>

namespace spectap {

/// How calls get into a session, whether they were captured or imported: judged in order of arrival, each
/// with its source, and told to whoever shows rows. One thread, the writer's; within its transactions.
class CallStoring
{
public:
    /// Calls of one client come in a row: the source of the last one, by its three parts.
    struct LastSource
    {
        QByteArray key;
        QByteArray library;
        QByteArray version;
        quint16 index = 0;
        bool valid = false;
    };
    /// Told of every source that differs from the one of the call before.
    using SourceNote = std::function<void(const LastSource &)>;

    explicit CallStoring(SourceNote note = {})
        : m_note(std::move(note))
    {
    }

    /// Judges the calls of `request`, which are stored as `firstSeq` and the following if they are stored.
    void assess(Assessor &assessor, quint32 firstSeq, const Request &request, PreparedRequest &prepared);
    /// What assess() found, by call.
    [[nodiscard]] const std::vector<StoredCall> &stored() const { return m_stored; }
    /// Stores the calls last assessed; their request is stored already and has its id. Adds their rows and
    /// new sources to `batch`.
    Result<void> addCalls(SessionWriter &writer, quint32 firstSeq, const Request &request,
        PreparedRequest &prepared, RowBatch &batch);

    [[nodiscard]] const LastSource &lastSource() const { return m_lastSource; }
    /// So many sources of the session are known to whoever shows rows.
    [[nodiscard]] std::size_t knownSources() const { return m_knownSources; }
    void setKnownSources(std::size_t count) { m_knownSources = count; }
    /// Another session, or a transaction that was rolled back.
    void forgetLastSource() { m_lastSource = {}; }

private:
    Result<quint16> sourceOf(SessionWriter &writer, const Request &request, const CallFacts &facts,
        std::optional<Product> &client, RowBatch &batch);

    SourceNote m_note;
    std::vector<StoredCall> m_stored;
    LastSource m_lastSource;
    std::size_t m_knownSources = 0;
};

/// What is shown of a request without calls.
[[nodiscard]] RequestRow rowOf(const Request &request);

} // namespace spectap
