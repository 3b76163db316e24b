// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/identity/identityjson.h"
#include "model/identity/profiletraits.h"
#include "model/items/rowfacts.h"

#include <limits>

namespace spectap::cli {

int runIdentities(const QStringList &words)
{
    Arguments arguments(QStringLiteral("identities"),
        QStringLiteral(
            "Shows who the calls belong to: profiles, their ids, and the calls that joined them."));
    arguments.inputs(QStringLiteral("SESSION|INPUT..."), QStringLiteral("shop.spectap"));
    arguments.textOrJson();
    arguments.option(
        QStringLiteral("as-of"), QStringLiteral("seq"), QStringLiteral("Only the calls up to this one."));
    if (const auto done = arguments.parse(words))
        return *done;
    qint64 last = std::numeric_limits<quint32>::max();
    if (arguments.has(QStringLiteral("as-of"))) {
        const auto number = arguments.number(QStringLiteral("as-of"), 1, last);
        if (!number) {
            complain(number.error().message);
            return UsageError;
        }
        last = *number;
    }
    auto checker = loadChecker({});
    if (!checker) {
        complain(checker.error().message);
        return InputError;
    }

    const auto pool = std::make_shared<StringPool>();
    Assessor assessor(*checker, pool);
    ProfileTraits traits(assessor.identity());
    StoredCall stored;
    CheckResult result;
    quint32 seq = 0;
    quint64 broken = 0;
    const auto read = readInputs(arguments.positionals(), [&](const InputCall &input) {
        if (seq >= last)
            return false;
        ++seq;
        if (input.error) {
            ++broken;
            return true;
        }
        assessor.assess(seq, input.call, input.context, stored, result);
        traits.add(identityInput(stored.row, seq), input.call);
        return true;
    });
    if (!read) {
        complain(read.error().message);
        return InputError;
    }

    const IdentityGraph &graph = assessor.identity();
    Output output;
    const auto print = arguments.wantsJson() ? identitiesJson : identitiesText;
    output.write(print(graph, *pool, traits.byProfile()));
    if (broken > 0)
        say(passedOverWords(broken));
    return output.flush() ? Fine : InputError;
}

} // namespace spectap::cli
