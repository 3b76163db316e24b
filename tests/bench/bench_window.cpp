// SPDX-License-Identifier: MIT
// The whole program as a person has it open, endpoint, session file and window with all its panes, held
// against the bars of its design: bench_window [--seconds S] [CALLS...]. CALLS are in the session before the
// live part; each is a run of its own.
#include "app/desktop.h"
#include "model/items/eventtablemodel.h"
#include "model/spec/catalogue.h"
#include "tests/bench/callsender.h"
#include "tests/bench/jqpeer.h"
#include "ui/english.h"
#include "ui/filter/filteredit.h"
#include "ui/table/eventtable.h"
#include "ui/theme/apptheme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr quint32 FillTogether = 200;
constexpr double LiveRate = 5000;
constexpr quint32 LiveTogether = 20;
constexpr double RowRate = 1000;
constexpr int RowSeconds = 10;
constexpr int PatienceMs = 300'000;

double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[std::size_t(share * double(values.size() - 1))];
}

/// Kilobytes; 0 where the system does not say.
double residentKilobytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4;
}

/// The application, timing the UI thread: how long it is busy until it could sleep again, and whether
/// something was painted meanwhile.
class TimedApplication final : public QApplication
{
public:
    TimedApplication(int &argc, char **argv)
        : QApplication(argc, argv)
    {
        clock.start();
    }
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        const bool isOutermost = m_depth++ == 0;
        if (isOutermost && clock.nsecsElapsed() - m_ended > Gap)
            endStretch();
        if (isOutermost && m_began == 0)
            m_began = clock.nsecsElapsed();
        m_painted = m_painted || event->type() == QEvent::UpdateRequest;
        const bool result = QApplication::notify(receiver, event);
        if (--m_depth == 0) {
            m_ended = clock.nsecsElapsed();
            if (event->type() == QEvent::UpdateRequest && onPainted)
                onPainted();
        }
        return result;
    }
    void begin()
    {
        m_frames.clear();
        m_stretches.clear();
        m_began = 0;
        m_painted = false;
        m_watching = true;
    }
    void end()
    {
        endStretch();
        m_watching = false;
    }
    /// Milliseconds, one for each stretch in which something was painted.
    [[nodiscard]] const std::vector<double> &frames() const { return m_frames; }
    /// Likewise for every stretch.
    [[nodiscard]] const std::vector<double> &stretches() const { return m_stretches; }

    QElapsedTimer clock;
    std::function<void()> onPainted;

private:
    static constexpr qint64 Gap = 50'000; ///< ns; the loop looks for events in less

    void endStretch()
    {
        if (m_began != 0 && m_watching) {
            const double busy = double(m_ended - m_began) / 1e6;
            m_stretches.push_back(busy);
            if (m_painted)
                m_frames.push_back(busy);
        }
        m_began = 0;
        m_painted = false;
    }

    int m_depth = 0;
    qint64 m_began = 0;
    qint64 m_ended = 0;
    bool m_painted = false;
    bool m_watching = false;
    std::vector<double> m_frames;
    std::vector<double> m_stretches;
};

/// Runs the event loop until `done`; false when it takes for ever.
bool spin(const std::function<bool()> &done)
{
    QElapsedTimer waited;
    waited.start();
    while (!done()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents);
        if (waited.hasExpired(PatienceMs))
            return false;
    }
    return true;
}

void report(const char *what, double value, const char *unit, double bar)
{
    std::printf("  %-46s %9.2f %-3s", what, value, unit);
    if (bar > 0)
        std::printf("  bar %g: %s", bar, value <= bar ? "ok" : "MISSED");
    std::printf("\n");
    std::fflush(stdout);
}

/// Opening against the peer: at most a share of its time.
void compare(const char *what, double milliseconds, double peer, double bar)
{
    const double times = peer / std::max(milliseconds, 1.0);
    std::printf(
        "  opened: %-37s 1/%-7.1f of jq  bar 1/%g: %s\n", what, times, bar, times >= bar ? "ok" : "MISSED");
    std::fflush(stdout);
}

