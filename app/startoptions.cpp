// SPDX-License-Identifier: MIT
#include "app/startoptions.h"

#include "app/capture/lanaccess.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include <limits>

namespace spectap {

namespace {

Error wrong(const QString &what)
{
    return Error{ErrorCode::Usage, what + QStringLiteral(" spectap --help lists the options.")};
}

constexpr int LeastSide = 200;
constexpr int MostSide = 16384;

} // namespace

Result<StartOptions> StartOptions::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    const auto flag = [&parser](const char *name) {
        parser.addOption({QString::fromLatin1(name), QString()});
    };
    const auto option = [&parser](const char *name) {
        parser.addOption({QString::fromLatin1(name), QString(), QStringLiteral("value")});
    };
    for (const char *name : {"no-capture", "demo", "lan"})
        flag(name);
    for (const char *name :
        {"port", "screenshot", "size", "theme", "select", "view", "spec", "plan", "answer", "host"})
        option(name);
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, QString()});
    parser.addOption({{QStringLiteral("v"), QStringLiteral("version")}, QString()});
    if (!parser.parse(QStringList{QStringLiteral("spectap")} + arguments))
        return wrong(parser.errorText() + u'.');

    const auto value = [&parser](const char *name) { return parser.value(QString::fromLatin1(name)); };
    const auto isSet = [&parser](const char *name) { return parser.isSet(QString::fromLatin1(name)); };

    StartOptions options;
    options.help = isSet("help");
    options.version = isSet("version");
    options.demo = isSet("demo");
    options.capture = !isSet("no-capture");
    options.screenshot = value("screenshot");
    options.view = value("view");
    options.specs = parser.values(QStringLiteral("spec"));
    options.plans = parser.values(QStringLiteral("plan"));
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return wrong(QStringLiteral("One session at a time: \"%1\" is one too many.").arg(files[1]));
    if (!files.isEmpty())
        options.session = files.first();
    if (isSet("port")) {
        bool ok = false;
        const uint port = value("port").toUInt(&ok);
        if (!ok || port > std::numeric_limits<quint16>::max())
            return wrong(
                QStringLiteral("--port wants a number from 0 to 65535, not \"%1\".").arg(value("port")));
        options.port = static_cast<quint16>(port);
    }
    options.lan = isSet("lan");
    if (isSet("host")) {
        const Result<QString> host = readLanHost(value("host"));
        if (!host)
            return host.error();
        options.host = *host;
        options.lan = options.lan || !host->isEmpty();
    }
    if (options.lan && !options.capture)
        return wrong(QStringLiteral("--lan and --host listen: they do not go with --no-capture."));
    if (isSet("select")) {
        bool ok = false;
        const uint seq = value("select").toUInt(&ok);
        if (!ok || seq == 0)
            return wrong(
                QStringLiteral("--select wants the number of a call, not \"%1\".").arg(value("select")));
        options.select = seq;
    }
    if (isSet("size")) {
        static const QRegularExpression Size(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
        const QRegularExpressionMatch match = Size.match(value("size"));
        options.size = {match.captured(1).toInt(), match.captured(2).toInt()};
        if (!match.hasMatch() || qMin(options.size.width(), options.size.height()) < LeastSide ||
            qMax(options.size.width(), options.size.height()) > MostSide) {
            return wrong(QStringLiteral("--size wants WIDTHxHEIGHT, for example 1440x900, not \"%1\".")
                             .arg(value("size")));
        }
    }
    if (isSet("theme")) {
        options.theme = value("theme");
        if (!QStringList{QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("contrast"),
                QStringLiteral("system")}
                 .contains(options.theme)) {
            return wrong(QStringLiteral("--theme is light, dark, contrast or system, not \"%1\".")
                             .arg(options.theme));
        }
    }
    if (isSet("answer")) {
        options.answers = answerPolicyFromName(value("answer"));
        if (!options.answers) {
            return wrong(QStringLiteral("--answer is segment, strict or always-200, not \"%1\".")
                             .arg(value("answer")));
        }
    }
    if (options.demo && (!options.capture || !options.session.isEmpty()))
        return wrong(QStringLiteral(
            "--demo sends calls to the endpoint: it goes with neither --no-capture nor a session."));
    return options;
}

} // namespace spectap
