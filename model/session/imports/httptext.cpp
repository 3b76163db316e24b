// SPDX-License-Identifier: MIT
#include "model/session/imports/httptext.h"

#include "model/call/headers.h"
#include "model/session/imports/textkind.h"

#include <algorithm>
#include <optional>

namespace spectap {

namespace {

QByteArrayView nextLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool isSeparator(QByteArrayView line)
{
    return line.startsWith("###");
}

/// Before the request line only: in a body these characters are the body's.
bool isComment(QByteArrayView line)
{
    line = line.trimmed();
    return line.startsWith('#') || line.startsWith("//");
}

/// The body of a chunked message as it stands in a text, or nothing when it is not chunked after all.
std::optional<QByteArray> unchunked(QByteArrayView body)
{
    QByteArray whole;
    while (!body.isEmpty()) {
        const QByteArrayView line = nextLine(body);
        bool isSize = false;
        const qsizetype extension = line.indexOf(';');
        const uint size = (extension < 0 ? line : line.first(extension)).trimmed().toUInt(&isSize, 16);
        if (!isSize || size > body.size())
            return std::nullopt;
        if (size == 0)
            return whole;
        whole.append(body.first(size));
        body = body.sliced(size);
        (void)nextLine(body);
    }
    return std::nullopt;
}

bool isCurlTrace(QByteArrayView text)
{
    while (!text.isEmpty()) {
        const QByteArrayView line = nextLine(text);
        if (line.startsWith("> ") && isRequestLine(line.sliced(2)))
            return true;
        if (isRequestLine(line))
            return false;
    }
    return false;
}

} // namespace

bool HttpTextReader::complain(qint64 offset, const QString &reason)
{
    ImportProblem problem{offset, m_window.positionOf(offset).line, reason, {}};
    return m_sink.problem(std::move(problem));
}

/// Divides the input at its separators.
bool HttpTextReader::read()
{
    qint64 begin = m_window.offset();
    bool tooLarge = false;
    m_window.keepFrom(begin);
    for (qint64 lineBegin = begin;;) {
        qsizetype end = m_window.rest().indexOf('\n');
        while (end < 0 && m_window.end() - begin <= MaxImportedBytes && m_window.more())
            end = m_window.rest().indexOf('\n');
        const bool last = end < 0 && m_window.end() - begin <= MaxImportedBytes;
        if (!last && m_window.offset() - begin > MaxImportedBytes && !tooLarge) {
            tooLarge = true;
            if (!complain(begin, QStringLiteral("The request is larger than %1 MiB and was passed over.")
                                     .arg(MaxImportedBytes >> 20))) {
                return false;
            }
        }
        const QByteArrayView line = m_window.rest().first(end < 0 ? m_window.rest().size() : end);
        const bool separates = isSeparator(line);
        if (separates || last) {
            if (!tooLarge && !readPart(begin, separates ? lineBegin : m_window.end()))
                return false;
            if (last)
                return !m_window.ended();
        }
        m_window.pass(line.size() + (end < 0 ? 0 : 1));
        lineBegin = m_window.offset();
        if (separates) {
            begin = lineBegin;
            tooLarge = false;
        }
        m_window.keepFrom(tooLarge ? lineBegin : begin);
        if (tooLarge)
            begin = lineBegin;
    }
}

bool HttpTextReader::readPart(qint64 begin, qint64 end)
{
    m_part = m_window.between(begin, end);
    if (m_part.trimmed().isEmpty())
        return true;
    return isCurlTrace(m_part) ? readTrace(m_part, begin) : readMessage(m_part, begin);
}

/// {{name}} by what the file says of it before; others stay as they are.
QByteArray HttpTextReader::filled(QByteArrayView text) const
{
    QByteArray out = text.toByteArray();
    for (const auto &[name, value] : m_variables)
        out.replace(QByteArray("{{" + name + "}}"), value);
    return out;
}

/// A request line, one of its continuations, or a header.
void HttpTextReader::readHeadLine(QByteArrayView line, ImportedRequest &found) const
{
    Request &request = found.request;
    if (request.target.isEmpty()) {
        const QByteArray words = filled(line.trimmed());
        const qsizetype blank = words.indexOf(' ');
        const bool hasMethod = isRequestLine(words);
        request.method = hasMethod ? words.left(blank) : QByteArray("GET");
        QByteArray target = hasMethod ? words.mid(blank + 1).trimmed() : words;
        if (const qsizetype version = target.lastIndexOf(" HTTP/"); version > 0)
            target.truncate(version);
        request.target = target.trimmed();
        return;
    }
    const QByteArray text = filled(line);
    const bool continues = text.startsWith(' ') || text.startsWith('\t');
    const QByteArray trimmed = text.trimmed();
    if (request.headers.empty() && (trimmed.startsWith('?') || trimmed.startsWith('&'))) {
        request.target += trimmed;
    } else if (continues && !request.headers.empty()) { // RFC 9112 5.2, which nobody should write
        request.headers.back().value += ' ' + trimmed;
    } else if (const qsizetype colon = trimmed.indexOf(':'); colon > 0) {
        request.headers.push_back({trimmed.left(colon), trimmed.mid(colon + 1).trimmed()});
    }
}

bool HttpTextReader::readMessage(QByteArrayView text, qint64 begin)
{
    const char *const origin = text.data();
    ImportedRequest found;
    bool inHead = false;
    while (!text.isEmpty()) {
        const qsizetype at = text.data() - origin;
        const QByteArrayView line = nextLine(text);
        if (!inHead) {
            const QByteArrayView words = line.trimmed();
            if (words.isEmpty() || isComment(line))
                continue;
            if (words.startsWith('@') && words.contains('=')) {
                const qsizetype equals = words.indexOf('=');
                m_variables.emplace_back(words.sliced(1, equals - 1).trimmed().toByteArray(),
                    filled(words.sliced(equals + 1).trimmed()));
                continue;
            }
            if (!isRequestLine(words) && !words.startsWith("http://") && !words.startsWith("https://")) {
                return complain(begin + at,
                    QStringLiteral("A request line is expected here, such as POST /v1/track HTTP/1.1."));
            }
            inHead = true;
        } else if (line.trimmed().isEmpty()) {
            break;
        }
        readHeadLine(line, found);
    }
    if (!inHead)
        return true;
    const qsizetype bodyAt = text.isEmpty() ? m_part.size() : text.data() - origin;
    // Messages written one after the other, as on a connection: where the length ends and a request begins.
    QByteArrayView next;
    bool isLength = false;
    const qlonglong length = headerValue(found.request.headers, "content-length").toLongLong(&isLength);
    if (isLength && length >= 0 && length < text.size()) {
        const QByteArrayView after = text.sliced(length);
        QByteArrayView rest = after.trimmed();
        if (isRequestLine(nextLine(rest))) {
            next = after;
            text = text.first(length);
        }
    }
    if (!give(std::move(found), begin, bodyAt, text))
        return false;
    return next.isEmpty() || readMessage(next, begin + (next.data() - origin));
}

bool HttpTextReader::give(ImportedRequest &&found, qint64 begin, qsizetype bodyAt, QByteArrayView body)
{
    Request &request = found.request;
    found.origin = ImportOrigin::Recorded;
    const QByteArrayView trimmed = body.trimmed();
    if (trimmed.startsWith("< ") || trimmed.startsWith("<@ ")) {
        return complain(begin + bodyAt,
            QStringLiteral("The body is in another file, which is not read. Put it into this one."));
    }
    const bool chunked =
        headerValue(request.headers, "transfer-encoding").trimmed().toLower().endsWith("chunked");
    std::optional<QByteArray> whole;
    if (chunked)
        whole = unchunked(body);
    request.body = whole ? *whole : filled(trimmed);
    request.wireBytes = request.body.size();
    request.encoding = headerValue(request.headers, "content-encoding");
    found.place.text = m_part;
    found.place.offset = begin;
    found.place.line = m_window.positionOf(begin).line;
    found.place.inString = true;
    found.place.begin = static_cast<quint32>(bodyAt);
    found.place.end = static_cast<quint32>(bodyAt + body.size());
    return m_sink.request(std::move(found));
}

/// What curl -v prints: one request and its answer after the other, between lines about the connection.
bool HttpTextReader::readTrace(QByteArrayView text, qint64 begin)
{
    const char *const origin = text.data();
    enum class Where : quint8
    {
        Outside,
        Head,
        Body,
        AnswerHead,
        AnswerBody
    };
    Where where = Where::Outside;
    ImportedRequest found;
    QByteArray body;
    qsizetype bodyAt = 0;
    const auto finish = [&] {
        if (where == Where::Outside)
            return true;
        const qint64 length = headerValue(found.request.headers, "content-length").toLongLong();
        if (body.trimmed().isEmpty() && length > 0) {
            return complain(begin + bodyAt,
                QStringLiteral("The body of this request is missing: curl -v does not print it. "
                               "Use curl --trace-ascii, or put the body after the head."));
        }
        found.request.answer = found.request.answer.trimmed();
        return give(std::move(found), begin, bodyAt, body);
    };
    while (!text.isEmpty()) {
        const qsizetype at = text.data() - origin;
        const QByteArrayView line = nextLine(text);
        if (line.startsWith("* ") || line.startsWith("} [") || line.startsWith("{ ["))
            continue;
        const bool out = line == ">" || line.startsWith("> ");
        const bool in = line == "<" || line.startsWith("< ");
        const QByteArrayView words = out || in ? line.sliced(std::min<qsizetype>(2, line.size())) : line;
        if (out && isRequestLine(words)) {
            if (!finish())
                return false;
            found = {};
            body.clear();
            where = Where::Head;
            bodyAt = at;
            readHeadLine(words, found);
        } else if (out && where == Where::Head) {
            if (words.trimmed().isEmpty())
                where = Where::Body;
            else
                readHeadLine(words, found);
        } else if (in) {
            where = words.trimmed().isEmpty() ? Where::AnswerBody : Where::AnswerHead;
            if (words.startsWith("HTTP/")) {
                const QByteArray status = words.toByteArray().simplified();
                found.request.status = status.mid(status.indexOf(' ') + 1, 3).toInt();
            }
        } else if (where == Where::Body) {
            if (body.isEmpty())
                bodyAt = at;
            body += line.toByteArray() + '\n';
        } else if (where == Where::AnswerBody) {
            found.request.answer += line.toByteArray() + '\n';
        }
    }
    return finish();
}

} // namespace spectap
