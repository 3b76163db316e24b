// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/spec/checker.h"
#include "model/support/result.h"

#include <QIODevice>

#include <array>
#include <functional>
#include <span>
#include <vector>

namespace spectap::cli {

/// Where in an input a call was found, for reports that point at it.
struct InputPlace
{
    QByteArrayView text;   ///< the part of the input that was read at once, or empty: a session is no text
    qint64 offset = 0;     ///< of `text` in the input, in bytes
    qint64 line = 1;       ///< on which it begins, from 1
    bool inString = false; ///< the call is the contents of a JSON string of `text` (HAR): see begin and end
    quint32 begin = 0;     ///< of that string, or of what could not be read
    quint32 end = 0;
};

/// One call of an INPUT, or a text in its place that is not JSON.
struct InputCall
{
    CallView call; ///< call.tape is null when `error` is set
    CheckContext context;
    const JsonError *error = nullptr;
    QByteArrayView text; ///< what could not be read
    InputPlace place;    ///< positions of call.tape are those of place.text, unless it is in a string
};

/// Reads an INPUT of the command line: a session, a call, an array or batch of calls, NDJSON, a HAR file, or
/// "-". NDJSON is read in constant memory; a single document has to fit into it.
class CallInput
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
    Result<void> readSession(const QString &path);
    Result<void> readDevice(QIODevice &device);
    void readWhole(QByteArrayView text);
    bool readDocument(QByteArrayView text);
    bool readHar(const JsonTape &tape, quint32 entries);
    bool readHarEntry(const JsonTape &tape, quint32 entry);
    bool addBody(
        JsonTape &tape, JsonError &error, QByteArrayView body, CallType pathType, const InputPlace &place);
    bool flush();

    /// A text that was read and not handed over yet.
    struct Held
    {
        JsonTape tape;
        JsonError error;
    };
    static constexpr std::size_t TextsAtOnce = 8;

    Sink m_sink;
    std::array<Held, TextsAtOnce> m_held;
    std::size_t m_texts = 0; ///< of m_held that m_calls point into
    Held m_inner;            ///< of a body inside a HAR
    std::vector<InputCall> m_calls;
    qint64 m_offset = 0; ///< in the input, of the text that is read now
    qint64 m_line = 1;
};

/// Reads one input after the other, call by call while `sink` returns true; the first that cannot be read
/// ends it.
Result<void> readInputs(const QStringList &inputs, const std::function<bool(const InputCall &)> &sink);

/// What a command says that has no use for texts that are not JSON, of which there were `count`.
[[nodiscard]] QString passedOverWords(quint64 count);

} // namespace spectap::cli
