// SPDX-License-Identifier: MIT
#include "app/cli/callinput.h"

#include "app/capture/contentdecoding.h"
#include "app/capture/router.h"
#include "model/session/callfinder.h"

#include <QFile>
#include <QUrl>

#include <algorithm>
#include <cstdio>

namespace spectap::cli {

namespace {

constexpr qint64 ChunkBytes = 1 << 20;
constexpr qsizetype MaxHarBody = 64 << 20;      ///< of a compressed one
constexpr qint64 MaxDocumentBytes = 0x7fff0000; ///< positions in a JsonTape are 32-bit

bool isBlank(QByteArrayView text)
{
    return text.trimmed().isEmpty();
}

/// Splits off the next line of `rest` without its line break.
QByteArrayView nextLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    const QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    return line;
}

bool isSession(QFile &file)
{
    return file.peek(16) == QByteArrayView("SQLite format 3\0", 16);
}

} // namespace

Result<void> CallInput::read(const QString &input)
{
    QFile file;
    if (input == u"-") {
        if (!file.open(stdin, QIODevice::ReadOnly))
            return Error{ErrorCode::Io, QStringLiteral("Standard input cannot be read.")};
        return readDevice(file);
    }
    file.setFileName(input);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{
            ErrorCode::Io, QStringLiteral("%1 cannot be opened: %2.").arg(input, file.errorString())};
    }
    if (isSession(file)) {
        file.close();
        return readSession(input);
    }
    return readDevice(file);
}

Result<void> CallInput::readSession(const QString &path)
{
    auto reader = SessionReader::open(path);
    if (!reader)
        return reader.error();
    const auto count = (*reader)->callCount();
    if (!count)
        return count.error();
    CallFinder finder;
    return (*reader)->calls(1, *count, [&](const StoredCallDetail &stored) {
        InputCall call;
        if (const CallView *found = finder.find(stored))
            call.call = *found;
        else
            call.error = &finder.sliced().error;
        call.context.receivedAt = stored.call.row.receivedAt;
        call.context.requestBytes = finder.bodyBytes();
        call.text = stored.raw();
        return m_sink(call);
    });
}

/// NDJSON or one document? Decided by the first line that says something: JSON by itself means lines.
Result<void> CallInput::readDevice(QIODevice &device)
{
    QByteArray buffer;
    bool lines = false;
    bool whole = false;
    for (;;) {
        const QByteArray chunk = device.read(ChunkBytes);
        if (chunk.isEmpty())
            break;
        buffer += chunk;
        if (!whole) {
            QByteArrayView rest(buffer);
            qsizetype used = 0;
            for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
                const QByteArrayView line = nextLine(rest);
                if (!lines && !isBlank(line)) {
                    lines = !m_tape.parse(line);
                    whole = !lines;
                    if (whole)
                        break;
                }
                used += line.size() + 1;
                if (!isBlank(line) && !readDocument(line))
                    return {};
                m_offset += line.size() + 1;
                ++m_line;
            }
            if (!whole)
                buffer.remove(0, used);
        }
        if (buffer.size() > MaxDocumentBytes) {
            return Error{ErrorCode::Io,
                QStringLiteral(
                    "A single document of more than 2 GB cannot be read. Send the calls as NDJSON.")};
        }
    }
    if (!isBlank(buffer)) {
        if (lines)
            readDocument(buffer);
        else
            readWhole(buffer);
    }
    return {};
}

/// The text did not begin with a line of JSON: one document over several lines, or lines of which the first
/// is broken.
void CallInput::readWhole(QByteArrayView text)
{
    const bool document = !m_tape.parse(text);
    bool anyLine = false;
    if (!document) {
        for (QByteArrayView rest = text; !rest.isEmpty() && !anyLine;) {
            const QByteArrayView line = nextLine(rest).trimmed();
            anyLine = line.startsWith('{') && line.endsWith('}') && line.size() > 2 && !m_tape.parse(line);
        }
    }
    if (!anyLine) {
        readDocument(text);
        return;
    }
    for (QByteArrayView rest = text; !rest.isEmpty();) {
        const QByteArrayView line = nextLine(rest);
        if (!isBlank(line) && !readDocument(line))
            return;
        m_offset += line.size() + 1;
        ++m_line;
    }
}

