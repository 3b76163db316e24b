// SPDX-License-Identifier: MIT
#include "model/session/imports/documentreader.h"

#include "model/call/jsonescape.h"
#include "model/session/sessionmeta.h"

#include <algorithm>

namespace spectap {

namespace {

bool isBlank(int byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

QString tooLargeReason()
{
    return QStringLiteral("This is larger than %1 MiB and was passed over.").arg(MaxImportedBytes >> 20);
}

} // namespace

void DocumentReader::skipBlanks()
{
    while (isBlank(m_window.peek()))
        m_window.pass(1);
}

/// Gives up holding what began at `begin` when it is too large. False then.
bool DocumentReader::holdNoMoreThan(qint64 begin)
{
    if (m_window.offset() - begin <= MaxImportedBytes)
        return true;
    m_window.keepFrom(m_window.offset());
    return false;
}

/// What lies from the keep point to the value's end is held, unless it is TooLarge.
DocumentReader::Scan DocumentReader::passValue()
{
    const int first = m_window.peek();
    if (first == '{' || first == '[')
        return passNested();
    if (first == '"')
        return passString();
    const qint64 begin = m_window.offset();
    for (int byte = first; byte != -1 && !isBlank(byte) && byte != ',' && byte != ']' && byte != '}' &&
                           byte != ':' && byte != '"' && byte != '{' && byte != '[';
         byte = m_window.peek()) {
        m_window.pass(1);
        if (m_window.offset() - begin > MaxImportedBytes) {
            m_window.keepFrom(m_window.offset());
            return Scan::TooLarge;
        }
    }
    return m_window.offset() == begin ? Scan::Nothing : Scan::Whole;
}

DocumentReader::Scan DocumentReader::passString()
{
    const qint64 begin = m_window.kept();
    bool held = true;
    m_window.pass(1);
    while (m_window.peek() != -1) {
        const QByteArrayView rest = m_window.rest();
        qsizetype i = 0;
        while (i < rest.size() && rest[i] != '"' && rest[i] != '\\')
            ++i;
        const bool escape = i < rest.size() && rest[i] == '\\';
        const bool closes = i < rest.size() && !escape;
        m_window.pass(i + (closes || escape ? 1 : 0));
        held = held && holdNoMoreThan(begin);
        if (!held)
            m_window.keepFrom(m_window.offset());
        if (closes)
            return held ? Scan::Whole : Scan::TooLarge;
        if (escape && m_window.peek() != -1)
            m_window.pass(1);
    }
    return held ? Scan::Ends : Scan::TooLarge;
}

/// Counts brackets of either kind alike: whether they match is for the element's reader to say, with the
/// byte.
DocumentReader::Scan DocumentReader::passNested()
{
    const qint64 begin = m_window.kept();
    bool held = true;
    bool inString = false;
    bool escaped = false;
    int depth = 0;
    while (m_window.peek() != -1) {
        const QByteArrayView rest = m_window.rest();
        qsizetype i = 0;
        bool closed = false;
        for (; i < rest.size() && !closed; ++i) {
            const char byte = rest[i];
            if (inString) {
                if (escaped)
                    escaped = false;
                else if (byte == '\\')
                    escaped = true;
                else if (byte == '"')
                    inString = false;
            } else if (byte == '"') {
                inString = true;
            } else if (byte == '{' || byte == '[') {
                ++depth;
            } else if (byte == '}' || byte == ']') {
                closed = --depth == 0;
            }
        }
        m_window.pass(i);
        held = held && holdNoMoreThan(begin);
        if (!held)
            m_window.keepFrom(m_window.offset());
        if (closed)
            return held ? Scan::Whole : Scan::TooLarge;
    }
    return held ? Scan::Ends : Scan::TooLarge;
}

ImportPlace DocumentReader::placeOf(qint64 begin, qint64 end)
{
    const ByteWindow::Position position = m_window.positionOf(begin);
    ImportPlace place;
    place.text = m_window.between(begin, end);
    place.offset = begin;
    place.line = position.line;
    place.column = position.column;
    return place;
}

bool DocumentReader::complain(qint64 offset, const QString &reason)
{
    if (m_window.ended())
        return m_goOn = false;
    ImportProblem problem{offset, 1, reason, {}};
    problem.line = m_window.positionOf(offset).line;
    m_goOn = m_sink.problem(std::move(problem));
    return m_goOn;
}

bool DocumentReader::giveText(qint64 begin, qint64 end)
{
    if (m_window.ended())
        return m_goOn = false;
    ImportedRequest found;
    found.place = placeOf(begin, end);
    found.request.body = QByteArray::fromRawData(found.place.text.data(), found.place.text.size());
    m_goOn = m_sink.request(std::move(found));
    return m_goOn;
}

/// What cannot be followed is handed over up to the end of the input: its reader says what is wrong, and
/// where.
bool DocumentReader::giveRest(qint64 begin)
{
    m_sound = false;
    while (m_window.end() - begin <= MaxImportedBytes && m_window.more()) {
    }
    if (m_window.end() - begin > MaxImportedBytes)
        return complain(begin, tooLargeReason());
    const qint64 end = m_window.end();
    m_window.goTo(end);
    return giveText(begin, end);
}

bool DocumentReader::read()
{
    for (;;) {
        skipBlanks();
        m_window.keepFrom(m_window.offset());
        const int first = m_window.peek();
        if (first == -1)
            return m_goOn;
        const bool done = first == '['   ? readArray()
                          : first == '{' ? readObject()
                                         : giveRest(m_window.offset());
        if (!done || !m_sound)
            return m_goOn;
    }
}

bool DocumentReader::readArray()
{
    m_window.pass(1);
    return readElements(Elements::Calls);
}

/// The next byte is the first after the bracket.
bool DocumentReader::readElements(Elements kind)
{
    for (bool afterComma = false;;) {
        skipBlanks();
        m_window.keepFrom(m_window.offset());
        const qint64 at = m_window.offset();
        const int byte = m_window.peek();
        if (byte == ']') {
            if (afterComma && !complain(at, QStringLiteral("Nothing follows the comma before this ].")))
                return false;
            m_window.pass(1);
            return m_export.flush();
        }
        if (byte == -1) {
            m_sound = false;
            return m_export.flush() &&
                   complain(
                       at, QStringLiteral("The file ends before its array does: it may have been cut off."));
        }
        if (!readElement(kind))
            return false;
        if (!m_sound)
            return m_export.flush();
        skipBlanks();
        afterComma = m_window.peek() == ',';
        if (afterComma) {
            m_window.pass(1);
        } else if (m_window.peek() != ']' && m_window.peek() != -1) {
            if (!complain(m_window.offset(), QStringLiteral("A comma is missing here.")))
                return false;
        }
    }
}

bool DocumentReader::readElement(Elements kind)
{
    const qint64 begin = m_window.offset();
    switch (passValue()) {
    case Scan::Nothing:
        m_sound = false;
        return complain(begin, QStringLiteral("A value is expected here. What follows was not read."));
    case Scan::TooLarge:
        return complain(begin, tooLargeReason());
    case Scan::Ends:
        m_sound = false;
        return complain(
            begin, QStringLiteral("The file ends inside what begins here: it may have been cut off."));
    case Scan::Whole:
        break;
    }
    const qint64 end = m_window.offset();
    switch (kind) {
    case Elements::Calls:
        return giveText(begin, end);
    case Elements::Har:
        m_goOn = m_har.read(placeOf(begin, end));
        return m_goOn;
    case Elements::ExportedCalls:
        m_goOn = m_export.readCall(placeOf(begin, end));
        return m_goOn;
    case Elements::ExportedRejections:
        m_goOn = m_export.readRejection(placeOf(begin, end));
        return m_goOn;
    }
    return false;
}

/// An object is a call or a batch, and then handed over whole; or it turns out to be a recording or an
/// export, whose elements are handed over as they come.
bool DocumentReader::readObject()
{
    const qint64 begin = m_window.offset();
    m_divided = m_isExport = false;
    m_window.pass(1);
    QByteArray key;
    for (bool first = true;; first = false) {
        skipBlanks();
        const int byte = m_window.peek();
        if (byte == '}')
            break;
        if (!first) {
            if (byte != ',') {
                m_sound = false;
                return m_divided ? complain(m_window.offset(), QStringLiteral("Expected , or } here."))
                                 : giveRest(begin);
            }
            m_window.pass(1);
            skipBlanks();
        }
        if (!readMember(begin, key))
            return m_goOn;
    }
    m_window.pass(1);
    return m_divided ? m_goOn : giveText(begin, m_window.offset());
}

/// One member of the outermost object. False when there is nothing more to be read of it.
bool DocumentReader::readMember(qint64 begin, QByteArray &key)
{
    const auto broken = [&] {
        m_sound = false;
        if (m_divided)
            complain(m_window.offset(), QStringLiteral("A member of an object is expected here."));
        else if (m_window.kept() <= begin)
            giveRest(begin);
        return false;
    };
    const qint64 keyBegin = m_window.offset();
    if (m_divided)
        m_window.keepFrom(keyBegin);
    if (m_window.peek() != '"' || passString() != Scan::Whole)
        return broken();
    key = m_window.between(keyBegin + 1, m_window.offset() - 1).toByteArray();
    skipBlanks();
    if (m_window.peek() != ':')
        return broken();
    m_window.pass(1);
    skipBlanks();
    if (key == "log" && m_window.peek() == '{' && !m_isExport)
        return readLog();
    if (m_isExport && (key == "calls" || key == "rejected") && m_window.peek() == '[') {
        m_divided = true;
        m_window.pass(1);
        return readElements(key == "calls" ? Elements::ExportedCalls : Elements::ExportedRejections) &&
               m_sound;
    }
    if (m_divided)
        m_window.keepFrom(m_window.offset());
    const qint64 valueBegin = m_window.offset();
    const Scan scan = passValue();
    if (scan == Scan::TooLarge && !m_divided) {
        m_sound = false;
        complain(valueBegin, tooLargeReason());
        return false;
    }
    if (scan != Scan::Whole && scan != Scan::TooLarge)
        return broken();
    if (scan == Scan::Whole) {
        const QByteArrayView value = m_window.between(valueBegin, m_window.offset());
        m_isExport = m_isExport || (key == "spectap" && value == "1");
        if (m_isExport && key == "startedAt" && value.size() > 2) {
            if (const auto began = parseIsoTime(value.sliced(1).chopped(1)))
                m_sink.sessionBegan(*began);
        }
        if (m_isExport && (key == TitleKey || key == DescriptionKey) && value.startsWith('"')) {
            const QByteArrayView text = value.sliced(1).chopped(1);
            if (findBadEscape(text) < 0)
                m_sink.sessionMeta(key, unescapeJson(text));
        }
    }
    return true;
}

/// The object "log". One that has no entries is passed as any other value.
bool DocumentReader::readLog()
{
    m_window.pass(1);
    for (bool first = true;; first = false) {
        skipBlanks();
        const int byte = m_window.peek();
        if (byte == '}') {
            m_window.pass(1);
            return true;
        }
        if (!first && byte == ',') {
            m_window.pass(1);
            skipBlanks();
        }
        const qint64 keyBegin = m_window.offset();
        if (m_divided)
            m_window.keepFrom(keyBegin);
        if (m_window.peek() != '"' || passString() != Scan::Whole)
            break;
        const QByteArray key = m_window.between(keyBegin + 1, m_window.offset() - 1).toByteArray();
        skipBlanks();
        if (m_window.peek() != ':')
            break;
        m_window.pass(1);
        skipBlanks();
        if (key == "entries" && m_window.peek() == '[') {
            m_divided = true;
            m_window.pass(1);
            if (!readElements(Elements::Har) || !m_sound)
                return false;
        } else {
            if (m_divided)
                m_window.keepFrom(m_window.offset());
            if (const Scan scan = passValue(); scan == Scan::Nothing || scan == Scan::Ends)
                break;
        }
    }
    m_sound = false;
    if (m_divided)
        complain(m_window.offset(), QStringLiteral("A member of the object \"log\" is expected here."));
    else
        giveRest(m_window.kept());
    return false;
}

} // namespace spectap
