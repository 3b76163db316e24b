// SPDX-License-Identifier: MIT
// Python, Ruby and PHP: names and values, in the languages' own ways.
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

struct Argument
{
    const char *python;
    const char *ruby;
    const char *php;
    const std::optional<CodeValue> *value;
};

/// In the order in which people write them.
std::vector<Argument> argumentsOf(const FittedCall &call, const std::optional<CodeValue> &time)
{
    const char *name = call.type == CallType::Track ? "event" : "name";
    const char *body =
        call.type == CallType::Identify || call.type == CallType::Group ? "traits" : "properties";
    return {{"user_id", "user_id", "userId", &call.userId},
        {"anonymous_id", "anonymous_id", "anonymousId", &call.anonymousId},
        {"previous_id", "previous_id", "previousId", &call.previousId},
        {"group_id", "group_id", "groupId", &call.groupId},
        {"category", "category", "category", &call.category}, {name, name, name, &call.name},
        {body, body, body, &call.body}, {"timestamp", "timestamp", "timestamp", &time},
        {"message_id", "message_id", "messageId", &call.messageId},
        {"context", "context", "context", &call.context},
        {"integrations", "integrations", "integrations", &call.integrations}};
}

QString typeOf(const FittedCall &call)
{
    return QString::fromLatin1(callTypeName(call.type));
}

} // namespace

WrittenCall writePython(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    WrittenCall written;
    std::optional<CodeValue> time;
    if (call.timestamp) {
        const CodeTime at = CodeTime::of(call.timestamp->text);
        QStringList parts;
        for (const int part : {at.year, at.month, at.day, at.hour, at.minute, at.second})
            parts << QString::number(part);
        if (at.nanosecond >= 1000)
            parts << QString::number(at.nanosecond / 1000);
        time = CodeValue::ofCode(u"datetime(%1, tzinfo=timezone.utc)"_s.arg(parts.join(u", "_s)));
        written.imports << u"from datetime import datetime, timezone"_s;
    }
    written.code = u"analytics.%1(\n"_s.arg(typeOf(call));
    for (const Argument &argument : argumentsOf(call, time)) {
        if (!*argument.value)
            continue;
        const QString name = QString::fromLatin1(argument.python) + u'=';
        written.code += print.indent(1) + name + print.value(**argument.value, 1, name.size()) + u",\n"_s;
    }
    written.code += u')';
    return written;
}

WrittenCall writeRuby(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    WrittenCall written;
    std::optional<CodeValue> time;
    if (call.timestamp) {
        time = CodeValue::ofCode(
            u"Time.iso8601(%1)"_s.arg(print.text(CodeTime::of(call.timestamp->text).isoText())));
        written.imports << u"require 'time'"_s;
    }
    CodeValue object = CodeValue::object();
    for (const Argument &argument : argumentsOf(call, time)) {
        if (*argument.value)
            object.add(QString::fromLatin1(argument.ruby), **argument.value);
    }
    written.code = u"analytics.%1(\n"_s.arg(typeOf(call)) + print.members(object, 1) + u')';
    return written;
}

WrittenCall writePhp(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    std::optional<CodeValue> time;
    if (call.timestamp)
        time = CodeValue::ofCode(
            u"strtotime(%1)"_s.arg(print.text(CodeTime::of(call.timestamp->text).isoText())));
    CodeValue object = CodeValue::object();
    for (const Argument &argument : argumentsOf(call, time)) {
        if (*argument.value)
            object.add(QString::fromLatin1(argument.php), **argument.value);
    }
    for (const CodeValue &other : call.others.items)
        object.items.push_back(other);
    return {u"Segment\\Segment::%1([\n"_s.arg(typeOf(call)) + print.members(object, 1) + u"]);"_s};
}

} // namespace spectap
