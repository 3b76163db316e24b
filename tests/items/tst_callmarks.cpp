// SPDX-License-Identifier: MIT
// What people mark calls with, in the table that follows it, and the rules that colour rows.
#include "model/items/eventtablemodel.h"
#include "model/items/filterwords.h"
#include "model/items/rowcolours.h"
#include "model/query/querycompletion.h"

#include "tests/items/storedsession.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace spectap;

namespace {

Query parsed(const QString &text)
{
    auto query = Query::parse(text);
    if (!query)
        qFatal("%s", qPrintable(query.error().message));
    return std::move(query).value();
}

/// A document of calls in a real file: every third a page, each with its number in its body.
struct Fixture
{
    Fixture() { document.setSession(session.path(), session.pool); }

    void add(int count)
    {
        for (int i = 0; i < count; ++i) {
            const quint32 seq = document.rows().size() + 1;
            const QByteArray track =
                R"({"type":"track","event":"Clicked","properties":{"n":)" + QByteArray::number(seq) + "}}";
            document.append(
                session.add({seq % 3 == 0 ? QByteArray(R"({"type":"page","name":"Home"})") : track}));
        }
    }
    void mark(std::vector<quint32> seqs, CallMark::Flag flag, bool on = true)
    {
        document.marks().setFlag(seqs, flag, on);
    }

    test::StoredSession session;
    SessionDocument document{nullptr};
};

QList<quint32> shown(const EventTableModel &model)
{
    QList<quint32> seqs;
    for (int row = 0; row < model.rowCount(); ++row)
        seqs << model.seqAt(row);
    return seqs;
}

class CallMarksTest : public QObject
{
    Q_OBJECT

private slots:
    void changesAndUndo();
    void whatTheFileHasJoinsWhatIsNew();
    void rowsComeAndGo_data();
    void rowsComeAndGo();
    void onlyTheirRowsAreTold();
    void hiddenCallsLeaveTheTableOnly();
    void copiesOfAHiddenCallStand();
    void liveBatchesAndMarks();
    void completionOffersThem();
    void rulesColourWhatIsAskedFor();
    void rulesReadBodiesInTheBackground();
    void rulesFollowMarksAndRows();
};

void CallMarksTest::changesAndUndo()
{
    CallMarks marks;
    QSignalSpy changed(&marks, &CallMarks::changed);
    QSignalSpy kept(&marks, &CallMarks::kept);
    const std::vector<quint32> seqs{5, 2};
    marks.setFlag(seqs, CallMark::Pinned, true);
    QCOMPARE(changed.takeFirst().first().value<std::vector<quint32>>(), (std::vector<quint32>{2, 5}));
    marks.setNote(std::vector<quint32>{2}, "look");
    marks.setColour(seqs, MarkColour::Green);
    QCOMPARE(marks.of(2), (CallMark{CallMark::Pinned, MarkColour::Green, "look"}));
    marks.setColour(seqs, MarkColour::Green);
    QCOMPARE(kept.size(), 3); // that was no change
    marks.undo();
    QCOMPARE(marks.of(2), (CallMark{CallMark::Pinned, MarkColour::None, "look"}));
    QVERIFY(!marks.canUndo());
    QCOMPARE(kept.size(), 4); // what was taken back is kept, too
    marks.setFlag(seqs, CallMark::Pinned, false);
    QVERIFY(marks.set().find(5) == nullptr); // nothing is left of it
    QCOMPARE(marks.markedSeqs(), std::vector<quint32>{2});
    QCOMPARE(marks.edited(), (std::vector<MarkedCall>{{2, {0, MarkColour::None, "look"}}, {5, {}}}));
}

void CallMarksTest::whatTheFileHasJoinsWhatIsNew()
{
    CallMarks marks;
    QSignalSpy kept(&marks, &CallMarks::kept);
    marks.setFlag(std::vector<quint32>{1, 2}, CallMark::Hidden, true);
    marks.setFlag(std::vector<quint32>{2}, CallMark::Hidden, false);
    kept.clear();
    marks.load(
        {{1, {CallMark::Test, {}, {}}}, {2, {CallMark::Hidden, {}, {}}}, {3, {CallMark::Hidden, {}, {}}}});
    QCOMPARE(marks.of(1), (CallMark{CallMark::Hidden, {}, {}}));
    QCOMPARE(marks.of(2), CallMark());
    QCOMPARE(marks.hiddenCalls(), 2U);
    QVERIFY(kept.isEmpty()); // it is in the file already
}

void CallMarksTest::rowsComeAndGo_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<quint32>>("before"); // of six calls, 3 and 6 pages; 4 is pinned, 5 hidden
    QTest::addColumn<QList<quint32>>("after");  // 1 and 3 are pinned, too, and 4 is hidden
    const auto row = [](const char *filter, const QList<quint32> &before, const QList<quint32> &after) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << before << after;
    };
    row("", {1, 2, 3, 4, 6}, {1, 2, 3, 6});
    row("is:pinned", {4}, {1, 3});
    row("-is:pinned", {1, 2, 3, 6}, {2, 6});
    row("is:hidden", {5}, {4, 5});
    row("is:pinned OR is:hidden", {4, 5}, {1, 3, 4, 5});
    row("type:page is:pinned", {}, {3});
    row("type:page", {3, 6}, {3, 6});
    row("properties.n>=2", {2, 4}, {2});        // bodies have to be read
    row("properties.n>=1 is:pinned", {4}, {1}); // the body and the mark
    row("is:pinned OR properties.n:2", {2, 4}, {1, 2, 3});
    row("Clicked", {1, 2, 4}, {1, 2});
}

