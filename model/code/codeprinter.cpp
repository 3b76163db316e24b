// SPDX-License-Identifier: MIT
#include "model/code/codeprinter.h"

#include "model/code/codecall.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype LineWidth = 88;

/// Keys 0, 1, 2…: PHP takes such an array for a list.
bool looksLikeList(const CodeValue &object)
{
    for (std::size_t i = 0; i < object.items.size(); ++i) {
        if (object.items[i].key != QString::number(i))
            return false;
    }
    return true;
}

} // namespace

CodePrinter::CodePrinter(const CodeSdk &sdk)
    : m_sdk(sdk)
    , m_style(styleOf(sdk.language))
{
}

CodePrinter::Style CodePrinter::styleOf(CodeLanguage language)
{
    const QString two = u"  "_s;
    const QString four = u"    "_s;
    switch (language) {
    case CodeLanguage::JavaScript:
        return {two, u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"null"_s, true};
    case CodeLanguage::Python:
        return {four, u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"None"_s, false, true};
    case CodeLanguage::Go:
        return {u"\t"_s, u"map[string]interface{}{"_s, u"}"_s, u"map[string]interface{}{}"_s,
            u"[]interface{}{"_s, u"}"_s, u"[]interface{}{}"_s, u": "_s, u"nil"_s, false, true};
    case CodeLanguage::Swift:
        return {four, u"["_s, u"] as [String: Any]"_s, u"[:] as [String: Any]"_s, u"["_s, u"] as [Any]"_s,
            u"[] as [Any]"_s, u": "_s, u"NSNull()"_s};
    case CodeLanguage::Ruby:
        return {two, u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"nil"_s, true};
    case CodeLanguage::Php:
        return {four, u"["_s, u"]"_s, u"(object) []"_s, u"["_s, u"]"_s, u"[]"_s, u" => "_s, u"null"_s, false,
            true};
    case CodeLanguage::CSharp:
        return {four, u"new JsonObject {"_s, u"}"_s, u"new JsonObject()"_s, u"new JsonArray {"_s, u"}"_s,
            u"new JsonArray()"_s, u" = "_s, u"JsonNull.Instance"_s, true, false, true};
    case CodeLanguage::Rust:
        return {four, u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"null"_s, true, true};
    case CodeLanguage::Java: // these two build objects by statements
    case CodeLanguage::Kotlin:
        return {four, {}, {}, {}, {}, {}, {}, {}, u"null"_s};
    case CodeLanguage::Shell:
    case CodeLanguage::Json:
        break;
    }
    return {two, u"{"_s, u"}"_s, u"{}"_s, u"["_s, u"]"_s, u"[]"_s, u": "_s, u"null"_s, true};
}

QString CodePrinter::indent(int depth) const
{
    return m_style.step.repeated(depth);
}

QString CodePrinter::keyOf(const QString &key) const
{
    switch (m_sdk.language) {
    case CodeLanguage::JavaScript:
        // Otherwise it would be the object that the others are looked up in.
        if (key == u"__proto__")
            return u"['__proto__']"_s;
        return isIdentifier(key, m_sdk.language) ? key : text(key);
    case CodeLanguage::Ruby:
        return isIdentifier(key, m_sdk.language) ? key : text(key);
    case CodeLanguage::CSharp:
        return u'[' + text(key) + u']';
    default:
        return text(key);
    }
}

QString CodePrinter::number(const QByteArray &json) const
{
    const NumberFacts facts = NumberFacts::of(json);
    const QString digits = QString::fromLatin1(json);
    const bool exact = isExactIn(m_sdk, json);
    const QString asDouble = facts.integer ? QString(digits + u".0"_s) : digits;
    switch (m_sdk.language) {
    case CodeLanguage::Json:
        return digits;
    case CodeLanguage::Go:
        if (facts.fits64 || (!facts.integer && facts.exact))
            return digits;
        return u"json.Number(\"%1\")"_s.arg(digits);
    case CodeLanguage::Java:
        if (facts.fits32 || (!facts.integer && facts.exact))
            return digits;
        if (facts.fits64)
            return digits + u'L';
        return (facts.integer ? u"new BigInteger(\"%1\")"_s : u"new BigDecimal(\"%1\")"_s).arg(digits);
    default:
        break;
    }
    if (!facts.finite && !(exact && facts.integer))
        return m_style.null;
    switch (m_sdk.language) {
    case CodeLanguage::Swift:
        if (facts.fits64 || (!facts.integer && facts.exact) || !exact)
            return facts.fits64 || !facts.integer ? digits : asDouble;
        return u"Decimal(string: \"%1\")!"_s.arg(digits);
    case CodeLanguage::Rust:
        if (!facts.integer || facts.fits32)
            return digits;
        return facts.fits64         ? QString(digits + u"_i64"_s)
               : facts.fitsUnsigned ? QString(digits + u"_u64"_s)
                                    : asDouble;
    case CodeLanguage::CSharp:
        if (facts.integer && facts.fits64)
            return facts.fits32 ? digits : QString(digits + u'L');
        return asDouble;
    case CodeLanguage::Kotlin:
    case CodeLanguage::Php:
        return facts.fits64 || !facts.integer ? digits : asDouble;
    default:
        return digits;
    }
}

