// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"
#include "model/call/request.h"

#include <QByteArrayView>
#include <QString>

#include <utility>
#include <vector>

namespace spectap {

/// Larger elements of an array, lines and requests are told as a problem and passed over: what is read at
/// once must fit into memory, whatever the size of the file. As large as a body that the endpoint takes.
inline constexpr qsizetype MaxImportedBytes = qsizetype(32) << 20;

/// Where in an input something was found, for reports that point at it.
struct ImportPlace
{
    QByteArrayView text;   ///< the part of the input that was read at once, or empty: a session is no text
    qint64 offset = 0;     ///< of `text` in the input, in bytes
    qint64 line = 1;       ///< on which it begins, from 1; 0: see ImportProblem
    qint64 column = 1;     ///< in which, in UTF-16 units
    bool inString = false; ///< the call is the contents of a JSON string of `text` (HAR): see begin and end
    quint32 begin = 0;     ///< of that string, or of what could not be read
    quint32 end = 0;
};

/// What a reader knows of a request, and so what is left to be done with it.
enum class ImportOrigin : quint8
{
    Text,     ///< a body and nothing else: a call, an array or a batch as somebody wrote it down
    Recorded, ///< a request as it was on the wire (HAR, .http): it may be anything, its secrets are unmasked
    Exported, ///< out of a session: nothing is left to be done
};

/// One request of an input. Bytes that are views live until ImportSink::flush().
struct ImportedRequest
{
    ImportOrigin origin = ImportOrigin::Text;
    /// Of Text: only the body, which may be a view (QByteArray::fromRawData) and need not be JSON.
    Request request = {};
    ImportPlace place = {};
    /// Of Exported: the marks of its calls, by their index in the request.
    std::vector<std::pair<quint32, CallMark>> marks = {};
};

/// Something that could not be read. The rest of the input is read all the same, where there is a rest.
struct ImportProblem
{
    qint64 offset = 0; ///< in the input, in bytes
    qint64 line = 1;   ///< from 1; 0: the input has neither lines nor offsets that say anything
    QString reason;    ///< what is wrong and, where that helps, what to do; a sentence
    ImportPlace place = {};
};

/// Takes what an ImportReader finds, in the order of the input. All on the reader's thread.
class ImportSink
{
public:
    virtual ~ImportSink() = default;
    /// False ends the reading.
    [[nodiscard]] virtual bool request(ImportedRequest &&found) = 0;
    [[nodiscard]] virtual bool problem(ImportProblem &&found) = 0;
    /// The bytes of everything handed over so far go away after this.
    [[nodiscard]] virtual bool flush() = 0;
    /// The input is an export of ours, of a session that began then.
    virtual void sessionBegan(Micros) {}
    /// The input is an export of ours, or a damaged session: what it says of itself (table `meta`).
    virtual void sessionMeta(const QByteArray & /*key*/, const QByteArray & /*value*/) {}
    /// The input is a damaged session that held so many calls at the least.
    virtual void sessionHeld(quint32 /*calls*/) {}
};

} // namespace spectap
