// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/imports/bytewindow.h"
#include "model/session/imports/exportentry.h"
#include "model/session/imports/harentry.h"
#include "model/session/imports/importsink.h"

namespace spectap {

/// Reads JSON documents that may be larger than memory: a call, an array of calls, a batch body, a recording
/// (HAR), an export of ours; also several one after the other. Divides them into elements without looking
/// into those: whoever reads an element says what is wrong in it, and the next one is read all the same.
class DocumentReader
{
public:
    DocumentReader(ByteWindow &window, ImportSink &sink)
        : m_window(window)
        , m_sink(sink)
        , m_har(sink)
        , m_export(sink)
    {
    }

    /// Up to the end of the input. False when the sink had enough.
    bool read();

private:
    enum class Scan : quint8
    {
        Whole,
        Nothing,  ///< no value begins here
        Ends,     ///< the input does, inside the value
        TooLarge, ///< passed; too large to be held
    };
    enum class Elements : quint8
    {
        Calls, ///< of an array
        Har,   ///< log.entries
        ExportedCalls,
        ExportedRejections,
    };

    void skipBlanks();
    Scan passValue();
    Scan passNested();
    Scan passString();
    bool holdNoMoreThan(qint64 begin);

    bool readArray();
    bool readObject();
    bool readMember(qint64 begin, QByteArray &key);
    bool readLog();
    bool readExportMember(const QByteArray &key);
    bool readElements(Elements kind);
    bool readElement(Elements kind);
    bool giveText(qint64 begin, qint64 end);
    bool giveRest(qint64 begin);
    bool complain(qint64 offset, const QString &reason);
    [[nodiscard]] ImportPlace placeOf(qint64 begin, qint64 end);

    ByteWindow &m_window;
    ImportSink &m_sink;
    HarEntryReader m_har;
    ExportEntryReader m_export;
    bool m_goOn = true;     ///< the sink wants more
    bool m_sound = true;    ///< the document's own structure could be followed so far
    bool m_divided = false; ///< elements of the object under way have been handed over
    bool m_isExport = false;
};

} // namespace spectap
