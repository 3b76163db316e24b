// SPDX-License-Identifier: MIT
// How soon the identity timeline stands and how smoothly it moves: bench_timeline [CALLS [PEOPLE]]. The real
// view in a window without a screen; a frame is an input event, everything it brings about, and the painting.
#include "model/items/identitylens.h"
#include "model/items/sessiondocument.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelineoverview.h"
#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QLabel>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QThread>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Apart = 10'000; ///< a hundred calls a second before the live part
constexpr quint32 LiveRate = 5000;
constexpr int LiveSeconds = 6;
constexpr int FrameMs = 16;
constexpr quint32 Together = 600; ///< people who are there at a time
constexpr quint32 BatchRows = 4096;

/// Calls of a shop: visitors browse, most sign in, some devices change hands, some users are aliased.
class Shop
{
public:
    Shop(StringPool &strings, quint32 calls, quint32 people)
        : m_calls(calls)
        , m_people(people)
        , m_visits(people + 1)
    {
        const auto number = [&](const char *prefix, std::vector<StringId> &ids) {
            for (quint32 person = 0; person <= people; ++person)
                ids.push_back(strings.intern(QByteArray(prefix + QByteArray::number(person * 7919ULL, 16))));
        };
        number("9f2c41d7-0b6e-4c7a-a86f-", m_anonymous);
        number("u_", m_users);
        number("guest_", m_second);
        number("someone.", m_before);
    }

    CallRow next(Micros time)
    {
        const quint32 there = std::min(Together, m_people);
        const auto from =
            static_cast<quint32>(quint64(std::min(m_made, m_calls)) * (m_people - there) / m_calls);
        ++m_made;
        const quint32 person = from + m_random.bounded(there);
        const quint32 visit = m_visits[person]++;

        CallRow row;
        row.receivedAt = time;
        row.eventTime = m_random.bounded(10) == 0 ? time - m_random.bounded(int(2 * Second)) : time;
        row.anonymous = m_anonymous[person];
        row.type = visit % 3 == 0 ? CallType::Page : visit % 7 == 1 ? CallType::Screen : CallType::Track;
        const bool signsIn = person % 10 != 9;
        const bool changesHands = person % 50 == 0 && visit >= 40;
        if (signsIn && visit >= 4)
            row.user = changesHands ? m_second[person] : m_users[person];
        if (signsIn && (visit == 4 || (changesHands && visit == 40)))
            row.type = CallType::Identify;
        if (signsIn && person % 25 == 3 && visit == 10)
            row.type = CallType::Group;
        if (signsIn && person % 40 == 1 && visit == 30) {
            row.type = CallType::Alias;
            row.other = m_before[person];
        }
        const quint32 luck = m_random.bounded(100U);
        row.errors = luck < 3;
        row.warnings = luck >= 3 && luck < 8;
        return row;
    }

private:
    QRandomGenerator m_random{7};
    quint32 m_calls;
    quint32 m_people;
    quint32 m_made = 0;
    std::vector<quint32> m_visits;
    std::vector<StringId> m_anonymous, m_users, m_second, m_before;
};

class Frames
{
public:
    void add(qint64 nanoseconds) { m_times.push_back(double(nanoseconds) / 1e6); }
    void print(const char *what, double bar = 0)
    {
        std::ranges::sort(m_times);
        const auto at = [this](double share) {
            return m_times[static_cast<std::size_t>(share * double(m_times.size() - 1))];
        };
        std::printf("  %-34s %5zu frames  p50 %6.2f  p99 %6.2f  max %6.2f ms", what, m_times.size(), at(0.5),
            at(0.99), m_times.back());
        if (bar > 0)
            std::printf("  %s", at(0.99) <= bar ? "ok" : "MISSED");
        std::printf("\n");
        std::fflush(stdout);
    }

private:
    std::vector<double> m_times;
};

/// Counts what is painted, so that a frame without one is not taken for a fast one.
class PaintCounter final : public QObject
{
public:
    using QObject::QObject;
    int count = 0;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        count += event->type() == QEvent::Paint;
        return false;
    }
};

class Bench
{
public:
    Bench(quint32 calls, quint32 people)
        : m_shop(*m_strings, calls, people)
        , m_now(QDateTime::currentMSecsSinceEpoch() * 1000 - calls * Apart)
    {
        m_document.setSession({}, m_strings);
        while (m_document.rows().size() < calls)
            append(std::min(BatchRows, calls - m_document.rows().size()), Apart);
        std::printf("%u calls, %u profiles, %u conflicts\n", calls, m_document.identity().profileCount(),
            m_document.identity().conflictCount());
    }