class Run
{
public:
    Run(TimedApplication &app, std::shared_ptr<const Checker> checker, quint32 calls, int seconds)
        : m_app(app)
        , m_checker(std::move(checker))
        , m_calls(calls)
        , m_seconds(seconds)
    {
        m_tick.start(10); // so that waiting for something ends
    }

    int all()
    {
        std::printf("%u calls in the session\n", m_calls);
        StartOptions options;
        options.port = 0;
        Desktop desktop(m_checker, options);
        desktop.window().resize(1440, 900);
        desktop.window().show();
        desktop.start();
        if (!spin([&] { return desktop.endpoint().kind == EndpointState::Kind::Listening; }))
            return 1;
        spin([&] { return desktop.isIdle() && desktop.window().isSettled(); }); // and painted
        const double before = residentKilobytes();
        CallSender sender(desktop.endpoint().port, m_app.clock);
        if (m_calls > 0 && !fill(desktop, sender))
            return 1;
        if (m_calls > 0 && before > 0) {
            const double bytes = (residentKilobytes() - before) * 1024 / m_calls;
            report("memory per call", bytes, "B", m_calls >= 1'000'000 ? 100 : 0);
        }
        if (!live(desktop, sender, m_app) || !rows(desktop, sender, m_app))
            return 1;
        if (m_calls > 0)
            filters(desktop, m_app);
        m_path = desktop.document().path();
        m_total = desktop.document().rows().size();
        return 0;
    }

    /// Opens what was captured.
    void open()
    {
        StartOptions options;
        options.capture = false;
        options.session = m_path;
        Desktop desktop(m_checker, options);
        desktop.window().resize(1440, 900);
        desktop.window().show();
        QElapsedTimer opening;
        opening.start();
        desktop.start();
        spin([&] { return desktop.document().rows().size() > 0; });
        const qint64 first = opening.elapsed();
        spin([&] { return desktop.document().rows().size() == m_total && desktop.isIdle(); });
        const qint64 last = opening.elapsed();
        spin([&] { return desktop.window().isSettled(); });
        report("opened: first rows after", double(first), "ms", 0);
        report("opened: fully filterable after", double(last), "ms", 0);
        report("opened: every pane at rest after", double(opening.elapsed()), "ms", 0);
        const double peer = jqMilliseconds(m_path);
        if (peer <= 0)
            return;
        report("jq -c .type over the same calls", peer, "ms", 0);
        compare("first rows", double(first), peer, 50);
        compare("fully filterable", double(last), peer, 10);
    }
    [[nodiscard]] QString path() const { return m_path; }

private:
    bool fill(Desktop &desktop, CallSender &sender)
    {
        QElapsedTimer filling;
        filling.start();
        sender.send(m_calls, FillTogether, 0);
        const bool came = spin([&] {
            return sender.hasFailed() || (desktop.document().rows().size() >= m_calls && desktop.isIdle() &&
                                             desktop.window().isSettled());
        });
        std::printf(
            "  filled at %.0f calls/s, the window live\n", m_calls * 1000.0 / double(filling.elapsed()));
        return came && !sender.hasFailed();
    }

    bool live(Desktop &desktop, CallSender &sender, TimedApplication &watch)
    {
        const quint32 before = desktop.document().rows().size();
        const auto calls = quint32(LiveRate * m_seconds);
        watch.begin();
        sender.send(calls, LiveTogether, LiveRate);
        const bool came =
            spin([&] { return sender.hasFailed() || desktop.document().rows().size() == before + calls; });
        watch.end();
        const std::vector<double> &frames = watch.frames();
        std::printf("  live tail, %.0f calls/s for %d s: %zu frames\n", LiveRate, m_seconds, frames.size());
        report("  p50", percentile(frames, 0.5), "ms", 0);
        report("  p99", percentile(frames, 0.99), "ms", 16.7);
        report("  worst", percentile(frames, 1), "ms", 100);
        report("  worst without painting", percentile(watch.stretches(), 1), "ms", 100);
        return came && !sender.hasFailed();
    }

