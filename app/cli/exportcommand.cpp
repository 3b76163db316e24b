// SPDX-License-Identifier: MIT
#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"

#include "model/items/markset.h"
#include "model/items/rowfacts.h"
#include "model/query/query.h"
#include "model/query/textpattern.h"
#include "model/session/exports/exporter.h"
#include "model/session/redaction/sharesafeedits.h"
#include "model/spec/checker.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>

namespace spectap::cli {

namespace {

constexpr quint32 RowsPerBatch = 20'000;

/// The seqs that match, in order; none when the filter is empty and everything goes out.
Result<std::optional<std::vector<quint32>>> select(SessionReader &session, const Query &asked)
{
    std::optional<std::vector<quint32>> seqs;
    if (asked.isEmpty())
        return seqs;
    StringPool pool;
    RowStore rows;
    std::vector<Source> sources;
    MarkSet marks;
    const auto loaded = session.rows(pool, 1, RowsPerBatch, [&](RowBatch &&batch, quint32) {
        rows.append(batch.rows);
        sources.insert(sources.end(), batch.sources.begin(), batch.sources.end());
        for (const auto &[seq, mark] : batch.marks)
            marks.put(seq, mark);
        return true;
    });
    if (!loaded)
        return loaded.error();

    Micros newest = NoTime;
    for (quint32 i = 0; i < rows.size(); ++i)
        newest = std::max(newest, happenedBy(rows[i]));
    const Query query = asked.relativeTo(newest);
    seqs.emplace();
    StoredRowFacts facts(pool, sources, marks);
    quint32 gaveUp = 0;
    const auto test = [&](quint32 seq, const ScannedCall *stored) {
        const quint64 before = TextPattern::givenUp();
        if (query.matches(facts.at(rows[seq - 1], seq, stored)))
            seqs->push_back(seq);
        gaveUp += TextPattern::givenUp() != before ? 1U : 0U;
    };
    if (query.needsBody()) {
        auto scan = CallScan::open(session.path());
        if (!scan)
            return scan.error();
        const auto read = (*scan)->read(1, rows.size(), [&](const ScannedCall &stored) {
            test(stored.seq(), &stored);
            return true;
        });
        if (!read)
            return read.error();
    } else {
        for (quint32 seq = 1; seq <= rows.size(); ++seq)
            test(seq, nullptr);
    }
    if (gaveUp > 0)
        complain(
            QStringLiteral("--filter: a regular expression takes too long on %1 of the calls. They count as "
                           "not matching it.")
                .arg(gaveUp));
    return seqs;
}

/// Those of --columns; none: all.
Result<std::vector<QByteArray>> columnsOf(const Arguments &arguments, ExportFormat format)
{
    std::vector<QByteArray> columns;
    if (!arguments.has(QStringLiteral("columns")))
        return columns;
    if (format != ExportFormat::Csv)
        return Error{ErrorCode::Usage, QStringLiteral("--columns is for --format csv.")};
    for (const QString &name : arguments.value(QStringLiteral("columns")).split(u',')) {
        if (name.trimmed().isEmpty())
            return Error{ErrorCode::Usage,
                QStringLiteral(
                    "--columns has an empty name. For example: --columns seq,name,properties.revenue")};
        columns.push_back(name.trimmed().toUtf8());
    }
    return columns;
}

/// What --redact and --redact-profile ask for; none: calls go out as they are.
Result<std::optional<RedactionProfile>> profileOf(const Arguments &arguments)
{
    std::optional<RedactionProfile> profile;
    if (arguments.has(QStringLiteral("redact-profile"))) {
        auto loaded = RedactionProfile::load(arguments.value(QStringLiteral("redact-profile")));
        if (!loaded)
            return loaded.error();
        profile = std::move(*loaded);
    } else if (arguments.has(QStringLiteral("redact"))) {
        profile.emplace();
    }
    return profile;
}

Result<quint32> writeFile(SessionReader &session, const ExportJob &job, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Error{
            ErrorCode::Io, QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString())};
    auto written = exportSession(session, file, job);
    if (written && !file.commit())
        return Error{
            ErrorCode::Io, QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString())};
    return written;
}

Result<quint32> writeStandardOutput(SessionReader &session, const ExportJob &job)
{
    QFile file;
    if (!file.open(stdout, QIODevice::WriteOnly))
        return Error{ErrorCode::Io, QStringLiteral("Standard output cannot be written.")};
    auto written = exportSession(session, file, job);
    if (written && !file.flush())
        return Error{ErrorCode::Io, QStringLiteral("Standard output: %1.").arg(file.errorString())};
    return written;
}

} // namespace

