// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "model/query/querycompletion.h"
#include "model/spec/finding.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <vector>

namespace spectap {

/// Something a filter can be completed with.
struct FilterWord
{
    QString text;
    quint32 calls = 0;             ///< that have it; 0: not counted
    quint8 kinds = 0;              ///< of a field: bit per JsonKind it was sent as
    Severity worst = Severity::Ok; ///< of a field: of what was found there

    bool operator==(const FilterWord &) const = default;
};

/// What was seen that may stand at a place of a filter, in most calls first.
struct FilterWords
{
    std::vector<FilterWord> words;
    quint32 calls = 0;         ///< that were looked at
    bool newestOnly = false;   ///< there are more calls, older ones
    bool wholeSession = false; ///< calls of the rest of the filter were asked for, and there are none
    bool more = false;         ///< there are more words than are told
    bool complete = true;      ///< nothing follows
};

/// Which words: those for `place`, with `place.typed` in them, in the calls that match `rest`.
struct FilterWordQuestion
{
    QueryCompletion place;
    Query rest;
};

/// Finds the names and values that a filter can be completed with. Those of rows are counted over all of
/// them, those of bodies and findings over the newest calls only: so it ends soon and keeps little, however
/// long the session is. Works on a thread of its own; belongs to the UI thread.
class FilterWordFinder : public QObject
{
    Q_OBJECT

public:
    static constexpr quint32 MaxBodies = 20'000; ///< calls whose bodies are looked at
    static constexpr std::size_t MaxWords = 200; ///< told of

    explicit FilterWordFinder(const SessionDocument &document, QObject *parent = nullptr);
    ~FilterWordFinder() override;

    /// found() follows, perhaps more than once, unless another question or cancel() comes first.
    void ask(const FilterWordQuestion &question);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_run != nullptr; }

signals:
    void found(std::shared_ptr<const spectap::FilterWords> words);

private:
    struct Run;

    const SessionDocument &m_document;
    std::shared_ptr<Run> m_run;
    QThreadPool m_pool; ///< one thread
};

} // namespace spectap