    bool rows(Desktop &desktop, CallSender &sender, TimedApplication &watch)
    {
        spin([&] { return desktop.isIdle() && desktop.window().isSettled(); });
        const quint32 before = desktop.document().rows().size();
        constexpr auto Calls = quint32(RowRate * RowSeconds);
        std::vector<qint64> paintedAt;
        paintedAt.reserve(Calls);
        watch.onPainted = [&] { // the table follows: what is in the model is on screen
            paintedAt.resize(desktop.document().rows().size() - before, m_app.clock.nsecsElapsed());
        };
        watch.begin();
        sender.send(Calls, 1, RowRate);
        const bool came = spin([&] { return sender.hasFailed() || paintedAt.size() >= Calls; });
        watch.end();
        watch.onPainted = {};
        sender.wait();
        std::vector<double> waited;
        for (std::size_t i = 0; i < paintedAt.size() && i < sender.sentAt().size(); ++i)
            waited.push_back(double(paintedAt[i] - sender.sentAt()[i]) / 1e6);
        std::printf("  from last byte to painted row, %.0f calls/s\n", RowRate);
        report("  p50", percentile(waited, 0.5), "ms", 0);
        report("  p99", percentile(waited, 0.99), "ms", 100);
        report("  worst", percentile(waited, 1), "ms", 0);
        return came && !sender.hasFailed();
    }

    void filters(Desktop &desktop, TimedApplication &watch)
    {
        auto *edit = desktop.window().findChild<FilterEdit *>(u"filterEdit"_s);
        auto *words = desktop.window().findChild<EventTable *>(u"eventTable"_s)->model();
        const auto measure = [&](const char *what, const QString &filter, double firstBar, double allBar) {
            edit->apply({});
            spin([&] { return desktop.window().isSettled(); });
            qint64 first = -1;
            QElapsedTimer timer;
            watch.begin();
            timer.start();
            edit->apply(filter);
            const int all = words->rowCount();
            spin([&] {
                if (first < 0 && words->rowCount() != all)
                    first = timer.elapsed();
                return desktop.window().findChild<EventTableModel *>()->isComplete();
            });
            const qint64 last = timer.elapsed();
            watch.end();
            std::printf("  filter %s: %d rows\n", what, words->rowCount());
            report("  first hits", double(first < 0 ? last : first), "ms", firstBar);
            report("  all", double(last), "ms", allBar);
            report("  worst stretch of the UI thread", percentile(watch.stretches(), 1), "ms", 100);
        };
        measure("user:u_42", u"user:u_42"_s, 0, 50);
        measure("type:track has:error", u"type:track has:error"_s, 0, 50);
        measure("properties.revenue>498", u"properties.revenue>498"_s, 100, 2000);
        measure("text: o_77777", u"o_77777"_s, 0, 2000);
        edit->apply({});
    }

    TimedApplication &m_app;
    std::shared_ptr<const Checker> m_checker;
    quint32 m_calls;
    int m_seconds;
    quint32 m_total = 0;
    QString m_path;
    QTimer m_tick;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home; // nothing of the person's own is read or left
    for (const char *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"})
        qputenv(name, home.path().toLocal8Bit());
    TimedApplication app(argc, argv);
    QCoreApplication::setOrganizationName(u"spectap"_s);
    QCoreApplication::setApplicationName(u"spectap"_s);
    QCommandLineParser parser;
    parser.addOption({u"seconds"_s, u"How long calls arrive."_s, u"S"_s, u"60"_s});
    parser.process(app);
    installEnglishPlurals(app);
    applyTheme(app, ThemeChoice::Light);
    auto catalogue = Catalogue::bundled();
    if (!catalogue)
        return 1;
    const auto checker = Checker::compile(std::move(catalogue).value());
    QStringList sizes = parser.positionalArguments();
    if (sizes.isEmpty())
        sizes = {u"0"_s, u"100000"_s, u"1000000"_s};
    for (const QString &size : std::as_const(sizes)) {
        Run run(app, checker, size.toUInt(), parser.value(u"seconds"_s).toInt());
        if (run.all() != 0) {
            std::fprintf(stderr, "The run did not come to its end.\n");
            return 1;
        }
        if (size.toUInt() > 0)
            run.open();
        QFile::remove(run.path());
    }
    return 0;
}
