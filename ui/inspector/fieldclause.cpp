// SPDX-License-Identifier: MIT
#include "ui/inspector/fieldclause.h"

#include "model/query/querycompletion.h"
#include "model/query/querypath.h"

#include <array>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestValue = 200; ///< that anybody would filter by

/// Fields that have a key of their own.
constexpr std::array Keys{std::pair{"/event"_L1, "event"_L1}, std::pair{"/name"_L1, "event"_L1},
    std::pair{"/userId"_L1, "user"_L1}, std::pair{"/anonymousId"_L1, "anon"_L1},
    std::pair{"/groupId"_L1, "group"_L1}, std::pair{"/previousId"_L1, "previous"_L1},
    std::pair{"/messageId"_L1, "msg"_L1}};

} // namespace

QString valueClause(const CallDocument &call, const FieldVerdict &field)
{
    if (field.node == JsonTape::None || !call.view.tape || call.tape[field.node].kind == JsonKind::Object ||
        call.tape[field.node].kind == JsonKind::Array)
        return {};
    const QString value = valueText(call, field);
    if (value.isEmpty() || value.size() > LongestValue)
        return {};
    if (field.pointer == "/type")
        return callTypeFromName(value.toUtf8()) == CallType::Unknown ? QString() : u"type:"_s + value;
    for (const auto &[pointer, key] : Keys) {
        if (field.pointer == QByteArrayView(pointer.data(), pointer.size()))
            return key + u':' + quotedQueryValue(value);
    }
    const QString path = queryPath(call, field);
    return beginsAsPath(path) ? QString(path + u'=' + quotedQueryValue(value)) : QString();
}

QString presenceClause(const CallDocument &call, const FieldVerdict &field, bool sent)
{
    return (sent ? u"-missing:"_s : u"missing:"_s) + queryPath(call, field);
}

QString fieldClause(const CallDocument &call, const FieldVerdict &field)
{
    const QString clause = valueClause(call, field);
    return clause.isEmpty() ? presenceClause(call, field, field.node != JsonTape::None) : clause;
}

QString queryPath(const CallDocument &call, const FieldVerdict &field)
{
    QString path;
    quint32 node = JsonTape::None; // what the path leads to so far, if it was sent
    const QByteArrayList tokens = field.pointer.split('/').mid(1);
    for (const QByteArray &token : tokens) {
        const QByteArray name = QByteArray(token).replace("~1", "/").replace("~0", "~");
        const bool isItem = node != JsonTape::None && call.tape[node].kind == JsonKind::Array;
        if (isItem) {
            path += u'[' + QString::fromLatin1(name) + u']';
            quint32 item = node + 1;
            for (quint32 left = name.toUInt(); left > 0 && item < call.tape[node].next; --left)
                item = call.tape[item].next;
            node = item < call.tape[node].next ? item : JsonTape::None;
            continue;
        }
        const QString step = pathStep(QString::fromUtf8(name));
        if (path.isEmpty())
            node = call.view.tape ? call.view.field(name) : JsonTape::None;
        else if (node != JsonTape::None)
            node = call.tape.find(node, name);
        path += path.isEmpty() ? step : QString(u'.' + step);
    }
    return path;
}

QString valueText(const CallDocument &call, const FieldVerdict &field)
{
    if (field.node == JsonTape::None)
        return {};
    const bool string = call.tape[field.node].kind == JsonKind::String;
    return QString::fromUtf8(string ? call.tape.string(field.node) : call.tape.raw(field.node));
}

} // namespace spectap
