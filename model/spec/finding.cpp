// SPDX-License-Identifier: MIT
#include "model/spec/finding.h"

#include <array>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, RuleCount> RuleNames{"", "json", "call-type", "required", "identity",
    "type", "format", "enum", "limit", "name-case", "near-miss", "reserved", "blocked-id", "deprecated",
    "duplicate", "clock", "custom-event", "custom-property", "shared-anonymous-id", "alias-reversed",
    "alias-self", "alias-cycle", "constant-id", "rotating-id", "late-identify", "group-before-user",
    "plan-required", "plan-type", "plan-enum", "plan-pattern", "plan-format", "plan-schema",
    "plan-unplanned-event", "plan-unplanned-property", "alias-unknown", "alias-late", "changed-anonymous-id",
    "email-as-id", "shared-email", "user-id-spelling"};
constexpr std::array<QByteArrayView, 4> SeverityNames{"ok", "info", "warning", "error"};
constexpr std::array<QByteArrayView, 4> SetNames{"spec", "plan", "identity", "sdk"};
constexpr std::array<QByteArrayView, 3> IngestNames{"accepted", "refused", "dropped"};

template <typename E, std::size_t N>
std::optional<E> fromName(
    const std::array<QByteArrayView, N> &names, QByteArrayView name, std::size_t first = 0)
{
    for (std::size_t i = first; i < N; ++i) {
        if (names[i] == name)
            return static_cast<E>(i);
    }
    return std::nullopt;
}

} // namespace

QByteArrayView severityName(Severity severity)
{
    return SeverityNames[static_cast<std::size_t>(severity)];
}

QByteArrayView ruleSetName(RuleSet set)
{
    return SetNames[static_cast<std::size_t>(set)];
}

QByteArrayView ruleName(Rule rule)
{
    return RuleNames[static_cast<std::size_t>(rule)];
}

QByteArrayView ingestName(Ingest ingest)
{
    return IngestNames[static_cast<std::size_t>(ingest)];
}

std::optional<Rule> ruleFromName(QByteArrayView name)
{
    return fromName<Rule>(RuleNames, name, 1);
}

std::optional<Severity> severityFromName(QByteArrayView name)
{
    return fromName<Severity>(SeverityNames, name);
}

} // namespace spectap
