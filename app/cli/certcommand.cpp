// SPDX-License-Identifier: MIT
#include "app/capture/certificatenames.h"
#include "app/capture/certificatestore.h"
#include "app/capture/endpoint.h"
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/support/trustguide.h"

#include <QDir>
#include <QSysInfo>

namespace spectap::cli {

namespace {

Result<CertificateStore::Opened> openAuthority(const CertificateStore &store)
{
    auto opened = store.open(endpointNames(QSysInfo::machineHostName()), QDateTime::currentDateTimeUtc());
    if (opened && !opened->notice.isEmpty())
        say(opened->notice);
    return opened;
}

int write(const QByteArray &bytes)
{
    Output output;
    return output.write(bytes) && output.flush() ? Fine : InputError;
}

QString textOf(const TrustGuide &guide)
{
    QString text = QStringLiteral("%1 (--system %2)\n").arg(guide.title, guide.name);
    if (!guide.detail.isEmpty())
        text += QStringLiteral("  For %1:\n").arg(guide.detail);
    const auto addCode = [&text](QString code) {
        if (!code.isEmpty())
            text += QStringLiteral("      ") + code.replace(u'\n', QStringLiteral("\n      ")) + u'\n';
    };
    for (const TrustStep &step : guide.steps) {
        text += QStringLiteral("  - %1\n").arg(step.text);
        addCode(step.code);
    }
    if (!guide.undo.isEmpty()) {
        text += QStringLiteral("  - To take it back:\n");
        addCode(guide.undo);
    }
    return text;
}

int installHelp(
    const CertificateStore &store, const Authority &authority, quint16 port, const QString &system)
{
    const QList<TrustGuide> guides = trustGuides({store.certificatePath(), authority.title(), port});
    QString text =
        QStringLiteral("%1\n  file     %2\n  SHA-256  %3\n  for      %4\n  until    %5\n")
            .arg(authority.title(), QDir::toNativeSeparators(store.certificatePath()),
                QString::fromLatin1(authority.sha256().toHex(':').toUpper()),
                authority.names().join(QStringLiteral(", ")), authority.until().date().toString(Qt::ISODate));
    for (const TrustGuide &guide : guides) {
        if (system.isEmpty() || system == guide.name)
            text += u'\n' + textOf(guide);
    }
    return write(text.toLocal8Bit());
}

int removeAuthority(const CertificateStore &store)
{
    const Result<bool> removed = store.remove();
    if (!removed) {
        complain(removed.error().message);
        return InputError;
    }
    if (!*removed)
        say(QStringLiteral("There was no certificate authority to remove."));
    else
        say(QStringLiteral("Removed the authority and %1. Where it was trusted, take it out there too; its "
                           "name begins with \"Spectap local authority\". The next https connection makes a "
                           "new one.")
                .arg(QDir::toNativeSeparators(store.certificatePath())));
    return Fine;
}

} // namespace

int runCert(const QStringList &words)
{
    Arguments arguments(QStringLiteral("cert"),
        QStringLiteral("The certificate authority behind https://: made for this user on first need, and for "
                       "this machine's names and addresses of private networks only."));
    arguments.flag(QStringLiteral("print"), QStringLiteral("Its certificate as PEM on standard output."));
    arguments.flag(QStringLiteral("install-help"), QStringLiteral("How to have clients trust it."));
    arguments.flag(QStringLiteral("remove"), QStringLiteral("Removes it from this machine's data folder."));
    arguments.option(QStringLiteral("system"), QStringLiteral("name"),
        QStringLiteral("With --install-help: the steps for one system or language only."));
    arguments.option(QStringLiteral("port"), QStringLiteral("port"),
        QStringLiteral("With --install-help: the port in the steps."),
        QString::number(Endpoint::DefaultPort));
    if (const auto done = arguments.parse(words))
        return *done;

    const bool print = arguments.has(QStringLiteral("print"));
    const bool help = arguments.has(QStringLiteral("install-help"));
    const bool remove = arguments.has(QStringLiteral("remove"));
    if (int(print) + int(help) + int(remove) != 1 || !arguments.positionals().isEmpty()) {
        complain(QStringLiteral("cert wants one of --print, --install-help and --remove."));
        return UsageError;
    }
    const QString system = arguments.value(QStringLiteral("system"));
    const auto port = arguments.number(QStringLiteral("port"), 1, 65535);
    if (!port) {
        complain(port.error().message);
        return UsageError;
    }
    if (!help && (!system.isEmpty() || arguments.has(QStringLiteral("port")))) {
        complain(QStringLiteral("--system and --port go with --install-help."));
        return UsageError;
    }
    QStringList systems;
    for (const TrustGuide &guide : trustGuides({}))
        systems += guide.name;
    if (arguments.has(QStringLiteral("system")) && !systems.contains(system)) {
        complain(QStringLiteral("--system is one of %1, not \"%2\".")
                     .arg(systems.join(QStringLiteral(", ")), system));
        return UsageError;
    }

    const CertificateStore store;
    if (remove)
        return removeAuthority(store);
    const auto opened = openAuthority(store);
    if (!opened) {
        complain(opened.error().message);
        return InputError;
    }
    return print ? write(opened->authority.certificate())
                 : installHelp(store, opened->authority, static_cast<quint16>(*port), system);
}

} // namespace spectap::cli
