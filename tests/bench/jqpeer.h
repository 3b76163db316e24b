// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/exports/exporter.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <cstdio>

namespace spectap {

/// How many milliseconds `jq -c .type` takes for the session's calls as NDJSON, which is what people have
/// without this program; 0 where there is no jq.
inline double jqMilliseconds(const QString &session)
{
    const QString jq = QStandardPaths::findExecutable(QStringLiteral("jq"));
    if (jq.isEmpty()) {
        std::printf("  jq is not installed: opening is not compared (apt-get install jq)\n");
        return 0;
    }
    QTemporaryFile calls;
    auto reader = SessionReader::open(session);
    if (!reader || !calls.open() || !exportSession(**reader, calls, {}) || !calls.flush())
        return 0;
    QProcess peer;
    peer.setStandardOutputFile(QProcess::nullDevice());
    QElapsedTimer timer;
    timer.start();
    peer.start(jq, {QStringLiteral("-c"), QStringLiteral(".type"), calls.fileName()});
    const bool ended = peer.waitForFinished(-1) && peer.exitCode() == 0;
    return ended ? double(timer.nsecsElapsed()) / 1e6 : 0;
}

} // namespace spectap
