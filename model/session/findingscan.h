// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sqlite.h"
#include "model/spec/finding.h"

#include <functional>
#include <memory>

namespace spectap {

/// Reads which call has findings of which kind, and nothing else: the way to count over a whole session.
/// Works beside a writer. One thread.
class FindingScan
{
public:
    static Result<std::unique_ptr<FindingScan>> open(const QString &path);

    /// What findings of a kind have in common, for counting. `pointer` lives for the call.
    struct Kind
    {
        quint32 id = 0;
        QByteArrayView pointer;
        RuleSet set = RuleSet::Spec;
        Severity severity = Severity::Info;
        Rule rule = Rule::None;
    };
    using KindSink = std::function<void(const Kind &)>;
    using FindingSink = std::function<void(quint32 seq, quint32 kind)>;

    /// Findings of the calls in [firstSeq, lastSeq], by call and in their order. Each kind is told of before
    /// its first finding, once in the life of the scan. In one short transaction.
    Result<void> read(quint32 firstSeq, quint32 lastSeq, const KindSink &kind, const FindingSink &finding);

    [[nodiscard]] const QString &path() const { return m_database.path(); }

private:
    FindingScan() = default;

    sqlite::Database m_database;
    sqlite::Statement m_kinds;
    sqlite::Statement m_findings;
    qint64 m_lastKind = 0; ///< told of
};

} // namespace spectap
