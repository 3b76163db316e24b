// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/intake.h"

#include <QThread>

namespace spectap {

/// Has the intake store `calls` calls at `path`, in batches of 20 that `batchOf(first, count)` writes.
template <typename BatchOf>
void storeCalls(
    const QString &path, const std::shared_ptr<const Checker> &checker, quint32 calls, BatchOf &&batchOf)
{
    Intake intake(checker, nullptr);
    intake.start(path, std::make_shared<StringPool>());
    for (quint32 n = 0; n < calls; n += 20) {
        Request request;
        request.receivedAt = 1'763'117'000'000'000 + n;
        request.body = batchOf(n, 20);
        request.status = 200;
        while (!intake.offer(std::move(request), {1, n}, true))
            QThread::msleep(1);
    }
    intake.stop();
}

} // namespace spectap
