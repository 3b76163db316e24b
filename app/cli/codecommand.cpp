// SPDX-License-Identifier: MIT
#include "app/capture/endpoint.h"
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/items/callcode.h"

namespace spectap::cli {

namespace {

QString sdkNames()
{
    QStringList names;
    for (const CodeSdk &sdk : codeSdks())
        names << QString::fromLatin1(sdk.name);
    return names.join(QStringLiteral(", "));
}

int refuse(const QString &why)
{
    complain(why);
    return UsageError;
}

} // namespace

int runCode(const QStringList &words)
{
    Arguments arguments(QStringLiteral("code"),
        QStringLiteral("Prints calls as the code that sends them with an SDK; what the SDK has no place for "
                       "is said in comments."));
    arguments.positional(
        QStringLiteral("session"), QStringLiteral("A .spectap file."), QStringLiteral("SESSION"));
    arguments.positional(QStringLiteral("seq"), QStringLiteral("Numbers of calls; none: all of them."),
        QStringLiteral("[SEQ...]"));
    arguments.option(
        QStringLiteral("sdk"), QStringLiteral("name"), QStringLiteral("Which SDK: %1.").arg(sdkNames()));
    arguments.flag(QStringLiteral("set-up"),
        QStringLiteral("A whole program that sends them to Spectap, and not the calls alone."));
    arguments.flag(QStringLiteral("corrected"),
        QStringLiteral("As the findings want them, wherever there is no doubt."));
    arguments.option(QStringLiteral("port"), QStringLiteral("port"), QStringLiteral("The endpoint's port."),
        QString::number(Endpoint::DefaultPort));
    if (const auto done = arguments.parse(words))
        return *done;
    QStringList positionals = arguments.positionals();
    if (positionals.isEmpty())
        return refuse(
            QStringLiteral("code wants a SESSION, for example: spectap code shop.spectap 3 --sdk node"));
    const QString path = positionals.takeFirst();
    std::vector<quint32> seqs;
    for (const QString &word : positionals) {
        bool good = false;
        seqs.push_back(word.toUInt(&good));
        if (!good || seqs.back() == 0)
            return refuse(QStringLiteral("\"%1\" is no number of a call.").arg(word));
    }
    const CodeSdk *sdk = codeSdkNamed(arguments.value(QStringLiteral("sdk")));
    if (!sdk)
        return refuse(QStringLiteral("--sdk takes one of: %1.").arg(sdkNames()));
    const auto port = arguments.number(QStringLiteral("port"), 1, 65535);
    if (!port)
        return refuse(port.error().message);

    CodeWish wish;
    wish.sdk = sdk->sdk;
    wish.reach.port = static_cast<quint16>(*port);
    wish.withSetUp = arguments.has(QStringLiteral("set-up"));
    wish.corrected = arguments.has(QStringLiteral("corrected"));
    const auto code = codeOfStored(path, seqs, wish);
    if (!code) {
        complain(code.error().message);
        return InputError;
    }
    Output output;
    return output.write(QByteArray(code->toUtf8() + '\n')) && output.flush() ? Fine : InputError;
}

} // namespace spectap::cli
