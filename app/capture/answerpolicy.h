// SPDX-License-Identifier: MIT
#pragma once

#include <QAnyStringView>
#include <QLatin1StringView>

#include <array>
#include <optional>
#include <utility>

namespace spectap {

/// How calls are answered. What is stored, checked and shown does not depend on it, and no policy answers 200
/// before the call is committed: a call that cannot be stored is answered 503 always.
enum class AnswerPolicy : quint8
{
    Segment,   ///< as Segment itself: 200 also for what it would drop, 400 for what it refuses
    Strict,    ///< 400 as well for a call with a finding of severity error
    Always200, ///< also for what Segment refuses: some SDKs send such a call again for ever
};

/// Names of the command line and of the settings.
inline constexpr std::array<std::pair<QLatin1StringView, AnswerPolicy>, 3> AnswerPolicyNames{{
    {QLatin1StringView("segment"), AnswerPolicy::Segment},
    {QLatin1StringView("strict"), AnswerPolicy::Strict},
    {QLatin1StringView("always-200"), AnswerPolicy::Always200},
}};

[[nodiscard]] constexpr QLatin1StringView nameOf(AnswerPolicy policy)
{
    return AnswerPolicyNames[static_cast<std::size_t>(policy)].first; // in the order of the values
}

[[nodiscard]] inline std::optional<AnswerPolicy> answerPolicyFromName(QAnyStringView name)
{
    for (const auto &[known, policy] : AnswerPolicyNames) {
        if (QAnyStringView::compare(known, name) == 0)
            return policy;
    }
    return std::nullopt;
}

} // namespace spectap
