// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/rowfacts.h"
#include "model/items/sessiondocument.h"
#include "model/spec/checker.h"

namespace spectap {

/// A session as it was at one moment, for a worker that reads its calls while others arrive. Taken on the UI
/// thread, then read on any; cheap, since rows and strings are shared.
struct SessionSnapshot
{
    SessionSnapshot() = default;
    explicit SessionSnapshot(const SessionDocument &document)
        : rows(document.rows().snapshot())
        , strings(document.sharedStrings())
        , sources(document.sources())
        , marks(document.marks().set())
        , checker(document.sharedChecker())
        , path(document.path())
    {
    }

    RowStore::Snapshot rows;
    std::shared_ptr<const StringPool> strings;
    std::vector<Source> sources;
    MarkSet marks;
    std::shared_ptr<const Checker> checker;
    QString path; ///< of the file, for a reader of one's own

    /// What rows tell a filter. Must not outlive this.
    [[nodiscard]] StoredRowFacts rowFacts() const { return StoredRowFacts(*strings, sources, marks); }
    /// What rows and calls tell it, plans among it.
    [[nodiscard]] StoredRowFacts callFacts() const
    {
        return StoredRowFacts(*strings, sources, marks, checker ? checker->planTables() : nullptr);
    }
};

} // namespace spectap
