// SPDX-License-Identifier: MIT
#include "model/items/navigatormodel.h"

#include "model/items/eventtablemodel.h"
#include "model/items/identitylens.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// A session whose calls are made here, and the Navigator's model of it.
struct Fixture
{
    Fixture()
        : pool(std::make_shared<StringPool>())
        , document(nullptr)
        , tally(&document)
        , lens(&document)
        , model(&document, &tally, &lens)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
    {
        document.setSession({}, pool);
    }

    StringId number(const char *text) { return *text ? pool->intern(text) : 0; }
    CallRow row(CallType type, const char *name, quint16 source = 0, quint8 errors = 0)
    {
        CallRow row;
        row.receivedAt = row.eventTime = Micros(document.rows().size() + 1) * 1000;
        row.type = type;
        row.name = number(name);
        row.source = source;
        row.errors = errors;
        return row;
    }
    CallRow visit(const char *user, const char *anonymous, CallType type = CallType::Track)
    {
        CallRow row = this->row(type, type == CallType::Track ? "Clicked" : "");
        row.user = number(user);
        row.anonymous = number(anonymous);
        return row;
    }
    void append(const std::vector<CallRow> &rows, std::vector<Source> sources = {})
    {
        RowBatch batch;
        batch.firstSeq = document.rows().size() + 1;
        batch.rows = rows;
        batch.sources = std::move(sources);
        document.append(std::move(batch));
    }
    void settle()
    {
        QTRY_VERIFY(tally.isSettled() && !lens.isBusy());
        model.refresh();
    }
    /// "name calls/problems" of a list's rows, events behind their type.
    QStringList shown(NavigatorList list)
    {
        settle();
        QStringList lines;
        walk(model.root(list), {}, lines);
        return lines;
    }
    void walk(const QModelIndex &parent, const QString &before, QStringList &lines)
    {
        for (int i = 0; i < model.rowCount(parent); ++i) {
            const QModelIndex index = model.index(i, 0, parent);
            QString name = index.data(NavigatorNameRole).toString();
            if (name.isEmpty() && index.data(NavigatorTypeRole).toInt() >= 0)
                name = QString::fromUtf8(
                    callTypeName(static_cast<CallType>(index.data(NavigatorTypeRole).toInt())));
            lines << QStringLiteral("%1%2 %3/%4")
                         .arg(before, name, QString::number(index.data(NavigatorCallsRole).toUInt()),
                             QString::number(index.data(NavigatorProblemsRole).toUInt()));
            walk(index, QString(name + u'>'), lines);
        }
    }

    std::shared_ptr<StringPool> pool;
    SessionDocument document;
    CallTally tally;
    IdentityLens lens;
    NavigatorModel model;
    QAbstractItemModelTester tester;
};

} // namespace

class NavigatorModelTest : public QObject
{
    Q_OBJECT

private slots:
    void countsByTypeAndName()
    {
        Fixture f;
        QCOMPARE(f.shown(NavigatorList::Events), QStringList());
        f.append({f.row(CallType::Page, "Home"), f.row(CallType::Track, "Order Completed", 0, 1),
            f.row(CallType::Track, "order completed"), f.row(CallType::Track, "Cart Viewed"),
            f.row(CallType::Track, "Order Completed"), f.row(CallType::Identify, "")});
        QCOMPARE(f.shown(NavigatorList::Events),
            QStringList({u"track 4/1"_s, u"track>Cart Viewed 1/0"_s, u"track>Order Completed 2/1"_s,
                u"track>order completed 1/0"_s, u"page 1/0"_s, u"page>Home 1/0"_s, u"identify 1/0"_s}));
        f.append({f.row(CallType::Screen, "Home"), f.row(CallType::Track, "Basket", 0, 2)});
        QCOMPARE(f.shown(NavigatorList::Events).mid(0, 3),
            QStringList({u"track 5/2"_s, u"track>Basket 1/1"_s, u"track>Cart Viewed 1/0"_s}));
        f.model.setOrder(NavigatorList::Events, NavigatorOrder::Calls);
        QCOMPARE(f.shown(NavigatorList::Events).mid(0, 2),
            QStringList({u"track 5/2"_s, u"track>Order Completed 2/1"_s}));
        f.model.setOrder(NavigatorList::Events, NavigatorOrder::Problems);
        QCOMPARE(f.shown(NavigatorList::Events).mid(0, 3),
            QStringList({u"track 5/2"_s, u"track>Basket 1/1"_s, u"track>Order Completed 2/1"_s}));
    }

