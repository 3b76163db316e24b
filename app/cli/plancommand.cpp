// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/spec/plan/plandraft.h"
#include "model/support/counted.h"

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
    arguments.inputs(QStringLiteral("SESSION|INPUT..."), QStringLiteral("shop.spectap -o plan.json"));
    arguments.shortOption(QStringLiteral("o"), QStringLiteral("output"), QStringLiteral("file"),
        QStringLiteral("Writes there instead of to standard output."));
    arguments.option(QStringLiteral("name"), QStringLiteral("name"),
        QStringLiteral("Name of the plan; else the input's."));
    if (const auto done = arguments.parse(words))
        return *done;
    const QStringList inputs = arguments.positionals();
    PlanDraft plan;
    quint64 broken = 0;
    const auto read = readInputs(inputs, [&](const InputCall &call) {
        if (call.error)
            ++broken;
        else
            plan.add(call.call);
        return true;
    });
    if (!read) {
        complain(read.error().message);
        return InputError;
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
    QString closing = QStringLiteral("%1 from %2.")
                          .arg(QString::fromLatin1(counted(plan.rules(), "rule")),
                              QString::fromLatin1(counted(plan.calls() - plan.passedOver(), "call")));
    if (plan.passedOver() > 0)
        closing += QStringLiteral(" Passed over for want of a type or event name, or as alias: %1.")
                       .arg(QString::fromLatin1(counted(plan.passedOver(), "call")));
    if (broken > 0)
        closing += u' ' + passedOverWords(broken);
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
