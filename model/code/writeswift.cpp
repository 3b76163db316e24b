// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

using namespace Qt::StringLiterals;

namespace spectap {

WrittenCall writeSwift(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    QStringList arguments;
    const auto addText = [&](const QString &name, const std::optional<CodeValue> &value) {
        arguments << name + u": "_s + (value ? print.text(value->text) : u"\"\""_s);
    };
    const bool anonymous = call.type == CallType::Identify && !call.userId;
    switch (call.type) {
    case CallType::Identify:
        if (call.userId)
            addText(u"userId"_s, call.userId);
        break;
    case CallType::Alias:
        addText(u"newId"_s, call.userId);
        break;
    case CallType::Group:
        addText(u"groupId"_s, call.groupId);
        break;
    case CallType::Screen:
        addText(u"title"_s, call.name);
        if (call.category)
            addText(u"category"_s, call.category);
        break;
    default:
        addText(u"name"_s, call.name);
        break;
    }
    if (anonymous) // only what can be encoded goes without a userId
        arguments << u"traits: try! JSON("_s + print.value(call.body.value_or(CodeValue::object()), 0, 18) +
                         u')';
    else if (call.body)
        arguments << call.bodyName() + u": "_s +
                         print.value(*call.body, 0, arguments.join(u", "_s).size() + 30);

    QStringList changes;
    const auto change = [&](const QString &name, const std::optional<CodeValue> &value) {
        if (value)
            changes << u"event?.%1 = "_s.arg(name) + print.text(value->text);
    };
    if (call.type != CallType::Identify && call.type != CallType::Alias)
        change(u"userId"_s, call.userId);
    change(u"anonymousId"_s, call.anonymousId);
    change(u"timestamp"_s, call.timestamp);
    change(u"messageId"_s, call.messageId);
    for (const auto &[name, object] :
        {std::pair(u"context"_s, &call.context), std::pair(u"integrations"_s, &call.integrations)}) {
        if (!*object)
            continue;
        for (const CodeValue &item : (*object)->items)
            changes << u"event?.%1 = try? event?.%1?.add(value: "_s.arg(name) + print.value(item, 1, 44) +
                           u", forKey: "_s + print.text(item.key) + u')';
    }
    if (call.previousId)
        changes << u"if var alias = event as? AliasEvent {\n        alias.previousId = "_s +
                       print.text(call.previousId->text) + u"\n        return alias\n    }"_s;
    if (!changes.isEmpty())
        arguments << u"enrichments: [{ event in\n    var event = event\n    "_s + changes.join(u"\n    "_s) +
                         u"\n    return event\n}]"_s;
    return {u"analytics."_s + QString::fromLatin1(callTypeName(call.type)) + u'(' + arguments.join(u", "_s) +
            u')'};
}

} // namespace spectap
