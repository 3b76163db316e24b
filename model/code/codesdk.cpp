// SPDX-License-Identifier: MIT
#include "model/code/codesdk.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

using Time = CodeSdk::Time;
using Numbers = CodeSdk::Numbers;

constexpr std::array Sdks{
    CodeSdk{.sdk = Sdk::Browser,
        .language = CodeLanguage::JavaScript,
        .name = "analytics-next",
        .title = "JavaScript (browser)",
        .numbers = Numbers::Doubles,
        .ownAnonymousId = true,
        .halfSurrogates = true},
    CodeSdk{.sdk = Sdk::Node,
        .language = CodeLanguage::JavaScript,
        .name = "node",
        .title = "Node.js",
        .numbers = Numbers::Doubles,
        .anyIds = true,
        .halfSurrogates = true},
    CodeSdk{.sdk = Sdk::Python,
        .language = CodeLanguage::Python,
        .name = "python",
        .title = "Python",
        .time = Time::Milliseconds,
        .numbers = Numbers::Integers,
        .halfSurrogates = true},
    CodeSdk{.sdk = Sdk::Go,
        .language = CodeLanguage::Go,
        .name = "go",
        .title = "Go",
        .time = Time::Nanoseconds,
        .numbers = Numbers::Any,
        .pageCategory = false,
        .screenCategory = false},
    CodeSdk{.sdk = Sdk::Java,
        .language = CodeLanguage::Java,
        .name = "java",
        .title = "Java",
        .time = Time::Milliseconds,
        .numbers = Numbers::Any,
        .screenCategory = false,
        .keepsNull = false},
    CodeSdk{.sdk = Sdk::Kotlin,
        .language = CodeLanguage::Kotlin,
        .name = "kotlin-jvm",
        .title = "Kotlin",
        .hasPage = false,
        .ownAnonymousId = true},
    CodeSdk{.sdk = Sdk::Swift,
        .language = CodeLanguage::Swift,
        .name = "swift",
        .title = "Swift",
        .numbers = Numbers::Digits38,
        .hasPage = false,
        .ownAnonymousId = true},
    CodeSdk{.sdk = Sdk::ReactNative,
        .language = CodeLanguage::JavaScript,
        .name = "react-native",
        .title = "React Native",
        .numbers = Numbers::Doubles,
        .hasPage = false,
        .screenCategory = false,
        .ownAnonymousId = true,
        .halfSurrogates = true},
    CodeSdk{.sdk = Sdk::Ruby,
        .language = CodeLanguage::Ruby,
        .name = "ruby",
        .title = "Ruby",
        .time = Time::Milliseconds,
        .numbers = Numbers::Integers,
        .pageCategory = false,
        .anyIds = true},
    CodeSdk{.sdk = Sdk::Php,
        .language = CodeLanguage::Php,
        .name = "php",
        .title = "PHP",
        .time = Time::Seconds,
        .anyIds = true,
        .otherFields = true},
    CodeSdk{.sdk = Sdk::CSharp,
        .language = CodeLanguage::CSharp,
        .name = "csharp",
        .title = "C#",
        .ownAnonymousId = true},
    CodeSdk{.sdk = Sdk::Rust,
        .language = CodeLanguage::Rust,
        .name = "rust",
        .title = "Rust",
        .numbers = Numbers::UInt64,
        .otherFields = true},
    CodeSdk{.sdk = Sdk::Curl,
        .language = CodeLanguage::Json,
        .name = "curl",
        .title = "cURL",
        .numbers = Numbers::Any,
        .anyIds = true,
        .ownAnonymousId = true,
        .otherFields = true,
        .halfSurrogates = true},
};

struct Library
{
    QByteArrayView name;
    Sdk sdk;
};

constexpr std::array Libraries{
    Library{"analytics.js", Sdk::Browser},
    Library{"events-sdk-js", Sdk::Browser},
    Library{"RudderLabs JavaScript SDK", Sdk::Browser},
    Library{"@segment/analytics-node", Sdk::Node},
    Library{"analytics-node", Sdk::Node},
    Library{"@customerio/cdp-analytics-node", Sdk::Node},
    Library{"@ht-sdks/events-sdk-node", Sdk::Node},
    Library{"@jitsu/js", Sdk::Node},
    Library{"analytics-python", Sdk::Python},
    Library{"analytics-go", Sdk::Go},
    Library{"analytics-java", Sdk::Java},
    Library{"analytics-kotlin", Sdk::Kotlin},
    Library{"analytics-android", Sdk::Kotlin},
    Library{"analytics-swift", Sdk::Swift},
    Library{"analytics-ios", Sdk::Swift},
    Library{"@segment/analytics-react-native", Sdk::ReactNative},
    Library{"analytics-react-native", Sdk::ReactNative},
    Library{"analytics-ruby", Sdk::Ruby},
    Library{"analytics-php", Sdk::Php},
    Library{"Analytics-CSharp", Sdk::CSharp},
    Library{"Analytics.NET", Sdk::CSharp},
};

} // namespace

std::span<const CodeSdk> codeSdks()
{
    return Sdks;
}

const CodeSdk &codeSdk(Sdk sdk)
{
    return Sdks[static_cast<std::size_t>(sdk)];
}

const CodeSdk *codeSdkNamed(QStringView name)
{
    const auto *found = std::find_if(
        Sdks.begin(), Sdks.end(), [name](const CodeSdk &sdk) { return name == QLatin1String(sdk.name); });
    return found == Sdks.end() ? nullptr : found;
}

const CodeSdk &codeSdkOfLibrary(QByteArrayView library)
{
    const auto *found = std::find_if(Libraries.begin(), Libraries.end(),
        [library](const Library &one) { return library.compare(one.name, Qt::CaseInsensitive) == 0; });
    return codeSdk(found == Libraries.end() ? Sdk::Curl : found->sdk);
}

} // namespace spectap
