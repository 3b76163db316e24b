// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/session/imports/bytewindow.h"
#include "model/session/imports/importsink.h"
#include "model/support/result.h"

#include <atomic>

namespace spectap {

/// Reads calls from whatever people have them in: NDJSON, an array, a batch body, a call or several, a HAR
/// file, our JSON export, requests as text. Finds out by itself which, from the first bytes. In bounded
/// memory, however large the input: lines and elements are read one at a time. One thread.
class ImportReader
{
public:
    ImportReader(QIODevice &device, ImportSink &sink);

    /// Up to the end, or to where the sink had enough. An error when the device fails; whatever is wrong with
    /// the text is the sink's to hear. A .spectap file is an error as well: SessionReader's.
    Result<void> read();
    /// Bytes read so far. Any thread.
    [[nodiscard]] qint64 progress() const { return m_progress; }

private:
    enum class Way : quint8
    {
        Lines,
        Document,
        Http
    };
    [[nodiscard]] Way wayOfJson();
    bool readLines();
    bool readLine(QByteArrayView line, qint64 offset, qint64 number);
    bool skipLongLine(qint64 number);
    bool readPart(QByteArrayView text, qint64 offset, qint64 number);

    ImportSink &m_sink;
    ByteWindow m_window;
    JsonTape m_tape;
    std::atomic<qint64> m_progress = 0;
};

} // namespace spectap
