// SPDX-License-Identifier: MIT
#include "app/capture/endpoint.h"
#include "app/capture/lanaccess.h"
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/support/setupguide.h"

#include <algorithm>

namespace spectap::cli {

namespace {

QString namesOf(const QList<AppPlace> &places)
{
    QStringList names;
    for (const AppPlace place : places)
        names += appPlaceName(place);
    return names.join(QStringLiteral(", "));
}

int write(const QString &text)
{
    Output output;
    return output.write(text.toUtf8()) && output.flush() ? Fine : InputError;
}

int list(const QList<SetupGuide> &guides)
{
    qsizetype width = 0;
    for (const SetupGuide &guide : guides)
        width = std::max(width, guide.name.size());
    QString text;
    for (const SetupGuide &guide : guides) {
        text += guide.name.leftJustified(width + 2) + guide.title;
        if (!guide.detail.isEmpty())
            text += QStringLiteral(" (%1)").arg(guide.detail);
        text += u'\n';
    }
    return write(text);
}

/// How the local network gets in once capture listens there: the address and secrets stay the same.
Result<Reach::Lan> lanReach()
{
    const QString host = likelyLanHost();
    if (host.isEmpty())
        return Error{ErrorCode::Io, QStringLiteral("This machine has no address in a local network now.")};
    const Result<LanSecrets> secrets = LanSecretStore().open();
    if (!secrets)
        return secrets.error();
    return Reach::Lan{.host = host,
        .prefix = u'/' + QString::fromLatin1(secrets->prefix),
        .writeKey = QString::fromLatin1(secrets->writeKey)};
}

int refuse(const QString &why)
{
    complain(why);
    return UsageError;
}

} // namespace

int runSetup(const QStringList &words)
{
    Arguments arguments(QStringLiteral("setup"),
        QStringLiteral("Prints a program that points an SDK at Spectap; without --sdk, the SDKs it knows."));
    arguments.option(QStringLiteral("sdk"), QStringLiteral("name"), QStringLiteral("Which SDK."));
    arguments.option(QStringLiteral("port"), QStringLiteral("port"), QStringLiteral("The endpoint's port."),
        QString::number(Endpoint::DefaultPort));
    arguments.option(QStringLiteral("on"), QStringLiteral("place"),
        QStringLiteral("Where the app runs: %1.")
            .arg(namesOf({std::begin(AllAppPlaces), std::end(AllAppPlaces)})));
    arguments.flag(
        QStringLiteral("https"), QStringLiteral("Over https; its client has to trust the certificate."));
    if (const auto done = arguments.parse(words))
        return *done;
    if (!arguments.positionals().isEmpty())
        return refuse(QStringLiteral("setup takes no \"%1\".").arg(arguments.positionals().constFirst()));
    const auto port = arguments.number(QStringLiteral("port"), 1, 65535);
    if (!port)
        return refuse(port.error().message);

    const QList<SetupGuide> guides = setupGuides();
    const bool wantsOne = arguments.has(QStringLiteral("sdk"));
    if (!wantsOne) {
        for (const QString &option :
            {QStringLiteral("on"), QStringLiteral("https"), QStringLiteral("port")}) {
            if (arguments.has(option))
                return refuse(QStringLiteral("--%1 goes with --sdk.").arg(option));
        }
        return list(guides);
    }
    const QString name = arguments.value(QStringLiteral("sdk"));
    const auto guide = std::find_if(
        guides.begin(), guides.end(), [&](const SetupGuide &candidate) { return candidate.name == name; });
    if (guide == guides.end())
        return refuse(QStringLiteral("There is no SDK \"%1\". spectap setup lists them.").arg(name));
    AppPlace place = guide->places.constFirst();
    if (arguments.has(QStringLiteral("on"))) {
        const QString word = arguments.value(QStringLiteral("on"));
        const auto wanted = appPlaceFromName(word);
        if (!wanted || !guide->places.contains(*wanted))
            return refuse(
                QStringLiteral("--on %1 takes %2, not \"%3\".").arg(name, namesOf(guide->places), word));
        place = *wanted;
    }
    const bool overHttps = arguments.has(QStringLiteral("https")) || guide->https == SetupGuide::Https::Only;
    Reach reach{.host = QStringLiteral("127.0.0.1"), .port = static_cast<quint16>(*port), .lan = {}};
    if (place == AppPlace::Lan) {
        const Result<Reach::Lan> lan = lanReach();
        if (!lan) {
            complain(lan.error().message);
            return InputError;
        }
        reach.lan = *lan;
        say(QStringLiteral("The local network is let in by spectap capture --lan, and in the window by "
                           "Capture > Listen on the local network."));
    }
    const auto snippet = guide->snippet(reach, place, overHttps);
    Q_ASSERT(snippet); // only the local network can be out of reach
    for (const QString &note : snippet->notes)
        say(note);
    if (!snippet->command.isEmpty())
        say(QStringLiteral("First, on this machine: %1").arg(snippet->command));
    if (overHttps)
        say(QStringLiteral("Its client has to trust the certificate: spectap cert --install-help%1")
                .arg(guide->trust.isEmpty() ? QString() : QStringLiteral(" --system ") + guide->trust));
    return write(snippet->text + u'\n');
}

} // namespace spectap::cli
