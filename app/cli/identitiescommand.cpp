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
    arguments.positional(QStringLiteral("input"),
        QStringLiteral(
            "A session, a call, an array or batch of calls, NDJSON, a HAR file, or - for standard input."),
        QStringLiteral("SESSION|INPUT..."));
    arguments.option(QStringLiteral("format"), QStringLiteral("format"), QStringLiteral("text or json."),
        QStringLiteral("text"));
    arguments.option(
        QStringLiteral("as-of"), QStringLiteral("seq"), QStringLiteral("Only the calls up to this one."));
    if (const auto done = arguments.parse(words))
        return *done;
    if (arguments.positionals().isEmpty()) {
        complain(QStringLiteral(
            "identities wants at least one INPUT, for example: spectap identities shop.spectap"));
        return UsageError;
    }
    const QString format = arguments.value(QStringLiteral("format"));
    if (format != u"text" && format != u"json") {
        complain(QStringLiteral("--format is text or json, not \"%1\".").arg(format));
        return UsageError;
    }
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
    const auto add = [&](const InputCall &input) {
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
    };
    for (const QString &input : arguments.positionals()) {
        CallInput reader(add);
        if (const auto read = reader.read(input); !read) {
            complain(read.error().message);
            return InputError;
        }
    }

    const IdentityGraph &graph = assessor.identity();
    Output output;
    const auto print = format == u"json" ? identitiesJson : identitiesText;
    output.write(print(graph, *pool, traits.byProfile()));
    if (broken == 1)
        say(QStringLiteral("1 text is not JSON and was passed over; spectap check says where."));
    else if (broken > 1)
        say(QStringLiteral("%1 texts are not JSON and were passed over; spectap check says where.")
                .arg(broken));
    return output.flush() ? Fine : InputError;
}

} // namespace spectap::cli
