// SPDX-License-Identifier: MIT
#include "ui/codehighlighter.h"

#include "ui/theme/tokens.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace spectap {

CodeHighlighter::CodeHighlighter(QTextDocument *document, const QWidget *widget)
    : QSyntaxHighlighter(document)
    , m_widget(widget)
{
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression token(
        uR"re((?<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<comment>(?<!:)//.*|(?:^|\s)#(?![#!"\[]).*)|)re"_s
        uR"re((?<number>\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|)re"_s
        uR"re(\b(?<word>import|export|from|const|new|await|package|func|fun|if|return|defer|public|class|static|)re"_s
        uR"re(void|require|use|let|val|var|try|undefined|true|false|nil|null|True|False|None)\b|)re"_s
        uR"re((?<call>\b\w+!?)(?=\())re"_s);
    const Theme &theme = themeOf(m_widget);
    auto match = token.globalMatch(text);
    while (match.hasNext()) {
        const QRegularExpressionMatch hit = match.next();
        const auto color = [&](const QString &group, const QColor &ink) {
            if (hit.capturedLength(group) > 0)
                setFormat(int(hit.capturedStart(group)), int(hit.capturedLength(group)), ink);
        };
        color(u"string"_s, theme.jsonString);
        color(u"comment"_s, theme.text3);
        color(u"number"_s, theme.jsonNumber);
        color(u"word"_s, theme.jsonLiteral);
        color(u"call"_s, theme.jsonKey);
    }
}

} // namespace spectap
