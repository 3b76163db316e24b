// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/session/imports/importsink.h"

namespace spectap {

/// Reads entries of a HAR file (log.entries): a request with its answer each. Every request that says
/// anything is handed on; whether there are calls in it is for others to tell. Of our own HAR export it makes
/// what was exported.
class HarEntryReader
{
public:
    explicit HarEntryReader(ImportSink &sink)
        : m_sink(sink)
    {
    }

    /// `place.text` is the entry. False when the sink had enough.
    bool read(const ImportPlace &place);

private:
    [[nodiscard]] quint32 member(quint32 object, QByteArrayView name) const;
    [[nodiscard]] QByteArray text(quint32 node) const;
    [[nodiscard]] QByteArray content(quint32 node) const;
    [[nodiscard]] double number(quint32 node) const;
    [[nodiscard]] std::vector<Header> headers(quint32 node) const;
    void readAnswer(quint32 response, Request &request) const;
    void readOurs(quint32 ours, Request &request) const;

    ImportSink &m_sink;
    JsonTape m_tape;
};

} // namespace spectap
