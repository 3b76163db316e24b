// SPDX-License-Identifier: MIT
#pragma once

#include "model/identity/identityrecord.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace spectap::test {

/// A file of situations, each of them calls, one a line, and who is who after them in one or more readings.
/// tests/identity/scenarios/README.md has the shape.
struct Scenario
{
    /// What a reading is expected to make of the calls.
    struct Expectation
    {
        ReadingChoice choice;
        QString text;
        int line = 0; ///< of its head, in the file
    };
    QString name;
    QStringList calls;
    std::vector<Expectation> expected;
};

[[nodiscard]] std::vector<Scenario> readScenarios(const QString &path);

/// The record that calls make, and the numbers of what they name.
struct ScenarioRecord
{
    explicit ScenarioRecord(const QStringList &calls);

    StringPool strings;
    UnifyPolicy policy; ///< all documented kinds of identifiers
    IdentityRecord record;

private:
    void add(const QString &line, quint32 seq);
};

/// Profiles by first call, then links, conflicts and what differs from the Spec reading, a line each.
[[nodiscard]] QString printed(const ScenarioRecord &calls, const ReadingChoice &choice);

} // namespace spectap::test
