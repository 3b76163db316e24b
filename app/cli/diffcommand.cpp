// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"
#include "app/cli/arguments.h"
#include "app/cli/callinput.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "model/compare/comparisonreport.h"
#include "model/compare/comparisonwords.h"
#include "model/compare/sessiontallier.h"
#include "model/support/utf8.h"

#include <QFileInfo>

#include <limits>
#include <memory>
#include <optional>

namespace spectap::cli {

namespace {

using Report = QByteArray (*)(const ComparedSessions &);

/// Null: no such format.
Report reportNamed(const QString &format)
{
    return format == u"text"       ? comparisonText
           : format == u"json"     ? comparisonJson
           : format == u"markdown" ? comparisonMarkdown
           : format == u"html"     ? comparisonHtml
                                   : nullptr;
}

struct Wish
{
    Report report = nullptr;
    Severity failOn = Severity::Error; ///< Ok: never
    ComparisonOptions options;
};

void addOptions(Arguments &arguments)
{
    arguments.positional(QStringLiteral("A"), QStringLiteral("What things were like: a session or calls."),
        QStringLiteral("A"));
    arguments.positional(QStringLiteral("B"), QStringLiteral("What they are like now."), QStringLiteral("B"));
    arguments.option(QStringLiteral("format"), QStringLiteral("format"),
        QStringLiteral("text, json, markdown or html."), QStringLiteral("text"));
    arguments.option(QStringLiteral("fail-on"), QStringLiteral("level"),
        QStringLiteral(
            "Exit with 1 when something changed that is an error (an event or a field that was always "
            "sent is gone, another type, a new mistake), a warning, an info, or never."),
        QStringLiteral("error"));
    arguments.option(QStringLiteral("ignore"), QStringLiteral("path"),
        QStringLiteral("A field not to compare, like context.ip; as often as you like. Besides: %1.")
            .arg(utf8(ComparisonOptions::usuallyIgnored()).join(QStringLiteral(", "))));
    arguments.flag(
        QStringLiteral("ignore-no-others"), QStringLiteral("Compare those too: only --ignore leaves out."));
    arguments.option(QStringLiteral("min-calls"), QStringLiteral("n"),
        QStringLiteral("Leave out events with fewer calls in both."), QStringLiteral("1"));
    arguments.flag(
        QStringLiteral("write-keys"), QStringLiteral("Other write keys of a library are a change too."));
    arguments.flag(
        QStringLiteral("any-order"), QStringLiteral("Do not compare what people do before an event."));
    arguments.specAndPlans();
}

std::optional<Wish> wishOf(const Arguments &arguments)
{
    Wish wish;
    const QString format = arguments.value(QStringLiteral("format"));
    wish.report = reportNamed(format);
    if (!wish.report) {
        complain(QStringLiteral("--format is text, json, markdown or html, not \"%1\".").arg(format));
        return std::nullopt;
    }
    const QString level = arguments.value(QStringLiteral("fail-on"));
    const auto known = level == u"never" ? std::optional(Severity::Ok) : severityFromName(level.toUtf8());
    if (!known || (*known == Severity::Ok && level != u"never")) {
        complain(QStringLiteral("--fail-on is error, warning, info or never, not \"%1\".").arg(level));
        return std::nullopt;
    }
    wish.failOn = *known;
    const auto least = arguments.number(QStringLiteral("min-calls"), 1, std::numeric_limits<quint32>::max());
    if (!least) {
        complain(least.error().message);
        return std::nullopt;
    }
    wish.options.minCalls = static_cast<quint32>(*least);
    if (arguments.has(QStringLiteral("ignore-no-others")))
        wish.options.ignored.clear();
    for (const QString &path : arguments.values(QStringLiteral("ignore")))
        wish.options.ignored.push_back(path.toUtf8());
    wish.options.compareKeys = arguments.has(QStringLiteral("write-keys"));
    wish.options.compareOrder = !arguments.has(QStringLiteral("any-order"));
    return wish;
}

/// Both sides are checked by the same rules, whatever is stored in them.
Result<SessionTally> tallyOf(const QString &input, const std::shared_ptr<const Checker> &checker)
{
    SessionTallier tallier;
    const auto pool = std::make_shared<StringPool>();
    Assessor assessor(checker, pool);
    StoredCall stored;
    CheckResult result;
    quint32 seq = 0;
    const auto read = readInputs({input}, [&](const InputCall &found) {
        TalliedCall call;
        call.seq = ++seq;
        if (found.error) {
            call.worst = Severity::Error;
            tallier.add(call);
            return true;
        }
        assessor.assess(seq, found.call, found.context, stored, result);
        call.call = &found.call;
        call.type = stored.row.type;
        call.name = pool->at(stored.row.name);
        call.worst = stored.row.worst();
        call.lost = isLost(stored.row.ingest, stored.ingestRule);
        call.findings = result.findings;
        call.time = stored.row.receivedAt != NoTime ? stored.row.receivedAt : stored.row.eventTime;
        tallier.add(call);
        return true;
    });
    if (!read)
        return read.error();
    return tallier.tally();
}

QByteArray nameOf(const QString &input)
{
    return input == u"-" ? QByteArray("standard input") : QFileInfo(input).fileName().toUtf8();
}

} // namespace

int runDiff(const QStringList &words)
{
    Arguments arguments(QStringLiteral("diff"),
        QStringLiteral(
            "Shows what is different in the calls of B, seen from A: events, fields, types, values, "
            "mistakes, order, sources."));
    addOptions(arguments);
    if (const auto done = arguments.parse(words))
        return *done;
    const QStringList inputs = arguments.positionals();
    if (inputs.size() != 2) {
        complain(QStringLiteral("diff compares two sessions or files of calls, e.g. spectap diff "
                                "release-3.18.spectap release-3.19.spectap"));
        return UsageError;
    }
    const std::optional<Wish> wish = wishOf(arguments);
    if (!wish)
        return UsageError;
    auto checker = loadChecker(arguments);
    if (!checker) {
        complain(checker.error().message);
        return InputError;
    }
    std::vector<SessionTally> tallies;
    for (const QString &input : inputs) {
        auto tally = tallyOf(input, *checker);
        if (!tally) {
            complain(tally.error().message);
            return InputError;
        }
        tallies.push_back(std::move(tally).value());
    }
    const SessionTally &a = tallies.front();
    const SessionTally &b = tallies.back();
    const SessionComparison comparison(a, b, wish->options);
    Output output;
    output.write(
        wish->report({a, b, nameOf(inputs.front()), nameOf(inputs.back()), comparison, wish->options}));
    if (!output.flush())
        return InputError;
    say(QString::fromUtf8(comparisonSummary(comparison)));
    return wish->failOn != Severity::Ok && comparison.level() >= wish->failOn ? FindingsAtOrAbove : Fine;
}

} // namespace spectap::cli
