// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace spectap {

/// How bad. Ordered: the worst of a call is the maximum. Stored in session files: append only.
enum class Severity : quint8
{
    Ok = 0,
    Info = 1,
    Warning = 2,
    Error = 3
};

/// Which rules spoke.
enum class RuleSet : quint8
{
    Spec = 0,
    Plan = 1,
    Identity = 2,
    Sdk = 3
};

/// The rules of DESIGN §4, under names that other programs rely on. Append only.
enum class Rule : quint8
{
    None = 0,
    Json,
    CallType,
    Required,
    Identity,
    Type,
    Format,
    Enum,
    Limit,
    NameCase,
    NearMiss,
    Reserved,
    BlockedId,
    Deprecated,
    Duplicate,
    Clock,
    CustomEvent,
    CustomProperty,
    SharedAnonymousId,
    AliasReversed,
    AliasSelf,
    AliasCycle,
    ConstantId,
    RotatingId,
    LateIdentify,
    GroupBeforeUser,
    PlanRequired,
    PlanType,
    PlanEnum,
    PlanPattern,
    PlanFormat,
    PlanSchema, ///< any other keyword of the plan's schema
    PlanUnplannedEvent,
    PlanUnplannedProperty,
    AliasUnknown,
    AliasLate,
    ChangedAnonymousId,
    EmailAsId,
    SharedEmail,
    UserIdSpelling,
};

inline constexpr int RuleCount = static_cast<int>(Rule::UserIdSpelling) + 1;

/// What Segment itself would do with the call, and hides. Stored in session files: append only.
enum class Ingest : quint8
{
    Accepted = 0,
    Refused = 1,
    Dropped = 2
};

[[nodiscard]] QByteArrayView severityName(Severity severity); ///< "ok" "info" "warning" "error"
[[nodiscard]] QByteArrayView ruleSetName(RuleSet set);        ///< "spec" "plan" "identity" "sdk"
[[nodiscard]] QByteArrayView ruleName(Rule rule);             ///< "near-miss"; empty for None
[[nodiscard]] QByteArrayView ingestName(Ingest ingest);       ///< "accepted" "refused" "dropped"
[[nodiscard]] std::optional<Rule> ruleFromName(QByteArrayView name);
[[nodiscard]] std::optional<Severity> severityFromName(QByteArrayView name);

/// One thing to say about one field of one call. A fact: words and colours are made from it by whoever
/// shows it (DESIGN §3.8). The strings are UTF-8.
struct Finding
{
    QByteArray pointer{}; ///< RFC 6901, from the call; of the field that is missing, when one is
    RuleSet set = RuleSet::Spec;
    Severity severity = Severity::Info;
    Rule rule = Rule::None;
    QByteArray expected{}; ///< type, format, suggested name, limit…
    QByteArray actual{};   ///< what was sent, at most MaxActual bytes of it
    QByteArray doc{};      ///< page of the Segment docs with its heading, without host; may be empty

    static constexpr qsizetype MaxActual = 200;

    bool operator==(const Finding &) const = default;
};

/// The finding in one short English sentence, for the command line and exports; the window makes its own
/// through tr(). Pattern: what is wrong, then the one thing to do.
[[nodiscard]] QByteArray findingMessage(const Finding &finding);

} // namespace spectap
