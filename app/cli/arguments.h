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

    // What several commands take alike.
    /// At least one INPUT; `example` is a file to show in the complaint when there is none.
    void inputs(const QString &syntax, const QString &example);
    void specAndPlans();
    /// --format text|json
    void textOrJson();

    /// Nothing: go on. Otherwise the command ends with this exit code (help was printed, or a mistake named).
    [[nodiscard]] std::optional<int> parse(const QStringList &arguments);

    [[nodiscard]] QStringList positionals() const { return m_parser.positionalArguments(); }
    [[nodiscard]] bool has(const QString &name) const { return m_parser.isSet(name); }
    [[nodiscard]] QString value(const QString &name) const { return m_parser.value(name); }
    [[nodiscard]] QStringList values(const QString &name) const { return m_parser.values(name); }
    /// A whole number in [least, most], or the complaint.
    [[nodiscard]] Result<qint64> number(const QString &name, qint64 least, qint64 most) const;
    /// Of textOrJson().
    [[nodiscard]] bool wantsJson() const { return value(QStringLiteral("format")) == u"json"; }

private:
    QString m_command;
    QCommandLineParser m_parser;
    QString m_inputExample; ///< empty: the command reads no INPUT
    bool m_textOrJson = false;
};

/// The severity of --fail-on error|warning|never; Ok stands for never.
[[nodiscard]] Result<Severity> parseFailOn(const QString &word);

/// Where people keep catalogue files that every check reads.
[[nodiscard]] QString specFolder();

/// The bundled catalogue, `extraSpecs` and the files of specFolder(), and `plans`, compiled. A mistake in the
/// folder stops nobody: the file is left out and said, in `leftOut` or on standard error.
[[nodiscard]] Result<std::shared_ptr<const Checker>> loadChecker(
    const QStringList &extraSpecs, const QStringList &plans = {}, QStringList *leftOut = nullptr);
/// The same with what specAndPlans() took.
[[nodiscard]] Result<std::shared_ptr<const Checker>> loadChecker(const Arguments &arguments);

} // namespace spectap::cli
