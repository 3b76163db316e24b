// SPDX-License-Identifier: MIT
#include "model/session/imports/importreader.h"

#include "model/session/imports/documentreader.h"
#include "model/session/imports/httptext.h"
#include "model/session/imports/textkind.h"

#include <QBuffer>

#include <algorithm>

namespace spectap {

namespace {

/// So far a line of JSON is looked for behind one that is none.
constexpr qsizetype LookAheadBytes = 1 << 20;

/// Splits off the next line of `rest` without its line break.
QByteArrayView nextLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    const QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    return line;
}

QString longLineReason()
{
    return QStringLiteral("The line is longer than %1 MiB and was passed over.").arg(MaxImportedBytes >> 20);
}

bool isObjectLine(JsonTape &tape, QByteArrayView line)
{
    line = line.trimmed();
    return line.startsWith('{') && line.endsWith('}') && line.size() > 2 && !tape.parse(line);
}

/// A line that holds more than one request's body: it is divided like a document of its own.
bool isDocumentLine(QByteArrayView line)
{
    line = line.trimmed();
    if (line.startsWith('['))
        return true;
    if (!line.startsWith('{'))
        return false;
    line = line.sliced(1).trimmed();
    return line.startsWith("\"log\"") || line.startsWith("\"spectap\"");
}

} // namespace

ImportReader::ImportReader(QIODevice &device, ImportSink &sink)
    : m_sink(sink)
    , m_window(device, [this] {
        m_progress = m_window.end();
        return m_sink.flush();
    })
{
}

Result<void> ImportReader::read()
{
    while (m_window.rest().size() < RecognisedBytes && m_window.more()) {
    }
    const QByteArrayView head = m_window.rest().first(std::min(m_window.rest().size(), RecognisedBytes));
    const InputKind kind = recogniseInput(head);
    if (kind == InputKind::Session)
        return Error{ErrorCode::Usage, QStringLiteral("This is a session. Open it as it is.")};
    bool goOn = true;
    if (kind == InputKind::Unreadable) {
        goOn = m_sink.problem({0, 1, unreadableReason(head), {}});
    } else {
        if (head.startsWith(ByteOrderMark)) {
            m_window.pass(ByteOrderMark.size());
            m_window.startLineAt(m_window.offset());
        }
        switch (kind == InputKind::Http ? Way::Http : wayOfJson()) {
        case Way::Lines:
            goOn = readLines();
            break;
        case Way::Document:
            goOn = DocumentReader(m_window, m_sink).read();
            break;
        case Way::Http:
            goOn = HttpTextReader(m_window, m_sink).read();
            break;
        }
    }
    if (goOn && !m_window.ended())
        (void)m_sink.flush();
    m_progress = m_window.end();
    if (m_window.failed())
        return Error{ErrorCode::Io, QStringLiteral("The input cannot be read any further.")};
    return {};
}

/// NDJSON or one document? A first line that is JSON by itself means lines. One that only begins a value
/// means a document, one that is broken is one of lines when another one is whole.
ImportReader::Way ImportReader::wayOfJson()
{
    m_window.keepFrom(m_window.offset());
    qsizetype from = 0;
    QByteArrayView first;
    for (;;) {
        const QByteArrayView rest = m_window.rest();
        const qsizetype end = rest.indexOf('\n', from);
        if (end < 0) {
            if (rest.size() > MaxImportedBytes || !m_window.more())
                return Way::Document; // a single line, however long
            continue;
        }
        first = rest.sliced(from, end - from);
        from = end + 1;
        if (!first.trimmed().isEmpty())
            break;
    }
    const auto error = m_tape.parse(first);
    if (!error)
        return Way::Lines;
    const bool endsEarly =
        error->code == JsonError::Code::UnexpectedEnd || error->code == JsonError::Code::UnclosedString;
    const bool isArray = first.trimmed().startsWith('[');
    if (endsEarly && isArray)
        return Way::Document;
    while (m_window.rest().size() < LookAheadBytes && m_window.more()) {
    }
    QByteArrayView rest = m_window.rest().sliced(from);
    if (!endsEarly) {
        while (!rest.isEmpty()) {
            if (isObjectLine(m_tape, nextLine(rest)))
                return Way::Lines;
        }
        return Way::Document;
    }
    while (!rest.isEmpty()) {
        const QByteArrayView second = nextLine(rest);
        if (!second.trimmed().isEmpty())
            return isObjectLine(m_tape, second) ? Way::Lines : Way::Document;
    }
    return Way::Document;
}

bool ImportReader::readLines()
{
    qint64 number = 1;
    for (bool last = false; !last;) {
        QByteArrayView rest = m_window.rest();
        qint64 offset = m_window.offset();
        for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
            const QByteArrayView line = nextLine(rest);
            if (!readLine(line, offset, number++))
                return false;
            offset += line.size() + 1;
        }
        m_window.pass(static_cast<qsizetype>(offset - m_window.offset()));
        m_window.keepFrom(offset);
        if (rest.size() > MaxImportedBytes) {
            if (!skipLongLine(number++))
                return false;
            continue;
        }
        if (m_window.more())
            continue;
        if (m_window.ended())
            return false;
        last = true;
        if (!readLine(m_window.rest(), m_window.offset(), number))
            return false;
    }
    return true;
}

bool ImportReader::skipLongLine(qint64 number)
{
    if (!m_sink.problem({m_window.offset(), number, longLineReason(), {}}))
        return false;
    for (;;) {
        const qsizetype end = m_window.rest().indexOf('\n');
        m_window.pass(end < 0 ? m_window.rest().size() : end + 1);
        m_window.keepFrom(m_window.offset());
        if (end >= 0)
            return true;
        if (!m_window.more())
            return !m_window.ended();
    }
}

bool ImportReader::readLine(QByteArrayView line, qint64 offset, qint64 number)
{
    if (std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\r' || c == '\t'; }))
        return true;
    if (line.size() > MaxImportedBytes)
        return m_sink.problem({offset, number, longLineReason(), {}});
    if (isDocumentLine(line))
        return readPart(line, offset, number);
    ImportedRequest found;
    found.request.body = QByteArray::fromRawData(line.data(), line.size());
    found.place.text = line;
    found.place.offset = offset;
    found.place.line = number;
    return m_sink.request(std::move(found));
}

bool ImportReader::readPart(QByteArrayView text, qint64 offset, qint64 number)
{
    QByteArray bytes = QByteArray::fromRawData(text.data(), text.size());
    QBuffer device(&bytes);
    if (!device.open(QIODevice::ReadOnly))
        return false;
    ByteWindow window(device, [this] { return m_sink.flush(); });
    window.startAt({offset, number, 1});
    if (!DocumentReader(window, m_sink).read())
        return false;
    return m_sink.flush(); // the window's bytes go with it
}

} // namespace spectap
