// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "model/query/query.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace spectap {

/// Of a filter that shows nothing, finds the term that rules out the most: the one without which the most
/// calls would match. Works on a thread of its own; belongs to the UI thread.
class StrictestTermFinder : public QObject
{
    Q_OBJECT

public:
    explicit StrictestTermFinder(const SessionDocument &document, QObject *parent = nullptr);
    ~StrictestTermFinder() override;

    /// found() follows, unless another filter or cancel() comes first. `moment`: what times are counted from.
    void ask(const Query &query, Micros moment);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_run != nullptr; }

signals:
    /// As it is written, with the filter that is left and the calls that this shows. An empty term: leaving
    /// out one is not enough.
    void found(const QString &term, const QString &rest, quint32 calls);

private:
    struct Run;

    const SessionDocument &m_document;
    std::shared_ptr<Run> m_run;
    QThreadPool m_pool; ///< one thread
};

} // namespace spectap
