// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"
#include "ui/inspector/findingwords.h"

#include <optional>

namespace spectap {

/// How many findings of a call are how bad.
struct SeverityCounts
{
    int errors = 0;
    int warnings = 0;
    int infos = 0;
};
[[nodiscard]] SeverityCounts severityCounts(const CallDocument &call);

/// Index into CheckResult::findings of the worst finding of a field, the first of equals.
[[nodiscard]] std::optional<quint32> worstFindingOf(const CallDocument &call, const FieldVerdict &field);
/// The field a finding is about, or -1: the call as a whole.
[[nodiscard]] int fieldOfFinding(const CallDocument &call, quint32 finding);
/// The words for one finding of a call, with the value that was sent and the event it was checked as.
[[nodiscard]] FindingWords wordsFor(const CallDocument &call, quint32 finding, const Catalogue &catalogue);
/// Name of the semantic event, page or screen the call was checked as; empty: none.
[[nodiscard]] QString checkedAs(const CallDocument &call, const Catalogue &catalogue);
/// "Order Completed" when the call's own name is only nearly that of the event it was checked as, else empty.
[[nodiscard]] QString nearMissName(const CallDocument &call, const Catalogue &catalogue);
/// Where the rules of a finding are written down: "ecommerce/order-completed", or the kind of call.
[[nodiscard]] QString specIdOf(const CallDocument &call, const Finding &finding, const Catalogue &catalogue);
/// The page of the Segment documentation; empty for none.
[[nodiscard]] QString docUrl(QByteArrayView doc);
/// "Shop /rules/3/jsonSchema/properties" for what a tracking plan says; empty for pages.
[[nodiscard]] QString planPlace(QByteArrayView doc);

} // namespace spectap
