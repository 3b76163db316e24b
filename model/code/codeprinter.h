// SPDX-License-Identifier: MIT
#pragma once

#include "model/code/codesdk.h"
#include "model/code/codevalue.h"

namespace spectap {

/// Deeper values stay on one line: their indentation would be longer than they are.
inline constexpr int DeepestCodeIndent = 24;

/// Writes values as literals of a language: what is short on one line, the rest with a line for each item.
class CodePrinter
{
public:
    explicit CodePrinter(const CodeSdk &sdk);

    /// Lines after the first are indented by `depth` steps. `column` is where the first one begins.
    [[nodiscard]] QString value(const CodeValue &value, int depth, qsizetype column = 0) const;
    /// The members of `object` without the brackets around them: a line for each, indented by `depth`.
    [[nodiscard]] QString members(const CodeValue &object, int depth) const;
    [[nodiscard]] QString text(const QString &text) const { return stringLiteral(text, m_sdk.language); }
    [[nodiscard]] QString number(const QByteArray &json) const;
    [[nodiscard]] QString indent(int depth) const;

private:
    struct Style
    {
        QString step;
        QString openObject;
        QString closeObject;
        QString emptyObject;
        QString openArray;
        QString closeArray;
        QString emptyArray;
        QString betweenKeyAndValue;
        QString null;
        bool padded = false;    ///< { "a": 1 } and not {"a": 1}
        bool lastComma = false; ///< behind the last of several lines
        bool ownLine = false;   ///< the bracket of an object stands below its name
    };
    static Style styleOf(CodeLanguage language);
    [[nodiscard]] QString keyOf(const QString &key) const;
    [[nodiscard]] QString scalar(const CodeValue &value) const;
    [[nodiscard]] QString openOf(const CodeValue &container) const;
    bool appendInline(QString &out, const CodeValue &value, qsizetype limit) const;
    void appendLines(QString &out, const CodeValue &value, int depth, qsizetype column) const;
    void appendItems(QString &out, const CodeValue &container, int depth) const;

    const CodeSdk &m_sdk;
    Style m_style;
};

} // namespace spectap
