// SPDX-License-Identifier: MIT
#include "model/code/codelanguage.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr char32_t Joiner = 0x200d; ///< of the parts of one emoji
constexpr char32_t Replacement = 0xfffd;

bool isSurrogate(char32_t c)
{
    return c >= 0xd800 && c <= 0xdfff;
}

/// Code points; half of a surrogate pair for itself.
QList<char32_t> pointsOf(const QString &text)
{
    QList<char32_t> points;
    points.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        points << (pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : char32_t(text[i].unicode()));
        i += pair;
    }
    return points;
}

/// Seen as what it is. Blanks of other kinds, marks that turn the direction of the text around and the like
/// are not.
bool isVisible(char32_t c)
{
    return c == ' ' || c == Joiner ||
           (!isSurrogate(c) && QChar::isPrint(c) && !QChar::isSpace(c) &&
               QChar::category(c) != QChar::Other_Format);
}

/// The letters that stand behind a backslash, each before the character it means.
QStringView shortEscapes(CodeLanguage language)
{
    switch (language) {
    case CodeLanguage::JavaScript:
    case CodeLanguage::Go:
    case CodeLanguage::CSharp:
        return u"n\nr\rt\tb\bf\fv\v";
    case CodeLanguage::Java:
    case CodeLanguage::Json:
        return u"n\nr\rt\tb\bf\f";
    case CodeLanguage::Kotlin:
        return u"n\nr\rt\tb\b";
    case CodeLanguage::Php:
        return u"n\nr\rt\tf\fv\v";
    case CodeLanguage::Python:
    case CodeLanguage::Swift:
    case CodeLanguage::Ruby:
    case CodeLanguage::Rust:
    case CodeLanguage::Shell:
        break;
    }
    return u"n\nr\rt\t";
}

QString hex(char32_t c, int digits)
{
    return QString::number(c, 16).rightJustified(digits, u'0');
}

QString utf16Escape(char32_t c)
{
    if (!QChar::requiresSurrogates(c))
        return u"\\u"_s + hex(c, 4);
    return u"\\u"_s + hex(QChar::highSurrogate(c), 4) + u"\\u"_s + hex(QChar::lowSurrogate(c), 4);
}

QString escaped(char32_t c, CodeLanguage language)
{
    const QStringView letters = shortEscapes(language);
    for (qsizetype i = 0; i + 1 < letters.size(); i += 2) {
        if (letters[i + 1] == QChar(c & 0xffff) && c <= 0xffff)
            return u'\\' + QString(letters[i]);
    }
    switch (language) {
    case CodeLanguage::JavaScript:
        return c > 0xffff ? u"\\u{"_s + hex(c, 1) + u'}' : c > 0xff ? utf16Escape(c) : u"\\x"_s + hex(c, 2);
    case CodeLanguage::Python:
        return c > 0xffff ? u"\\U"_s + hex(c, 8) : c > 0xff ? utf16Escape(c) : u"\\x"_s + hex(c, 2);
    case CodeLanguage::Java:
        c = isSurrogate(c) ? Replacement : c; // what goes out in UTF-8 would have a question mark
        // \u000a is a line break before the compiler even looks for strings.
        return c < 0x20 ? u'\\' + QString::number(c, 8).rightJustified(3, u'0') : utf16Escape(c);
    case CodeLanguage::Json:
        return utf16Escape(c);
    case CodeLanguage::Kotlin:
        return utf16Escape(isSurrogate(c) ? Replacement : c);
    case CodeLanguage::CSharp:
        c = isSurrogate(c) ? Replacement : c;
        return c > 0xffff ? u"\\U"_s + hex(c, 8) : utf16Escape(c);
    case CodeLanguage::Go:
        c = isSurrogate(c) ? Replacement : c;
        return c > 0xffff ? u"\\U"_s + hex(c, 8) : utf16Escape(c);
    case CodeLanguage::Swift:
    case CodeLanguage::Ruby:
    case CodeLanguage::Php:
    case CodeLanguage::Rust:
    case CodeLanguage::Shell:
        break;
    }
    return u"\\u{"_s + hex(isSurrogate(c) ? Replacement : c, 1) + u'}';
}

