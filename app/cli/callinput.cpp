// SPDX-License-Identifier: MIT
#include "app/cli/callinput.h"

#include "app/capture/router.h"
#include "model/session/callfinder.h"
#include "model/session/imports/importreader.h"
#include "model/session/sessionreader.h"

#include <QFile>

#include <algorithm>
#include <cstdio>

namespace spectap::cli {

namespace {

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

Result<void> CallInput::readDevice(QIODevice &device)
{
    auto read = ImportReader(device, *this).read();
    flush();
    return read;
}

/// Where the next text may be held, or null when the sink had enough.
CallInput::Held *CallInput::nextHeld()
{
    if (m_texts == TextsAtOnce && !flush())
        return nullptr;
    return &m_held[m_texts++];
}

bool CallInput::request(ImportedRequest &&found)
{
    Request &request = found.request;
    if (request.kind != RequestKind::Calls)
        return true; // an export tells of it; calls are what is asked for
    if (found.origin == ImportOrigin::Recorded) {
        switch (m_recorded.take(request)) {
        case RecordedRequests::Found::Nothing:
            return true;
        case RecordedRequests::Found::Broken:
            return problem(
                {found.place.offset + found.place.begin, found.place.line, m_recorded.reason(), found.place});
        case RecordedRequests::Found::Calls:
            break;
        }
    } else if (found.origin == ImportOrigin::Exported) {
        request.pathType = routeRequest(request.method, request.target).pathType;
    }
    Held *held = nextHeld();
    if (!held)
        return false;
    held->body = std::move(request.body);
    addBody(*held, held->body, request.pathType, found.place);
    return true;
}

bool CallInput::problem(ImportProblem &&found)
{
    Held *held = nextHeld();
    if (!held)
        return false;
    held->error = {};
    held->error.offset = found.place.begin;
    addBroken(*held, found.reason, found.place);
    return true;
}

bool CallInput::flush()
{
    m_texts = 0;
    const bool goOn = m_calls.empty() || m_sink(m_calls);
    m_calls.clear();
    return goOn;
}

void CallInput::addBroken(Held &held, const QString &reason, const ImportPlace &place)
{
    InputCall broken;
    broken.error = &held.error;
    broken.reason = reason;
    broken.text = place.text;
    broken.place = place;
    m_calls.push_back(broken);
}

void CallInput::addBody(Held &held, QByteArrayView body, CallType pathType, const ImportPlace &place)
{
    const SlicedBody sliced = sliceBody(held.tape, body, pathType, true);
    if (sliced.shape == SlicedBody::Shape::NotJson || sliced.shape == SlicedBody::Shape::NoCalls) {
        held.error = sliced.error;
        ImportPlace broken = place;
        const auto size = static_cast<quint32>(body.size());
        broken.begin = std::min(sliced.error.offset, size);
        broken.end = std::min(broken.begin + 1, size);
        addBroken(held,
            sliced.shape == SlicedBody::Shape::NotJson
                ? sliced.error.message()
                : QStringLiteral("Neither an object nor an array of objects"),
            broken);
        return;
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
