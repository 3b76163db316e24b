// SPDX-License-Identifier: MIT
#include "model/items/callvolume.h"
#include "model/items/eventtablemodel.h"
#include "model/items/volumebars.h"
#include "tests/support/testmain.h"
#include "tests/ui/windowstage.h"
#include "ui/settings/settings.h"
#include "ui/volume/volumestrip.h"
#include "ui/volume/volumewords.h"

#include <QAction>
#include <QHelpEvent>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QToolTip>

#include <memory>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr Micros Second = 1'000'000;
constexpr Micros Day = 86'400 * Second;
constexpr Micros Start = 1'763'116'000 * Second;

Query parsed(const QString &text)
{
    auto query = Query::parse(text);
    if (!query)
        qFatal("%s", qPrintable(query.error().message));
    return std::move(query).value();
}

/// A session of rows made here, its table, and the volume of both.
struct Volume
{
    Volume() { document.setSession({}, pool); }

    void append(std::vector<CallRow> rows)
    {
        RowBatch batch;
        batch.firstSeq = document.rows().size() + 1;
        batch.rows = std::move(rows);
        document.append(std::move(batch));
    }
    /// Calls as they come: `spacing` apart on the average, not in order, some with clocks that are off.
    void appendRandom(quint32 count, Micros spacing, QRandomGenerator &random)
    {
        std::vector<CallRow> rows;
        for (quint32 i = 0; i < count; ++i) {
            CallRow row;
            m_now += random.bounded(qint64(2 * spacing));
            row.receivedAt = m_now;
            row.eventTime = m_now - random.bounded(qint64(5 * spacing));
            if (random.bounded(50) == 0)
                row.eventTime += (random.bounded(2) == 0 ? -400 : 4000) * Day;
            row.type = random.bounded(3) == 0 ? CallType::Page : CallType::Track;
            row.errors = random.bounded(10) == 0 ? 1 : 0;
            row.warnings = random.bounded(5) == 0 ? 2 : 0;
            if (const quint32 seq = document.rows().size() + i; seq > 0 && random.bounded(12) == 0)
                row.retryOf = 1 + random.bounded(seq);
            rows.push_back(row);
        }
        append(std::move(rows));
    }
    void settle() { QTRY_VERIFY(table.isComplete() && volume.isSettled()); }

    /// Counts of the rows in `span`, one by one.
    DensityCounts countedIn(const QuerySpan &span, bool matching)
    {
        DensityCounts counts;
        const std::vector<quint32> shown = table.shownSeqs();
        for (quint32 i = 0; i < document.rows().size(); ++i) {
            const CallRow &row = document.rows()[i];
            const bool counts_ = !matching || std::ranges::binary_search(shown, i + 1);
            if (counts_ && span.holds(row.eventTime))
                counts.add(row.worst(), row.retryOf != 0);
        }
        return counts;
    }

    std::shared_ptr<StringPool> pool = std::make_shared<StringPool>();
    SessionDocument document{nullptr};
    EventTableModel table{&document};
    CallVolume volume{&document, &table};

private:
    Micros m_now = Start;
};

struct Stage : test::Stage
{
    explicit Stage(quint32 calls = 48)
    {
        add(calls);
        settle();
    }
    void settle() { QTRY_VERIFY(window.isSettled()); }
    QString filterText() { return find<QLineEdit>(u"filterEdit"_s)->text(); }
    quint32 shownCalls() { return window.findChild<EventTableModel *>()->shownCalls(); }
    VolumeStrip &strip() { return *find<VolumeStrip>(u"volumeStrip"_s); }
    const VolumeBars &bars() { return strip().barsForTest(); }
    /// The `number`th bar with calls, from the first or (-1) the last on.
    int busy(int number)
    {
        int bar = number < 0 ? bars().after() + 1 : VolumeBars::Before - 1;
        for (int i = number < 0 ? number : number + 1; i != 0; i += i < 0 ? 1 : -1)
            bar = bars().stepped(bar, number < 0 ? -1 : 1);
        return bar;
    }
    QPoint at(int bar) { return strip().barRect(bar).center().toPoint(); }
    void move(const QPoint &to)
    {
        QMouseEvent event(
            QEvent::MouseMove, to, strip().mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&strip(), &event);
    }
    void drag(const QPoint &from, const QPoint &to)
    {
        QTest::mousePress(&strip(), Qt::LeftButton, {}, from);
        move((from + to) / 2);
        move(to);
        QTest::mouseRelease(&strip(), Qt::LeftButton, {}, to);
        settle();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&strip(), key, modifiers);
        QTest::qWait(150); // what keys pick out waits for the next key
        settle();
    }
};

} // namespace

class VolumeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { test::dressApplication(); }

    void barsHaveAllCalls_data()
    {
        QTest::addColumn<Micros>("spacing");
        QTest::addColumn<QString>("filter");
        QTest::newRow("a burst") << Micros(50) << QString();
        QTest::newRow("seconds apart, filtered") << 2 * Second << u"has:error"_s;
        QTest::newRow("minutes apart, filtered") << 90 * Second << u"type:page OR has:warning"_s;
        QTest::newRow("over months") << 5000 * Second << u"-has:error"_s;
    }
    void barsHaveAllCalls()
    {
        QFETCH(Micros, spacing);
        QFETCH(QString, filter);
        QRandomGenerator random(7);
        Volume f;
        f.appendRandom(1500, spacing, random);
        f.settle();
        f.table.setQuery(parsed(filter));
        for (int i = 0; i < 4; ++i)
            f.appendRandom(300, spacing, random); // as it goes on: only these are counted
        f.settle();
        QCOMPARE(f.volume.all().calls(), f.document.rows().size());
        QCOMPARE(f.volume.matching().calls(), f.table.shownCalls());

        const VolumeBars bars(f.volume, 237);
        QVERIFY2(bars.count() >= VolumeBars::Least && bars.count() <= 237,
            qPrintable(QString::number(bars.count())));
        for (int i = VolumeBars::Before; i <= bars.after(); ++i) {
            QCOMPARE(bars.bar(i).all, f.countedIn(bars.spanOf(i, i), false));
            QCOMPARE(bars.bar(i).matching, f.countedIn(bars.spanOf(i, i), true));
        }
        // Clocks that are years off do not press the others together.
        if (spacing < 1000 * Second)
            QVERIFY(bars.bar(VolumeBars::Before).all.calls > 0 && bars.bar(bars.after()).all.calls > 0);
        int busy = 0;
        for (int i = 0; i < bars.count(); ++i)
            busy += bars.bar(i).all.calls > 0 ? 1 : 0;
        QVERIFY2(busy > 20 || spacing == 50, qPrintable(QString::number(busy)));
    }

    /// The filter that a stretch of bars makes shows just the calls that are in them.
    void aStretchIsAFilter()
    {
        QRandomGenerator random(11);
        Volume f;
        f.appendRandom(3000, 3 * Second, random);
        f.settle();
        const VolumeBars bars(f.volume, 300);
        for (int i = 0; i < 40; ++i) {
            int first = random.bounded(VolumeBars::Before, bars.after() + 1);
            int last = random.bounded(VolumeBars::Before, bars.after() + 1);
            if (first > last)
                std::swap(first, last);
            if (first == VolumeBars::Before && last == bars.after())
                continue; // that is no filter
            const QuerySpan span = bars.spanOf(first, last);
            const QString term = u"time:"_s + querySpanText(span.first, span.last);
            f.table.setQuery(parsed(term));
            QTRY_VERIFY(f.table.isComplete());
            QCOMPARE(f.table.shownCalls(), bars.sumOf(first, last).all.calls);
            const auto read = outerTimeSpan(QString(u"type:track,page "_s + term));
            QVERIFY(read && read->first == span.first && read->last == span.last);
        }
    }

    void followsVerdictsAndSessions()
    {
        QRandomGenerator random(3);
        Volume f;
        f.appendRandom(500, Second, random);
        f.settle();
        std::vector<RowChange> changes;
        for (quint32 seq = 1; seq <= 500; ++seq) {
            CallRow row = f.document.rows()[seq - 1];
            row.errors = 1;
            changes.push_back({seq, row});
        }
        f.document.replaceRows(changes);
        f.document.endRecheck();
        f.settle();
        const VolumeBars bars(f.volume, 200);
        QCOMPARE(bars.sumOf(VolumeBars::Before, bars.after()).all.errors, 500U);
        QCOMPARE(bars.sumOf(VolumeBars::Before, bars.after()).matching.errors, 500U);
        f.document.setSession({}, f.pool);
        QCOMPARE(f.volume.all().calls(), 0U);
        f.settle();
        QCOMPARE(VolumeBars(f.volume, 200).count(), 0);
    }

    /// Whose clock is right is never out of range, however few they are.
    void aLateCallIsNotFarOff()
    {
        Volume f;
        std::vector<CallRow> rows(1000);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].receivedAt = rows[i].eventTime = Start + Micros(i) * Second / 10;
        CallRow late;
        late.receivedAt = late.eventTime = Start + 5 * 3600 * Second; // after lunch
        CallRow off = late;
        off.eventTime = Start - 4000 * Day;
        rows.insert(rows.end(), {late, off});
        f.append(rows);
        f.settle();
        const VolumeBars bars(f.volume, 400);
        QCOMPARE(bars.bar(bars.after()).all.calls, 0U);
        QCOMPARE(bars.bar(VolumeBars::Before).all.calls, 1U);
        QCOMPARE(bars.bar(bars.indexOf(Start + 5 * 3600 * Second)).all.calls, 1U);
    }

    void widthsAreRound_data()
    {
        QTest::addColumn<Micros>("length");
        QTest::addColumn<Micros>("width");
        QTest::newRow("one moment") << Micros(0) << Second / 10;
        QTest::newRow("half a minute") << 30 * Second << Second / 5;
        QTest::newRow("ten minutes") << 600 * Second << 5 * Second;
        QTest::newRow("a working day") << 8 * 3600 * Second << 300 * Second;
        QTest::newRow("a week") << 7 * Day << 3600 * Second;
        QTest::newRow("a year") << 365 * Day << 2 * Day;
    }
    void widthsAreRound()
    {
        QFETCH(Micros, length);
        Volume f;
        std::vector<CallRow> rows(40);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i].receivedAt = rows[i].eventTime = Start + length * Micros(i) / 39;
        f.append(rows);
        f.settle();
        const VolumeBars bars(f.volume, 200);
        QTEST(bars.width(), "width");
        QCOMPARE(bars.begin() % bars.width(), Micros(0));
    }

    void theMousePicksAStretch()
    {
        Stage stage;
        QVERIFY(stage.strip().isVisible());
        const int first = stage.busy(10);
        const int last = stage.busy(20);
        const quint32 calls = stage.bars().sumOf(first, last).all.calls;
        stage.drag(stage.at(first), stage.at(last));
        QVERIFY2(stage.filterText().startsWith(u"time:"_s), qPrintable(stage.filterText()));
        QCOMPARE(stage.shownCalls(), calls);
        QVERIFY(stage.bars().isFiltered());
        QCOMPARE(stage.bars().sumOf(VolumeBars::Before, stage.bars().after()).matching.calls, calls);

        // By a handle, then as a whole.
        const int further = stage.busy(25);
        stage.drag(stage.strip().barRect(last).topRight().toPoint() + QPoint(0, 4), stage.at(further));
        QCOMPARE(stage.shownCalls(), stage.bars().sumOf(first, further).all.calls);
        const QuerySpan before = *stage.strip().brush();
        stage.drag(stage.at(last), stage.at(last + 12));
        const QuerySpan after = *stage.strip().brush();
        QCOMPARE(after.last - after.first, before.last - before.first);
        QCOMPARE(after.first - before.first, 12 * stage.bars().width());

        QTest::mouseDClick(&stage.strip(), Qt::LeftButton, {}, stage.at(last));
        stage.settle();
        QCOMPARE(stage.filterText(), QString());
        QVERIFY(!stage.strip().brush());
        QCOMPARE(stage.shownCalls(), 48U);
    }

    void aClickGoesToTheCall()
    {
        Stage stage;
        const int bar = stage.busy(-3);
        QTest::mouseClick(&stage.strip(), Qt::LeftButton, {}, stage.at(bar));
        const quint32 seq = stage.table()->currentSeq();
        QVERIFY(seq != 0);
        QCOMPARE(stage.bars().indexOf(stage.document.rows()[seq - 1].eventTime), bar);
        QCOMPARE(stage.filterText(), QString());
        QVERIFY(stage.table()->hasFocus());
    }

    void worksFromTheKeyboard()
    {
        Stage stage;
        VolumeStrip &strip = stage.strip();
        strip.setFocus(Qt::TabFocusReason);
        QCOMPARE(strip.currentBar(), std::optional(stage.busy(-1)));
        QVERIFY2(
            strip.accessibleDescription().contains(u": 1 call"_s), qPrintable(strip.accessibleDescription()));
        stage.key(Qt::Key_Left);
        QCOMPARE(strip.currentBar(), std::optional(stage.busy(-2)));
        QCOMPARE(stage.filterText(), QString());
        stage.key(Qt::Key_Left, Qt::ShiftModifier);
        stage.key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(stage.shownCalls(), stage.bars().sumOf(stage.busy(-4), stage.busy(-2)).all.calls);
        QCOMPARE(stage.bars().sumOf(stage.busy(-4), stage.busy(-2)).all.calls, stage.shownCalls());
        QTest::keyClick(&strip, Qt::Key_Return);
        QCOMPARE(stage.bars().indexOf(stage.document.rows()[stage.table()->currentSeq() - 1].eventTime),
            stage.busy(-4));
        strip.setFocus();
        stage.key(Qt::Key_Escape);
        QCOMPARE(stage.filterText(), QString());
        stage.key(Qt::Key_Home);
        QCOMPARE(strip.currentBar(), std::optional(stage.busy(0)));
    }

    /// What is picked out is what the filter says, wherever that came from.
    void followsTheFilter()
    {
        Stage stage;
        const QuerySpan span = stage.bars().spanOf(stage.busy(3), stage.busy(6));
        stage.filter(u"type:track time:"_s + querySpanText(span.first, span.last));
        stage.settle();
        QVERIFY(stage.strip().brush());
        QCOMPARE(stage.strip().brush()->first, span.first);
        QTest::keyClick(&stage.strip(), Qt::Key_Escape);
        stage.settle();
        QCOMPARE(stage.filterText(), u"type:track"_s);
        stage.filter(u"time:-5m"_s); // moves on by itself: nothing to take hold of
        stage.settle();
        QVERIFY(!stage.strip().brush());
        // A filter without match keeps the way back in sight.
        stage.filter(u"time:2001-01-01..2001-01-02"_s);
        stage.settle();
        QVERIFY(stage.strip().isVisible());
        QVERIFY(stage.strip().brush());
    }

    void tellsWhatABarHas()
    {
        Stage stage;
        stage.filter(u"has:error"_s);
        stage.settle();
        const TimeReading utc{.mode = TimeMode::Utc};
        const QString all = volumeWords(stage.bars(), 0, stage.bars().count() - 1, utc);
        QCOMPARE(all,
            u"10:26:41.0\u201310:27:44.5: 48 calls, 8 with errors, 4 with warnings, 4 of them sent again. "
            u"The filter shows 8, 8 with errors"_s);
        const int first = stage.busy(0);
        QHelpEvent help(QEvent::ToolTip, stage.at(first), stage.strip().mapToGlobal(stage.at(first)));
        QCoreApplication::sendEvent(&stage.strip(), &help);
        QVERIFY2(QToolTip::text().endsWith(u": 1 call, 1 with warnings. The filter shows 0"_s) ||
                     QToolTip::text().endsWith(u": 1 call. The filter shows 0"_s),
            qPrintable(QToolTip::text()));
    }

    void canBeHidden()
    {
        Stage stage;
        QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.ini"_s);
        Settings settings(std::make_unique<QSettings>(file, QSettings::IniFormat));
        stage.window.setSettings(&settings);
        QVERIFY(stage.strip().isVisible());
        stage.find<QAction>(u"toggleVolumeStrip"_s)->trigger();
        QVERIFY(!stage.strip().isVisible());
        QCOMPARE(settings.value(Setting::ShowVolume).toBool(), false);
        Stage other;
        other.window.setSettings(&settings);
        QVERIFY(!other.strip().isVisible());
    }
};

SPECTAP_GUI_TEST_MAIN(VolumeTest)
#include "tst_volume.moc"
