// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace spectap::cli {

/// Exit codes of the command-line contract (DESIGN §4).
enum Exit
{
    Fine = 0,
    FindingsAtOrAbove = 1,
    UsageError = 2,
    InputError = 3
};

/// Whether `word` names a windowless command.
[[nodiscard]] bool isCommand(const QString &word);

/// Runs `arguments` (command first, program name left out) and returns the exit code. A QCoreApplication must
/// exist.
int run(const QStringList &arguments);

/// What `spectap --help` prints.
[[nodiscard]] QString helpText();

} // namespace spectap::cli
