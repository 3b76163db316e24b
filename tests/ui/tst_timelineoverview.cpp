// SPDX-License-Identifier: MIT
#include <QApplication>

#include "model/items/identitylens.h"
#include "samplecall.h"
#include "tests/support/testmain.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/timelinelayout.h"
#include "ui/timeline/timelineoverview.h"
#include "ui/timeline/timelineview.h"

#include <QRandomGenerator>

#include <map>
#include <numeric>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr Micros Second = 1000000;
constexpr Micros Start = 1763116600LL * Second;
using Part = OverviewLayout::Part;

/// A hundred seconds over a thousand pixels from x = 100 on.
TimeScale hundredSeconds()
{
    TimeScale scale;
    scale.from = Start;
    scale.left = 100;
    scale.width = 1000;
    scale.microsPerPixel = 100.0 * Second / 1000;
    return scale;
}

OverviewLayout layoutShowing(Micros begin, Micros end)
{
    OverviewLayout layout;
    layout.setScale(hundredSeconds());
    layout.setVisible({Start + begin, Start + end}, Second);
    return layout;
}

struct Fixture
{
    explicit Fixture(QSize size = {1000, 600})
        : document(test::emptyChecker())
    {
        document.setSession({}, pool);
        view.resize(size);
        view.show();
    }

    /// So many calls, a second apart.
    void add(quint32 count, quint8 errors = 0)
    {
        RowBatch batch;
        batch.firstSeq = document.rows().size() + 1;
        for (quint32 i = 0; i < count; ++i) {
            CallRow row;
            row.type = CallType::Track;
            row.eventTime = row.receivedAt = Start + (batch.firstSeq + i) * Second;
            row.anonymous = pool->intern("a");
            row.errors = errors;
            batch.rows.push_back(row);
        }
        document.append(std::move(batch));
        view.layoutForTest();
    }

    TimeRange shown()
    {
        const TimeScale scale = view.layoutForTest().scale();
        return {scale.from, scale.to()};
    }
    const OverviewLayout &strip() { return overview.layoutForTest(); }
    QPoint at(double x) const { return {qRound(x), overview.height() / 2}; }
    void move(double x)
    {
        QMouseEvent move(QEvent::MouseMove, at(x), overview.mapToGlobal(at(x)), Qt::NoButton, Qt::LeftButton,
            Qt::NoModifier);
        QCoreApplication::sendEvent(&overview, &move);
    }
    void drag(double from, double to)
    {
        QTest::mousePress(&overview, Qt::LeftButton, {}, at(from));
        move((from + to) / 2);
        move(to);
        QTest::mouseRelease(&overview, Qt::LeftButton, {}, at(to));
    }

    std::shared_ptr<StringPool> pool = std::make_shared<StringPool>();
    SessionDocument document;
    IdentityLens lens{&document};
    TimelineView view{&document, &lens};
    TimelineOverview &overview = *view.overview();
};

} // namespace

class TestTimelineOverview : public QObject
{
    Q_OBJECT

private slots:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void countsEveryCallInFewBins_data()
    {
        QTest::addColumn<Micros>("step");
        QTest::addColumn<bool>("shuffled");
        QTest::newRow("a burst") << Micros(1) << false;
        QTest::newRow("milliseconds apart") << Micros(1234) << false;
        QTest::newRow("hours apart") << 3600 * Second << false;
        QTest::newRow("in no order") << Micros(777777) << true;
    }
    void countsEveryCallInFewBins()
    {
        QFETCH(Micros, step);
        QFETCH(bool, shuffled);
        constexpr quint32 Calls = 100000;
        std::vector<Micros> times(Calls);
        for (quint32 i = 0; i < Calls; ++i)
            times[i] = Start + i * step;
        QRandomGenerator random(3);
        if (shuffled)
            std::shuffle(times.begin(), times.end(), random);
        CallDensity density;
        for (quint32 i = 0; i < Calls; ++i)
            density.add(times[i], i % 10 == 0   ? Severity::Error
                                  : i % 10 == 1 ? Severity::Warning
                                                : Severity::Ok);

        QCOMPARE(density.calls(), Calls);
        QVERIFY(density.bins().size() <= CallDensity::MaxBins);
        std::map<qint64, quint32> expected;
        for (const Micros time : times)
            ++expected[time / density.binWidth()];
        QCOMPARE(density.bins().size(), expected.size());
        quint32 errors = 0;
        quint32 warnings = 0;
        auto next = expected.begin();
        for (const DensityBin &bin : density.bins()) {
            QCOMPARE(bin.begin, next->first * density.binWidth());
            QCOMPARE(bin.calls, next->second);
            ++next;
            errors += bin.errors;
            warnings += bin.warnings;
        }
        QCOMPARE(errors, Calls / 10);
        QCOMPARE(warnings, Calls / 10);
        QCOMPARE(density.extent().begin, density.bins().front().begin);
    }

