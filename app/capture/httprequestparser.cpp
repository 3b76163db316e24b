// SPDX-License-Identifier: MIT
#include "app/capture/httprequestparser.h"

// Header-only Beast: this is the only translation unit that sees it.
#include <boost/beast/http/basic_parser.hpp>

#include <QString>

#include <exception>
#include <new>
#include <optional>
#include <utility>

namespace spectap {

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace {

/// Memory taken for a body before its bytes are there: a client may announce much and send nothing.
constexpr qsizetype MaxReserve = 1024 * 1024;
/// Framing (chunk heads and extensions) that a chunked body may add on the wire.
constexpr qint64 MaxFramingBytes = MaxBodyBytes;

QByteArray bytesOf(string_view text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArrayView viewOf(string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

HttpRequestParser::Failure repeatedLength()
{
    return {400, "bad_content_length", "Content-Length is given more than once. Send it once."};
}

/// Beast's callbacks, writing straight into an HttpRequest: no second copy of headers in Beast's own
/// container.
class BeastParser final : public http::basic_parser<true>
{
public:
    BeastParser(HttpRequest &request, std::vector<Header> &previous,
        std::optional<HttpRequestParser::Failure> &failure, qsizetype bodyLimit)
        : m_request(request)
        , m_previous(previous)
        , m_failure(failure)
    {
        header_limit(static_cast<std::uint32_t>(MaxHeaderBytes));
        body_limit(static_cast<std::uint64_t>(bodyLimit));
    }

    [[nodiscard]] bool wantsContinue() const { return m_continue; }
    void continueTaken() { m_continue = false; }

private:
    void on_request_impl(
        http::verb, string_view method, string_view target, int version, error_code &) override
    {
        m_request.method = bytesOf(method);
        m_request.target = bytesOf(target);
        m_request.http11 = version >= 11;
        m_headBytes = static_cast<qsizetype>(method.size() + target.size()) + 12;
    }

    void on_field_impl(http::field name, string_view nameText, string_view value, error_code &ec) override
    {
        if (m_inBody) { // before Beast 1.86 trailers come here
            on_trailer_field_impl(name, nameText, value, ec);
            return;
        }
        m_headBytes += static_cast<qsizetype>(nameText.size() + value.size()) + 4;
        if (m_headBytes > MaxHeaderBytes)
            return fail(ec, http::error::header_limit);
        if (name == http::field::content_length) {
            // Beast takes a repeated equal length and a list; two lengths are how requests get smuggled
            if (m_lengthSeen || value.find(',') != string_view::npos)
                return refuse(ec, repeatedLength());
            m_lengthSeen = true;
        } else if (name == http::field::transfer_encoding && !sameHeaderName(viewOf(value), "chunked")) {
            return refuse(ec, 400, "bad_transfer_encoding",
                "Transfer-Encoding is \"" + bytesOf(value).left(60) +
                    "\"; only \"chunked\" is understood. Use Content-Encoding for gzip and deflate.");
        } else if (name == http::field::expect) {
            m_expect = bytesOf(value);
        }
        keepField(nameText, value);
    }

    // Pure virtual from Beast 1.86 on; before, a function of our own. Trailers are read past, not kept.
    void on_trailer_field_impl(http::field, string_view name, string_view value, error_code &ec)
    {
        m_trailerBytes += static_cast<qsizetype>(name.size() + value.size()) + 4;
        if (m_trailerBytes > MaxHeaderBytes)
            refuse(ec, 431, "headers_too_large", "The trailer fields exceed 64 KiB. Send smaller ones.");
    }

    void on_header_impl(error_code &ec) override
    {
        m_request.keepAlive = keep_alive();
        m_inBody = true;
        if (!m_request.http11 && chunked())
            m_request.keepAlive = false; // RFC 9112 6.1: the framing of such a message cannot be trusted
        if (m_expect.isEmpty() || !m_request.http11)
            return;
        if (!sameHeaderName(m_expect, "100-continue"))
            return refuse(ec, 417, "expectation_failed",
                "Expect is \"" + m_expect.left(60) + "\"; only \"100-continue\" is understood.");
        m_continue = chunked() || content_length().value_or(0) > 0;
    }

    void on_body_init_impl(boost::optional<std::uint64_t> const &length, error_code &) override
    {
        if (length)
            m_request.body.reserve(qMin(static_cast<qsizetype>(*length), MaxReserve));
    }

    std::size_t on_body_impl(string_view body, error_code &) override
    {
        m_continue = false;
        m_request.body.append(viewOf(body));
        return body.size();
    }

    void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code &ec) override
    {
        m_continue = false;
        if (static_cast<qsizetype>(extensions.size()) > MaxHeaderBytes)
            refuse(ec, 400, "bad_chunk", "A chunk extension exceeds 64 KiB. Send smaller ones.");
    }

    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code &) override
    {
        m_request.body.append(viewOf(body));
        return body.size();
    }

    void on_finish_impl(error_code &) override {}

    // Only ever called for responses.
    void on_response_impl(int, string_view, int, error_code &) override {}

    static void fail(error_code &ec, http::error error) { ec = error; }

    void refuse(error_code &ec, int status, QByteArray code, QByteArray message)
    {
        refuse(ec, {status, std::move(code), std::move(message)});
    }
    void refuse(error_code &ec, HttpRequestParser::Failure failure)
    {
        m_failure = std::move(failure);
        ec = http::error::bad_value;
    }

    /// Clients repeat themselves on a kept-alive connection: share the bytes of the request before.
    void keepField(string_view name, string_view value)
    {
        const std::size_t index = m_request.headers.size();
        Header &field = m_request.headers.emplace_back();
        if (index < m_previous.size()) {
            const Header &before = m_previous[index];
            field.name = before.name == viewOf(name) ? before.name : bytesOf(name);
            field.value = before.value == viewOf(value) ? before.value : bytesOf(value);
        } else {
            field.name = bytesOf(name);
            field.value = bytesOf(value);
        }
    }

    HttpRequest &m_request;
    std::vector<Header> &m_previous;
    std::optional<HttpRequestParser::Failure> &m_failure;
    QByteArray m_expect;
    qsizetype m_headBytes = 0;
    qsizetype m_trailerBytes = 0;
    bool m_inBody = false;
    bool m_lengthSeen = false;
    bool m_continue = false;
};

/// Later versions of Beast refuse a second, different Content-Length by themselves, under a name of its own.
template <typename E> bool isRepeatedLength(const error_code &ec)
{
    if constexpr (requires { E::multiple_content_length; })
        return ec == E::multiple_content_length;
    else
        return false;
}

HttpRequestParser::Failure failureFor(const error_code &ec, qsizetype bodyLimit)
{
    using E = http::error;
    if (isRepeatedLength<E>(ec))
        return repeatedLength();
    if (ec == E::header_limit)
        return {431, "headers_too_large",
            "Request line and headers exceed 64 KiB. Send fewer or smaller headers."};
    if (ec == E::body_limit)
        return {413, "payload_too_large",
            "The body exceeds " + QByteArray::number(bodyLimit / (1024 * 1024)) +
                " MiB. Send smaller batches."};
    if (ec == E::bad_method)
        return {400, "bad_request", "The request line has no valid method: is this HTTP?"};
    if (ec == E::bad_target)
        return {400, "bad_request", "The request line has no valid target."};
    if (ec == E::bad_version)
        return {400, "bad_request", "The request line does not end in HTTP/1.0 or HTTP/1.1."};
    if (ec == E::bad_content_length)
        return {400, "bad_content_length",
            "Content-Length is not one number that fits, or comes with Transfer-Encoding: chunked."};
    if (ec == E::bad_transfer_encoding)
        return {400, "bad_transfer_encoding",
            "Transfer-Encoding is repeated or comes with Content-Length. Send one of the two."};
    if (ec == E::bad_chunk || ec == E::bad_chunk_extension)
        return {400, "bad_chunk",
            "The chunked body breaks the chunk format (" + QByteArray::fromStdString(ec.message()) + ")."};
    return {
        400, "bad_request", "The head is not valid HTTP (" + QByteArray::fromStdString(ec.message()) + ")."};
}

/// Beast waits for the CRLF CRLF that such a client never sends.
bool hasBareLineFeed(QByteArrayView head)
{
    for (qsizetype at = head.indexOf('\n'); at >= 0; at = head.indexOf('\n', at + 1)) {
        if (at == 0 || head[at - 1] != '\r')
            return true;
    }
    return false;
}

} // namespace

struct HttpRequestParser::Private
{
    HttpRequest request;
    std::vector<Header> previous;
    std::optional<Failure> failure;
    std::optional<BeastParser> beast;
    qsizetype bodyLimit = MaxBodyBytes;

