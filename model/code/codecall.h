// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/code/codesdk.h"
#include "model/code/codevalue.h"
#include "model/spec/finding.h"

#include <QStringList>

#include <optional>
#include <span>

namespace spectap {

/// A call on its way into source code: what was sent, apart from any SDK.
struct CodeCall
{
    CallType type = CallType::Unknown;
    CodeValue fields; ///< of the call; context and integrations with what the batch adds to them
    QByteArray bytes; ///< the call as received; empty: `fields` says something else
    QString writeKey;
    QStringList comments; ///< to stand above it

    /// `requestKey` is the write key of the request, for a call that has none of its own.
    static CodeCall of(const CallView &view, QByteArrayView requestKey);
};

/// Sends what `findings` ask for instead of what was sent, wherever there is no doubt what that is. What is
/// missing gets a comment in its place, and the rest a comment above. `view` is the one the call is of.
void correct(CodeCall &call, const CallView &view, std::span<const Finding> findings);

/// A call as far as an SDK has places for it. What there is no place for is in `comments`.
struct FittedCall
{
    const CodeSdk *sdk = nullptr;
    CallType type = CallType::Unknown;
    bool possible = true; ///< the SDK has this kind of call
    // Text, unless the SDK takes any IDs.
    std::optional<CodeValue> userId{};
    std::optional<CodeValue> anonymousId{};
    std::optional<CodeValue> previousId{};
    std::optional<CodeValue> groupId{};
    std::optional<CodeValue> name{}; ///< also of an event
    std::optional<CodeValue> category{};
    std::optional<CodeValue> messageId{};
    std::optional<CodeValue> timestamp{};
    // Objects.
    std::optional<CodeValue> body{}; ///< properties or traits
    std::optional<CodeValue> context{};
    std::optional<CodeValue> integrations{};
    CodeValue others = CodeValue::object(); ///< top-level fields that the Spec does not know
    QStringList comments{};

    static FittedCall of(const CodeCall &call, const CodeSdk &sdk);

    /// "properties" or "traits"; empty for alias.
    [[nodiscard]] QString bodyName() const;
};

/// Whether the SDK sends the number with each of its digits.
[[nodiscard]] bool isExactIn(const CodeSdk &sdk, const QByteArray &number);

} // namespace spectap