void CallMarksTest::rowsComeAndGo()
{
    QFETCH(const QString, filter);
    QFETCH(const QList<quint32>, before);
    QFETCH(const QList<quint32>, after);
    Fixture fixture;
    fixture.add(6);
    fixture.mark({4}, CallMark::Pinned);
    fixture.mark({5}, CallMark::Hidden);
    EventTableModel model(&fixture.document);
    const QAbstractItemModelTester tester(&model);
    model.setQuery(parsed(filter));
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(shown(model), before);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    fixture.mark({1, 3}, CallMark::Pinned);
    fixture.mark({4}, CallMark::Hidden); // while the first ones may be being tested
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(shown(model), after);
    QVERIFY(resets.isEmpty());
    fixture.mark({4}, CallMark::Hidden, false);
    fixture.mark({1, 3}, CallMark::Pinned, false);
    QTRY_VERIFY(model.isComplete());
    QCOMPARE(shown(model), before);
}

void CallMarksTest::onlyTheirRowsAreTold()
{
    Fixture fixture;
    fixture.add(6);
    EventTableModel model(&fixture.document);
    QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
    fixture.document.marks().setNote(std::vector<quint32>{2, 5}, "n");
    QCOMPARE(told.size(), 2);
    QCOMPARE(told[0][0].toModelIndex().row(), 1);
    QCOMPARE(told[0][1].toModelIndex().row(), 1);
    QCOMPARE(told[1][0].toModelIndex().row(), 4);
    QCOMPARE(model.index(4, 0).data(NoteRole).toString(), QStringLiteral("n"));
    QVERIFY(!model.index(3, 0).data(NoteRole).isValid());
}

void CallMarksTest::hiddenCallsLeaveTheTableOnly()
{
    Fixture fixture;
    fixture.add(6);
    EventTableModel model(&fixture.document);
    fixture.mark({1, 2, 3}, CallMark::Hidden);
    QCOMPARE(model.shownCalls(), 3U);
    QCOMPARE(model.shownTypeCounts()[std::size_t(CallType::Page)], 1U);
    QCOMPARE(fixture.document.rows().size(), 6U);
    QCOMPARE(fixture.document.typeCounts()[std::size_t(CallType::Page)], 2U); // every call received
    QCOMPARE(fixture.document.marks().hiddenCalls(), 3U);
    fixture.document.marks().undo();
    QCOMPARE(model.shownCalls(), 6U);
}

void CallMarksTest::copiesOfAHiddenCallStand()
{
    Fixture fixture;
    RowBatch batch = fixture.session.add({R"({"type":"track","event":"A"})"});
    fixture.document.append(std::move(batch));
    batch = fixture.session.add({R"({"type":"track","event":"A"})"});
    batch.rows.front().retryOf = 1;
    fixture.document.append(std::move(batch));
    EventTableModel model(&fixture.document);
    const QAbstractItemModelTester tester(&model);
    QCOMPARE(shown(model), QList<quint32>{1});
    fixture.mark({1}, CallMark::Hidden);
    QCOMPARE(shown(model), QList<quint32>{2});
    fixture.mark({1}, CallMark::Hidden, false);
    QCOMPARE(shown(model), QList<quint32>{1});
    QCOMPARE(model.shownCalls(), 2U);
}

void CallMarksTest::liveBatchesAndMarks()
{
    Fixture fixture;
    EventTableModel model(&fixture.document);
    const QAbstractItemModelTester tester(&model);
    QList<quint32> pinned;
    model.setQuery(parsed(QStringLiteral("is:pinned OR properties.n:11,17")));
    for (quint32 round = 0; round < 10; ++round) {
        fixture.add(5);
        const quint32 seq = round * 5 + 3;
        fixture.mark({seq}, CallMark::Pinned);
        pinned << seq;
        if (round % 2)
            QCoreApplication::processEvents();
    }
    pinned << 11 << 17;
    std::sort(pinned.begin(), pinned.end());
    QTRY_VERIFY(model.isComplete());
    QTRY_COMPARE(shown(model), pinned);
}