int runExport(const QStringList &words)
{
    Arguments arguments(QStringLiteral("export"), QStringLiteral("Writes the calls of a session to a file."));
    arguments.positional(
        QStringLiteral("session"), QStringLiteral("A .spectap file."), QStringLiteral("SESSION"));
    arguments.option(QStringLiteral("format"), QStringLiteral("format"),
        QStringLiteral(
            "ndjson: the bytes of each call as received, one line each.\n"
            "json: everything known of each call, and the refused requests.\n"
            "csv: a table for spreadsheets, with a column for each field (see --columns).\n"
            "har: HTTP Archive 1.2, the requests with their answers.\n"
            "html: a report in one file, for any browser.\n"
            "curl: a shell script that sends the requests again.\n"
            "markdown: a summary for a ticket.\n"
            "batch: bodies for Segment's batch route, one line each, below 500 KB and 2,500 calls."));
    arguments.option(QStringLiteral("columns"), QStringLiteral("names"),
        QStringLiteral("csv: which columns, in order, for example seq,name,properties.revenue. "
                       "Without it: what is known of a call, all fields, and its bytes."));
    arguments.option(QStringLiteral("filter"), QStringLiteral("query"),
        QStringLiteral("Only calls that match, for example: type:track has:error"));
    arguments.flag(QStringLiteral("redact"),
        QStringLiteral(
            "Makes the file safe to share: emails, names, addresses, ids, keys and other secrets become "
            "pseudonyms, the same ones throughout the file and others in the next."));
    arguments.option(QStringLiteral("redact-profile"), QStringLiteral("file"),
        QStringLiteral(
            "--redact as the file says, for example: {\"spectapRedaction\":1, \"kinds\":{\"ip\":false}, "
            "\"paths\":{\"traits.plan\":\"keep\", \"properties.note\":\"drop\"}}"));
    arguments.shortOption(QStringLiteral("o"), QStringLiteral("output"), QStringLiteral("file"),
        QStringLiteral("Writes there instead of to standard output."));
    if (const auto done = arguments.parse(words))
        return *done;
    if (arguments.positionals().size() != 1) {
        complain(QStringLiteral(
            "export wants one SESSION, for example: spectap export shop.spectap --format csv"));
        return UsageError;
    }
    const auto format = exportFormatFromName(arguments.value(QStringLiteral("format")).toUtf8());
    if (!format) {
        complain(
            QStringLiteral("--format is %1, not \"%2\".")
                .arg(QString::fromLatin1(exportFormatNames()), arguments.value(QStringLiteral("format"))));
        return UsageError;
    }
    const auto columns = columnsOf(arguments, *format);
    if (!columns) {
        complain(columns.error().message);
        return UsageError;
    }
    const auto query = Query::parse(arguments.value(QStringLiteral("filter")));
    if (!query) {
        complain(QStringLiteral("--filter, column %1: %2")
                     .arg(QString::number(query.error().position + 1), query.error().message));
        return UsageError;
    }

    const auto profile = profileOf(arguments);
    if (!profile) {
        complain(profile.error().message);
        return InputError;
    }

    auto session = SessionReader::open(arguments.positionals().first());
    if (!session) {
        complain(session.error().message);
        return InputError;
    }
    const auto checker = loadChecker({});
    if (checker && !(*checker)->isOfThisProgram((*session)->meta(CheckedWithKey))) {
        say(QStringLiteral(
            "%1: its findings were made by another version of the rules. They are exported as they "
            "are; spectap check makes new ones, and so does opening it in the window.")
                .arg(arguments.positionals().first()));
    }
    ExportJob job;
    job.format = *format;
    job.columns = *columns;
    if (checker)
        job.checker = *checker;
    auto seqs = select(**session, *query);
    if (!seqs) {
        complain(seqs.error().message);
        return InputError;
    }
    job.seqs = std::move(*seqs);
    if (*profile) {
        auto made = ShareSafeEdits::of(**session, **profile);
        if (!made) {
            complain(made.error().message);
            return InputError;
        }
        job.edits = std::move(*made);
    }
    if (job.seqs && writesWholeRequests(job.format))
        say(QStringLiteral("%1 holds whole requests: other calls of the same batches come along.")
                .arg(QString::fromLatin1(exportFormatName(job.format))));
    const QString path = arguments.value(QStringLiteral("output"));
    const auto written =
        path.isEmpty() ? writeStandardOutput(**session, job) : writeFile(**session, job, path);
    if (!written) {
        complain(written.error().message);
        return InputError;
    }
    if (!path.isEmpty())
        say(QStringLiteral("%1: %2 calls.").arg(path, QString::number(*written)));
    return Fine;
}

} // namespace spectap::cli