bool CallInput::readDocument(QByteArrayView text)
{
    InputPlace place;
    place.text = text;
    place.offset = m_offset;
    place.line = m_line;
    return emitBody(m_tape, text, CallType::Unknown, place);
}

bool CallInput::emitBody(JsonTape &tape, QByteArrayView body, CallType pathType, const InputPlace &place)
{
    const SlicedBody sliced = sliceBody(tape, body, pathType, true);
    if (sliced.shape == SlicedBody::Shape::NotJson) {
        InputCall broken;
        broken.error = &sliced.error;
        broken.text = body;
        broken.place = place;
        const auto size = static_cast<quint32>(body.size());
        broken.place.begin = std::min(sliced.error.offset, size);
        broken.place.end = std::min(broken.place.begin + 1, size);
        return m_sink(broken);
    }
    if (!place.inString && sliced.shape == SlicedBody::Shape::Single) {
        const quint32 log = tape.find(0, "log");
        const quint32 entries = log == JsonTape::None || tape[log].kind != JsonKind::Object
                                    ? JsonTape::None
                                    : tape.find(log, "entries");
        if (entries != JsonTape::None && tape[entries].kind == JsonKind::Array)
            return readHar(entries);
    }
    for (const CallView &view : sliced.calls) {
        InputCall call;
        call.call = view;
        call.text = view.raw();
        call.place = place;
        // The size of a batch body means something only where the body is what an SDK sent.
        call.context.requestBytes = view.batch == JsonTape::None ? 0 : body.size();
        if (!m_sink(call))
            return false;
    }
    return true;
}

/// Calls are found by shape, at whatever host: a browser's HAR holds every request of the page.
bool CallInput::readHar(quint32 entries)
{
    for (quint32 entry = entries + 1; entry < m_tape[entries].next; entry = m_tape[entry].next) {
        if (!readHarEntry(entry))
            return false;
    }
    return true;
}

bool CallInput::readHarEntry(quint32 entry)
{
    const auto member = [this](quint32 object, QByteArrayView name) {
        return object == JsonTape::None || m_tape[object].kind != JsonKind::Object
                   ? JsonTape::None
                   : m_tape.find(object, name);
    };
    const auto text = [this](quint32 node) {
        return node == JsonTape::None || m_tape[node].kind != JsonKind::String
                   ? QByteArray()
                   : m_tape.string(node).toByteArray();
    };
    const quint32 request = member(entry, "request");
    const quint32 posted = member(request, "postData");
    const quint32 content = member(posted, "text");
    QByteArray body = text(content);
    // Not in the format's text, but in what recorders write for bodies that are not UTF-8.
    if (text(member(posted, "encoding")) == "base64")
        body = QByteArray::fromBase64(body);
    if (body.startsWith("\x1f\x8b")) {
        DecodedBody decoded = decodeBody("gzip", body, MaxHarBody);
        body = decoded.ok() ? std::move(decoded.body) : QByteArray();
    }
    if (body.isEmpty())
        return true;
    // By shape alone: a path of a foreign host says nothing. What is a call is then read as its path has it.
    const SlicedBody::Shape shape = sliceBody(m_inner, body, CallType::Unknown, false).shape;
    if (shape != SlicedBody::Shape::Single && shape != SlicedBody::Shape::Batch)
        return true;
    const QByteArray target = QUrl(QString::fromUtf8(text(member(request, "url")))).path().toUtf8();
    InputPlace place;
    place.text = m_tape.text();
    place.offset = m_offset;
    place.line = m_line;
    place.inString = true;
    place.begin = m_tape[content].begin;
    place.end = m_tape[content].end;
    return emitBody(m_inner, body, routeRequest("POST", target).pathType, place);
}

Result<void> readInputs(const QStringList &inputs, const CallInput::Sink &sink)
{
    for (const QString &input : inputs) {
        CallInput reader(sink);
        if (auto read = reader.read(input); !read)
            return read;
    }
    return {};
}

QString passedOverWords(quint64 count)
{
    return QStringLiteral("%1 not JSON and passed over; spectap check says where.")
        .arg(count == 1 ? QStringLiteral("1 text is") : QStringLiteral("%1 texts are").arg(count));
}

} // namespace spectap::cli
