// SPDX-License-Identifier: MIT
#include "model/session/exports/exportrequests.h"
#include "model/session/exports/exporttext.h"
#include "model/session/exports/shellquote.h"

#include "model/call/headers.h"
#include "model/call/plaintext.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace spectap {

namespace {

/// What stands in the session instead of a secret.
constexpr QByteArrayView Mask = "***";
constexpr qsizetype ShownKey = 4; ///< characters of a write key, to tell which one is asked for

/// Of one connection or one encoding of the body, or made by curl itself.
constexpr std::array<QByteArrayView, 11> OwnHeaders{"host", "content-length", "transfer-encoding",
    "connection", "content-encoding", "expect", "keep-alive", "te", "trailer", "upgrade", "proxy-connection"};

constexpr char Functions[] = R"sh(
SPECTAP_TARGET=${1:-http://127.0.0.1:8787}
SPECTAP_TARGET=${SPECTAP_TARGET%/}
LC_ALL=C
export LC_ALL
failed=0

# ask VARIABLE WORDS: takes a secret from the environment, else from standard input.
ask() {
    eval "value=\${$1-}"
    if [ -z "$value" ]; then
        printf '%s (%s): ' "$2" "$1" >&2
        IFS= read -r value || true
    fi
    if [ -z "$value" ]; then
        printf '\n%s is missing: it was masked when the session was stored. Nothing was sent.\n' "$1" >&2
        exit 2
    fi
    eval "$1=\$value"
}

# send NUMBER CURL-ARGUMENTS...: says which request it was and what it was answered.
send() {
    number=$1
    shift
    status=$(curl -sS -g --path-as-is -o /dev/null -w '%{http_code}' \
        -H 'Expect:' -H 'Accept:' -H 'User-Agent:' -H 'Content-Type:' "$@") || {
        printf '%s not sent\n' "$number"
        return 1
    }
    printf '%s %s\n' "$number" "$status"
}
)sh";

bool isSentAgain(const Request &request)
{
    return request.kind == RequestKind::Calls || request.kind == RequestKind::Rejected;
}

bool isMasked(const Header &header)
{
    if (!header.value.endsWith(Mask))
        return false;
    const qsizetype kept = header.value.size() - Mask.size();
    return kept == 0 || header.value[kept - 1] == ' ' || header.value[kept - 1] == ':';
}

/// Bytes that stand in a URL as they are; anything else takes the target past curl's reading of it.
bool isPlainTarget(QByteArrayView target)
{
    return target.startsWith('/') && std::all_of(target.begin(), target.end(), [](char c) {
        return c > ' ' && c < '\x7f' && c != '#' && c != '\\';
    });
}

class CurlWriter final : public RequestsWriter
{
public:
    using RequestsWriter::RequestsWriter;

    [[nodiscard]] quint32 passes() const override { return m_passes; }
    Result<void> begin(ExportOutput &out) override;

protected:
    void addCarried(const StoredCallDetail &detail) override
    {
        if (m_calls++ == 0)
            m_firstSeq = detail.seq;
    }
    void addRequest(QByteArray &out, const Request &request) override;
    void close(QByteArray &out) override;

private:
    /// The variable for what was masked there, asked for at the top.
    QByteArray variable(const Request &request, const QByteArray &what);
    void findSecrets(const Request &request);
    QByteArray headerWord(const Request &request, const Header &header);
    QByteArray targetWord(const Request &request);
    QByteArray note(const Request &request) const;