void CallMarksTest::completionOffersThem()
{
    Fixture fixture;
    fixture.add(6);
    fixture.mark({1, 4}, CallMark::Pinned);
    fixture.mark({5}, CallMark::Hidden);
    fixture.document.marks().setNote(std::vector<quint32>{1, 2}, "Coupon is lost");
    fixture.document.marks().setColour(std::vector<quint32>{2}, MarkColour::Blue);
    fixture.document.marks().setRead(1);
    FilterWordFinder finder(fixture.document);
    const auto words = [&](const QString &text) {
        QStringList told;
        QSignalSpy found(&finder, &FilterWordFinder::found);
        finder.ask({completionAt(text, text.size()), {}});
        if (found.wait())
            for (const FilterWord &word :
                found.last().first().value<std::shared_ptr<const FilterWords>>()->words)
                told << QStringLiteral("%1 %2").arg(word.text).arg(word.calls);
        return told.join(u',');
    };
    QCOMPARE(words(QStringLiteral("is:")), QStringLiteral("ok 6,unread 5,test 0,pinned 2,marked 3,hidden 1"));
    QCOMPARE(words(QStringLiteral("mark:b")), QStringLiteral("blue 1"));
    QCOMPARE(words(QStringLiteral("note:coup")), QStringLiteral("Coupon is lost 2"));
}

void CallMarksTest::rulesColourWhatIsAskedFor()
{
    Fixture fixture;
    fixture.add(6);
    RowColours colours(&fixture.document);
    const auto names = [&] {
        QString all;
        for (quint32 seq = 1; seq <= 6; ++seq) {
            const ColourRule *rule = colours.ruleOf(seq);
            all += rule ? rule->name : QStringLiteral(".");
        }
        return all;
    };
    QCOMPARE(names(), QStringLiteral("......"));
    const ColourRule pages{QStringLiteral("p"), QStringLiteral("type:page"), MarkColour::Green, true};
    const ColourRule late{QStringLiteral("l"), QStringLiteral("seq:5.."), MarkColour::Blue, true};
    const ColourRule wrong{QStringLiteral("w"), QStringLiteral("type:"), MarkColour::Red, true};
    const ColourRule empty{QStringLiteral("e"), {}, MarkColour::Red, true};
    ColourRule off{QStringLiteral("o"), QStringLiteral("seq:1"), MarkColour::Red, false};
    colours.setRules({wrong, empty, off, pages, late});
    QCOMPARE(names(), QStringLiteral("..p.lp")); // the first that matches
    QSignalSpy changed(&colours, &RowColours::changed);
    off.on = true;
    colours.setRules({off, late, pages});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(names(), QStringLiteral("o.p.ll"));
    QVERIFY(colours.isIdle());
    fixture.mark({3}, CallMark::Hidden); // coloured where it is shown
    QCOMPARE(names(), QStringLiteral("o.p.ll"));
}

void CallMarksTest::rulesReadBodiesInTheBackground()
{
    Fixture fixture;
    fixture.add(6);
    RowColours colours(&fixture.document);
    EventTableModel model(&fixture.document);
    model.setRowColours(&colours);
    colours.setRules({{QStringLiteral("two"), QStringLiteral("properties.n:2"), MarkColour::Orange, true},
        {QStringLiteral("tracks"), QStringLiteral("type:track"), MarkColour::Blue, true}});
    QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
    const auto colour = [&](int row) {
        return static_cast<MarkColour>(model.index(row, 0).data(RuleColourRole).toInt());
    };
    QCOMPARE(colour(0), MarkColour::None); // not known yet
    QCOMPARE(colour(1), MarkColour::None);
    QVERIFY(!colours.isIdle());
    QTRY_VERIFY(colours.isIdle());
    QCOMPARE(told.size(), 1);
    QCOMPARE(colour(0), MarkColour::Blue);
    QCOMPARE(colour(1), MarkColour::Orange);
    QCOMPARE(model.index(1, 0).data(RuleNameRole).toString(), QStringLiteral("two"));
    QVERIFY(colours.isIdle()); // remembered
}

void CallMarksTest::rulesFollowMarksAndRows()
{
    Fixture fixture;
    fixture.add(2);
    RowColours colours(&fixture.document);
    colours.setRules(
        {{QStringLiteral("r"), QStringLiteral("is:pinned OR has:error"), MarkColour::Red, true}});
    QVERIFY(!colours.ruleOf(1) && !colours.ruleOf(2));
    fixture.mark({1}, CallMark::Pinned);
    QVERIFY(colours.ruleOf(1) && !colours.ruleOf(2));
    RowChange change{2, fixture.document.rows()[1]};
    change.row.errors = 1;
    fixture.document.replaceRows(std::vector<RowChange>{change});
    QVERIFY(colours.ruleOf(2));
    fixture.document.setSession({}, fixture.session.pool);
    QVERIFY(!colours.ruleOf(1));
}

} // namespace

SPECTAP_TEST_MAIN(CallMarksTest)
#include "tst_callmarks.moc"
