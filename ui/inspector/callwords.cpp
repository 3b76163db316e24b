// SPDX-License-Identifier: MIT
#include "ui/inspector/callwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

struct CallWords
{
    Q_DECLARE_TR_FUNCTIONS(spectap::CallWords)
};

/// Members that name an object for people, tried in this order.
constexpr std::array<QByteArrayView, 4> NamingMembers{"name", "title", "product_id", "id"};

QString unescapeToken(QByteArrayView token)
{
    return QString::fromUtf8(token).replace(u"~1"_s, u"/"_s).replace(u"~0"_s, u"~"_s);
}

bool isIndex(QByteArrayView token)
{
    return !token.isEmpty() && std::ranges::all_of(token, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

QString pathOfPointer(QByteArrayView pointer)
{
    QString path;
    while (!pointer.isEmpty()) {
        pointer = pointer.sliced(1);
        const qsizetype slash = pointer.indexOf('/');
        const QByteArrayView token = slash < 0 ? pointer : pointer.first(slash);
        if (isIndex(token) && !path.isEmpty())
            path += u'[' + QString::fromLatin1(token) + u']';
        else
            path += (path.isEmpty() ? u""_s : u"."_s) + unescapeToken(token);
        pointer = slash < 0 ? QByteArrayView() : pointer.sliced(slash);
    }
    return path;
}

QString nameOfPointer(QByteArrayView pointer)
{
    return unescapeToken(pointer.sliced(pointer.lastIndexOf('/') + 1));
}

QString ingestWords(Ingest ingest)
{
    switch (ingest) {
    case Ingest::Accepted:
        return CallWords::tr("Segment: accepted");
    case Ingest::Refused:
        return CallWords::tr("Segment: refused with 400");
    case Ingest::Dropped:
        return CallWords::tr("Segment: answered 200 and dropped");
    }
    return {};
}

QString ingestShortWords(Ingest ingest)
{
    switch (ingest) {
    case Ingest::Accepted:
        return {};
    case Ingest::Refused:
        return CallWords::tr("refused", "what Segment would do with the call");
    case Ingest::Dropped:
        return CallWords::tr("dropped", "what Segment would do with the call");
    }
    return {};
}

QString countWords(int errors, int warnings, int infos)
{
    QStringList parts;
    if (errors > 0)
        parts << (errors == 1 ? CallWords::tr("1 error") : CallWords::tr("%1 errors").arg(errors));
    if (warnings > 0)
        parts << (warnings == 1 ? CallWords::tr("1 warning") : CallWords::tr("%1 warnings").arg(warnings));
    if (infos > 0)
        parts << CallWords::tr("%1 info").arg(infos);
    return parts.isEmpty() ? CallWords::tr("passes") : parts.join(u", "_s);
}

QString kindWord(JsonKind kind)
{
    return QString::fromLatin1(jsonKindName(kind));
}

QString containerWords(const JsonTape &tape, quint32 node, bool isInside)
{
    const bool object = tape[node].kind == JsonKind::Object;
    QString text = (object ? u"{%1}"_s : u"[%1]"_s).arg(tape[node].children);
    for (const QByteArrayView name : NamingMembers) {
        const quint32 member = object && isInside ? tape.find(node, name) : JsonTape::None;
        if (member != JsonTape::None && tape[member].kind == JsonKind::String)
            return text + u' ' + QString::fromUtf8(tape.string(member));
    }
    return text;
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return CallWords::tr("error");
    case Severity::Warning:
        return CallWords::tr("warning");
    case Severity::Info:
        return CallWords::tr("info");
    case Severity::Ok:
        break;
    }
    return CallWords::tr("passes");
}

} // namespace spectap
