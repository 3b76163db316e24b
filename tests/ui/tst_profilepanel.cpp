// SPDX-License-Identifier: MIT
#include "ui/profile/profilepanel.h"

#include "model/items/identitylens.h"
#include "model/items/rowfacts.h"
#include "tests/items/storedsession.h"
#include "tests/support/testmain.h"
#include "ui/english.h"
#include "ui/profile/profileheader.h"
#include "ui/profile/profilerows.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr int Patience = 20'000;

/// The rows as text: tag, name, value; two blanks per level.
QStringList printed(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, ProfileNameColumn, parent);
        QStringList words{index.data(ProfileTagRole).toString(), index.data().toString(),
            index.siblingAtColumn(ProfileValueColumn).data().toString(),
            index.data(ProfileBeforeRole).toString()};
        words.removeAll(QString());
        lines += QString(depth * 2, u' ') + words.join(u" | "_s);
        lines += printed(model, index, depth + 1);
    }
    return lines;
}

class ProfilePanelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installEnglishPlurals(*qApp); }
    void init();
    void cleanup();
    void showsThePersonOfTheCall();
    void traitsAreThoseOfTheCursor();
    void tellsWhatChangedSinceAMoment();
    void tellsWhatIsReadOtherwise();
    void tellsWhatIsWrongAndWhatToDo();
    void showsExternalIds();
    void showsThePersonByTheCallsOwnTime();
    void comparesAcrossOrdersAndReadings();
    void aCallWithoutIdsBelongsToNobody();
    void growsWithTheSessionAndKeepsItsPlace();
    void readsNothingOutOfSight();
    void goesToTheCallBehindARow();
    void filtersForThePerson();
    void copiesIdsAndJson();
    void everythingHasAName();
    void anotherSessionForgetsThePerson();
    void initials_data();
    void initials();
    void filterOfIds_data();
    void filterOfIds();

private:
    void start(std::shared_ptr<const Checker> checker);
    void add(const QByteArray &call) { m_document->append(m_session->add({call})); }
    void show(quint32 seq)
    {
        m_panel->setCurrentSeq(seq);
        QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), Patience);
    }
    [[nodiscard]] QAbstractItemModel *rows() const { return m_panel->findChild<QTreeView *>()->model(); }

    std::unique_ptr<test::StoredSession> m_session;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<SessionScan> m_scan;
    std::unique_ptr<IdentityLens> m_lens;
    std::unique_ptr<ProfilePanel> m_panel;
};

void ProfilePanelTest::init()
{
    start(Checker::compile({}));
    add(R"({"type":"page","anonymousId":"a1"})");
    add(R"({"type":"identify","anonymousId":"a1","userId":"u1","traits":{"name":"Maya Okafor","plan":"free"}})");
    add(R"({"type":"track","event":"E","userId":"u2"})");
    add(R"({"type":"identify","userId":"u1","traits":{"plan":"premium"}})");
    add(R"({"type":"group","userId":"u1","groupId":"g1","traits":{"name":"Wholesale"}})");
    add(R"({"type":"track","event":"E"})");
}

