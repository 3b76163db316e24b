// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

/// A single argument of a command may not be longer on Linux; a document behind << may.
constexpr qsizetype ArgumentLimit = 100'000;
constexpr quint16 UsualPort = 8787;

bool hasRepeated(const CodeValue &value)
{
    return value.repeated || std::any_of(value.items.begin(), value.items.end(), hasRepeated);
}

/// JSON has no comments: those of fields that are missing go above the command.
void takeComments(CodeValue &value, const QString &path, QStringList &comments)
{
    for (CodeValue &item : value.items) {
        if (item.comment.isEmpty())
            takeComments(item, value.isObject() ? QString(path + item.key + u'.') : path, comments);
        else
            comments << (path.isEmpty() ? item.comment
                                        : QString(item.comment + u", in "_s + path.chopped(1)));
    }
    value.items.erase(std::remove_if(value.items.begin(), value.items.end(),
                          [](const CodeValue &item) { return !item.comment.isEmpty(); }),
        value.items.end());
}

} // namespace

WrittenCall writeCurl(const CodeCall &call, const Reach &reach, QStringList &comments)
{
    CodeValue fields = call.fields;
    takeComments(fields, {}, comments);
    const CodePrinter print(codeSdk(Sdk::Curl));
    // Only the bytes themselves say a key twice.
    const bool repeated = hasRepeated(fields);
    const bool asSent = !call.bytes.isEmpty() && repeated;
    if (repeated && !asSent)
        comments << u"Keys were sent more than once, of which the last counts."_s;
    const QString body = asSent ? QString::fromUtf8(call.bytes) : print.value(fields, 0);

    const QString type = QString::fromLatin1(callTypeName(call.type));
    const QString url = u"http://%1:%2/v1/%3"_s.arg(reach.host)
                            .arg(reach.port ? reach.port : UsualPort)
                            .arg(type.isEmpty() ? u"batch"_s : type);
    const QString text = type.isEmpty() ? QString(u"{\"batch\": ["_s + body + u"]}"_s) : body;
    const auto plain = [](QChar c) {
        return c < u'\x80' && (c.isLetterOrNumber() || c == u'_' || c == u'-');
    };
    const QString key = call.writeKey + u':';
    const bool simple = std::all_of(call.writeKey.begin(), call.writeKey.end(), plain);
    WrittenCall written{u"curl "_s + url + u" \\\n"_s};
    if (!call.writeKey.isEmpty())
        written.code += u"  -u "_s + (simple ? key : stringLiteral(key, CodeLanguage::Shell)) + u" \\\n"_s;
    written.code += u"  -H 'Content-Type: application/json' \\\n"_s;
    if (text.size() < ArgumentLimit) {
        written.code += u"  -d "_s + stringLiteral(text, CodeLanguage::Shell);
    } else {
        QString end = u"CALL"_s; // a line of its own in the text would end it
        while (text.contains(u'\n' + end))
            end += u'_';
        written.code += u"  --data-binary @- <<'%1'\n"_s.arg(end) + text + u'\n' + end;
    }
    return written;
}

} // namespace spectap
