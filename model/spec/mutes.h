// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/calltype.h"
#include "model/spec/finding.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace spectap {

/// A name that calls of one type share; empty for calls without one.
struct EventKey
{
    CallType type = CallType::Unknown;
    QByteArray name;

    bool operator==(const EventKey &) const = default;
};

/// Findings nobody wants to hear of: of a rule, everywhere or on one event, on all its fields or one.
struct Mute
{
    Rule rule = Rule::None;
    std::optional<EventKey> event;     ///< none: on every event
    std::optional<QByteArray> pattern; ///< none: on every field; as pointerPattern() makes it
    bool always = false;               ///< in every session, not in this one only

    /// The same findings, whichever sessions it is for.
    [[nodiscard]] bool covers(const Mute &other) const;
    bool operator==(const Mute &) const = default;
};

/// As a JSON array: those that are for every session (the settings), or those of one (its file). What cannot
/// be read is left out.
[[nodiscard]] QByteArray mutesToJson(const std::vector<Mute> &mutes, bool always = true);
[[nodiscard]] std::vector<Mute> mutesFromJson(const QByteArray &json, bool always = true);

} // namespace spectap
