// SPDX-License-Identifier: MIT
#include <QApplication>

#include "tests/support/testmain.h"
#include "timelinefixture.h"
#include "ui/english.h"
#include "ui/theme/apptheme.h"
#include "ui/timeline/timelinecard.h"
#include "ui/timeline/timelinehover.h"

#include <QClipboard>
#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>

using namespace spectap;
using namespace spectap::test;
using namespace Qt::StringLiterals;

namespace {

/// A timeline in a window, where cards are.
struct Window : QWidget
{
    explicit Window(QSize size = {1000, 700})
    {
        resize(size);
        f.view.setParent(this);
        f.view.setGeometry(0, size.height() - 320, size.width(), 320);
        f.view.show();
        show();
        QCoreApplication::processEvents();
    }
    TimelineCard *card() const { return findChild<TimelineCard *>(u"timelineCard"_s); }
    bool cardIsSeen() const { return card() && card()->isVisible(); }
    void point(QPoint at) { QTest::mouseMove(f.view.viewport(), at); }
    /// The pointer rests on call `seq` until its card is there.
    bool rest(quint32 seq)
    {
        point(f.pointOf(seq));
        return QTest::qWaitFor([&] { return cardIsSeen() && card()->hint().seq == seq; }, 3000);
    }
    QRect markOf(quint32 seq)
    {
        const QPoint at = f.view.viewport()->mapToGlobal(f.pointOf(seq));
        return {at - QPoint(7, 7), QSize(14, 14)};
    }
    QRect cardOnScreen() const { return {card()->mapToGlobal(QPoint(0, 0)), card()->size()}; }

    TimelineFixture f;
};

/// One device, two users: call 3 hands the anonymousId over.
void addShared(TimelineFixture &f)
{
    f.add(CallType::Track, "3b7e52aa", "", 10 * Second, 2);
    f.add(CallType::Identify, "3b7e52aa", "u_4217", 20 * Second);
    f.add(CallType::Identify, "3b7e52aa", "u_5180", 217 * Second);
    f.add(CallType::Group, "", "u_5180", 250 * Second);
}

} // namespace

