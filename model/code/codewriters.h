// SPDX-License-Identifier: MIT
// One writer for each SDK: the statement that sends a call.
#pragma once

#include "model/code/codecall.h"
#include "model/support/reach.h"

#include <QSet>
#include <QStringList>

namespace spectap {

class CodePrinter;

/// A call as a statement, and what it needs at the top of its file.
struct WrittenCall
{
    QString code; ///< without a line break at its end
    QStringList imports{};
};

/// Names for variables, each used once in a program.
class CodeNames
{
public:
    /// One that reminds of `wish`.
    QString take(const QString &wish, CodeLanguage language);

private:
    QSet<QString> m_taken{QStringLiteral("analytics"), QStringLiteral("args")}; ///< of the program around
};

/// What stands before the body where arguments have an order: the id that the call is about, or its name.
[[nodiscard]] QStringList firstArguments(const FittedCall &call, const CodePrinter &print);

[[nodiscard]] WrittenCall writeBrowser(const FittedCall &call);
[[nodiscard]] WrittenCall writeNode(const FittedCall &call);
[[nodiscard]] WrittenCall writeReactNative(const FittedCall &call);
[[nodiscard]] WrittenCall writePython(const FittedCall &call);
[[nodiscard]] WrittenCall writeRuby(const FittedCall &call);
[[nodiscard]] WrittenCall writePhp(const FittedCall &call);
[[nodiscard]] WrittenCall writeGo(const FittedCall &call);
[[nodiscard]] WrittenCall writeJava(const FittedCall &call, CodeNames &names);
[[nodiscard]] WrittenCall writeKotlin(const FittedCall &call);
[[nodiscard]] WrittenCall writeSwift(const FittedCall &call);
[[nodiscard]] WrittenCall writeCSharp(const FittedCall &call);
[[nodiscard]] WrittenCall writeRust(const FittedCall &call);
/// From the call itself: HTTP has a place for everything.
[[nodiscard]] WrittenCall writeCurl(const CodeCall &call, const Reach &reach, QStringList &comments);

/// The time that a timestamp says, split up: its fraction has as many digits as were sent.
struct CodeTime
{
    int year = 1970;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int nanosecond = 0;

    /// In UTC. `text` is ISO 8601.
    static CodeTime of(const QString &text);
    /// "2025-11-14T10:42:07.123Z"
    [[nodiscard]] QString isoText() const;
};

} // namespace spectap
