// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/session/imports/importsink.h"

#include <optional>

namespace spectap {

/// Reads what our JSON export says of calls and refused requests, and puts the calls of a request together
/// again: the bytes around them are in the export as well (exportjson.cpp). What Spectap concluded is passed
/// over: it is concluded anew.
class ExportEntryReader
{
public:
    explicit ExportEntryReader(ImportSink &sink)
        : m_sink(sink)
    {
    }

    /// An element of "calls". Calls of one request stand together. False when the sink had enough.
    bool readCall(const ImportPlace &place);
    /// An element of "rejected".
    bool readRejection(const ImportPlace &place);
    /// No more calls of the request under way will come.
    bool flush();

private:
    bool parse(const ImportPlace &place);
    bool complain(const ImportPlace &place, const QString &reason);
    [[nodiscard]] quint32 member(quint32 object, QByteArrayView name) const;
    [[nodiscard]] QByteArray text(quint32 object, QByteArrayView name) const;
    [[nodiscard]] qint64 number(quint32 object, QByteArrayView name) const;
    /// Exact bytes: a text, or base64 under another name.
    [[nodiscard]] std::optional<QByteArray> bytes(quint32 object, const QByteArray &name) const;
    [[nodiscard]] Request requestOf(quint32 node) const;
    [[nodiscard]] std::optional<CallMark> markOf(quint32 node) const;

    ImportSink &m_sink;
    JsonTape m_tape;
    std::optional<ImportedRequest> m_pending;
    QByteArray m_closing; ///< what follows the calls of the request under way
    quint32 m_calls = 0;  ///< of it so far
    bool m_wraps = false; ///< it does not say what stood around its calls: they come as a batch
};

} // namespace spectap
