// SPDX-License-Identifier: MIT
#include "app/capture/sessionimport.h"

#include "app/capture/router.h"
#include "model/session/imports/importreader.h"
#include "model/session/imports/salvagereader.h"

#include <QFileInfo>

#include <algorithm>
#include <exception>
#include <limits>

namespace spectap {

namespace {

/// One transaction: some ten milliseconds.
constexpr std::size_t RequestsAtOnce = 4096;
constexpr qint64 BytesAtOnce = 4 << 20;
/// Files of single calls: one call at a time is not worth another thread.
constexpr qsizetype WorthHandingOver = 4096;
/// Ids above are given anew: whoever writes an export by hand must not make us remember the rest.
constexpr qint64 MaxKeptId = qint64(1) << 28;

/// Blanks behind a text are not the text's; a line of a file from Windows has one.
QByteArray withoutTrailingBlanks(const QByteArray &text)
{
    qsizetype size = text.size();
    while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\r' || text[size - 1] == '\n' ||
                           text[size - 1] == '\t'))
        --size;
    return QByteArray::fromRawData(text.constData(), size);
}

} // namespace

SessionImport::SessionImport(Job job)
    : m_job(std::move(job))
    , m_assessor(m_job.checker, m_job.pool)
    , m_preparation(m_job.checker)
{
    m_preparation.setNow(m_job.now);
    m_preparation.setLeastBody(WorthHandingOver);
}

Result<ImportReport> SessionImport::run(QIODevice &input)
{
    return runWith([this, &input] {
        ImportReader reader(input, *this);
        m_readBytes = [&reader] { return reader.progress(); };
        return reader.read();
    });
}

Result<ImportReport> SessionImport::recover(const QString &damaged)
{
    return runWith([this, &damaged] {
        SalvageReader reader(damaged, QFileInfo(m_job.session).path(), *this);
        m_readBytes = [&reader] { return reader.progress(); };
        return reader.read();
    });
}

Result<ImportReport> SessionImport::runWith(const std::function<Result<void>()> &read)
{
    auto writer = SessionWriter::open(m_job.session, m_job.pool);
    if (!writer)
        return writer.error();
    m_writer = std::move(*writer);
    if (auto marked = m_writer->setMeta(CheckedWithKey, m_job.checker->version()); !marked)
        return marked.error();
    try {
        const Result<void> outcome = read();
        if (m_outcome)
            m_outcome = outcome;
    } catch (const std::exception &broken) { // memory
        m_outcome = Error{ErrorCode::Io, QString::fromUtf8(broken.what())};
    }
    m_readBytes = [] { return qint64(0); };
    m_preparation.end();
    if (m_outcome && !m_report.cancelled)
        m_outcome = storeGroup();
    const Result<void> finished = finish();
    m_writer.reset();
    if (!m_outcome)
        return m_outcome.error();
    if (!finished)
        return finished.error();
    return std::move(m_report);
}

Result<void> SessionImport::finish()
{
    for (auto entry = m_meta.cbegin(); entry != m_meta.cend(); ++entry) {
        if (auto kept = m_writer->setMeta(entry.key(), entry.value()); !kept)
            return kept;
    }
    return m_marks.empty() ? Result<void>() : m_writer->setMarks(m_marks);
}

/// What the writer and checking say of a session is said anew.
void SessionImport::sessionMeta(const QByteArray &key, const QByteArray &value)
{
    if (key != "writer" && key != "state" && key != "probe" && key != CheckedWithKey)
        m_meta.insert(key, value);
}

bool SessionImport::problem(ImportProblem &&found)
{
    ++m_report.problemCount;
    if (m_report.problems.size() < ImportReport::MaxProblems) {
        found.place.text = {};
        m_report.problems.push_back(std::move(found));
    }
    return true;
}

bool SessionImport::request(ImportedRequest &&found)
{
    QueuedRequest item;
    Pending pending{found.place, std::move(found.marks), false};
    item.request = std::move(found.request);
    item.isCallRoute = true;
    switch (found.origin) {
    case ImportOrigin::Text:
        item.request.body = withoutTrailingBlanks(item.request.body);
        item.request.wireBytes = item.request.body.size();
        break;
    case ImportOrigin::Recorded:
        switch (m_recorded.take(item.request)) {
        case RecordedRequests::Found::Nothing:
            return true;
        case RecordedRequests::Found::Broken:
            return problem(
                {found.place.offset + found.place.begin, found.place.line, m_recorded.reason(), {}});
        case RecordedRequests::Found::Calls:
            break;
        }
        break;
    case ImportOrigin::Exported:
        item.request.pathType = routeRequest(item.request.method, item.request.target).pathType;
        pending.hasId = true;
        break;
    }
    m_groupBytes += item.request.body.size();
    m_group.push_back(std::move(item));
    m_pending.push_back(std::move(pending));
    return (m_group.size() < RequestsAtOnce && m_groupBytes < BytesAtOnce) || flush();
}

