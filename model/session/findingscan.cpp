// SPDX-License-Identifier: MIT
#include "model/session/findingscan.h"

#include "model/session/sessioncolumns.h"
#include "model/session/sessionschema.h"

namespace spectap {

namespace {

/// "findings.id, actual, " in front of a kind's columns, as readFinding() wants them.
constexpr const char *SelectKinds =
    "SELECT id, '', " SPECTAP_KIND_COLUMNS " FROM finding_kinds WHERE id > ? ORDER BY id";
constexpr const char *SelectFindings = "SELECT id, kind FROM findings WHERE id BETWEEN ? AND ? ORDER BY id";

} // namespace

Result<std::unique_ptr<FindingScan>> FindingScan::open(const QString &path)
{
    auto database = openSessionForReading(path);
    if (!database)
        return database.error();
    std::unique_ptr<FindingScan> scan(new FindingScan);
    scan->m_database = std::move(*database);
    auto kinds = scan->m_database.prepare(SelectKinds);
    if (!kinds)
        return kinds.error();
    auto findings = scan->m_database.prepare(SelectFindings);
    if (!findings)
        return findings.error();
    scan->m_kinds = std::move(*kinds);
    scan->m_findings = std::move(*findings);
    return scan;
}

Result<void> FindingScan::read(
    quint32 firstSeq, quint32 lastSeq, const KindSink &kind, const FindingSink &finding)
{
    // One transaction: the kinds of all findings that are there.
    const sqlite::Transaction transaction(m_database);
    if (!transaction.begun())
        return transaction.begun();
    m_kinds.bind(1, m_lastKind);
    while (m_kinds.next()) {
        m_lastKind = m_kinds.integer(0);
        const Finding common = readFinding(m_kinds);
        kind({static_cast<quint32>(m_lastKind), common.pointer, common.set, common.severity, common.rule});
    }
    if (auto status = m_kinds.status(); !status)
        return status;
    m_findings.bind(1, findingId(firstSeq, 0));
    m_findings.bind(2, findingId(lastSeq, (1U << FindingBits) - 1));
    while (m_findings.next()) {
        finding(static_cast<quint32>(m_findings.integer(0) >> FindingBits),
            static_cast<quint32>(m_findings.integer(1)));
    }
    return m_findings.status();
}

} // namespace spectap
