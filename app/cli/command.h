// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

// The commands, one file each. Arguments come without the program's and the command's name.
namespace spectap::cli {

int runCapture(const QStringList &arguments);
int runCert(const QStringList &arguments);
int runCheck(const QStringList &arguments);
int runCode(const QStringList &arguments);
int runCoverage(const QStringList &arguments);
int runDiff(const QStringList &arguments);
int runDoctor(const QStringList &arguments);
int runExport(const QStringList &arguments);
int runIdentities(const QStringList &arguments);
int runPlan(const QStringList &arguments);
int runSetup(const QStringList &arguments);

} // namespace spectap::cli