    void rowsKeepTheirPlaceInViews()
    {
        Fixture f;
        f.append({f.row(CallType::Track, "b"), f.row(CallType::Track, "c")});
        f.settle();
        const QModelIndex track = f.model.index(0, 0, f.model.root(NavigatorList::Events));
        const QPersistentModelIndex c = f.model.index(1, 0, track);
        QCOMPARE(c.data().toString(), QStringLiteral("c"));
        f.append({f.row(CallType::Track, "a"), f.row(CallType::Track, "b2")});
        f.settle();
        QCOMPARE(c.row(), 3);
        QCOMPARE(c.data().toString(), QStringLiteral("c"));
    }

    void countsAnewWhenVerdictsChange()
    {
        Fixture f;
        f.append({f.row(CallType::Track, "a"), f.row(CallType::Track, "b", 0, 1)});
        QCOMPARE(f.shown(NavigatorList::Events).constFirst(), QStringLiteral("track 2/1"));
        std::vector<RowChange> changes{{1, f.document.rows()[0]}, {2, f.document.rows()[1]}};
        changes[0].row.warnings = 3;
        changes[1].row.errors = 0;
        f.document.replaceRows(changes);
        QVERIFY(!f.tally.isSettled());
        f.append({f.row(CallType::Page, "later")}); // while it is counted
        QCOMPARE(f.shown(NavigatorList::Events), QStringList({u"track 2/1"_s, u"track>a 1/1"_s,
                                                     u"track>b 1/0"_s, u"page 1/0"_s, u"page>later 1/0"_s}));
    }

    void sourcesHaveTheirTerms()
    {
        Fixture f;
        f.append({f.row(CallType::Track, "a", 1), f.row(CallType::Track, "a", 0, 1),
                     f.row(CallType::Track, "a", 1), f.row(CallType::Track, "a", 2)},
            {{"web", "analytics.js", "1"}, {"web", "@segment/analytics-node", "2"}, {"", "", ""}});
        QCOMPARE(f.shown(NavigatorList::Sources),
            QStringList({u"@segment/analytics-node 2/0"_s, u" 1/0"_s, u"analytics.js 1/1"_s}));
        const auto term = [&](int row) {
            return f.model.index(row, 0, f.model.root(NavigatorList::Sources))
                .data(NavigatorTermRole)
                .toString();
        };
        QCOMPARE(term(0), QStringLiteral("lib=\"@segment/analytics-node\" key=\"web\""));
        QCOMPARE(term(1), QStringLiteral("-lib:* -key:*"));
    }

    /// Every row's clause finds just the calls that the row counts, whatever is in the names.
    void termsFindWhatIsCounted()
    {
        Fixture f;
        f.append({f.row(CallType::Track, "plain"), f.row(CallType::Track, "a \"b\" \\ *"),
                     f.row(CallType::Track, "A \"B\" \\ *", 1), f.row(CallType::Page, "plain", 1),
                     f.row(CallType::Track, "plain,x OR y (z)", 2), f.visit("u 1", "d\"1"),
                     f.visit("u 1", "", CallType::Identify), f.visit("", "d2")},
            {{"k", "l", ""}, {"k", "", ""}, {"", "l", ""}});
        f.settle();
        EventTableModel table(&f.document);
        int tested = 0;
        const std::function<void(const QModelIndex &)> check = [&](const QModelIndex &parent) {
            for (int i = 0; i < f.model.rowCount(parent); ++i) {
                const QModelIndex index = f.model.index(i, 0, parent);
                const QString term = index.data(NavigatorTermRole).toString();
                if (!term.isEmpty()) {
                    const auto query = Query::parse(term);
                    QVERIFY2(query.ok(), qPrintable(term));
                    QVERIFY2(!query->needsBody(), qPrintable(term));
                    table.setQuery(*query);
                    QTRY_VERIFY(table.isComplete());
                    if (table.shownCalls() != index.data(NavigatorCallsRole).toUInt())
                        QFAIL(qPrintable(term));
                    ++tested;
                }
                check(index);
            }
        };
        check({});
        QCOMPARE(tested, 3 + 3 + 6 + 2);
    }