/// In a page a script ends where its tag does, in the midst of a string too.
bool isTagStart(char32_t c, char32_t next, CodeLanguage language)
{
    return language == CodeLanguage::JavaScript && c == '<' &&
           (next == '/' || next == '!' || next == 's' || next == 'S');
}

/// What would begin something else than a character where it stands in double quotes.
bool isSpecial(char32_t c, char32_t next, CodeLanguage language)
{
    if (language == CodeLanguage::Kotlin || language == CodeLanguage::Php)
        return c == '$';
    return language == CodeLanguage::Ruby && c == '#' && (next == '{' || next == '$' || next == '@');
}

QString singleQuoted(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + quoted + u'\'';
}

QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

bool isWord(const QString &name, CodeLanguage language)
{
    static const QStringList java{u"abstract"_s, u"assert"_s, u"boolean"_s, u"break"_s, u"byte"_s, u"case"_s,
        u"catch"_s, u"char"_s, u"class"_s, u"const"_s, u"continue"_s, u"default"_s, u"do"_s, u"double"_s,
        u"else"_s, u"enum"_s, u"extends"_s, u"false"_s, u"final"_s, u"finally"_s, u"float"_s, u"for"_s,
        u"goto"_s, u"if"_s, u"implements"_s, u"import"_s, u"instanceof"_s, u"int"_s, u"interface"_s,
        u"long"_s, u"native"_s, u"new"_s, u"null"_s, u"package"_s, u"private"_s, u"protected"_s, u"public"_s,
        u"return"_s, u"short"_s, u"static"_s, u"strictfp"_s, u"super"_s, u"switch"_s, u"synchronized"_s,
        u"this"_s, u"throw"_s, u"throws"_s, u"transient"_s, u"true"_s, u"try"_s, u"void"_s, u"volatile"_s,
        u"while"_s, u"_"_s, u"var"_s, u"record"_s, u"yield"_s};
    return language == CodeLanguage::Java && java.contains(name);
}

} // namespace

QString stringLiteral(const QString &text, CodeLanguage language)
{
    if (language == CodeLanguage::Shell)
        return shellQuoted(text);
    const QList<char32_t> points = pointsOf(text);
    const bool plain = std::all_of(points.begin(), points.end(), isVisible);
    const bool eitherQuotes = language == CodeLanguage::Ruby || language == CodeLanguage::Php;
    if (eitherQuotes && plain)
        return singleQuoted(text);
    const bool single = (language == CodeLanguage::JavaScript || language == CodeLanguage::Python) &&
                        (!text.contains(u'\'') || text.contains(u'"'));
    const char32_t quote = single ? '\'' : '"';
    QString literal{QChar(char16_t(quote))};
    for (qsizetype i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        const char32_t next = i + 1 < points.size() ? points[i + 1] : U'\0';
        if (c == quote || c == '\\' || isSpecial(c, next, language))
            literal += u'\\' + QString::fromUcs4(&c, 1);
        else if (isTagStart(c, next, language))
            literal += escaped(c, language);
        else
            literal += isVisible(c) ? QString::fromUcs4(&c, 1) : escaped(c, language);
    }
    return literal + QChar(char16_t(quote));
}

bool isIdentifier(const QString &name, CodeLanguage language)
{
    const auto isPart = [](QChar c) {
        return c == u'_' || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
    };
    return !name.isEmpty() && !name[0].isDigit() && std::all_of(name.begin(), name.end(), isPart) &&
           !isWord(name, language);
}

QString commentLine(const QString &text, CodeLanguage language)
{
    QString shown;
    for (const char32_t c : pointsOf(text))
        shown += isVisible(c) ? QString::fromUcs4(&c, 1) : u" "_s;
    // Some languages look into their comments: for the end of the program, and for escapes.
    if (language == CodeLanguage::Php)
        shown.replace(u"?>"_s, u"? >"_s);
    else if (language == CodeLanguage::Java)
        shown.replace(u"\\u"_s, u"\\ u"_s);
    const bool hash =
        language == CodeLanguage::Python || language == CodeLanguage::Ruby || language == CodeLanguage::Shell;
    return (hash ? u"# "_s : u"// "_s) + shown;
}

} // namespace spectap
