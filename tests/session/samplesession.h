// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sessionreader.h"
#include "model/session/sessionwriter.h"

#include <QTest>

#include <memory>

/// QVERIFY for a Result that shows why it failed.
#define QVERIFY_OK(result)                                                                                   \
    do {                                                                                                     \
        const auto &outcome_ = (result);                                                                     \
        QVERIFY2(outcome_.ok(), qPrintable(spectap::test::reason(outcome_)));                                \
    } while (false)

namespace spectap::test {

template <typename T> QString reason(const Result<T> &result)
{
    return result.ok() ? QString() : result.error().message;
}

/// A request with `body`, received one second after the one before it.
Request sampleRequest(const QByteArray &body, RequestKind kind = RequestKind::Calls);

/// One call of a sample: where it lies in its body, and its findings.
struct SampleCall
{
    quint32 offset = 0;
    quint32 length = 0;
    QByteArray name;
    QByteArray user;
    std::vector<Finding> findings;
};

/// A writer with the pool it numbers strings by. Not wrapped in a transaction: begin() and commit() are the
/// test's.
class SampleSession
{
public:
    explicit SampleSession(
        const QString &path, std::shared_ptr<StringPool> pool = std::make_shared<StringPool>());

    /// Stores a request and its calls; the error, if any, is the first one.
    Result<void> add(const QByteArray &body, const std::vector<SampleCall> &calls);
    /// The whole body as one call.
    Result<void> add(const QByteArray &body, const QByteArray &name = "Order Completed");
    /// add() between begin() and commit().
    Result<void> store(const QByteArray &body, const QByteArray &name = "Order Completed");

    [[nodiscard]] const Result<std::unique_ptr<SessionWriter>> &opened() const { return m_writer; }
    SessionWriter &writer() { return **m_writer; }
    [[nodiscard]] const std::shared_ptr<StringPool> &pool() const { return m_pool; }
    /// Closes the file.
    void close() { m_writer = Error{}; }

private:
    std::shared_ptr<StringPool> m_pool;
    Result<std::unique_ptr<SessionWriter>> m_writer;
};

} // namespace spectap::test
