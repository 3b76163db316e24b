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
    auto read = (*reader)->calls(1, *count, [&](const StoredCallDetail &stored) {
        if (!finder.holds(stored.request.id) && !flush())
            return false;
        InputCall call;
        if (const CallView *found = finder.find(stored))
            call.call = *found;
        else
            call.error = &finder.sliced().error;
        call.context.receivedAt = stored.call.row.receivedAt;
        call.context.requestBytes = finder.bodyBytes();
        call.text = stored.raw();
        m_calls.push_back(call);
        return true;
    });
    flush();
    return read;
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
                    lines = !m_held[0].tape.parse(line);
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
            if (!flush())
                return {};
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
        flush();
    }
    return {};
}

/// The text did not begin with a line of JSON: one document over several lines, or lines of which the first
/// is broken.
void CallInput::readWhole(QByteArrayView text)
{
    JsonTape &tape = m_held[0].tape;
    const bool document = !tape.parse(text);
    bool anyLine = false;
    if (!document) {
        for (QByteArrayView rest = text; !rest.isEmpty() && !anyLine;) {
            const QByteArrayView line = nextLine(rest).trimmed();
            anyLine = line.startsWith('{') && line.endsWith('}') && line.size() > 2 && !tape.parse(line);
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
    if (m_texts == TextsAtOnce && !flush())
        return false;
    InputPlace place;
    place.text = text;
    place.offset = m_offset;
    place.line = m_line;
    Held &held = m_held[m_texts++];
    return addBody(held.tape, held.error, text, CallType::Unknown, place);
}

bool CallInput::flush()
{
    m_texts = 0;
    const bool goOn = m_calls.empty() || m_sink(m_calls);
    m_calls.clear();
    return goOn;
}

bool CallInput::addBody(
    JsonTape &tape, JsonError &error, QByteArrayView body, CallType pathType, const InputPlace &place)
{
    const SlicedBody sliced = sliceBody(tape, body, pathType, true);
    if (sliced.shape == SlicedBody::Shape::NotJson) {
        error = sliced.error;
        InputCall broken;
        broken.error = &error;
        broken.text = body;
        broken.place = place;
        const auto size = static_cast<quint32>(body.size());
        broken.place.begin = std::min(sliced.error.offset, size);
        broken.place.end = std::min(broken.place.begin + 1, size);
        m_calls.push_back(broken);
        return true;
    }
    if (!place.inString && sliced.shape == SlicedBody::Shape::Single) {
        const quint32 log = tape.find(0, "log");
        const quint32 entries = log == JsonTape::None || tape[log].kind != JsonKind::Object
                                    ? JsonTape::None
                                    : tape.find(log, "entries");
        if (entries != JsonTape::None && tape[entries].kind == JsonKind::Array)
            return readHar(tape, entries);
    }
    for (const CallView &view : sliced.calls) {
        InputCall call;
        call.call = view;
        call.text = view.raw();
        call.place = place;
        // The size of a batch body means something only where the body is what an SDK sent.
        call.context.requestBytes = view.batch == JsonTape::None ? 0 : body.size();
        m_calls.push_back(call);
    }
    return true;
}

/// Calls are found by shape, at whatever host: a browser's HAR holds every request of the page.
bool CallInput::readHar(const JsonTape &tape, quint32 entries)
{
    for (quint32 entry = entries + 1; entry < tape[entries].next; entry = tape[entry].next) {
        if (!readHarEntry(tape, entry))
            return false;
    }
    return true;
}

bool CallInput::readHarEntry(const JsonTape &tape, quint32 entry)
{
    const auto member = [&tape](quint32 object, QByteArrayView name) {
        return object == JsonTape::None || tape[object].kind != JsonKind::Object ? JsonTape::None
                                                                                 : tape.find(object, name);
    };
    const auto text = [&tape](quint32 node) {
        return node == JsonTape::None || tape[node].kind != JsonKind::String
                   ? QByteArray()
                   : tape.string(node).toByteArray();
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
    const SlicedBody::Shape shape = sliceBody(m_inner.tape, body, CallType::Unknown, false).shape;
    if (shape != SlicedBody::Shape::Single && shape != SlicedBody::Shape::Batch)
        return true;
    const QByteArray target = QUrl(QString::fromUtf8(text(member(request, "url")))).path().toUtf8();
    InputPlace place;
    place.text = tape.text();
    place.offset = m_offset;
    place.line = m_line;
    place.inString = true;
    place.begin = tape[content].begin;
    place.end = tape[content].end;
    // The texts before it and its own are handed over now: the body does not live longer.
    return flush() &&
           addBody(m_inner.tape, m_inner.error, body, routeRequest("POST", target).pathType, place) &&
           flush();
}

Result<void> readInputs(const QStringList &inputs, const std::function<bool(const InputCall &)> &sink)
{
    for (const QString &input : inputs) {
        CallInput reader([&sink](std::span<const InputCall> calls) {
            return std::all_of(calls.begin(), calls.end(), std::cref(sink));
        });
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