void ProfilePanelTest::start(std::shared_ptr<const Checker> checker)
{
    cleanup();
    m_session = std::make_unique<test::StoredSession>();
    m_document = std::make_unique<SessionDocument>(std::move(checker));
    m_document->setSession(m_session->path(), m_session->pool);
    m_scan = std::make_unique<SessionScan>(m_document.get());
    m_lens = std::make_unique<IdentityLens>(m_document.get());
    m_panel = std::make_unique<ProfilePanel>(m_document.get(), m_scan.get(), m_lens.get());
    new QAbstractItemModelTester(
        rows(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_panel.get());
    m_panel->resize(340, 600);
    m_panel->show();
}

void ProfilePanelTest::cleanup()
{
    m_panel.reset();
    m_lens.reset();
    m_scan.reset();
    m_document.reset();
    m_session.reset();
}

void ProfilePanelTest::showsThePersonOfTheCall()
{
    show(5);
    QStringList lines = printed(*rows());
    QVERIFY2(lines.value(3).startsWith(u"Traits after call #5"), qPrintable(lines.join(u'\n')));
    lines[3] = u"Traits"_s;
    QCOMPARE(
        lines, (QStringList{u"IDs"_s, u"  anon | a1 | 2 calls"_s, u"  user | u1 | 3 calls"_s, u"Traits"_s,
                   u"  name | \"Maya Okafor\""_s, u"  plan | \"premium\" | \"free\""_s,
                   u"    set by #2 | \"free\""_s, u"Groups"_s, u"  g1"_s, u"    name | \"Wholesale\""_s}));
    QCOMPARE(m_panel->card().name(), QByteArray("Maya Okafor"));
    auto *header = m_panel->findChild<ProfileHeader *>();
    QCOMPARE(header->accessibleName(), u"Maya Okafor, 2 IDs, 4 calls, 1 source"_s);

    show(3);
    QCOMPARE(printed(*rows()).value(1), u"  user | u2 | 1 call"_s);
    QCOMPARE(m_panel->card().name(), QByteArray("u2"));
}

void ProfilePanelTest::traitsAreThoseOfTheCursor()
{
    show(2);
    const QStringList lines = printed(*rows());
    QVERIFY2(lines.contains(u"  plan | \"free\""_s), qPrintable(lines.join(u'\n')));
    QVERIFY(!lines.contains(u"Groups"_s));
    show(1);
    QVERIFY(!printed(*rows()).join(u'\n').contains(u"plan"));
}

void ProfilePanelTest::tellsWhatChangedSinceAMoment()
{
    const auto changes = [this] {
        const QModelIndex first = rows()->index(0, 0);
        QStringList lines{first.data().toString().section(u" #"_s, 0, 0)};
        return lines + printed(*rows(), first);
    };
    show(1);
    m_panel->findChild<QToolButton *>(u"keepMoment"_s)->click();
    show(5);
    QCOMPARE(changes(), (QStringList{u"Changes since call"_s, u"anon | a1 | 2 calls"_s,
                            u"user | u1 | 3 calls"_s, u"name | \"Maya Okafor\" | not known"_s,
                            u"plan | \"premium\" | not known"_s, u"g1 | joined the group"_s}));
    show(1);
    QCOMPARE(changes().value(0), u"Comparing from call"_s); // nothing is later than the moment itself
    m_panel->findChild<QToolButton *>(u"keepMoment"_s)->click();
    show(4);
    m_panel->findChild<QToolButton *>(u"keepMoment"_s)->click();
    show(5);
    QCOMPARE(changes(), (QStringList{u"Changes since call"_s, u"g1 | joined the group"_s}));
    add(R"({"type":"track","event":"E","userId":"u2"})");
    show(7);
    QCOMPARE(changes(), QStringList{u"No changes since call"_s});
}

void ProfilePanelTest::tellsWhatIsReadOtherwise()
{
    add(R"({"type":"alias","userId":"u3","previousId":"u1"})");
    add(R"({"type":"page","anonymousId":"8734edf1-a172-4b05-a070-260c3473ee10","userId":"u3"})");
    show(7);
    const QModelIndex section = rows()->index(1, 0);
    QCOMPARE(section.data().toString(), u"Read otherwise"_s);
    QCOMPARE(printed(*rows(), section),
        (QStringList{u"Observed would join 8734e\u20263ee10 and u3: one call carries both | #8"_s,
            u"Unify would keep u1 and u3 apart: alias joins nothing there | #7"_s,
            u"Unify would join 8734e\u20263ee10 and u3: one call carries both | #8"_s}));
    QSignalSpy activated(m_panel.get(), &ProfilePanel::callActivated);
    const QModelIndex second = rows()->index(1, 0, section);
    emit m_panel->findChild<QTreeView *>()->activated(second);
    QCOMPARE(activated.value(0).value(0).toUInt(), 7U);
    QVERIFY(second.data(ProfileWideRole).toBool());
    QVERIFY(second.data(Qt::AccessibleTextRole).toString().startsWith(u"Unify would keep"));

    m_lens->setReading(IdentityReading::Unify);
    show(8);
    QVERIFY2(printed(*rows()).join(u'\n').contains(u"The Spec would join u1 and u3: an Alias links them"),
        qPrintable(printed(*rows()).join(u'\n')));
    show(3);
    QVERIFY(!printed(*rows()).contains(u"Read otherwise"_s));
}

/// Traits are those of the moment in the order chosen, and calls keep their numbers in it.
void ProfilePanelTest::tellsWhatIsWrongAndWhatToDo()
{
    start(Checker::compile(std::move(Catalogue::bundled()).value()));
    add(R"({"type":"identify","anonymousId":"a1","userId":"u1","traits":{"email":"m@x.example"}})");
    add(R"({"type":"identify","anonymousId":"a1","userId":"u2","traits":{"email":"m@x.example"}})");
    show(2);
    const QStringList lines = printed(*rows());
    const auto from = lines.indexOf(u"Conflicts and hints"_s);
    QVERIFY2(from > 0, qPrintable(lines.join(u'\n')));
    QCOMPARE(lines[from + 1], u"  One anonymousId, two userIds | #2"_s);
    QVERIFY2(lines[from + 2].contains(u"linked to u1, then to u2"), qPrintable(lines[from + 2]));
    QVERIFY2(lines[from + 3].startsWith(u"    Before it: call #1"), qPrintable(lines[from + 3]));
    QVERIFY2(lines[from + 4].startsWith(u"    Fix: ") && lines[from + 4].endsWith(u"analytics.reset()"),
        qPrintable(lines[from + 4]));
    QCOMPARE(lines[from + 5], u"  One email, two users | #2"_s);
    QCOMPARE(lines[from + 6], u"    m@x.example is the email of user u1 too."_s);
    const QJsonObject json =
        QJsonDocument::fromJson(profileCardJson(m_panel->card(), m_document->strings())).object();
    const QJsonArray conflicts = json[u"conflicts"].toArray();
    QCOMPARE(conflicts.size(), 2);
    QCOMPARE(conflicts[1][u"rule"].toString(), u"shared-email"_s);
    QVERIFY(!conflicts[0][u"hint"].toBool() && !conflicts[1][u"hint"].toBool());
    show(1);
    QVERIFY(!printed(*rows()).contains(u"Conflicts and hints"_s)); // they stand with the new owner
}

void ProfilePanelTest::showsExternalIds()
{
    start(Checker::compile(std::move(Catalogue::bundled()).value()));
    add(R"({"type":"identify","userId":"u1","traits":{"email":"m@x.example"},)"
        R"("context":{"device":{"type":"ios","id":"000"}}})");
    add(R"({"type":"track","event":"E","userId":"u1","context":{"traits":{"email":"m@x.example"}}})");
    show(2);
    QStringList lines = printed(*rows());
    const QString placeholder = u"  ios.id | 000 | 1 call, a placeholder"_s;
    QVERIFY2(lines.contains(u"  email | m@x.example | 2 calls"_s) && lines.contains(placeholder),
        qPrintable(lines.join(u'\n')));
    m_lens->setReading(IdentityReading::Unify); // the email is one of the IDs now
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), Patience);
    lines = printed(*rows());
    QCOMPARE(lines.first(5), (QStringList{u"IDs"_s, u"  user | u1 | 2 calls"_s,
                                 u"  email | m@x.example | 2 calls"_s, u"External IDs"_s, placeholder}));
    QCOMPARE(profileFilter(m_panel->card()), u"user:\"u1\""_s);
}

