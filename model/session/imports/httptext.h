// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/imports/bytewindow.h"
#include "model/session/imports/importsink.h"

#include <utility>
#include <vector>

namespace spectap {

/// Reads requests as text: HTTP/1.1 messages (RFC 9112) as editors keep them in .http files, separated by
/// lines that begin with ###, with comments and @name = value variables; and what `curl -v` prints, whose
/// request lines begin with "> " and answer lines with "< ".
class HttpTextReader
{
public:
    HttpTextReader(ByteWindow &window, ImportSink &sink)
        : m_window(window)
        , m_sink(sink)
    {
    }

    /// Up to the end of the input. False when the sink had enough.
    bool read();

private:
    bool readPart(qint64 begin, qint64 end);
    bool readMessage(QByteArrayView text, qint64 begin);
    bool readTrace(QByteArrayView text, qint64 begin);
    bool give(ImportedRequest &&found, qint64 begin, qsizetype bodyAt, QByteArrayView body);
    bool complain(qint64 offset, const QString &reason);
    void readHeadLine(QByteArrayView line, ImportedRequest &found) const;
    [[nodiscard]] QByteArray filled(QByteArrayView text) const;

    ByteWindow &m_window;
    ImportSink &m_sink;
    QByteArrayView m_part; ///< the one that is read now
    std::vector<std::pair<QByteArray, QByteArray>> m_variables;
};

} // namespace spectap
