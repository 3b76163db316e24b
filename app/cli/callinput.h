// SPDX-License-Identifier: MIT
#pragma once

#include "app/capture/recordedrequest.h"
#include "model/call/callview.h"
#include "model/session/imports/importsink.h"
#include "model/spec/checker.h"
#include "model/support/result.h"

#include <QIODevice>

#include <array>
#include <functional>
#include <span>
#include <vector>

namespace spectap::cli {

/// One call of an INPUT, or a text in its place that could not be read.
struct InputCall
{
    CallView call; ///< call.tape is null when `error` is set
    CheckContext context;
    const JsonError *error = nullptr;
    QString reason;      ///< why it could not be read, when that is known better than `error` says it
    QByteArrayView text; ///< what could not be read
    ImportPlace place;   ///< positions of call.tape are those of place.text, unless it is in a string
};

/// Reads an INPUT of the command line: a session, whatever ImportReader reads, or "-". In bounded memory.
class CallInput final : private ImportSink
{
public:
    /// Calls in input order, some at a time so that they can be looked at side by side. Returns false to
    /// stop.
    using Sink = std::function<bool(std::span<const InputCall>)>;

    explicit CallInput(Sink sink)
        : m_sink(std::move(sink))
    {
    }
    Result<void> read(const QString &input);

private:
    /// A text that was read and not handed over yet.
    struct Held
    {
        JsonTape tape;
        JsonError error;
        QByteArray body; ///< of a request; a text by itself lives in the reader
    };

    Result<void> readSession(const QString &path);
    Result<void> readDevice(QIODevice &device);
    bool request(ImportedRequest &&found) override;
    bool problem(ImportProblem &&found) override;
    bool flush() override;
    void addBody(Held &held, QByteArrayView body, CallType pathType, const ImportPlace &place);
    void addBroken(Held &held, const QString &reason, const ImportPlace &place);
    Held *nextHeld();

    static constexpr std::size_t TextsAtOnce = 8;

    Sink m_sink;
    RecordedRequests m_recorded;
    std::array<Held, TextsAtOnce> m_held;
    std::size_t m_texts = 0; ///< of m_held that m_calls point into
    std::vector<InputCall> m_calls;
};

/// Reads one input after the other, call by call while `sink` returns true; the first that cannot be read
/// ends it.
Result<void> readInputs(const QStringList &inputs, const std::function<bool(const InputCall &)> &sink);

/// What a command says that has no use for texts that are not JSON, of which there were `count`.
[[nodiscard]] QString passedOverWords(quint64 count);

} // namespace spectap::cli
