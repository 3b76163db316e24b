// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

#include <optional>

namespace spectap {

/// Which calls make two ids one person. Tools differ in it, so the same calls can be read in three ways.
///
/// Spec: what the Segment Spec says the calls mean. identify joins the anonymousId to the userId, alias the
/// previousId to the userId; a second userId on an anonymousId takes it over from the first. Other calls with
/// both ids are noted and join nothing.
///
/// Observed: any call with both ids joins them as identify does, which is how warehouses are mostly read:
/// who was seen together is one person. alias joins too.
///
/// Unify: the defaults of Segment Unify. Every call brings its identifiers (userId, email, then the others by
/// name) to the profiles that hold one of them; profiles that meet merge, unless one would hold more values
/// of a kind than its limit (one user_id, five of any other): then the lowest-ranked identifier of the call
/// is dropped until it fits. Placeholder values join nothing, a profile takes part in 100 merges and holds
/// 1,000 identifiers, and alias joins nothing. groupId is a membership here as everywhere: only one of the
/// three documented lists has it as an identifier.
enum class IdentityReading : quint8
{
    Spec,
    Observed,
    Unify
};

/// In which order the calls are read. EventTime is when they happened, by the sender's clock corrected with
/// sentAt: calls that came late stand where they belong.
enum class ReadingOrder : quint8
{
    Arrival,
    EventTime
};

[[nodiscard]] QByteArrayView readingName(IdentityReading reading); ///< "spec" "observed" "unify"
[[nodiscard]] QByteArrayView readingOrderName(ReadingOrder order); ///< "arrival" "event"
[[nodiscard]] std::optional<IdentityReading> readingFromName(QByteArrayView name);
[[nodiscard]] std::optional<ReadingOrder> readingOrderFromName(QByteArrayView name);
/// The three readings in a few English lines, for --help.
[[nodiscard]] QByteArray readingsHelp();

} // namespace spectap
