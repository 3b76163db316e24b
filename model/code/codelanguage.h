// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace spectap {

enum class CodeLanguage : quint8
{
    JavaScript,
    Python,
    Go,
    Java,
    Kotlin,
    Swift,
    Ruby,
    Php,
    CSharp,
    Rust,
    Shell,
    Json
};

/// `text` as a string of the language, with its quotes: whatever is in it, it stays one string, and what
/// cannot be seen is escaped. Half of a surrogate pair becomes U+FFFD where the language has no way to say
/// it.
[[nodiscard]] QString stringLiteral(const QString &text, CodeLanguage language);

/// Whether `name` can be a name there: letters, digits and underscores, and no word of the language.
[[nodiscard]] bool isIdentifier(const QString &name, CodeLanguage language);

/// `text` as a comment of one line, whatever is in it.
[[nodiscard]] QString commentLine(const QString &text, CodeLanguage language);

} // namespace spectap