QString CodePrinter::scalar(const CodeValue &value) const
{
    if (!value.code.isEmpty())
        return value.code;
    const bool python = m_sdk.language == CodeLanguage::Python;
    switch (value.kind) {
    case JsonKind::Null:
        return m_style.null;
    case JsonKind::False:
        return python ? u"False"_s : u"false"_s;
    case JsonKind::True:
        return python ? u"True"_s : u"true"_s;
    case JsonKind::Number:
        return number(value.json);
    case JsonKind::String:
        return text(value.text);
    case JsonKind::Array:
        return m_style.emptyArray;
    case JsonKind::Object:
        break;
    }
    return m_style.emptyObject;
}

QString CodePrinter::openOf(const CodeValue &container) const
{
    if (container.kind == JsonKind::Array)
        return m_style.openArray;
    if (m_sdk.language == CodeLanguage::Php && looksLikeList(container))
        return u"(object) "_s + m_style.openObject;
    return m_style.openObject;
}

/// False as soon as it gets longer than `limit`, or has a comment, which needs a line.
bool CodePrinter::appendInline(QString &out, const CodeValue &value, qsizetype limit) const
{
    if (!value.isContainer() || value.items.empty()) {
        out += scalar(value);
        return out.size() <= limit;
    }
    const bool object = value.isObject();
    const QString pad = m_style.padded && (object || m_style.ownLine) ? u" "_s : QString();
    out += openOf(value) + pad;
    bool first = true;
    for (const CodeValue &item : value.items) {
        if (!item.comment.isEmpty()) {
            if (limit < std::numeric_limits<qsizetype>::max())
                return false;
            continue;
        }
        if (!first)
            out += u", "_s;
        first = false;
        if (object)
            out += keyOf(item.key) + m_style.betweenKeyAndValue;
        if (out.size() > limit || !appendInline(out, item, limit))
            return false;
    }
    out += pad + (object ? m_style.closeObject : m_style.closeArray);
    return out.size() <= limit;
}

void CodePrinter::appendItems(QString &out, const CodeValue &container, int depth) const
{
    const auto last = std::find_if(container.items.rbegin(), container.items.rend(),
        [](const CodeValue &item) { return item.comment.isEmpty(); });
    const CodeValue *final = last == container.items.rend() ? nullptr : &*last;
    for (const CodeValue &item : container.items) {
        const qsizetype begin = out.size();
        out += indent(depth);
        if (!item.comment.isEmpty()) {
            out += commentLine(item.comment, m_sdk.language) + u'\n';
            continue;
        }
        if (container.isObject())
            out += keyOf(item.key) + m_style.betweenKeyAndValue;
        appendLines(out, item, depth, out.size() - begin);
        if (&item != final || m_style.lastComma)
            out += u',';
        out += u'\n';
    }
}

void CodePrinter::appendLines(QString &out, const CodeValue &value, int depth, qsizetype column) const
{
    const bool deep = depth >= DeepestCodeIndent;
    const qsizetype room =
        deep ? std::numeric_limits<qsizetype>::max() : qMax(LineWidth - column, qsizetype(20));
    QString line;
    // A value that is no container is never broken.
    if (!value.isContainer() || value.items.empty() || appendInline(line, value, room)) {
        out += line.isEmpty() ? scalar(value) : line;
        return;
    }
    QString open = openOf(value);
    if (m_style.ownLine) {
        open.chop(2);
        out += open + u'\n' + indent(depth) + u'{';
    } else {
        out += open;
    }
    out += u'\n';
    appendItems(out, value, depth + 1);
    out += indent(depth) + (value.isObject() ? m_style.closeObject : m_style.closeArray);
}

QString CodePrinter::value(const CodeValue &value, int depth, qsizetype column) const
{
    QString out;
    appendLines(out, value, depth, depth * m_style.step.size() + column);
    return out;
}

QString CodePrinter::members(const CodeValue &object, int depth) const
{
    QString out;
    appendItems(out, object, depth);
    return out;
}

} // namespace spectap