    void aStrayClockBlursNothing()
    {
        CallDensity density;
        density.add(0, Severity::Ok);
        for (int i = 0; i < 50000; ++i)
            density.add(Start + i * Second / 100, Severity::Ok);
        density.add(Start + 400LL * 86400 * Second, Severity::Ok);
        density.add(NoTime, Severity::Ok);
        QCOMPARE(density.calls(), 50002U);
        QVERIFY(density.binWidth() < Second);
        const TimeRange extent = density.extent();
        QVERIFY(qAbs(extent.begin - Start) < Second);
        QVERIFY(qAbs(extent.end - (Start + 500 * Second)) < Second);
        QCOMPARE(CallDensity().extent().begin, NoTime);
    }

    void barsAddUp()
    {
        CallDensity density;
        for (int i = 0; i < 100; ++i)
            density.add(Start + i * Second, i < 30 ? Severity::Error : Severity::Warning);
        const std::vector<OverviewBar> bars = overviewBars(density, hundredSeconds());
        quint32 calls = 0;
        quint32 errors = 0;
        for (const OverviewBar &bar : bars) {
            QCOMPARE((bar.x - 100) % OverviewLayout::BarPitch, 0);
            calls += bar.calls;
            errors += bar.errors;
            QCOMPARE(bar.calls, bar.errors + bar.warnings);
        }
        QCOMPARE(calls, 100U);
        QCOMPARE(errors, 30U);
        QCOMPARE(bars[1].x, 109); // ten pixels on, rounded down to a bar
    }

    void marksKeepTheirDistance()
    {
        const TimeScale strip = hundredSeconds();
        const auto at = [](double seconds) { return Start + Micros(seconds * Second); };
        QCOMPARE(overviewMarks({at(50), at(1), at(1.2), at(1.9), at(-3), at(200)}, strip, 8),
            (std::vector<int>{110, 119, 600}));
    }

    void partsOfTheWindow_data()
    {
        QTest::addColumn<Micros>("begin");
        QTest::addColumn<Micros>("end");
        QTest::addColumn<double>("x");
        QTest::addColumn<int>("part");
        const auto row = [](const char *name, Micros begin, Micros end, double x, Part part) {
            QTest::newRow(name) << begin * Second << end * Second << x << int(part);
        };
        row("its middle", 20, 40, 400, Part::Window);
        row("its left edge", 20, 40, 300, Part::LeftHandle);
        row("a little before it", 20, 40, 295, Part::LeftHandle);
        row("a little inside", 20, 40, 305, Part::LeftHandle);
        row("its right edge", 20, 40, 500, Part::RightHandle);
        row("before it", 20, 40, 290, Part::Outside);
        row("behind it", 20, 40, 510, Part::Outside);
        row("edge beyond the strip", -50, 40, 100, Part::LeftHandle);
        row("everything is visible", -10, 110, 600, Part::Window);
        row("too narrow to draw: middle", 50, 50, 600, Part::Window);
        row("too narrow to draw: left", 50, 50, 595, Part::LeftHandle);
        row("too narrow to draw: right", 50, 50, 605, Part::RightHandle);
        row("outside of the session", 300, 310, 1095, Part::Window);
    }
    void partsOfTheWindow()
    {
        QFETCH(Micros, begin);
        QFETCH(Micros, end);
        QFETCH(double, x);
        QFETCH(int, part);
        const OverviewLayout layout = layoutShowing(begin, end);
        QCOMPARE(int(layout.partAt(x)), part);
        QVERIFY(layout.windowLeft() >= 100 && layout.windowRight() <= 1100);
        QVERIFY(layout.windowRight() - layout.windowLeft() >= OverviewLayout::MinWindow - 0.001);
    }

