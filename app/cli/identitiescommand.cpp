// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/identity/identityjson.h"
#include "model/items/identifierreader.h"
#include "model/items/rowfacts.h"

#include <limits>

namespace spectap::cli {

namespace {

/// What the options ask for; a usage error has been complained about.
struct Wish
{
    ReadingChoice choice;
    QString format;
};

std::optional<Wish> wishOf(const Arguments &arguments)
{
    Wish wish;
    wish.format = arguments.value(QStringLiteral("format"));
    if (!QStringList{QStringLiteral("text"), QStringLiteral("json"), QStringLiteral("dot")}.contains(
            wish.format)) {
        complain(QStringLiteral("--format \"%1\" is not known. Use text, json or dot.").arg(wish.format));
        return std::nullopt;
    }
    const QString reading = arguments.value(QStringLiteral("reading"));
    const QString order = arguments.value(QStringLiteral("order"));
    const auto knownReading = readingFromName(reading.toUtf8());
    const auto knownOrder = readingOrderFromName(order.toUtf8());
    if (!knownReading) {
        complain(QStringLiteral("--reading \"%1\" is not known. Use spec, observed or unify.").arg(reading));
        return std::nullopt;
    }
    if (!knownOrder) {
        complain(QStringLiteral("--order \"%1\" is not known. Use arrival or event.").arg(order));
        return std::nullopt;
    }
    wish.choice.reading = *knownReading;
    wish.choice.order = *knownOrder;
    if (arguments.has(QStringLiteral("as-of"))) {
        const auto number = arguments.number(QStringLiteral("as-of"), 1, wish.choice.asOf);
        if (!number) {
            complain(number.error().message);
            return std::nullopt;
        }
        wish.choice.asOf = static_cast<quint32>(*number);
    }
    return wish;
}

void addOptions(Arguments &arguments)
{
    arguments.inputs(QStringLiteral("SESSION|INPUT..."), QStringLiteral("shop.spectap"));
    arguments.option(QStringLiteral("format"), QStringLiteral("format"),
        QStringLiteral("text, json, or dot for Graphviz."), QStringLiteral("text"));
    arguments.option(QStringLiteral("as-of"), QStringLiteral("seq"),
        QStringLiteral("Only the calls up to this one, in the order chosen."));
    arguments.option(QStringLiteral("reading"), QStringLiteral("reading"),
        QStringLiteral("Which calls make two ids one person.\n") + QString::fromUtf8(readingsHelp()),
        QStringLiteral("spec"));
    arguments.option(QStringLiteral("order"), QStringLiteral("order"),
        QStringLiteral("arrival, or event: as things happened, by the senders' corrected clocks."),
        QStringLiteral("arrival"));
}

} // namespace

int runIdentities(const QStringList &words)
{
    Arguments arguments(QStringLiteral("identities"),
        QStringLiteral(
            "Shows who the calls belong to: profiles, their ids, and the calls that joined them."));
    addOptions(arguments);
    if (const auto done = arguments.parse(words))
        return *done;
    const std::optional<Wish> wish = wishOf(arguments);
    if (!wish)
        return UsageError;
    const ReadingChoice &choice = wish->choice;
    auto checker = loadChecker({});
    if (!checker) {
        complain(checker.error().message);
        return InputError;
    }

    const auto pool = std::make_shared<StringPool>();
    Assessor assessor(*checker, pool);
    IdentifierReader identifiers((*checker)->catalogue(), *pool);
    IdentityRecord record;
    StoredCall stored;
    CheckResult result;
    quint32 seq = 0;
    quint64 broken = 0;
    const auto read = readInputs(arguments.positionals(), [&](const InputCall &input) {
        // What happened before a call may have arrived after it.
        if (choice.order == ReadingOrder::Arrival && seq >= choice.asOf)
            return false;
        ++seq;
        if (input.error) {
            ++broken;
            return true;
        }
        assessor.assess(seq, input.call, input.context, stored, result);
        const CallRow &row = stored.row;
        IdentityFacts facts = IdentityFacts::of(input.call, row.type, row.user, row.name);
        facts.numericUser = row.user == 0 ? numericUserOf(input.call) : 0;
        readDevice(input.call, facts);
        record.add(identityInput(row, seq), facts, identifiers.read(input.call, row.type),
            ProfileTraits::traitsOf(row.type, input.call));
        return true;
    });
    if (!read) {
        complain(read.error().message);
        return InputError;
    }

    const UnifyPolicy policy = identifiers.policy();
    const ResolvedIdentities resolved = resolveIdentities(record, *pool, choice, policy);
    std::vector<ReadingDifference> differences;
    if (choice.reading != IdentityReading::Spec) {
        ReadingChoice plain = choice;
        plain.reading = IdentityReading::Spec;
        differences = readingDifferences(resolveIdentities(record, *pool, plain, policy), resolved);
    }
    Output output;
    if (wish->format == u"dot")
        output.write(identitiesDot(resolved, *pool));
    else if (wish->format == u"json")
        output.write(identitiesJson(resolved, *pool, differences));
    else
        output.write(identitiesText(resolved, *pool, differences));
    if (broken > 0)
        say(passedOverWords(broken));
    if (seq == broken)
        say(QStringLiteral("No calls, so nobody to tell apart."));
    return output.flush() ? Fine : InputError;
}

} // namespace spectap::cli