    void fail(Failure reason)
    {
        if (!failure)
            failure = std::move(reason);
    }
};

QByteArray HttpRequest::header(QByteArrayView name) const
{
    return headerValue(headers, name);
}

HttpRequestParser::HttpRequestParser(qsizetype bodyLimit)
    : d(std::make_unique<Private>())
{
    d->bodyLimit = bodyLimit;
}

HttpRequestParser::~HttpRequestParser() = default;

HttpRequestParser::Progress HttpRequestParser::feed(QByteArrayView bytes)
{
    if (d->failure)
        return {Status::Error, 0};
    if (!d->beast) {
        // RFC 9112 2.2: ignore empty lines before a request line
        qsizetype blank = 0;
        while (blank < bytes.size() && (bytes[blank] == '\r' || bytes[blank] == '\n'))
            ++blank;
        if (blank == bytes.size())
            return {Status::NeedMore, blank};
        if (blank > 0) {
            const Progress rest = feed(bytes.sliced(blank));
            return {rest.status, rest.consumed + blank};
        }
        if (bytes[0] == '\x16') {
            d->fail({400, "tls_not_supported",
                "The client speaks TLS to a port for plain http. Point it to http://, not https://."});
            return {Status::Error, 0};
        }
        d->beast.emplace(d->request, d->previous, d->failure, d->bodyLimit);
    }

    const auto length = static_cast<std::size_t>(bytes.size());
    std::size_t used = 0;
    error_code ec;
    try {
        // Beast stops after each element it has understood; go on while it moves.
        while (used < length && !d->beast->is_done()) {
            const bool inBody = d->beast->is_header_done();
            const std::size_t step =
                d->beast->put(boost::asio::const_buffer(bytes.data() + used, length - used), ec);
            used += step;
            if (inBody)
                d->request.wireBytes += static_cast<qint64>(step);
            if (ec || step == 0)
                break;
        }
    } catch (const std::bad_alloc &) {
        d->fail({413, "payload_too_large", "There is not enough memory for this request."});
    } catch (const std::exception &broken) { // Beast throws on some oversize trailers instead of setting ec
        d->fail({400, "bad_request", QByteArray("The request cannot be parsed: ") + broken.what() + '.'});
    }

    const auto consumed = static_cast<qsizetype>(used);
    const bool headDone = d->beast->is_header_done();
    if (ec && ec != http::error::need_more)
        d->fail(failureFor(ec, d->bodyLimit));
    else if (headDone && !d->beast->is_done() && bytes.size() - consumed > MaxHeaderBytes)
        d->fail(
            {431, "headers_too_large", "A chunk header or the trailers exceed 64 KiB. Send smaller ones."});
    else if (d->request.wireBytes - d->request.body.size() > MaxFramingBytes)
        d->fail({413, "payload_too_large",
            "The chunk framing around the body exceeds 32 MiB. Send larger chunks."});
    else if (!headDone && hasBareLineFeed(bytes.sliced(consumed)))
        d->fail({400, "bad_request", "A line of the head ends in LF alone. End lines with CRLF."});
    if (d->failure)
        return {Status::Error, consumed};
    return {d->beast->is_done() ? Status::Ready : Status::NeedMore, consumed};
}

HttpRequest HttpRequestParser::take()
{
    HttpRequest request = std::exchange(d->request, {});
    if (!d->failure) {
        d->previous = request.headers;
        d->beast.reset();
    }
    return request;
}

const HttpRequestParser::Failure &HttpRequestParser::failure() const
{
    static const Failure none{0, {}, {}};
    return d->failure ? *d->failure : none;
}

bool HttpRequestParser::takeContinueWish()
{
    if (!d->beast || !d->beast->wantsContinue())
        return false;
    d->beast->continueTaken();
    return true;
}

bool HttpRequestParser::isMidRequest() const
{
    return d->beast.has_value();
}

} // namespace spectap
