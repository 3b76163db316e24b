// SPDX-License-Identifier: MIT
#include "app/capture/contentdecoding.h"

#include <algorithm>

#include <zlib.h>

#include <QList>
#include <QString>

namespace spectap {

namespace {

/// Encodings applied on top of each other; nobody sends more than one, an attacker may.
constexpr qsizetype MaxLayers = 3;
constexpr qsizetype FirstOutput = 16 * 1024;

enum class Format : quint8
{
    Gzip,
    Zlib,
    RawDeflate
};

DecodedBody failed(int status, QByteArray code, QByteArray message)
{
    DecodedBody result;
    result.status = status;
    result.code = std::move(code);
    result.message = std::move(message);
    return result;
}

/// An inflate state that cleans up after itself.
class Inflater
{
public:
    explicit Inflater(Format format)
    {
        const int windowBits = format == Format::Gzip ? 15 + 16 : format == Format::Zlib ? 15 : -15;
        m_ready = inflateInit2(&m_stream, windowBits) == Z_OK;
    }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    [[nodiscard]] bool ready() const { return m_ready; }
    [[nodiscard]] z_stream &stream() { return m_stream; }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

/// deflate means zlib, but some clients send it raw: the two-byte zlib head tells (RFC 1950).
Format deflateFormat(QByteArrayView body)
{
    if (body.size() >= 2) {
        const auto first = static_cast<uchar>(body[0]);
        const auto second = static_cast<uchar>(body[1]);
        if ((first & 0x0f) == 8 && (first * 256 + second) % 31 == 0)
            return Format::Zlib;
    }
    return Format::RawDeflate;
}

DecodedBody inflated(Format format, QByteArrayView name, QByteArrayView body, qsizetype limit)
{
    Inflater inflater(format);
    if (!inflater.ready())
        return failed(400, "bad_encoding", "There is not enough memory to decompress the body.");
    z_stream &stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());

    const auto offset = [&] {
        return QByteArray::number(body.size() - static_cast<qsizetype>(stream.avail_in));
    };
    DecodedBody result;
    result.body.resize(std::min(limit + 1, std::max(FirstOutput, body.size() * 4)));
    qsizetype written = 0;
    for (;;) {
        if (written == result.body.size()) {
            if (written > limit)
                return failed(413, "payload_too_large",
                    "The " + name.toByteArray() + " body is larger than " +
                        QByteArray::number(limit / 1024 / 1024) +
                        " MiB when decompressed. Send smaller batches.");
            result.body.resize(std::min(limit + 1, written * 2));
        }
        stream.next_out = reinterpret_cast<Bytef *>(result.body.data() + written);
        stream.avail_out = static_cast<uInt>(result.body.size() - written);
        const int code = inflate(&stream, Z_NO_FLUSH);
        written = result.body.size() - static_cast<qsizetype>(stream.avail_out);
        if (code == Z_STREAM_END) {
            if (stream.avail_in == 0)
                break;
            // gzip allows one member after another
            if (format == Format::Gzip && inflateReset(&stream) == Z_OK)
                continue;
            return failed(400, "bad_encoding",
                "The " + name.toByteArray() + " data ends at byte " + offset() + " of " +
                    QByteArray::number(body.size()) + " and something else follows.");
        }
        if (code != Z_OK && code != Z_BUF_ERROR) {
            return failed(400, "bad_encoding",
                "The body is not valid " + name.toByteArray() + " at byte " + offset() + ": " +
                    (stream.msg ? QByteArray(stream.msg) : QByteArray("unknown data")) +
                    ". Does Content-Encoding say what was sent?");
        }
        if (stream.avail_in == 0 && stream.avail_out != 0) {
            return failed(400, "bad_encoding",
                "The " + name.toByteArray() + " data breaks off after " + QByteArray::number(body.size()) +
                    " bytes; its end is missing.");
        }
    }
    if (written > limit)
        return failed(413, "payload_too_large",
            "The " + name.toByteArray() + " body is larger than " + QByteArray::number(limit / 1024 / 1024) +
                " MiB when decompressed. Send smaller batches.");
    result.body.truncate(written);
    result.body.squeeze();
    return result;
}

} // namespace

DecodedBody decodeBody(QByteArrayView encoding, const QByteArray &body, qsizetype limit)
{
    DecodedBody result;
    result.body = body;
    if (encoding.isEmpty())
        return result;
    QList<QByteArray> layers = encoding.toByteArray().toLower().split(',');
    if (layers.size() > MaxLayers)
        return failed(415, "unsupported_encoding",
            "Content-Encoding has too many layers. Send one of: " + QByteArray(AcceptedEncodings) + '.');
    for (auto layer = layers.crbegin(); layer != layers.crend(); ++layer) {
        const QByteArray name = layer->trimmed();
        const bool gzip = name == "gzip" || name == "x-gzip";
        if (name.isEmpty() || name == "identity")
            continue;
        if (!gzip && name != "deflate")
            return failed(415, "unsupported_encoding",
                "Content-Encoding \"" + name.left(40) +
                    "\" is not understood. Accepted are: " + QByteArray(AcceptedEncodings) + '.');
        if (result.body.isEmpty())
            continue; // a GET that repeats the header of its POSTs
        result = inflated(gzip ? Format::Gzip : deflateFormat(result.body), name, result.body, limit);
        if (!result.ok())
            return result;
    }
    return result;
}

} // namespace spectap
