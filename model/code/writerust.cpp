// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

/// json! is a macro that calls itself for each token: what is larger than this hits the compiler's limit.
constexpr int MacroBudget = 24;

int valuesIn(const CodeValue &value)
{
    int count = 1;
    for (const CodeValue &item : value.items)
        count += valuesIn(item);
    return count;
}

class RustValues
{
public:
    explicit RustValues(const CodePrinter &print)
        : m_print(print)
    {
    }

    QString value(const CodeValue &value, int depth) const
    {
        if (valuesIn(value) <= MacroBudget)
            return u"json!("_s + m_print.value(value, depth, 20) + u')';
        const CodePrinter json(codeSdk(Sdk::Curl));
        const QString text = json.value(value, 0);
        // As many # as it takes for the text not to end before its end.
        QString hashes = u"#"_s;
        while (text.contains(u'"' + hashes))
            hashes += u'#';
        return u"serde_json::from_str(r"_s + hashes + u'"' + text + u'"' + hashes + u").unwrap()"_s;
    }

private:
    const CodePrinter &m_print;
};

QString owned(const CodePrinter &print, const CodeValue &text)
{
    return print.text(text.text) + u".to_string()"_s;
}

QString userCode(const CodePrinter &print, const FittedCall &call)
{
    QStringList parts;
    if (call.userId)
        parts << u"user_id: "_s + owned(print, *call.userId);
    if (call.anonymousId)
        parts << u"anonymous_id: "_s + owned(print, *call.anonymousId);
    const QString variant = parts.size() == 2 ? u"Both"_s : call.userId ? u"UserId"_s : u"AnonymousId"_s;
    return u"User::%1 { "_s.arg(variant) + parts.join(u", "_s) + u" }"_s;
}

} // namespace

WrittenCall writeRust(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    const RustValues values(print);
    WrittenCall written;
    QString type = QString::fromLatin1(callTypeName(call.type));
    type[0] = type[0].toUpper();
    QString fields;
    const auto line = [&](const QString &name, const QString &code) {
        fields += u"    "_s + name + u": "_s + code + u",\n"_s;
    };
    if (call.userId || call.anonymousId)
        line(u"user"_s, userCode(print, call));
    if (call.previousId)
        line(u"previous_id"_s, owned(print, *call.previousId));
    if (call.groupId)
        line(u"group_id"_s, owned(print, *call.groupId));
    if (call.name)
        line(call.type == CallType::Track ? u"event"_s : u"name"_s, owned(print, *call.name));
    if (!call.bodyName().isEmpty())
        line(call.bodyName(), values.value(call.body.value_or(CodeValue::object()), 1));
    if (call.context)
        line(u"context"_s, u"Some("_s + values.value(*call.context, 1) + u')');
    if (call.integrations)
        line(u"integrations"_s, u"Some("_s + values.value(*call.integrations, 1) + u')');

    QString extra;
    const auto addExtra = [&](const QString &name, const CodeValue &value) {
        extra += u"        ("_s + print.text(name) + u".to_string(), "_s + values.value(value, 2) + u"),\n"_s;
    };
    if (call.category)
        addExtra(u"category"_s, *call.category);
    if (call.timestamp)
        addExtra(u"timestamp"_s, *call.timestamp);
    if (call.messageId)
        addExtra(u"messageId"_s, *call.messageId);
    for (const CodeValue &other : call.others.items)
        addExtra(other.key, other);
    if (!extra.isEmpty())
        line(u"extra"_s, u"Map::from_iter([\n"_s + extra + u"    ])"_s);
    fields += u"    ..Default::default()\n"_s;

    written.code = u"let message = %1 {\n"_s.arg(type) + fields +
                   u"};\nclient.send(key.clone(), message.into()).await?;"_s;
    written.imports << u"use segment::message::%1;"_s.arg(type);
    for (const auto &[word, import] : {std::pair(u"User::"_s, u"segment::message::User"_s),
             std::pair(u"json!("_s, u"serde_json::json"_s), std::pair(u"Map::"_s, u"serde_json::Map"_s)}) {
        if (written.code.contains(word))
            written.imports << u"use %1;"_s.arg(import);
    }
    return written;
}

} // namespace spectap
