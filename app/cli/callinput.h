// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"
#include "model/support/result.h"

#include <QIODevice>

#include <functional>

namespace spectap::cli {

/// One call of an INPUT, or a text in its place that is not JSON.
struct InputCall
{
    CallView call; ///< call.tape is null when `error` is set
    CheckContext context;
    const JsonError *error = nullptr;
    QByteArrayView text; ///< what could not be read
};

/// Reads an INPUT of the command line: a session, a call, an array or batch of calls, NDJSON, a HAR file, or
/// "-". NDJSON is read in constant memory; a single document has to fit into it.
class CallInput
{
public:
    /// Returns false to stop.
    using Sink = std::function<bool(const InputCall &)>;

    explicit CallInput(Sink sink)
        : m_sink(std::move(sink))
    {
    }
    Result<void> read(const QString &input);

private:
    Result<void> readSession(const QString &path);
    Result<void> readDevice(QIODevice &device);
    void readWhole(QByteArrayView text);
    bool readDocument(QByteArrayView text);
    bool readHar(quint32 entries);
    bool emitBody(JsonTape &tape, QByteArrayView body);

    Sink m_sink;
    JsonTape m_tape;
    JsonTape m_inner; ///< of a body inside a HAR
};

} // namespace spectap::cli
