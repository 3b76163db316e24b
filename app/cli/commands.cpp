// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"

#include "app/cli/command.h"
#include "app/cli/console.h"

#include <array>

namespace spectap::cli {

namespace {

struct Entry
{
    const char *name;
    int (*run)(const QStringList &arguments);
};

constexpr std::array Commands{
    Entry{"capture", &runCapture},
    Entry{"cert", &runCert},
    Entry{"check", &runCheck},
    Entry{"code", &runCode},
    Entry{"coverage", &runCoverage},
    Entry{"diff", &runDiff},
    Entry{"doctor", &runDoctor},
    Entry{"export", &runExport},
    Entry{"identities", &runIdentities},
    Entry{"plan", &runPlan},
    Entry{"setup", &runSetup},
};

const Entry *find(const QString &word)
{
    for (const Entry &entry : Commands) {
        if (word == QLatin1String(entry.name))
            return &entry;
    }
    return nullptr;
}

} // namespace

bool isCommand(const QString &word)
{
    return find(word) != nullptr;
}

int run(const QStringList &arguments)
{
    const QString word = arguments.isEmpty() ? QString() : arguments.first();
    const Entry *entry = find(word);
    if (!entry) {
        complain(QStringLiteral("There is no command %1. spectap --help lists them.").arg(word));
        return UsageError;
    }
    return entry->run(arguments.sliced(1));
}

QString helpText()
{
    return QStringLiteral(
        "Spectap %1: see every Segment call your app sends, and what the spec says of it.\n"
        "\n"
        "  spectap [INPUT] [options]            open the window and capture\n"
        "  spectap capture [options]            capture without a window\n"
        "  spectap cert --print|--install-help|--remove  the certificate behind https\n"
        "  spectap check INPUT... [options]     check calls against the spec\n"
        "  spectap code SESSION [SEQ...] --sdk NAME  calls as an SDK's code\n"
        "  spectap coverage INPUT... [options]  what of the spec the calls show, and what not\n"
        "  spectap diff A B [options]           what is different in the calls of B, seen from A\n"
        "  spectap doctor [options]             what keeps an SDK's calls from arriving\n"
        "  spectap export SESSION [options]     write calls to a file\n"
        "  spectap identities INPUT... [options]  who the calls belong to\n"
        "  spectap plan draft INPUT... [options]  draft a tracking plan from calls\n"
        "  spectap setup [--sdk NAME] [options]  a program that points an SDK here\n"
        "\n"
        "Window options:\n"
        "  --port N             listen on port N instead of 8787 (0: any free port)\n"
        "  --lan                listen on the local network too, for who has a secret address or write key\n"
        "  --host ADDR          the same on one address of this machine (0.0.0.0: on all)\n"
        "  --no-capture         do not listen\n"
        "  --demo               send a sample shop's calls through the endpoint\n"
        "  --answer POLICY      segment, strict (400 for a call with an error) or always-200\n"
        "  --theme light|dark|contrast|system\n"
        "  --size WxH           size of the window\n"
        "  --select SEQ         select a call\n"
        "  --view NAME          events, raw, code, request, identity, timeline (in a tab),\n"
        "                       diff (with the call before of its name), inspector-diff,\n"
        "                       violations, spec, coverage or first-run\n"
        "  --spec FILE          add a catalogue file\n"
        "  --plan FILE          check against a tracking plan as well; may be given again\n"
        "  --screenshot FILE    write a picture of the window and quit\n"
        "\n"
        "spectap COMMAND --help tells the options of a command.\n"
        "INPUT is a .spectap session, a call, an array or batch of calls, NDJSON, a HAR file, a JSON\n"
        "export of Spectap, requests as text (.http), or - for standard input.\n"
        "Exit codes: 0 fine, 1 findings at or above --fail-on, 2 wrong usage, 3 input or I/O error.\n")
        .arg(QStringLiteral(SPECTAP_VERSION));
}

} // namespace spectap::cli
