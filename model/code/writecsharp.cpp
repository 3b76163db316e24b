// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

using namespace Qt::StringLiterals;

namespace spectap {

WrittenCall writeCSharp(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    WrittenCall written{{}, {u"using Segment.Serialization;"_s}};
    QString type = QString::fromLatin1(callTypeName(call.type));
    type[0] = type[0].toUpper();

    QStringList arguments = firstArguments(call, print);
    if (call.body || call.category || arguments.isEmpty()) {
        const qsizetype column = type.size() + 13 + arguments.join(u", "_s).size();
        arguments << print.value(call.body.value_or(CodeValue::object()), 0, column);
    }
    if (call.category)
        arguments << u"category: "_s + print.text(call.category->text);

    QStringList changes;
    const auto change = [&](const QString &name, const std::optional<CodeValue> &value) {
        if (value)
            changes << name + u" = "_s + print.text(value->text) + u';';
    };
    if (call.type != CallType::Identify && call.type != CallType::Alias)
        change(u"call.UserId"_s, call.userId);
    change(u"call.AnonymousId"_s, call.anonymousId);
    change(u"((AliasEvent)call).PreviousId"_s, call.previousId);
    change(u"call.Timestamp"_s, call.timestamp);
    change(u"call.MessageId"_s, call.messageId);
    for (const auto &[name, object] :
        {std::pair(u"Context"_s, &call.context), std::pair(u"Integrations"_s, &call.integrations)}) {
        if (!*object)
            continue;
        for (const CodeValue &item : (*object)->items) {
            const QString place = u"call.%1["_s.arg(name) + print.text(item.key) + u"] = "_s;
            changes << place + print.value(item, 1, place.size()) + u';';
        }
    }
    if (!changes.isEmpty())
        arguments << u"enrichment: call =>\n{\n    "_s + changes.join(u"\n    "_s) +
                         u"\n    return call;\n}"_s;
    written.code = u"analytics."_s + type + u'(' + arguments.join(u", "_s) + u");"_s;
    return written;
}

} // namespace spectap
