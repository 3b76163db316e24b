// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessiondocument.h"

#include <QByteArray>

#include <memory>

namespace spectap::test {

/// A checker that knows nothing: the tests below bring findings and verdicts of their own.
[[nodiscard]] std::shared_ptr<const Checker> emptyChecker();

/// One finding of a sample call; the field it is about is created where it was not sent.
struct SampleFinding
{
    QByteArray pointer;
    Rule rule = Rule::None;
    Severity severity = Severity::Error;
    QByteArray expected = {};
    QByteArray actual = {};
};

/// A loaded call as the inspector gets it: every value of `body` is a field, judged by `findings` alone.
/// `item`: position in the batch.
[[nodiscard]] std::shared_ptr<CallDocument> sampleCall(
    const QByteArray &body, const std::vector<SampleFinding> &findings = {}, quint32 item = 0);

/// The order with several mistakes that the pictures of the design show.
[[nodiscard]] std::shared_ptr<CallDocument> orderWithMistakes();

} // namespace spectap::test
