// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/jsontape.h"
#include "model/spec/finding.h"

#include <QString>

#include <optional>

namespace spectap {

/// What is known around a finding when words are made of it. All optional but `valueKind` with `value`.
struct FindingSubject
{
    QString value;      ///< the field's value as sent, JSON text; empty: not sent
    bool isCut = false; ///< it was too long to be whole
    std::optional<JsonKind> valueKind;
    QString event;  ///< name of the event, page or screen the call was checked as
    QString specId; ///< "ecommerce/order-completed"; empty: common fields only
};

/// A finding in the window's words, translated. ui.md section 13 holds the pattern: what is wrong, then the
/// one thing to do.
struct FindingWords
{
    QString verdict;  ///< beside the field, two to four words: "Expected number"
    QString title;    ///< of the explanation: "Wrong type"
    QString note;     ///< behind the line of raw text: "Expected number, got string"
    QString sentence; ///< the whole of it: "revenue must be a number. Got the string \"25.00\"."
    QString expected;
    QString actual;
    QString fix;     ///< what to do: "Send it without quotes:"
    QString fixCode; ///< what to write: "revenue: 25.00"; may be empty
};

[[nodiscard]] FindingWords wordsFor(const Finding &finding, const FindingSubject &subject = {});

/// "SPEC", "PLAN", "ID", "SDK": which rules spoke. Not translated, they are names.
[[nodiscard]] QString tagOf(RuleSet set);

} // namespace spectap
