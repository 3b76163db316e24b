// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/checker.h"
#include "model/spec/finding.h"
#include "model/support/result.h"

#include <QCommandLineParser>
#include <QStringList>

#include <memory>
#include <optional>

namespace spectap::cli {

/// A command's options and positional arguments; wrong ones are said in one line.
class Arguments
{
public:
    Arguments(QString command, QString description);

    void positional(const QString &name, const QString &help, const QString &syntax);
    void flag(const QString &name, const QString &help);
    void option(const QString &name, const QString &value, const QString &help, const QString &preset = {});
    void shortOption(const QString &letter, const QString &name, const QString &value, const QString &help);

    /// Nothing: go on. Otherwise the command ends with this exit code (help was printed, or a mistake named).
    [[nodiscard]] std::optional<int> parse(const QStringList &arguments);

    [[nodiscard]] QStringList positionals() const { return m_parser.positionalArguments(); }
    [[nodiscard]] bool has(const QString &name) const { return m_parser.isSet(name); }
    [[nodiscard]] QString value(const QString &name) const { return m_parser.value(name); }
    [[nodiscard]] QStringList values(const QString &name) const { return m_parser.values(name); }
    /// A whole number in [least, most], or the complaint.
    [[nodiscard]] Result<qint64> number(const QString &name, qint64 least, qint64 most) const;

private:
    QString m_command;
    QCommandLineParser m_parser;
};

/// The severity of --fail-on error|warning|never; Ok stands for never.
[[nodiscard]] Result<Severity> parseFailOn(const QString &word);

/// Where people keep catalogue files that every check reads.
[[nodiscard]] QString specFolder();

/// The bundled catalogue, --spec files and those of specFolder(), and --plan files, compiled. A mistake in
/// the folder stops nobody: the file is left out and said, in `leftOut` or on standard error. Whoever gives
/// `leftOut` (the window) goes on without the plans that cannot be read as well.
[[nodiscard]] Result<std::shared_ptr<const Checker>> loadChecker(
    const QStringList &extraSpecs, const QStringList &plans = {}, QStringList *leftOut = nullptr);

} // namespace spectap::cli