    void dragging_data()
    {
        QTest::addColumn<int>("part");
        QTest::addColumn<double>("pixels");
        QTest::addColumn<Micros>("begin");
        QTest::addColumn<Micros>("end");
        const auto row = [](const char *name, Part part, double pixels, Micros begin, Micros end) {
            QTest::newRow(name) << int(part) << pixels << begin * Second << end * Second;
        };
        row("the window to the right", Part::Window, 100, 30, 50);
        row("the window to the left", Part::Window, -100, 10, 30);
        row("the window as far as its middle", Part::Window, 5000, 90, 110);
        row("left edge out", Part::LeftHandle, -100, 10, 40);
        row("left edge in", Part::LeftHandle, 100, 30, 40);
        row("left edge not past the right one", Part::LeftHandle, 900, 39, 40);
        row("left edge not out of the session", Part::LeftHandle, -900, 0, 40);
        row("right edge out", Part::RightHandle, 200, 20, 60);
        row("right edge not past the left one", Part::RightHandle, -900, 20, 21);
        row("right edge not out of the session", Part::RightHandle, 5000, 20, 100);
    }
    void dragging()
    {
        QFETCH(int, part);
        QFETCH(double, pixels);
        QFETCH(Micros, begin);
        QFETCH(Micros, end);
        const OverviewLayout layout = layoutShowing(20 * Second, 40 * Second);
        const TimeRange range = layout.dragged(Part(part), layout.visible(), pixels);
        QCOMPARE(range.begin - Start, begin);
        QCOMPARE(range.end - Start, end);
    }

    void pressesAndDrags()
    {
        Fixture f;
        f.add(1000);
        QVERIFY(f.overview.isVisible());
        const double middle = f.strip().scale().left + f.strip().scale().width / 2.0;
        // From the whole session to its second half, by the left edge.
        f.drag(f.strip().windowLeft() + 1, middle);
        QVERIFY(!f.view.isFollowing());
        QVERIFY(qAbs(f.shown().begin - (Start + 500 * Second)) < 10 * Second);
        QVERIFY(f.shown().end >= Start + 1000 * Second);
        // The window to the left by a quarter of the strip.
        const TimeRange before = f.shown();
        const double quarter = f.strip().scale().width / 4.0;
        f.drag(middle + quarter, middle);
        QVERIFY(qAbs(before.begin - f.shown().begin - 265 * Second) < 10 * Second);
        QVERIFY(qAbs((f.shown().end - f.shown().begin) - (before.end - before.begin)) < 2);
        // Beside the window: there.
        QTest::mouseClick(&f.overview, Qt::LeftButton, {}, f.at(f.strip().windowRight() + 40));
        QVERIFY(f.shown().begin > before.begin - 265 * Second);
        QVERIFY(qAbs((f.shown().end - f.shown().begin) - (before.end - before.begin)) < 2);
        QTest::mouseDClick(&f.overview, Qt::LeftButton, {}, f.at(middle));
        QVERIFY(f.view.isFollowing());
        QVERIFY(f.shown().begin <= Start + Second && f.shown().end >= Start + 1000 * Second);
        // The gutter is none of the session.
        QTest::mouseClick(&f.overview, Qt::LeftButton, {}, {20, 10});
        QVERIFY(f.view.isFollowing());
    }

