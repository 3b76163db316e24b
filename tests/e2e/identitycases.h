// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QByteArrayList>

#include <vector>

namespace spectap::test {

/// Calls, the last of which keeps or breaks a rule.
struct Case
{
    QByteArray name; ///< "rule: case"
    QByteArrayList bodies;
    bool breaks = false;
    QByteArray plan{};
    Micros receivedAt = NoTime;

    [[nodiscard]] QByteArray ruleWord() const { return name.left(name.indexOf(':')); }
};

/// Of the rules over ids.
[[nodiscard]] std::vector<Case> identityCases();

} // namespace spectap::test
