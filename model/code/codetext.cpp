// SPDX-License-Identifier: MIT
#include "model/code/codetext.h"

#include "model/code/codewriters.h"
#include "model/support/setupguide.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

WrittenCall written(const FittedCall &call, CodeNames &names)
{
    switch (call.sdk->sdk) {
    case Sdk::Browser:
        return writeBrowser(call);
    case Sdk::Node:
        return writeNode(call);
    case Sdk::Python:
        return writePython(call);
    case Sdk::Go:
        return writeGo(call);
    case Sdk::Java:
        return writeJava(call, names);
    case Sdk::Kotlin:
        return writeKotlin(call);
    case Sdk::Swift:
        return writeSwift(call);
    case Sdk::ReactNative:
        return writeReactNative(call);
    case Sdk::Ruby:
        return writeRuby(call);
    case Sdk::Php:
        return writePhp(call);
    case Sdk::CSharp:
        return writeCSharp(call);
    case Sdk::Rust:
        return writeRust(call);
    case Sdk::Curl:
        break; // needs more than the call
    }
    return {};
}

QString program(const CodeSdk &sdk, const Reach &reach, const QString &writeKey, const QStringList &imports,
    const QString &code)
{
    const QList<SetupGuide> guides = setupGuides();
    const auto guide = std::find_if(guides.begin(), guides.end(),
        [&sdk](const SetupGuide &one) { return one.name == QLatin1String(sdk.name); });
    Q_ASSERT(guide != guides.end());
    return guide == guides.end() ? code : guide->program(reach, writeKey, imports, code);
}

} // namespace

QString codeText(std::span<const CodeCall> calls, const CodeSdk &sdk, const Reach &reach, bool withSetUp)
{
    const bool curl = sdk.sdk == Sdk::Curl;
    const bool whole = withSetUp && !curl;
    const CodeLanguage comments = curl ? CodeLanguage::Shell : sdk.language;
    CodeNames names;
    QStringList blocks;
    QStringList imports;
    for (const CodeCall &call : calls) {
        FittedCall fitted;
        WrittenCall one;
        if (curl) {
            fitted.comments = call.comments;
            one = writeCurl(call, reach, fitted.comments);
        } else {
            fitted = FittedCall::of(call, sdk);
            if (fitted.possible)
                one = written(fitted, names);
        }
        if (whole && call.writeKey != calls.front().writeKey)
            fitted.comments << u"Sent with the write key %1."_s.arg(call.writeKey);
        QStringList lines;
        for (const QString &comment : fitted.comments)
            lines << commentLine(comment, comments);
        if (!one.code.isEmpty())
            lines << one.code;
        blocks << lines.join(u'\n');
        imports << one.imports;
    }
    const QString code = blocks.join(u"\n\n"_s);
    if (!whole || calls.empty())
        return code;
    imports.removeDuplicates();
    imports.sort();
    return program(sdk, reach, calls.front().writeKey, imports, code);
}

} // namespace spectap
