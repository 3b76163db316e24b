// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"
#include "model/code/codewriters.h"

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

/// Objects and arrays are built by what stands between braces; the words are those of kotlinx.serialization.
class KotlinBuilder
{
public:
    explicit KotlinBuilder(const CodePrinter &print)
        : m_print(print)
    {
    }

    [[nodiscard]] QString block(const CodeValue &container, int depth) const
    {
        if (container.items.empty())
            return u"{}"_s;
        if (depth >= DeepestCodeIndent) {
            QStringList lines;
            for (const CodeValue &item : container.items) {
                if (item.comment.isEmpty())
                    lines << line(item, container.isObject(), depth);
            }
            return u"{ "_s + lines.join(u"; "_s) + u" }"_s;
        }
        QString code = u"{\n"_s;
        for (const CodeValue &item : container.items)
            code += m_print.indent(depth + 1) + line(item, container.isObject(), depth + 1) + u'\n';
        return code + m_print.indent(depth) + u'}';
    }

    [[nodiscard]] QString scalar(const CodeValue &value) const
    {
        return value.isNull() ? u"JsonNull"_s : m_print.value(value, 0);
    }

    /// As an argument of its own.
    [[nodiscard]] QString element(const CodeValue &value, int depth) const
    {
        if (value.isObject())
            return u"buildJsonObject "_s + block(value, depth);
        if (value.kind == JsonKind::Array)
            return u"buildJsonArray "_s + block(value, depth);
        return scalar(value);
    }

private:
    [[nodiscard]] QString line(const CodeValue &item, bool inObject, int depth) const
    {
        if (!item.comment.isEmpty())
            return commentLine(item.comment, CodeLanguage::Kotlin);
        const QString verb = inObject ? u"put"_s : u"add"_s;
        const QString key = inObject ? m_print.text(item.key) : QString();
        if (!item.isContainer())
            return verb + u'(' + (inObject ? QString(key + u", "_s) : QString()) + scalar(item) + u')';
        const QString what = verb + (item.isObject() ? u"JsonObject"_s : u"JsonArray"_s);
        return what + (inObject ? QString(u'(' + key + u") "_s) : u" "_s) + block(item, depth);
    }

    const CodePrinter &m_print;
};

} // namespace

WrittenCall writeKotlin(const FittedCall &call)
{
    const CodePrinter print(*call.sdk);
    const KotlinBuilder build(print);
    WrittenCall written{{}, {u"import kotlinx.serialization.json.*"_s}};

    QStringList arguments = firstArguments(call, print);
    if (call.body || call.category || (arguments.isEmpty() && call.type == CallType::Identify))
        arguments << build.element(call.body.value_or(CodeValue::object()), 0);
    if (call.category)
        arguments << print.text(call.category->text);
    written.code = u"analytics.%1(%2)"_s.arg(
        QString::fromLatin1(callTypeName(call.type)), QString()); // filled below: the arguments may hold %1
    written.code.insert(written.code.size() - 1, arguments.join(u", "_s));

    QStringList changes;
    const auto change = [&](const QString &name, const std::optional<CodeValue> &value) {
        if (value)
            changes << name + u" = "_s + print.text(value->text);
    };
    if (call.type != CallType::Identify && call.type != CallType::Alias)
        change(u"userId"_s, call.userId);
    change(u"anonymousId"_s, call.anonymousId);
    if (call.previousId) {
        change(u"(this as AliasEvent).previousId"_s, call.previousId);
        written.imports << u"import com.segment.analytics.kotlin.core.AliasEvent"_s;
    }
    change(u"timestamp"_s, call.timestamp);
    change(u"messageId"_s, call.messageId);
    for (const auto &[function, object] :
        {std::pair(u"putInContext"_s, &call.context), std::pair(u"putIntegrations"_s, &call.integrations)}) {
        if (!*object)
            continue;
        written.imports << u"import com.segment.analytics.kotlin.core.utilities."_s + function;
        for (const CodeValue &item : (*object)->items) {
            const QString code = item.isContainer() || item.isNull()
                                     ? build.element(item, 2)
                                     : u"JsonPrimitive("_s + build.scalar(item) + u')';
            changes << function + u'(' + print.text(item.key) + u", "_s + code + u')';
        }
    }
    if (changes.isEmpty())
        return written;
    written.code += u" { event ->\n    event?.apply {\n"_s;
    for (const QString &one : changes)
        written.code += u"        "_s + one + u'\n';
    written.code += u"    }\n}"_s;
    return written;
}

} // namespace spectap