void ProfilePanelTest::showsThePersonByTheCallsOwnTime()
{
    // It happened before everything else and arrives last.
    add(R"({"type":"identify","userId":"u1","traits":{"plan":"trial"},"timestamp":"1969-12-31T00:00:00Z"})");
    show(4);
    QVERIFY(printed(*rows()).contains(u"  plan | \"premium\" | \"free\""_s));
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    show(4);
    QStringList lines = printed(*rows());
    const qsizetype plan = lines.indexOf(u"  plan | \"premium\" | \"free\""_s);
    QVERIFY2(plan >= 0, qPrintable(lines.join(u'\n')));
    QCOMPARE(
        lines.mid(plan + 1, 2), (QStringList{u"    set by #2 | \"free\""_s, u"    set by #7 | \"trial\""_s}));
    QVERIFY2(lines.join(u'\n').contains(u"Traits after call #4,"), qPrintable(lines.join(u'\n')));
    show(7);
    lines = printed(*rows());
    QVERIFY2(lines.contains(u"  plan | \"trial\""_s), qPrintable(lines.join(u'\n')));
    QVERIFY(!lines.join(u'\n').contains(u"premium"));
    m_panel->findChild<QToolButton *>(u"copyProfile"_s)->click();
    const QJsonObject card = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
    QCOMPARE(card[u"asOf"].toInt(), 7);
    QCOMPARE(card[u"traits"][u"plan"][u"history"][0][u"seq"].toInt(), 7);
}