    quint32 m_passes = source().isWhole() ? 1 : 2;
    struct Secret
    {
        QByteArray variable;
        QByteArray words;
    };
    std::map<QByteArray, Secret> m_secrets; ///< by what they are and for which write key
    quint32 m_calls = 0;                    ///< of the request that comes next, the chosen ones
    quint32 m_firstSeq = 0;
    quint64 m_left = 0; ///< requests that are not sent again
};

Result<void> CurlWriter::begin(ExportOutput &out)
{
    // All secrets are asked for before anything is sent.
    Result<void> read;
    if (source().isWhole()) {
        read = source().requests(
            1, source().lastRequest(), RequestScan::Part::Head, [this](const Request &request) {
                findSecrets(request);
                return true;
            });
    } else {
        qint64 last = 0;
        read = source().eachCall([this, &last](const StoredCallDetail &detail) {
            if (std::exchange(last, detail.request.id) != detail.request.id)
                findSecrets(detail.request);
            return true;
        });
    }
    if (!read)
        return read;
    QByteArray &text = out.text();
    text +=
        "#!/bin/sh\n# Sends the requests of " + plainText(source().name()) +
        " again: the very bytes of their bodies, to another address.\n"
        "# Usage: sh FILE [TARGET], by default to http://127.0.0.1:8787. Written by Spectap " SPECTAP_VERSION
        ".\n# Compressed bodies are sent as they were before. What was masked in a body stays masked.\n";
    if (!source().notice().isEmpty())
        text += "# " + source().notice() + '\n';
    text += Functions;
    if (!m_secrets.empty())
        text += '\n';
    for (const auto &[key, secret] : m_secrets)
        text += "ask " + secret.variable + ' ' + shellWord(secret.words) + '\n';
    return {};
}

void CurlWriter::findSecrets(const Request &request)
{
    if (!isSentAgain(request))
        return;
    for (const Header &header : request.headers) {
        if (isMasked(header))
            (void)headerWord(request, header);
    }
    (void)targetWord(request);
}

QByteArray CurlWriter::variable(const Request &request, const QByteArray &what)
{
    Secret &secret = m_secrets[what + '\0' + request.writeKey];
    if (secret.variable.isEmpty()) {
        secret.variable = "SPECTAP_SECRET_" + QByteArray::number(m_secrets.size());
        secret.words = plainText(what);
        if (!request.writeKey.isEmpty() && request.writeKey != Mask)
            secret.words += plainText(QByteArray(" of write key " + request.writeKey.left(ShownKey) + "..."));
    }
    return secret.variable;
}

QByteArray CurlWriter::headerWord(const Request &request, const Header &header)
{
    if (!isMasked(header))
        return "-H " + shellWord(header.value.isEmpty() ? QByteArray(header.name + ';')
                                                        : QByteArray(header.name + ": " + header.value));
    if (sameHeaderName(header.name, "Authorization") && header.value.toLower().startsWith("basic "))
        return "-u \"$" + variable(request, "Write key to sign in with") + ":\"";
    const QByteArray kept = header.value.chopped(Mask.size());
    return "-H " + shellWord(QByteArray(header.name + ": " + kept)) + "\"$" +
           variable(request, "Header " + header.name) + '"';
}

QByteArray CurlWriter::targetWord(const Request &request)
{
    const QByteArray &target = request.target;
    if (!isPlainTarget(target))
        return "--request-target " + shellWord(target) + " \"$SPECTAP_TARGET\"";
    QByteArray word = "\"$SPECTAP_TARGET\"";
    qsizetype from = 0;
    for (qsizetype at = target.indexOf("=***"); at >= 0; at = target.indexOf("=***", from)) {
        const qsizetype end = at + 1 + Mask.size();
        word += shellWord(QByteArrayView(target).sliced(from, at + 1 - from));
        from = end;
        if (end < target.size() && target[end] != '&') {
            word += shellWord(Mask);
            continue;
        }
        const qsizetype start = std::max(target.lastIndexOf('&', at), target.lastIndexOf('?', at)) + 1;
        word += "\"$" + variable(request, "Parameter " + target.mid(start, at - start)) + '"';
    }
    if (from < target.size())
        word += shellWord(QByteArrayView(target).sliced(from));
    return word;
}

QByteArray CurlWriter::note(const Request &request) const
{
    QByteArray words = QByteArray::number(request.id) + ": " + request.method + ' ' + request.target + ", " +
                       exportTime(request.receivedAt);
    if (m_calls == 1)
        words += ", call " + QByteArray::number(m_firstSeq);
    else if (m_calls > 1)
        words += ", " + QByteArray::number(m_calls) + " calls from " + QByteArray::number(m_firstSeq) + " on";
    words += ", answered " + QByteArray::number(request.status);
    if (!request.reason.isEmpty())
        words += ": " + request.reason;
    return "\n# " + plainText(words) + '\n';
}

void CurlWriter::addRequest(QByteArray &out, const Request &request)
{
    if (!isSentAgain(request)) {
        ++m_left;
        return;
    }
    out += note(request);
    m_calls = 0;
    if (request.body.isEmpty() && request.wireBytes > 0) {
        out += "# Its body was not kept, so it is not sent.\n";
        ++m_left;
        return;
    }
    if (!request.body.isEmpty()) {
        appendShellPrint(out, request.body);
        out += " | ";
    }
    out += "send " + QByteArray::number(request.id);
    out += request.method == "HEAD" ? QByteArray(" -I") : " -X " + shellWord(request.method);
    for (const Header &header : request.headers) {
        const auto isOwn = [&header](QByteArrayView own) { return sameHeaderName(header.name, own); };
        if (std::none_of(OwnHeaders.begin(), OwnHeaders.end(), isOwn))
            out += " \\\n    " + headerWord(request, header);
    }
    if (!request.body.isEmpty())
        out += " \\\n    --data-binary @-";
    else if (request.method == "POST" || request.method == "PUT")
        out += " \\\n    --data-binary ''";
    out += " \\\n    " + targetWord(request) + " || failed=$((failed + 1))\n";
}

void CurlWriter::close(QByteArray &out)
{
    if (m_left > 0)
        out +=
            "\n# Not sent again: " + QByteArray::number(m_left) +
            " requests that carry no calls (settings, preflights, telemetry) or whose body was not kept.\n";
    out += "\nif [ \"$failed\" -gt 0 ]; then\n"
           "    printf '%s requests were not sent.\\n' \"$failed\" >&2\n    exit 1\nfi\n";
}

} // namespace

std::unique_ptr<ExportWriter> makeCurlWriter(ExportSource &source)
{
    return std::make_unique<CurlWriter>(source);
}

} // namespace spectap
