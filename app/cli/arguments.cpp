// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"

#include "app/cli/commands.h"
#include "app/cli/console.h"

#include <QStandardPaths>

namespace spectap::cli {

Arguments::Arguments(QString command, QString description)
    : m_command(std::move(command))
{
    m_parser.setApplicationDescription(description);
    m_parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Show this help.")});
}

void Arguments::positional(const QString &name, const QString &help, const QString &syntax)
{
    m_parser.addPositionalArgument(name, help, syntax);
}

void Arguments::flag(const QString &name, const QString &help)
{
    m_parser.addOption({name, help});
}

void Arguments::option(const QString &name, const QString &value, const QString &help, const QString &preset)
{
    m_parser.addOption({name, help, value, preset});
}

void Arguments::shortOption(
    const QString &letter, const QString &name, const QString &value, const QString &help)
{
    m_parser.addOption({{letter, name}, help, value});
}

void Arguments::inputs(const QString &syntax, const QString &example)
{
    positional(QStringLiteral("input"),
        QStringLiteral(
            "A session, calls as NDJSON, JSON, HAR or .http, a JSON export, or - for standard input."),
        syntax);
    m_inputExample = example;
}

void Arguments::specAndPlans()
{
    option(QStringLiteral("spec"), QStringLiteral("file"), QStringLiteral("Adds a catalogue file."));
    option(QStringLiteral("plan"), QStringLiteral("file"),
        QStringLiteral("Reads the calls against a tracking plan as well; may be given again."));
}

void Arguments::textOrJson()
{
    option(QStringLiteral("format"), QStringLiteral("format"), QStringLiteral("text or json."),
        QStringLiteral("text"));
    m_textOrJson = true;
}

std::optional<int> Arguments::parse(const QStringList &arguments)
{
    if (!m_parser.parse(QStringList{QStringLiteral("spectap ") + m_command} + arguments)) {
        complain(
            QStringLiteral("%1. spectap %2 --help lists the options.").arg(m_parser.errorText(), m_command));
        return UsageError;
    }
    if (m_parser.isSet(QStringLiteral("help"))) {
        QString help = m_parser.helpText();
        help.replace(QCoreApplication::applicationFilePath(), QStringLiteral("spectap ") + m_command);
        Output().write(help.toLocal8Bit());
        return Fine;
    }
    if (!m_inputExample.isEmpty() && positionals().isEmpty()) {
        complain(QStringLiteral("%1 wants at least one INPUT, for example: spectap %1 %2")
                     .arg(m_command, m_inputExample));
        return UsageError;
    }
    if (const QString format = m_textOrJson ? value(QStringLiteral("format")) : QString();
        m_textOrJson && format != u"text" && format != u"json") {
        complain(QStringLiteral("--format is text or json, not \"%1\".").arg(format));
        return UsageError;
    }
    return std::nullopt;
}

Result<qint64> Arguments::number(const QString &name, qint64 least, qint64 most) const
{
    bool ok = false;
    const qint64 number = value(name).toLongLong(&ok);
    if (!ok || number < least || number > most) {
        return Error{
            ErrorCode::Usage, QStringLiteral("--%1 wants a whole number from %2 to %3, not \"%4\".")
                                  .arg(name, QString::number(least), QString::number(most), value(name))};
    }
    return number;
}

Result<Severity> parseFailOn(const QString &word)
{
    if (word == u"error")
        return Severity::Error;
    if (word == u"warning")
        return Severity::Warning;
    if (word == u"never")
        return Severity::Ok;
    return Error{
        ErrorCode::Usage, QStringLiteral("--fail-on is error, warning or never, not \"%1\".").arg(word)};
}

QString specFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/spec");
}

Result<std::shared_ptr<const Checker>> loadChecker(
    const QStringList &extraSpecs, const QStringList &plans, QStringList *leftOut)
{
    Result<Catalogue> catalogue = Catalogue::bundled(extraSpecs);
    if (!catalogue)
        return catalogue.error();
    for (const Error &error : catalogue->addFolder(specFolder(), extraSpecs)) {
        const QString words =
            QStringLiteral("%1. The file is left out; mend or remove it.").arg(error.message);
        if (leftOut)
            *leftOut += words;
        else
            complain(words);
    }
    std::vector<TrackingPlan> loaded;
    for (const QString &file : plans) {
        Result<TrackingPlan> plan = TrackingPlan::load(file);
        if (!plan)
            return plan.error();
        loaded.push_back(std::move(*plan));
    }
    return Checker::compile(std::move(*catalogue), std::move(loaded));
}

Result<std::shared_ptr<const Checker>> loadChecker(const Arguments &arguments)
{
    return loadChecker(arguments.values(QStringLiteral("spec")), arguments.values(QStringLiteral("plan")));
}

} // namespace spectap::cli