bool SessionImport::flush()
{
    m_report.cancelled = m_report.cancelled || (m_job.cancelled && *m_job.cancelled);
    if (!m_report.cancelled)
        m_outcome = storeGroup();
    return m_outcome && !m_report.cancelled;
}

Result<void> SessionImport::storeGroup()
{
    if (m_group.empty())
        return {};
    m_batch = {};
    m_batch.firstSeq = m_writer->lastSeq() + 1;
    if (Result<void> begun = m_writer->begin(); !begun)
        return begun;
    m_preparation.begin(m_group);
    Result<void> stored;
    for (std::size_t i = 0; i < m_group.size() && stored; ++i)
        stored = storeRequest(m_group[i].request, m_preparation.at(i), m_pending[i]);
    m_preparation.end();
    if (stored)
        stored = m_writer->commit();
    m_group.clear();
    m_pending.clear();
    m_groupBytes = 0;
    if (!stored) {
        m_writer->rollback();
        return stored;
    }
    m_batch.fileBytes = m_writer->fileBytes();
    if (m_job.progress)
        m_job.progress(std::move(m_batch), m_readBytes());
    return {};
}

/// Whether the text holds no calls, which is told.
bool SessionImport::badText(const Request &request, const SlicedBody &sliced, const ImportPlace &place)
{
    if (sliced.shape == SlicedBody::Shape::NotJson) {
        JsonError error = sliced.error;
        const qint64 at = place.inString ? place.offset + place.begin : place.offset + error.offset;
        if (!place.inString && at <= std::numeric_limits<quint32>::max())
            error.offset = static_cast<quint32>(at);
        if (place.line == 0) { // of a session
            return problem({0, 0,
                QStringLiteral("Request %1: not JSON any more: %2.").arg(request.id).arg(error.message()),
                {}});
        }
        const QByteArrayView before =
            QByteArrayView(request.body).first(std::min<qsizetype>(sliced.error.offset, request.body.size()));
        const qint64 line = place.inString ? place.line : place.line + before.count('\n');
        return problem({at, line, QStringLiteral("Not JSON: %1.").arg(error.message()), {}});
    }
    if (sliced.shape == SlicedBody::Shape::NoCalls) {
        return problem({place.offset, place.line,
            QStringLiteral("This is JSON, but neither an object nor an array of objects."), {}});
    }
    return false;
}

bool SessionImport::takeId(qint64 id)
{
    if (id <= 0 || id > MaxKeptId)
        return false;
    const auto index = static_cast<std::size_t>(id);
    if (m_takenIds.size() <= index)
        m_takenIds.resize(std::max(index + 1, m_takenIds.size() * 2));
    if (m_takenIds[index])
        return false;
    m_takenIds[index] = true;
    return true;
}

/// Refused requests come last in an export; their ids say where they belong.
Result<void> SessionImport::addRequest(Request &request, bool hasId)
{
    if (hasId && takeId(request.id))
        return m_writer->addRequestAs(request);
    Result<void> added = m_writer->addRequest(request);
    (void)takeId(request.id);
    return added;
}

Result<void> SessionImport::storeRequest(Request &request, PreparedRequest &prepared, const Pending &pending)
{
    if (request.kind != RequestKind::Calls) {
        m_report.refused += request.kind == RequestKind::Rejected;
        if (Result<void> added = addRequest(request, pending.hasId); !added)
            return added;
        m_batch.requests.push_back(rowOf(request));
        return {};
    }
    if (badText(request, prepared.sliced, pending.place) || prepared.sliced.calls.empty())
        return {};
    request.receivedAt = prepared.receivedAt;
    const quint32 first = m_writer->lastSeq() + 1;
    const auto calls = static_cast<quint32>(prepared.calls.size());
    m_storing.assess(m_assessor, first, request, prepared);
    if (Result<void> added = addRequest(request, pending.hasId); !added)
        return added;
    if (Result<void> added = m_storing.addCalls(*m_writer, first, request, prepared, m_batch); !added)
        return added;
    for (const auto &[index, mark] : pending.marks) {
        if (index < calls && !mark.isEmpty()) {
            m_marks.push_back({first + index, mark});
            m_batch.marks.push_back(m_marks.back());
        }
    }
    m_report.calls += calls;
    if (prepared.receiveTime == ReceiveTime::OfCalls)
        m_report.timesOfCalls += calls;
    else if (prepared.receiveTime == ReceiveTime::Unknown)
        m_report.timesUnknown += calls;
    return {};
}

} // namespace spectap
