// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

void addIf(CodeValue &object, const QString &name, const std::optional<CodeValue> &value)
{
    if (value)
        object.add(name, *value);
}

/// name(first, second, …), with the objects broken into lines; those missing at the end are left out.
QString callOf(const CodePrinter &print, const QString &name, std::vector<CodeValue> arguments)
{
    QString code = name + u'(';
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (i > 0)
            code += u", "_s;
        const qsizetype column = code.size() - (code.lastIndexOf(u'\n') + 1);
        const CodeValue &argument = arguments[i];
        if (argument.isObject() && !argument.items.empty())
            code += u"{\n"_s + print.members(argument, 1) + u'}';
        else
            code += print.value(argument, 0, column);
    }
    return code + u')';
}

CodeValue textOr(const std::optional<CodeValue> &value, const QString &code)
{
    return value ? *value : CodeValue::ofCode(code);
}

CodeValue objectOr(const std::optional<CodeValue> &value)
{
    return value.value_or(CodeValue::object());
}

} // namespace

WrittenCall writeNode(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    CodeValue object = CodeValue::object();
    addIf(object, u"userId"_s, call.userId);
    addIf(object, u"anonymousId"_s, call.anonymousId);
    addIf(object, u"previousId"_s, call.previousId);
    addIf(object, u"groupId"_s, call.groupId);
    addIf(object, u"category"_s, call.category);
    addIf(object, call.type == CallType::Track ? u"event"_s : u"name"_s, call.name);
    addIf(object, call.bodyName(), call.body);
    addIf(object, u"timestamp"_s, call.timestamp);
    addIf(object, u"messageId"_s, call.messageId);
    addIf(object, u"context"_s, call.context);
    addIf(object, u"integrations"_s, call.integrations);
    return {u"analytics.%1({\n"_s.arg(QString::fromLatin1(callTypeName(call.type))) +
            print.members(object, 1) + u"})"_s};
}

WrittenCall writeBrowser(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    CodeValue options = CodeValue::object();
    if (call.type != CallType::Identify && call.type != CallType::Alias)
        addIf(options, u"userId"_s, call.userId);
    addIf(options, u"anonymousId"_s, call.anonymousId);
    addIf(options, u"timestamp"_s, call.timestamp);
    addIf(options, u"messageId"_s, call.messageId);
    addIf(options, u"context"_s, call.context);
    addIf(options, u"integrations"_s, call.integrations);

    std::vector<CodeValue> arguments;
    const auto addBody = [&] {
        if (call.body || !options.items.empty())
            arguments.push_back(objectOr(call.body));
    };
    switch (call.type) {
    case CallType::Track:
        arguments.push_back(textOr(call.name, u"''"_s));
        addBody();
        break;
    case CallType::Identify:
        if (call.userId)
            arguments.push_back(*call.userId);
        addBody();
        break;
    case CallType::Group:
        arguments.push_back(textOr(call.groupId, u"''"_s));
        addBody();
        break;
    case CallType::Page:
    case CallType::Screen:
        if (call.category)
            arguments.push_back(*call.category);
        if (call.name || call.category)
            arguments.push_back(textOr(call.name, u"''"_s));
        addBody();
        break;
    case CallType::Alias:
        arguments.push_back(textOr(call.userId, u"''"_s));
        if (call.previousId)
            arguments.push_back(*call.previousId);
        break;
    case CallType::Unknown:
        break;
    }
    if (!options.items.empty())
        arguments.push_back(options);
    return {callOf(print, u"analytics."_s + QString::fromLatin1(callTypeName(call.type)), arguments)};
}

WrittenCall writeReactNative(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    CodeValue changes = CodeValue::object();
    if (call.type != CallType::Identify && call.type != CallType::Alias)
        addIf(changes, u"userId"_s, call.userId);
    addIf(changes, u"anonymousId"_s, call.anonymousId);
    addIf(changes, u"previousId"_s, call.previousId);
    addIf(changes, u"timestamp"_s, call.timestamp);
    addIf(changes, u"messageId"_s, call.messageId);

    std::vector<CodeValue> arguments;
    switch (call.type) {
    case CallType::Identify:
        arguments.push_back(textOr(call.userId, u"undefined"_s));
        break;
    case CallType::Alias:
        arguments.push_back(textOr(call.userId, u"''"_s));
        break;
    case CallType::Group:
        arguments.push_back(textOr(call.groupId, u"''"_s));
        break;
    default:
        arguments.push_back(textOr(call.name, u"''"_s));
        break;
    }
    const bool changed = !changes.items.empty() || call.context || call.integrations;
    if (call.type != CallType::Alias && (call.body || changed))
        arguments.push_back(objectOr(call.body));
    if (changed) {
        QStringList parts{u"  ...event"_s};
        if (!changes.items.empty())
            parts << print.members(changes, 1).chopped(1);
        for (const auto &[name, object] :
            {std::pair(u"context"_s, &call.context), std::pair(u"integrations"_s, &call.integrations)}) {
            if (*object)
                parts << u"  %1: {\n    ...event.%1,\n"_s.arg(name) + print.members(**object, 2) + u"  }"_s;
        }
        arguments.push_back(CodeValue::ofCode(u"(event) => ({\n"_s + parts.join(u",\n"_s) + u"\n})"_s));
    }
    return {callOf(print, u"analytics."_s + QString::fromLatin1(callTypeName(call.type)), arguments)};
}

} // namespace spectap