class TestTimelineCard : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installEnglishPlurals(*qApp); }
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void places_data()
    {
        QTest::addColumn<QRect>("mark");
        QTest::addColumn<QSize>("wanted");
        QTest::addColumn<QRect>("place");
        // In a window of 1000 x 600.
        const QSize card(300, 150);
        QTest::newRow("below") << QRect(500, 100, 10, 10) << card << QRect(429, 116, 300, 150);
        QTest::newRow("above, where there is no room below")
            << QRect(500, 550, 10, 10) << card << QRect(429, 394, 300, 150);
        QTest::newRow("not beyond the left edge") << QRect(5, 100, 10, 10) << card << QRect(0, 116, 300, 150);
        QTest::newRow("not beyond the right edge")
            << QRect(985, 100, 10, 10) << card << QRect(700, 116, 300, 150);
        QTest::newRow("to the right of a mark in the middle of a low window")
            << QRect(200, 290, 10, 10) << QSize(300, 500) << QRect(216, 128 - 0, 300, 500).translated(0, -28);
        QTest::newRow("to the left where the right is too narrow")
            << QRect(800, 290, 10, 10) << QSize(300, 500) << QRect(494, 100, 300, 500);
        QTest::newRow("smaller where it fits nowhere")
            << QRect(200, 290, 10, 10) << QSize(300, 900) << QRect(216, 0, 300, 600);
    }
    void places()
    {
        QFETCH(QRect, mark);
        QFETCH(QSize, wanted);
        const QRect bounds(0, 0, 1000, 600);
        const QRect place = cardPlace(wanted, mark, bounds);
        QVERIFY(bounds.contains(place));
        QVERIFY(!place.intersects(mark));
        QTEST(place, "place");
    }

    void neverOnTheMarkWhereverThatIs()
    {
        const QRect bounds(10, 20, 640, 360);
        for (int x = bounds.left(); x < bounds.right() - 12; x += 7) {
            for (int y = bounds.top(); y < bounds.bottom() - 12; y += 7) {
                for (const QSize wanted : {QSize(330, 180), QSize(330, 340), QSize(600, 90)}) {
                    const QRect mark(x, y, 12, 12);
                    const QRect place = cardPlace(wanted, mark, bounds);
                    QVERIFY(place.isValid() && bounds.contains(place) && !place.intersects(mark));
                }
            }
        }
    }

    void comesAfterARestAndGoes()
    {
        Window w;
        addShared(w.f);
        w.point(w.f.pointOf(1));
        QVERIFY(!w.cardIsSeen()); // not at once
        QVERIFY(w.rest(1));
        QVERIFY(!w.cardOnScreen().intersects(w.markOf(1)));
        QVERIFY(w.rect().contains(w.card()->geometry()));
        w.point({700, 5}); // the ruler
        QTRY_VERIFY(!w.cardIsSeen());
    }

    void movesAlongNeighboursWithoutHiding()
    {
        Window w;
        addShared(w.f);
        QVERIFY(w.rest(1));
        struct Hidings : QObject
        {
            bool eventFilter(QObject *, QEvent *event) override
            {
                hidden += event->type() == QEvent::Hide;
                return false;
            }
            int hidden = 0;
        } hidings;
        w.card()->installEventFilter(&hidings);
        w.point({400, 5}); // over nothing for a moment
        QVERIFY(w.rest(2));
        QVERIFY(w.rest(3));
        QCOMPARE(hidings.hidden, 0);
        w.card()->removeEventFilter(&hidings);
    }

    void neverUnderThePointer()
    {
        Window w;
        addShared(w.f);
        w.f.view.setRoomy(true); // lanes are much higher than marks
        const int lane = w.f.view.layoutForTest().metrics().lane;
        for (const int y : {2 - lane / 2, 0, lane / 2 - 2}) {
            w.point({700, 5});
            QTRY_VERIFY(!w.cardIsSeen());
            const QPoint at = w.f.pointOf(2) + QPoint(0, y);
            w.point(at);
            QTRY_VERIFY(w.cardIsSeen());
            QVERIFY(!w.cardOnScreen().contains(w.f.view.viewport()->mapToGlobal(at)));
        }
    }

    void aPressTakesItAway()
    {
        Window w;
        addShared(w.f);
        QVERIFY(w.rest(1));
        QTest::mousePress(w.f.view.viewport(), Qt::LeftButton, {}, {600, 100});
        QVERIFY(!w.cardIsSeen());
        QTest::mouseRelease(w.f.view.viewport(), Qt::LeftButton, {}, {600, 100});
    }

    void spacePinsEscapeCloses()
    {
        Window w;
        addShared(w.f);
        w.f.view.setFocus();
        QVERIFY(w.rest(3));
        QVERIFY(!w.card()->isPinned());
        QTest::keyClick(&w.f.view, Qt::Key_Space);
        QVERIFY(w.card()->isPinned());
        w.point({700, 5});
        QTest::qWait(TimelineHover::LeaveMs + 100);
        QVERIFY(w.cardIsSeen()); // it stays
        auto *body = w.card()->findChild<QLabel *>(u"cardBody"_s);
        QVERIFY(body->textInteractionFlags() & Qt::TextSelectableByMouse);
        QTest::keyClick(&w.f.view, Qt::Key_Escape);
        QVERIFY(!w.cardIsSeen());
    }

    void spaceShowsTheCurrentCall()
    {
        Window w;
        addShared(w.f);
        QTest::keyClick(&w.f.view, Qt::Key_Space);
        QVERIFY(!w.cardIsSeen()); // there is none
        w.f.view.setCurrentSeq(1);
        QTest::keyClick(&w.f.view, Qt::Key_Space);
        QVERIFY(w.cardIsSeen() && w.card()->isPinned());
        QCOMPARE(w.card()->hint().seq, 1U);
        QTest::keyClick(&w.f.view, Qt::Key_Right);
        QCOMPARE(w.card()->hint().seq, 1U); // it stays
        QTest::keyClick(&w.f.view, Qt::Key_Space);
        QCOMPARE(w.card()->hint().seq, 2U);
        QTest::keyClick(&w.f.view, Qt::Key_Space);
        QVERIFY(!w.cardIsSeen());
    }

    void buttonsAndKeysOfAPinnedCard()
    {
        Window w;
        addShared(w.f);
        QSignalSpy opened(&w.f.view, &TimelineView::openRequested);
        QSignalSpy table(&w.f.view, &TimelineView::tableRequested);
        w.f.view.setCurrentSeq(3);
        QTest::keyClick(&w.f.view, Qt::Key_Space);
        const auto button = [&](const QString &name) { return w.card()->findChild<QToolButton *>(name); };
        button(u"openCall"_s)->click();
        QCOMPARE(opened.takeLast().first().toUInt(), 3U);
        button(u"showInTable"_s)->click();
        QCOMPARE(table.takeLast().first().toUInt(), 3U);
        button(u"copyCard"_s)->click();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"anon 3b7e52aa"_s));
        auto *body = w.card()->findChild<QLabel *>(u"cardBody"_s);
        body->setSelection(0, 8);
        button(u"copyCard"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"identify"_s);
        QTest::keyClick(body, Qt::Key_Return);
        QCOMPARE(opened.takeLast().first().toUInt(), 3U);
        for (const QToolButton *each : w.card()->findChildren<QToolButton *>())
            QVERIFY(!each->accessibleName().isEmpty());
        QTest::keyClick(body, Qt::Key_Escape);
        QVERIFY(!w.cardIsSeen());
    }

    void enterOpensTheCallUnderTheCard()
    {
        Window w;
        addShared(w.f);
        QSignalSpy opened(&w.f.view, &TimelineView::openRequested);
        w.f.view.setCurrentSeq(1);
        QVERIFY(w.rest(3));
        QTest::keyClick(&w.f.view, Qt::Key_Return);
        QCOMPARE(opened.takeLast().first().toUInt(), 3U);
    }

    void aHiddenTimelineHasNoCard()
    {
        Window w;
        addShared(w.f);
        w.f.view.setCurrentSeq(2);
        QTest::keyClick(&w.f.view, Qt::Key_Space);
        QVERIFY(w.cardIsSeen());
        w.f.view.hide();
        QVERIFY(!w.cardIsSeen());
    }

    void tellsWhatThereIs_data()
    {
        QTest::addColumn<quint32>("seq");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("a call with mistakes")
            << 1U
            << QStringList{u"#1 track"_s, u"2025-11-14 10:36:50.000000"_s, u"anon 3b7e52aa"_s, u"2 errors"_s};
        QTest::newRow("a join") << 2U
                                << QStringList{u"#2 identify"_s, u"Identify links 3b7e52aa to u_4217."_s};
        QTest::newRow("a conflict, and what to do")
            << 3U
            << QStringList{u"One anonymousId, two userIds"_s, u"u_4217, then to u_5180"_s,
                   u"#2 identify 10:37:00.000 3b7e52aa → u_4217"_s, u"analytics.reset()"_s};
    }
    void tellsWhatThereIs()
    {
        QFETCH(quint32, seq);
        QFETCH(QStringList, lines);
        TimelineFixture f;
        addShared(f);
        const IdentityTimeline &timeline = f.view.layoutForTest().timeline();
        const TimelineHint hint =
            hintOfCall(timeline, f.document, {.mode = TimeMode::Utc, .zoneAt = {}}, seq);
        for (const QString &line : lines)
            QVERIFY2(hint.text().contains(line), qPrintable(hint.text()));
        for (const QString &line : lines) {
            const QString value = line.section(u' ', -1); // ids and code stand in the card as well
            QVERIFY2(hint.html(Theme::light()).contains(value.toHtmlEscaped()) || line.startsWith(u'#') ||
                         line == hint.troubles[0].title,
                qPrintable(hint.html(Theme::light())));
        }
        QVERIFY(hint.spoken().startsWith(QString::number(seq) + u", 2025-11-14"_s));
        QCOMPARE(hintOfCall(timeline, f.document, {}, 99).seq, 0U);
    }

    void whatWasSentIsText()
    {
        TimelineFixture f;
        f.add(CallType::Identify, "<b>a</b>", "<img src=x>", Second);
        const TimelineHint hint = hintOfCall(f.view.layoutForTest().timeline(), f.document, {}, 1);
        QVERIFY(!hint.html(Theme::light()).contains(u"<img"_s));
        QVERIFY(hint.text().contains(u"<img src=x>"_s));
    }

    void readsAtTwiceTheSizeInBothThemes()
    {
        const QFont before = QApplication::font();
        for (const bool dark : {false, true}) {
            applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
            QFont font = before;
            font.setPointSizeF(before.pointSizeF() * 2);
            QApplication::setFont(font);
            Window w;
            addShared(w.f);
            w.f.view.setCurrentSeq(3);
            QTest::keyClick(&w.f.view, Qt::Key_Space);
            QVERIFY(w.cardIsSeen());
            QVERIFY(w.rect().contains(w.card()->geometry()));
            QVERIFY(!w.cardOnScreen().intersects(w.markOf(3)));
            const QColor ground = w.card()->grab().toImage().pixelColor(8, w.card()->height() / 2);
            QCOMPARE(ground.lightness() < 128, dark);
        }
        QApplication::setFont(before);
    }
};

SPECTAP_GUI_TEST_MAIN(TestTimelineCard)
#include "tst_timelinecard.moc"
