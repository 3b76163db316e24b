// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/spec/plan/plandraft.h"

#include <QFileInfo>
#include <QSaveFile>

namespace spectap::cli {

namespace {

bool writePlan(const QByteArray &plan, const QString &path)
{
    if (path.isEmpty()) {
        Output output;
        return output.write(plan) && output.flush();
    }
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(plan) == plan.size() && file.commit())
        return true;
    complain(QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString()));
    return false;
}

int draft(const QStringList &words)
{
    Arguments arguments(QStringLiteral("plan draft"),
        QStringLiteral("Drafts a tracking plan from calls, as Segment's Public API writes it."));
    arguments.positional(QStringLiteral("input"),
        QStringLiteral(
            "A session, a call, an array or batch of calls, NDJSON, a HAR file, or - for standard input."),
        QStringLiteral("SESSION|INPUT..."));
    arguments.shortOption(QStringLiteral("o"), QStringLiteral("output"), QStringLiteral("file"),
        QStringLiteral("Writes there instead of to standard output."));
    arguments.option(QStringLiteral("name"), QStringLiteral("name"),
        QStringLiteral("Name of the plan; else the input's."));
    if (const auto done = arguments.parse(words))
        return *done;
    const QStringList inputs = arguments.positionals();
    if (inputs.isEmpty()) {
        complain(QStringLiteral("plan draft wants at least one INPUT, for example: spectap plan draft "
                                "shop.spectap -o plan.json"));
        return UsageError;
    }
    PlanDraft plan;
    quint64 broken = 0;
    for (const QString &input : inputs) {
        CallInput reader([&](const InputCall &call) {
            if (call.error)
                ++broken;
            else
                plan.add(call.call);
            return true;
        });
        if (const auto read = reader.read(input); !read) {
            complain(read.error().message);
            return InputError;
        }
    }
    if (plan.rules() == 0) {
        complain(QStringLiteral("There is no call to draft a plan from."));
        return InputError;
    }
    QString name = arguments.value(QStringLiteral("name"));
    if (name.isEmpty())
        name =
            inputs.first() == u"-" ? QStringLiteral("Draft") : QFileInfo(inputs.first()).completeBaseName();
    if (!writePlan(plan.json(name.toUtf8()), arguments.value(QStringLiteral("output"))))
        return InputError;
    QString closing =
        QStringLiteral("%1 rules from %2 calls.")
            .arg(QString::number(plan.rules()), QString::number(plan.calls() - plan.passedOver()));
    if (plan.passedOver() > 0)
        closing +=
            QStringLiteral(" %1 calls were passed over: they have no type or event name, or are alias calls.")
                .arg(plan.passedOver());
    if (broken > 0)
        closing += QStringLiteral(" %1 texts are not JSON; spectap check says where.").arg(broken);
    say(closing);
    return Fine;
}

} // namespace

int runPlan(const QStringList &words)
{
    const QString verb = words.value(0);
    if (verb == u"draft")
        return draft(words.sliced(1));
    if (verb == u"--help" || verb == u"-h") {
        Output().write("Usage: spectap plan draft SESSION|INPUT... [-o FILE] [--name NAME]\n");
        return Fine;
    }
    complain(QStringLiteral("plan wants a verb: spectap plan draft SESSION|INPUT... [-o FILE]"));
    return UsageError;
}

} // namespace spectap::cli
