// SPDX-License-Identifier: MIT
// Java has no literals for objects that keep their order: each becomes a variable, filled member by member.
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

class JavaValues
{
public:
    JavaValues(const CodePrinter &print, CodeNames &names)
        : m_print(print)
        , m_names(names)
    {
    }

    /// An expression for `value`; what has to stand before it is in lines().
    QString value(const CodeValue &value, const QString &wish)
    {
        if (value.isObject())
            return object(value, wish);
        if (value.kind == JsonKind::Array)
            return array(value, wish);
        return scalar(value);
    }

    [[nodiscard]] const QString &lines() const { return m_lines; }
    [[nodiscard]] const QStringList &imports() const { return m_imports; }

private:
    void need(const QString &name) { m_imports << u"import java.%1;"_s.arg(name); }

    QString scalar(const CodeValue &value)
    {
        const QString code = m_print.value(value, 0);
        if (value.kind == JsonKind::Number) {
            if (code.startsWith(u"new BigInteger"))
                need(u"math.BigInteger"_s);
            else if (code.startsWith(u"new BigDecimal"))
                need(u"math.BigDecimal"_s);
        }
        return code;
    }

    QString object(const CodeValue &object, const QString &wish)
    {
        need(u"util.Map"_s);
        if (object.items.empty())
            return u"Map.of()"_s;
        const bool alone = object.items.size() == 1 && object.items[0].comment.isEmpty();
        if (alone && !object.items[0].isNull() && !object.items[0].isContainer())
            return u"Map.of(%1, %2)"_s.arg(m_print.text(object.items[0].key), scalar(object.items[0]));
        need(u"util.LinkedHashMap"_s);
        const QString name = m_names.take(wish, CodeLanguage::Java);
        QString lines = u"Map<String, Object> %1 = new LinkedHashMap<>();\n"_s.arg(name);
        for (const CodeValue &item : object.items) {
            if (!item.comment.isEmpty()) {
                lines += commentLine(item.comment, CodeLanguage::Java) + u'\n';
                continue;
            }
            const QString code = value(item, item.key); // its own lines come first
            lines += name + u".put("_s + m_print.text(item.key) + u", "_s + code + u");\n"_s;
        }
        m_lines += lines;
        return name;
    }

    QString array(const CodeValue &array, const QString &wish)
    {
        QStringList items;
        for (const CodeValue &item : array.items) {
            if (item.comment.isEmpty())
                items << value(item, wish.endsWith(u's') ? wish.chopped(1) : wish);
        }
        // List.of() takes no null.
        const bool nulls = std::any_of(
            array.items.begin(), array.items.end(), [](const CodeValue &item) { return item.isNull(); });
        need(nulls ? u"util.Arrays"_s : u"util.List"_s);
        if (nulls && items.size() == 1)
            return u"Arrays.asList((Object) null)"_s;
        return (nulls ? u"Arrays.asList("_s : u"List.of("_s) + items.join(u", "_s) + u')';
    }

    const CodePrinter &m_print;
    CodeNames &m_names;
    QString m_lines;
    QStringList m_imports;
};

} // namespace

WrittenCall writeJava(const FittedCall &call, CodeNames &names)
{
    const CodePrinter print(*call.sdk);
    JavaValues values(print, names);
    WrittenCall written;
    QString type = QString::fromLatin1(callTypeName(call.type));
    type[0] = type[0].toUpper();
    const std::optional<CodeValue> &subject = call.type == CallType::Alias   ? call.previousId
                                              : call.type == CallType::Group ? call.groupId
                                                                             : call.name;
    const QString none = call.type == CallType::Identify ? QString() : u"null"_s;
    QString chain = u"analytics.enqueue(%1Message.builder("_s.arg(type) +
                    (subject ? print.text(subject->text) : none) + u')';
    const auto add = [&chain](const QString &method, const QString &arguments) {
        chain += u"\n    .%1("_s.arg(method) + arguments + u')';
    };
    const auto addText = [&](const QString &method, const std::optional<CodeValue> &value) {
        if (value)
            add(method, print.text(value->text));
    };
    addText(u"userId"_s, call.userId);
    addText(u"anonymousId"_s, call.anonymousId);
    addText(u"category"_s, call.category);
    if (call.body)
        add(call.bodyName(), values.value(*call.body, call.bodyName()));
    if (call.timestamp) {
        add(u"timestamp"_s,
            u"Date.from(Instant.parse(%1))"_s.arg(print.text(CodeTime::of(call.timestamp->text).isoText())));
        written.imports << u"import java.time.Instant;"_s << u"import java.util.Date;"_s;
    }
    addText(u"messageId"_s, call.messageId);
    if (call.context)
        add(u"context"_s, values.value(*call.context, u"context"_s));
    if (call.integrations) {
        for (const CodeValue &item : call.integrations->items) {
            const QString name = print.text(item.key) + u", "_s;
            if (item.isObject())
                add(u"integrationOptions"_s, name + values.value(item, item.key));
            else
                add(u"enableIntegration"_s, name + (item.kind == JsonKind::True ? u"true"_s : u"false"_s));
        }
    }
    written.code = values.lines() + chain + u");"_s;
    written.imports << u"import com.segment.analytics.messages.%1Message;"_s.arg(type);
    written.imports << values.imports();
    return written;
}

} // namespace spectap