/// The moment is a call; what comes after it is up to the order.
void ProfilePanelTest::comparesAcrossOrdersAndReadings()
{
    add(R"({"type":"identify","userId":"u1","traits":{"plan":"trial"},"timestamp":"1969-12-31T00:00:00Z"})");
    const auto changes = [this] {
        const QModelIndex first = rows()->index(0, 0);
        QStringList lines{first.data().toString()};
        lines[0].truncate(lines[0].indexOf(u','));
        return lines + printed(*rows(), first);
    };
    show(4);
    m_panel->findChild<QToolButton *>(u"keepMoment"_s)->click();
    show(7);
    QCOMPARE(changes(), (QStringList{u"Changes since call #4"_s, u"plan | \"trial\" | \"premium\""_s,
                            u"g1 | joined the group"_s}));
    m_lens->setReadingOrder(ReadingOrder::EventTime);
    show(7);
    QCOMPARE(changes(), QStringList{u"Comparing from call #4"_s}); // that was before
    show(5);
    QCOMPARE(changes(), (QStringList{u"Changes since call #4"_s, u"g1 | joined the group"_s}));
    m_lens->setReading(IdentityReading::Unify);
    show(5);
    QCOMPARE(changes(), (QStringList{u"Changes since call #4"_s, u"g1 | joined the group"_s}));
    QCOMPARE(m_panel->comparedFrom(), 4U);
}

void ProfilePanelTest::aCallWithoutIdsBelongsToNobody()
{
    show(5);
    show(6);
    QCOMPARE(rows()->rowCount(), 0);
    QCOMPARE(m_panel->card().profile, IdentityGraph::NoProfile);
}

void ProfilePanelTest::growsWithTheSessionAndKeepsItsPlace()
{
    show(4);
    auto *tree = m_panel->findChild<QTreeView *>();
    const QModelIndex traits = rows()->index(1, 0);
    tree->collapse(rows()->index(0, 0));
    tree->expand(rows()->index(1, 0, traits));
    tree->setCurrentIndex(rows()->index(1, 0, traits));
    add(R"({"type":"track","event":"E","userId":"u1"})");
    QTRY_COMPARE_WITH_TIMEOUT(m_panel->card().facts->calls, 5U, Patience);
    QVERIFY(!tree->isExpanded(rows()->index(0, 0)));
    QVERIFY(tree->isExpanded(rows()->index(1, 0, rows()->index(1, 0))));
    QCOMPARE(tree->currentIndex().data().toString(), u"plan"_s);
}

void ProfilePanelTest::readsNothingOutOfSight()
{
    m_panel->hide();
    m_panel->setCurrentSeq(5);
    QVERIFY(m_panel->isSettled());
    QCOMPARE(rows()->rowCount(), 0);
    m_panel->show();
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->card().facts, Patience);
}

void ProfilePanelTest::goesToTheCallBehindARow()
{
    show(5);
    QSignalSpy activated(m_panel.get(), &ProfilePanel::callActivated);
    auto *tree = m_panel->findChild<QTreeView *>();
    const QModelIndex traits = rows()->index(1, 0);
    emit tree->activated(traits);
    QVERIFY(activated.isEmpty()); // a section stands for no call
    emit tree->activated(rows()->index(1, 0, traits));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].toUInt(), 4U);
}

void ProfilePanelTest::filtersForThePerson()
{
    show(5);
    QSignalSpy filter(m_panel.get(), &ProfilePanel::filterRequested);
    m_panel->findChild<QToolButton *>(u"followPerson"_s)->click();
    QCOMPARE(filter.size(), 1);
    const auto query = Query::parse(filter[0][0].toString());
    QVERIFY2(query, qPrintable(filter[0][0].toString()));
    StoredRowFacts facts(m_document->strings(), m_document->sources(), m_document->marks().set());
    QList<quint32> seqs;
    for (quint32 seq = 1; seq <= m_document->rows().size(); ++seq) {
        if (query->matches(facts.at(m_document->rows()[seq - 1], seq)))
            seqs += seq;
    }
    QCOMPARE(seqs, (QList<quint32>{1, 2, 4, 5}));
}

