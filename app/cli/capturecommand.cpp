// SPDX-License-Identifier: MIT
#include "app/cli/capturerun.h"

#include "app/capture/lanaccess.h"
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include <limits>

namespace spectap::cli {

namespace {

void lanArguments(Arguments &arguments)
{
    arguments.flag(QStringLiteral("lan"),
        QStringLiteral(
            "Lets the local network send too: who has the secret address or write key it prints."));
    arguments.option(QStringLiteral("host"), QStringLiteral("address"),
        QStringLiteral("The same on one address of this machine; 0.0.0.0: on all."));
    arguments.flag(QStringLiteral("new-secret"),
        QStringLiteral("With --lan or --host: a new secret address and write key; the old ones end."));
}

/// Whether and how the local network is let in.
Result<std::optional<LanAccess>> readLan(const Arguments &arguments)
{
    bool wanted = arguments.has(QStringLiteral("lan"));
    LanAccess access;
    if (arguments.has(QStringLiteral("host"))) {
        const Result<QString> host = readLanHost(arguments.value(QStringLiteral("host")));
        if (!host)
            return host.error();
        access.host = *host;
        wanted = wanted || !host->isEmpty();
    }
    const bool renew = arguments.has(QStringLiteral("new-secret"));
    if (!wanted && renew)
        return Error{ErrorCode::Usage, QStringLiteral("--new-secret goes with --lan or --host.")};
    if (!wanted)
        return std::optional<LanAccess>();
    const LanSecretStore store;
    const Result<LanSecrets> secrets = renew ? store.renew() : store.open();
    if (!secrets)
        return secrets.error();
    access.secrets = *secrets;
    return std::optional(access);
}

/// The options as checked values, or the complaint.
Result<CaptureOptions> read(const Arguments &arguments)
{
    CaptureOptions options;
    const auto port = arguments.number(QStringLiteral("port"), 0, 65535);
    if (!port)
        return port.error();
    options.port = static_cast<quint16>(*port);
    if (arguments.has(QStringLiteral("count"))) {
        const auto count = arguments.number(QStringLiteral("count"), 1, std::numeric_limits<quint32>::max());
        if (!count)
            return count.error();
        options.count = static_cast<quint32>(*count);
    }
    if (arguments.has(QStringLiteral("duration"))) {
        const auto seconds = arguments.number(QStringLiteral("duration"), 1, MaxDuration.count());
        if (!seconds)
            return seconds.error();
        options.duration = std::chrono::seconds(*seconds);
    }
    if (arguments.has(QStringLiteral("print"))) {
        if (arguments.value(QStringLiteral("print")) != u"ndjson")
            return Error{ErrorCode::Usage, QStringLiteral("--print is ndjson.")};
        options.print = true;
    }
    const auto failOn = parseFailOn(arguments.value(QStringLiteral("fail-on")));
    if (!failOn)
        return failOn.error();
    options.failOn = *failOn;
    const auto answers = answerPolicyFromName(arguments.value(QStringLiteral("answer")));
    if (!answers)
        return Error{ErrorCode::Usage, QStringLiteral("--answer is segment, strict or always-200.")};
    options.answers = *answers;
    const auto lan = readLan(arguments);
    if (!lan)
        return lan.error();
    options.lan = *lan;
    options.quiet = arguments.has(QStringLiteral("quiet"));
    options.session = arguments.value(QStringLiteral("session"));
    return options;
}

} // namespace

int runCapture(const QStringList &words)
{
    Arguments arguments(QStringLiteral("capture"),
        QStringLiteral("Captures calls without a window until it is interrupted."));
    arguments.option(QStringLiteral("port"), QStringLiteral("port"), QStringLiteral("0: any free port."),
        QString::number(Endpoint::DefaultPort));
    lanArguments(arguments);
    arguments.option(QStringLiteral("session"), QStringLiteral("file"),
        QStringLiteral("The .spectap file to write; without it a new one in the data folder."));
    arguments.option(
        QStringLiteral("duration"), QStringLiteral("seconds"), QStringLiteral("Stops after this time."));
    arguments.option(
        QStringLiteral("count"), QStringLiteral("calls"), QStringLiteral("Stops after so many calls."));
    arguments.option(QStringLiteral("fail-on"), QStringLiteral("severity"),
        QStringLiteral("Exit with 1 when there was an error, a warning, or never."), QStringLiteral("never"));
    arguments.option(QStringLiteral("answer"), QStringLiteral("policy"),
        QStringLiteral("segment: as Segment answers; strict: 400 for a call with an error; always-200."),
        QStringLiteral("segment"));
    arguments.option(QStringLiteral("print"), QStringLiteral("format"),
        QStringLiteral("ndjson: a verdict line per call on standard output."));
    arguments.specAndPlans();
    arguments.flag(QStringLiteral("quiet"), QStringLiteral("No summary at the end."));
    if (const auto done = arguments.parse(words))
        return *done;
    if (!arguments.positionals().isEmpty()) {
        complain(QStringLiteral("capture takes no \"%1\"; name the file with --session.")
                     .arg(arguments.positionals().first()));
        return UsageError;
    }
    auto options = read(arguments);
    if (!options) {
        complain(options.error().message);
        return options.error().code == ErrorCode::Usage ? UsageError : InputError;
    }
    auto checker = loadChecker(arguments);
    if (!checker) {
        complain(checker.error().message);
        return InputError;
    }
    if (options->session.isEmpty()) {
        auto path = unnamedSession();
        if (!path) {
            complain(path.error().message);
            return InputError;
        }
        options->session = *path;
    }
    return CaptureRun(*checker, *options).exec();
}

} // namespace spectap::cli
