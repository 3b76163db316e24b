// SPDX-License-Identifier: MIT
#include "model/identity/identityconflict.h"

namespace spectap {

IdentityRule identityRule(Rule rule)
{
    constexpr auto Alias = "connections/spec/alias";
    constexpr auto Overwriting = "connections/spec/best-practices-identify#id-expiration-and-overwriting";
    constexpr auto UserIds = "connections/spec/best-practices-identify#best-options-for-userids";
    switch (rule) {
    case Rule::SharedAnonymousId:
        return {Severity::Warning, "/anonymousId", Overwriting};
    case Rule::AliasReversed:
    case Rule::AliasSelf:
    case Rule::AliasCycle:
        return {Severity::Warning, "/previousId", Alias};
    case Rule::AliasUnknown:
        return {Severity::Info, "/previousId", Alias};
    case Rule::AliasLate:
        return {Severity::Info, "/previousId",
            "connections/spec/best-practices-identify#why-is-anonymous-history-lost"};
    case Rule::ConstantId:
        return {Severity::Warning, "/userId",
            "unify/identity-resolution/identity-resolution-settings#blocked-values"};
    case Rule::RotatingId:
    case Rule::ChangedAnonymousId:
        return {Severity::Warning, "/anonymousId", Overwriting};
    case Rule::LateIdentify:
        return {Severity::Warning, "/userId",
            "connections/spec/best-practices-identify#why-are-sign-ups-missing-in-reports"};
    case Rule::GroupBeforeUser:
        return {Severity::Info, "/userId", "connections/spec/group"};
    case Rule::EmailAsId:
        return {Severity::Info, "/userId", UserIds};
    case Rule::SharedEmail:
        return {Severity::Warning, "/traits/email", "connections/spec/identify#custom-traits"};
    case Rule::UserIdSpelling:
        return {Severity::Warning, "/userId", UserIds};
    default:
        return {};
    }
}

} // namespace spectap