void ProfilePanelTest::copiesIdsAndJson()
{
    show(5);
    m_panel->findChild<QToolButton *>(u"copyIds"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"a1\nu1"_s);
    m_panel->findChild<QToolButton *>(u"copyProfile"_s)->click();
    const QJsonObject card = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
    QCOMPARE(card[u"id"].toString(), u"u1"_s);
    QCOMPARE(card[u"name"].toString(), u"Maya Okafor"_s);
    QCOMPARE(card[u"ids"].toArray().size(), 2);
    QCOMPARE(card[u"ids"][0][u"linkedBy"].toInt(), 2);
    QCOMPARE(card[u"traits"][u"plan"][u"value"].toString(), u"premium"_s);
    QCOMPARE(card[u"traits"][u"plan"][u"history"].toArray().size(), 2);
    QCOMPARE(card[u"groups"][0][u"traits"][u"name"][u"value"].toString(), u"Wholesale"_s);
    QCOMPARE(card[u"types"][u"identify"].toInt(), 2);
}

void ProfilePanelTest::everythingHasAName()
{
    show(5);
    const auto buttons = m_panel->findChildren<QToolButton *>();
    QVERIFY(!buttons.isEmpty());
    for (const QToolButton *button : buttons)
        QVERIFY2(!button->text().isEmpty() && button->focusPolicy() != Qt::NoFocus,
            qPrintable(button->objectName()));
    const QModelIndex plan = rows()->index(1, 0, rows()->index(1, 0));
    QVERIFY2(plan.data(Qt::AccessibleTextRole).toString().startsWith(u"plan, \"premium\", was \"free\""),
        qPrintable(plan.data(Qt::AccessibleTextRole).toString()));
}

void ProfilePanelTest::anotherSessionForgetsThePerson()
{
    show(5);
    m_document->setSession(m_session->path(), m_session->pool);
    QCOMPARE(rows()->rowCount(), 0);
    QVERIFY(m_panel->isSettled());
}

void ProfilePanelTest::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("letters");
    QTest::newRow("two words") << u"Maya Okafor"_s << u"MO"_s;
    QTest::newRow("more than two") << u"maria del mar"_s << u"MD"_s;
    QTest::newRow("an id") << u"u_4217"_s << u"U"_s;
    QTest::newRow("signs only") << u"- _"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void ProfilePanelTest::initials()
{
    QFETCH(QString, name);
    QTEST(initialsOf(name), "letters");
}

void ProfilePanelTest::filterOfIds_data()
{
    QTest::addColumn<QList<QByteArray>>("users");
    QTest::addColumn<QList<QByteArray>>("anonymous");
    QTest::addColumn<QString>("filter");
    using Ids = QList<QByteArray>;
    QTest::newRow("one id") << Ids{"u"} << Ids{} << u"user:\"u\""_s;
    QTest::newRow("two of a kind") << Ids{"u", "v w"} << Ids{} << u"user:\"u\",\"v w\""_s;
    QTest::newRow("both kinds") << Ids{"u"} << Ids{"a"} << u"(anon:\"a\" OR user:\"u\")"_s;
    QTest::newRow("a quote cannot be written") << Ids{"u\"x"} << Ids{"a"} << u"anon:\"a\""_s;
    QTest::newRow("nothing is left") << Ids{"u\"x"} << Ids{} << QString();
}

void ProfilePanelTest::filterOfIds()
{
    QFETCH(QList<QByteArray>, users);
    QFETCH(QList<QByteArray>, anonymous);
    ProfileCard card;
    for (const QByteArray &id : users)
        card.ids.push_back({.kind = IdKind::User, .value = id});
    for (const QByteArray &id : anonymous)
        card.ids.push_back({.kind = IdKind::Anonymous, .value = id});
    QTEST(profileFilter(card), "filter");
}

} // namespace

SPECTAP_GUI_TEST_MAIN(ProfilePanelTest)
#include "tst_profilepanel.moc"
