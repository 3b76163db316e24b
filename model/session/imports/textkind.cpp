// SPDX-License-Identifier: MIT
#include "model/session/imports/textkind.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

/// Members that a call, a batch, a recording or an export of ours has at its top.
constexpr std::array<QByteArrayView, 10> CallMembers{
    "type", "event", "userId", "anonymousId", "previousId", "messageId", "batch", "log", "spectap", "traits"};

/// Names of the members of the object that `text` begins with, as far as it goes.
bool hasCallMember(QByteArrayView text)
{
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        if (byte == '{' || byte == '[') {
            ++depth;
        } else if (byte == '}' || byte == ']') {
            if (--depth == 0)
                return false;
        } else if (byte == '"') {
            const qsizetype begin = ++i;
            while (i < text.size() && text[i] != '"')
                i += text[i] == '\\' ? 2 : 1;
            if (i >= text.size())
                return false;
            const QByteArrayView name = text.sliced(begin, i - begin);
            const QByteArrayView after = text.sliced(i + 1).trimmed();
            if (depth == 1 && after.startsWith(':') &&
                std::find(CallMembers.begin(), CallMembers.end(), name) != CallMembers.end()) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

QString unreadableReason(QByteArrayView head)
{
    const auto begins = [head](const char *bytes, qsizetype size) {
        return head.startsWith(QByteArrayView(bytes, size));
    };
    if (begins("\x1f\x8b", 2))
        return QStringLiteral("This is a file compressed with gzip. Unpack it first: gunzip FILE.");
    if (begins("PK\x03\x04", 4))
        return QStringLiteral("This is a ZIP archive. Unpack it first and open what is in it.");
    if (begins("\x28\xb5\x2f\xfd", 4))
        return QStringLiteral("This is a file compressed with zstd. Unpack it first: unzstd FILE.");
    const bool utf16 = begins("\xff\xfe", 2) || begins("\xfe\xff", 2) ||
                       (head.size() >= 4 && ((head[0] == '\0') != (head[1] == '\0')) &&
                           (head[0] == '\0') == (head[2] == '\0') && (head[1] == '\0') == (head[3] == '\0'));
    if (utf16)
        return QStringLiteral("This text is UTF-16. Save it as UTF-8 and open it again.");
    if (head.contains('\0'))
        return QStringLiteral("This is a binary file, not calls as text. Spectap reads .spectap sessions, "
                              "NDJSON, JSON, HAR and .http files.");
    return {};
}

bool isRequestLine(QByteArrayView line)
{
    line = line.trimmed();
    const qsizetype blank = line.indexOf(' ');
    if (blank < 3 || blank > 16)
        return false;
    if (!std::all_of(line.begin(), line.begin() + blank, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return false;
    const QByteArrayView target = line.sliced(blank + 1).trimmed();
    return target.startsWith('/') || target.startsWith("http://") || target.startsWith("https://") ||
           target.startsWith("{{");
}

bool isHttpLine(QByteArrayView line)
{
    line = line.trimmed();
    return line.startsWith('#') || line.startsWith("//") || line.startsWith("> ") || line.startsWith("* ") ||
           (line.startsWith('@') && line.contains('=')) || line.startsWith("http://") ||
           line.startsWith("https://") || isRequestLine(line);
}

InputKind recogniseInput(QByteArrayView head)
{
    if (head.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return InputKind::Session;
    if (!unreadableReason(head).isEmpty())
        return InputKind::Unreadable;
    if (head.startsWith(ByteOrderMark))
        head = head.sliced(ByteOrderMark.size());
    head = head.trimmed();
    if (head.startsWith('{'))
        return hasCallMember(head) ? InputKind::Json : InputKind::Plan;
    if (head.startsWith('['))
        return InputKind::Json;
    const qsizetype end = head.indexOf('\n');
    return isHttpLine(end < 0 ? head : head.first(end)) ? InputKind::Http : InputKind::Json;
}

} // namespace spectap
