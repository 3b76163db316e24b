// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"
#include "model/spec/problemtally.h"

#include <QByteArray>

#include <span>

namespace spectap::cli {

/// What a verdict line says of a call, wherever it came from.
struct Verdict
{
    quint32 seq = 0;
    CallType type = CallType::Unknown;
    QByteArrayView name;      ///< empty: none
    QByteArrayView specEvent; ///< id of the semantic event it was checked as, empty: none
    Ingest ingest = Ingest::Accepted;
    std::span<const Finding> findings;
    bool unreadable = false; ///< not JSON at all: its type is null

    [[nodiscard]] Severity worst() const;
    [[nodiscard]] CallLabel label() const { return {seq, type, name, unreadable}; }
};

/// The verdict as one JSON object without a line break: the contract of `check --format ndjson`.
void appendVerdictJson(QByteArray &out, const Verdict &verdict);

/// Counts over many verdicts, for the closing words.
struct VerdictSummary
{
    quint64 calls = 0;
    quint64 withErrors = 0;
    quint64 withWarnings = 0;
    quint64 findings[4] = {};
    quint64 refused = 0;
    quint64 dropped = 0;

    void add(const Verdict &verdict);
    [[nodiscard]] bool reaches(Severity failOn) const;
    [[nodiscard]] QString words() const;
};

} // namespace spectap::cli
