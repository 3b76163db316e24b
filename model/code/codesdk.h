// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/code/codelanguage.h"

#include <QByteArrayView>
#include <QString>

#include <span>

namespace spectap {

enum class Sdk : quint8
{
    Browser,
    Node,
    Python,
    Go,
    Java,
    Kotlin,
    Swift,
    ReactNative,
    Ruby,
    Php,
    CSharp,
    Rust,
    Curl
};

/// An SDK that calls can be written for, and what it has places for (sdk-wire 2; read in its source).
struct CodeSdk
{
    enum class Time : quint8
    {
        AsSent, ///< takes the text
        Nanoseconds,
        Milliseconds,
        Seconds
    };
    enum class Numbers : quint8
    {
        Any,      ///< of any size, every digit
        Digits38, ///< of so many digits, in the range of a double
        Integers, ///< of any size; others as doubles
        Int64,    ///< others as doubles
        UInt64,   ///< the same without a sign
        Doubles
    };

    Sdk sdk;
    CodeLanguage language;
    const char *name;  ///< as `spectap setup --sdk` takes it
    const char *title; ///< a name, not translated
    Time time = Time::AsSent;
    Numbers numbers = Numbers::Int64;
    bool hasPage = true;
    bool pageCategory = true;
    bool screenCategory = true;
    bool anyIds = false;         ///< ids need not be strings
    bool ownAnonymousId = false; ///< a call without ids gets one
    bool otherFields = false;    ///< takes what the Spec does not know
    bool keepsNull = true;
    bool halfSurrogates = false; ///< can say half of a surrogate pair

    [[nodiscard]] bool has(CallType type) const
    {
        return type != CallType::Unknown && (hasPage || type != CallType::Page);
    }
};

/// All of them, in the order of the list.
[[nodiscard]] std::span<const CodeSdk> codeSdks();
[[nodiscard]] const CodeSdk &codeSdk(Sdk sdk);
/// Null: there is none of that name.
[[nodiscard]] const CodeSdk *codeSdkNamed(QStringView name);
/// The SDK that calls itself `library` in context.library.name; cURL for one that is not known.
[[nodiscard]] const CodeSdk &codeSdkOfLibrary(QByteArrayView library);

} // namespace spectap
