// SPDX-License-Identifier: MIT
// The whole way of a call except the pixels, in one process as the application runs it: endpoint, intake and
// session on their threads, and on this one the document with the live table's model, fed once per frame.
// After each feed the rows that a window would show are read, as painting would.
//
// bench_capture SESSION
// prints "listening http://127.0.0.1:PORT", serves until its stdin ends, then prints what came of it as JSON.
#include "app/capture/endpoint.h"
#include "app/capture/intake.h"
#include "model/items/eventtablemodel.h"
#include "model/items/sessiondocument.h"
#include "model/session/sessionreader.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <thread>

using namespace spectap;

namespace {

constexpr int FrameMs = 16;
constexpr int VisibleRows = 40;

/// What a view does after rows arrived at its end: ask for every cell it shows.
qsizetype readVisible(const EventTableModel &model)
{
    qsizetype characters = 0;
    const int rows = model.rowCount();
    for (int row = std::max(0, rows - VisibleRows); row < rows; ++row) {
        for (int column = 0; column < model.columnCount(); ++column)
            characters += model.index(row, column).data(Qt::DisplayRole).toString().size();
    }
    return characters;
}

qint64 percentile(std::vector<qint64> &values, std::size_t percent)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, values.size() * percent / 100)];
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().size() != 2) {
        std::fputs("usage: bench_capture SESSION\n", stderr);
        return 2;
    }
    auto catalogue = Catalogue::bundled();
    if (!catalogue) {
        std::fprintf(stderr, "bench_capture: %s\n", qUtf8Printable(catalogue.error().message));
        return 3;
    }
    const auto checker = Checker::compile(std::move(*catalogue));
    const auto pool = std::make_shared<StringPool>();
    RowFeed feed;
    Intake intake(checker, &feed);
    Endpoint endpoint(&intake);
    SessionDocument document(checker);
    EventTableModel model(&document);

    QObject::connect(&intake, &Intake::sessionChanged, &document,
        [&](const QString &path) { document.setSession(path, pool); });
    QObject::connect(&intake, &Intake::storingFailed, &app, [](const QString &reason) {
        std::fprintf(stderr, "bench_capture: %s\n", qUtf8Printable(reason));
        QCoreApplication::exit(3);
    });
    QObject::connect(&endpoint, &Endpoint::stateChanged, &app, [](const EndpointState &state) {
        if (state.kind == EndpointState::Kind::Listening)
            std::printf("listening http://127.0.0.1:%d\n", int(state.port));
        else if (!state.message.isEmpty())
            std::fprintf(stderr, "bench_capture: %s\n", qUtf8Printable(state.message));
        std::fflush(stdout);
    });

    std::vector<qint64> frames;
    const auto frame = [&] {
        RowBatch batch = feed.take();
        if (batch.rows.empty() && batch.requests.empty())
            return;
        QElapsedTimer timer;
        timer.start();
        document.append(std::move(batch));
        readVisible(model);
        frames.push_back(timer.nsecsElapsed() / 1000);
    };
    QTimer clock;
    clock.setTimerType(Qt::PreciseTimer);
    QObject::connect(&clock, &QTimer::timeout, &app, frame);
    clock.start(FrameMs);

    const QString path = app.arguments().at(1);
    intake.start(path, pool);
    endpoint.listen(0);
    std::thread stdinEnd([&app] {
        while (std::cin.get() != std::char_traits<char>::eof()) {
        }
        QMetaObject::invokeMethod(&app, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    const int code = app.exec();
    endpoint.stop();
    intake.stop();
    frame();
    stdinEnd.detach(); // on a failure it still waits; the process is over
    if (code != 0)
        return code;

    auto reader = SessionReader::open(path);
    const auto stored = reader ? (*reader)->callCount() : Result<quint32>(reader.error());
    if (!stored) {
        std::fprintf(stderr, "bench_capture: %s\n", qUtf8Printable(stored.error().message));
        return 3;
    }
    std::printf("{\"stored\":%u,\"shown\":%d,\"frames\":%zu,\"frameP99\":%lld,\"frameWorst\":%lld}\n",
        *stored, model.rowCount(), frames.size(), static_cast<long long>(percentile(frames, 99)),
        static_cast<long long>(percentile(frames, 100)));
    return 0;
}