    void peopleAreThoseOfTheLens()
    {
        Fixture f;
        f.append({f.visit("", "d1"), f.visit("u1", "d1", CallType::Identify), f.visit("", "d2"),
            f.visit("u1", "d1"), f.visit("", "d2"), f.visit("u2", "d1", CallType::Identify)});
        QCOMPARE(f.shown(NavigatorList::Users), QStringList({u"u1 3/0"_s, u"d2 2/0"_s, u"u2 1/0"_s}));
        const auto conflict = [&](int row) {
            return f.model.index(row, 0, f.model.root(NavigatorList::Users))
                .data(NavigatorConflictRole)
                .toBool();
        };
        QVERIFY(!conflict(0));
        QVERIFY(conflict(2));
        QCOMPARE(f.model.userCount(), 3U);
        f.lens.setLastSeq(1);
        QTRY_VERIFY(!f.lens.isBusy());
        QCOMPARE(f.shown(NavigatorList::Users), QStringList({u"d1 1/0"_s}));
        f.lens.setLastSeq(0);
        QTRY_VERIFY(!f.lens.isBusy());
        QCOMPARE(f.shown(NavigatorList::Users).size(), 3);
    }

    void manyPeopleAreTheBusiest()
    {
        Fixture f;
        std::vector<CallRow> rows;
        for (int person = 0; person < 500; ++person) {
            for (int call = 0; call <= person % 250; ++call)
                rows.push_back(f.visit("", QByteArray::number(person).constData()));
        }
        f.append(rows);
        const QStringList shown = f.shown(NavigatorList::Users);
        QCOMPARE(shown.size(), qsizetype(NavigatorModel::MostUsers));
        QCOMPARE(shown.constFirst(), QStringLiteral("249 250/0"));
        QCOMPARE(f.model.userCount(), 500U);
    }

    void anotherSessionStartsOver()
    {
        Fixture f;
        f.append({f.row(CallType::Track, "a"), f.visit("u", "d")}, {{"k", "l", ""}});
        QCOMPARE(f.shown(NavigatorList::Sources).size(), 1);
        f.pool = std::make_shared<StringPool>();
        f.document.setSession({}, f.pool);
        for (const auto list : {NavigatorList::Sources, NavigatorList::Events, NavigatorList::Users})
            QCOMPARE(f.shown(list), QStringList());
        f.append({f.row(CallType::Page, "b")});
        QCOMPARE(f.shown(NavigatorList::Events), QStringList({u"page 1/0"_s, u"page>b 1/0"_s}));
    }

    void anyOrderOfEventsKeepsTheModelSound()
    {
        Fixture f;
        QRandomGenerator random(3);
        for (int turn = 0; turn < 20; ++turn) {
            std::vector<CallRow> rows;
            for (quint32 i = random.bounded(30U); i > 0; --i) {
                CallRow row = f.visit(QByteArray::number(random.bounded(9)).constData(),
                    QByteArray("d").append(QByteArray::number(random.bounded(20))).constData(),
                    static_cast<CallType>(random.bounded(int(CallTypeCount))));
                row.name = f.pool->intern(QByteArray::number(random.bounded(12)));
                row.errors = static_cast<quint8>(random.bounded(2));
                rows.push_back(row);
            }
            f.append(rows);
            f.model.setOrder(static_cast<NavigatorList>(random.bounded(NavigatorLists)),
                static_cast<NavigatorOrder>(random.bounded(3)));
            f.lens.setLastSeq(random.bounded(3) == 0 ? 1 + random.bounded(f.document.rows().size() + 1) : 0);
            f.settle();
        }
        quint32 calls = 0;
        for (int i = 0; i < f.model.rowCount(f.model.root(NavigatorList::Events)); ++i)
            calls +=
                f.model.index(i, 0, f.model.root(NavigatorList::Events)).data(NavigatorCallsRole).toUInt();
        QCOMPARE(calls, f.document.rows().size());
    }
};

SPECTAP_TEST_MAIN(NavigatorModelTest)
#include "tst_navigatormodel.moc"
