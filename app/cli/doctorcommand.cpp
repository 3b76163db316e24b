// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/capturerun.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

namespace spectap::cli {

int runDoctor(const QStringList &words)
{
    Arguments arguments(QStringLiteral("doctor"),
        QStringLiteral(
            "Listens like capture and says what is wrong with the connection of each SDK that tries."));
    arguments.option(QStringLiteral("port"), QStringLiteral("port"), QStringLiteral("0: any free port."),
        QString::number(Endpoint::DefaultPort));
    arguments.option(
        QStringLiteral("duration"), QStringLiteral("seconds"), QStringLiteral("Stops after this time."));
    if (const auto done = arguments.parse(words))
        return *done;
    if (!arguments.positionals().isEmpty()) {
        complain(QStringLiteral("doctor takes no \"%1\".").arg(arguments.positionals().first()));
        return UsageError;
    }
    CaptureOptions options;
    options.doctor = true;
    options.quiet = true;
    const auto port = arguments.number(QStringLiteral("port"), 0, 65535);
    const auto duration = arguments.has(QStringLiteral("duration"))
                              ? arguments.number(QStringLiteral("duration"), 1, MaxDuration.count())
                              : Result<qint64>(0);
    for (const auto *number : {&port, &duration}) {
        if (!*number) {
            complain(number->error().message);
            return UsageError;
        }
    }
    options.port = static_cast<quint16>(*port);
    options.duration = std::chrono::seconds(*duration);
    auto checker = loadChecker({});
    auto session = unnamedSession();
    if (!checker || !session) {
        complain((checker ? session.error() : checker.error()).message);
        return InputError;
    }
    options.session = *session;
    return CaptureRun(*checker, options).exec();
}

} // namespace spectap::cli