    void keysMoveTheWindow()
    {
        Fixture f;
        f.add(1000);
        f.overview.setFocus();
        QVERIFY(!f.overview.accessibleName().isEmpty());
        const TimeRange all = f.shown();
        const auto span = [](const TimeRange &range) { return range.end - range.begin; };
        QTest::keyClick(&f.overview, Qt::Key_Plus);
        QTest::keyClick(&f.overview, Qt::Key_Plus);
        const TimeRange close = f.shown();
        QVERIFY(span(close) < span(all) / 2);
        QTest::keyClick(&f.overview, Qt::Key_Left);
        QVERIFY(f.shown().begin < close.begin);
        QTest::keyClick(&f.overview, Qt::Key_Right);
        QVERIFY(qAbs(f.shown().begin - close.begin) < Second);
        QTest::keyClick(&f.overview, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(span(f.shown()) > span(close));
        QTest::keyClick(&f.overview, Qt::Key_End);
        QVERIFY(qAbs(f.shown().end - all.end) < Second);
        QTest::keyClick(&f.overview, Qt::Key_Home);
        QVERIFY(qAbs(f.shown().begin - all.begin) < Second);
        const QString told = f.overview.accessibleDescription();
        QTest::keyClick(&f.overview, Qt::Key_PageDown);
        QVERIFY(f.overview.accessibleDescription() != told);
        QTest::keyClick(&f.overview, Qt::Key_0);
        QVERIFY(f.view.isFollowing());
    }

    void heightFollowsTheTimelines_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("least");
        QTest::addColumn<int>("most");
        QTest::newRow("none where lanes are few") << 90 << 0 << 0;
        QTest::newRow("thin in a dock") << 204 << 16 << 24;
        QTest::newRow("full in a document") << 800 << 45 << 90;
    }
    void heightFollowsTheTimelines()
    {
        QFETCH(int, height);
        QFETCH(int, least);
        QFETCH(int, most);
        Fixture f({1000, height});
        QVERIFY(!f.overview.isVisible()); // nothing to be seen yet
        f.add(10);
        QCOMPARE(f.overview.isVisible(), most > 0);
        const int high = f.overview.isVisible() ? f.overview.height() : 0;
        QVERIFY2(high >= least && high <= most, qPrintable(QString::number(high)));
        QCOMPARE(f.view.viewport()->geometry().bottom() + 1 + high, f.view.height());
        QCOMPARE(f.strip().scale().left, f.view.layoutForTest().plotArea().left());
    }

    void followsWhatTheSessionBecomes()
    {
        Fixture f;
        f.add(10, 1);
        QCOMPARE(f.overview.density().calls(), 10U);
        f.add(5);
        QCOMPARE(f.overview.density().calls(), 15U);
        const auto bad = [&f] {
            const auto bins = f.overview.density().bins();
            return std::accumulate(bins.begin(), bins.end(), 0U,
                [](quint32 sum, const DensityBin &bin) { return sum + bin.errors; });
        };
        QCOMPARE(bad(), 10U);
        std::vector<RowChange> changes;
        CallRow mended = f.document.rows()[0];
        mended.errors = 0;
        changes.push_back({1, mended});
        f.document.replaceRows(changes);
        f.document.endRecheck();
        QCOMPARE(bad(), 9U);
        f.document.setSession({}, f.pool);
        QCOMPARE(f.overview.density().calls(), 0U);
        f.view.layoutForTest();
        QVERIFY(!f.overview.isVisible());
    }

    void paintsCallsAndWhatIsWrong()
    {
        Fixture f;
        f.add(200);
        const auto count = [&f](const QColor &color) {
            const QImage image = f.overview.grab().toImage();
            int pixels = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    pixels += image.pixelColor(x, y) == color;
            }
            return pixels;
        };
        QVERIFY(count(Theme::light().text3) > 200);
        QCOMPARE(count(Theme::light().of(Severity::Error).fill), 0);
        f.add(200, 1);
        QTRY_VERIFY(count(Theme::light().of(Severity::Error).fill) > 100);
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineOverview)
#include "tst_timelineoverview.moc"