    void run(const char *name, QSize size)
    {
        std::printf("%s, %d x %d\n", name, size.width(), size.height());
        TimelineView *view = open(size);
        PaintCounter paints;
        view->viewport()->installEventFilter(&paints);
        m_view = view;
        m_paints = &paints;

        const QPoint middle = view->layoutForTest().plotArea().center();
        const auto pan = [&](int frame) { wheel({frame / 100 % 2 ? 7 : -7, 0}, {}, Qt::ShiftModifier); };
        measure("pan, everything in sight", 400, pan);
        measure("zoom in and out", 400, [&](int frame) {
            wheel({}, {0, frame / 40 % 2 ? -120 : 120}, Qt::ControlModifier, middle);
        });
        view->zoomToFit();
        for (int i = 0; i < 10; ++i)
            view->zoomIn();
        measure("pan, a hundredth in sight", 400, pan);
        view->zoomToFit();
        measure("scroll by the wheel", 400, [&](int frame) {
            wheel({}, {0, frame / 200 % 2 ? 120 : -120}, Qt::NoModifier);
        });
        QScrollBar *bar = view->verticalScrollBar();
        QRandomGenerator random(11);
        measure("jump to other lanes", 300,
            [&](int) { bar->setValue(static_cast<int>(random.bounded(bar->maximum() + 1))); });
        measure("jump to other times", 300, [&](int) {
            const OverviewLayout &strip = view->overview()->layoutForTest();
            const double x = strip.scale().left + random.bounded(strip.scale().width);
            view->showRange({strip.scale().timeAt(x), strip.scale().timeAt(x + 20)});
        });
        bar->setValue(0);
        view->zoomToFit();
        live("5,000 calls/s, following", true);
        view->zoomIn();
        live("5,000 calls/s, panning", false);
        delete view;
    }

private:
    void append(quint32 count, Micros apart)
    {
        RowBatch batch;
        batch.firstSeq = m_document.rows().size() + 1;
        batch.rows.reserve(count);
        for (quint32 i = 0; i < count; ++i)
            batch.rows.push_back(m_shop.next(m_now += apart));
        m_document.append(std::move(batch));
    }

    /// From nothing to the first painted frame, and to the one that has all calls.
    TimelineView *open(QSize size)
    {
        QElapsedTimer time;
        time.start();
        auto *view = new TimelineView(&m_document, &m_lens);
        PaintCounter paints;
        view->viewport()->installEventFilter(&paints);
        view->resize(size);
        view->show();
        while (paints.count == 0)
            QCoreApplication::processEvents();
        const double first = double(time.nsecsElapsed()) / 1e6;
        const auto *progress = view->findChild<QLabel *>(u"timelineProgress"_s);
        Frames turns;
        while (!progress->isHidden()) {
            QElapsedTimer turn;
            turn.start();
            QCoreApplication::processEvents();
            turns.add(turn.nsecsElapsed());
        }
        view->viewport()->repaint();
        const double all = double(time.nsecsElapsed()) / 1e6;
        std::printf("  %-34s %.0f ms; with all calls %.0f ms  %s\n", "first paint", first, all,
            all <= 300 ? "ok" : "MISSED");
        turns.add(0);
        turns.print("turns until then");
        return view;
    }

    void wheel(QPoint pixels, QPoint angle, Qt::KeyboardModifiers modifiers, QPoint at = {400, 60})
    {
        QWidget *target = m_view->viewport();
        QWheelEvent event(
            at, target->mapToGlobal(at), pixels, angle, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(target, &event);
    }

    qint64 frame(const std::function<void()> &work)
    {
        m_paints->count = 0;
        QElapsedTimer time;
        time.start();
        work();
        QCoreApplication::processEvents();
        if (m_paints->count == 0)
            m_view->viewport()->repaint();
        return time.nsecsElapsed();
    }

    void measure(const char *what, int count, const std::function<void(int)> &work)
    {
        QCoreApplication::processEvents();
        Frames frames;
        for (int i = 0; i < count; ++i)
            frames.add(frame([&] { work(i); }));
        frames.print(what, 1000.0 / 60);
    }

    /// Calls come in ticks of a frame; what each costs the window altogether.
    void live(const char *what, bool follow)
    {
        Frames frames;
        QElapsedTimer clock;
        clock.start();
        m_now = std::max(m_now, QDateTime::currentMSecsSinceEpoch() * 1000);
        constexpr int Ticks = LiveSeconds * 1000 / FrameMs;
        for (int tick = 0; tick < Ticks; ++tick) {
            const auto arrive = [&] { append(LiveRate * FrameMs / 1000, Second / LiveRate); };
            if (follow) {
                QElapsedTimer busy; // the view decides when to paint
                busy.start();
                arrive();
                QCoreApplication::processEvents();
                frames.add(busy.nsecsElapsed());
            } else {
                frames.add(frame([&] {
                    arrive();
                    wheel({tick % 100 < 50 ? 5 : -5, 0}, {}, Qt::ShiftModifier);
                }));
            }
            const qint64 left = (tick + 1) * FrameMs - clock.elapsed();
            if (left > 0)
                QThread::msleep(static_cast<unsigned long>(left));
        }
        frames.print(what, 1000.0 / 60);
    }

    std::shared_ptr<StringPool> m_strings = std::make_shared<StringPool>();
    Shop m_shop;
    Micros m_now;
    SessionDocument m_document{Checker::compile(Catalogue{})};
    IdentityLens m_lens{&m_document};
    TimelineView *m_view = nullptr;
    PaintCounter *m_paints = nullptr;
};

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0"); // painting follows at once, not five milliseconds later
    QApplication app(argc, argv);
    applyTheme(app, ThemeChoice::Light);
    const quint32 calls = argc > 1 ? QByteArray(argv[1]).toUInt() : 1'000'000;
    if (calls < BatchRows)
        return 2;
    const std::vector<quint32> peopleCounts =
        argc > 2 ? std::vector{QByteArray(argv[2]).toUInt()} : std::vector{10'000U, 10U};
    for (const quint32 people : peopleCounts) {
        if (people == 0)
            return 2;
        Bench bench(calls, people);
        bench.run("as a document", {1440, 900});
        bench.run("in its dock", {950, 170});
    }
    return 0;
}
