// SPDX-License-Identifier: MIT
#include "ui/filter/chipquery.h"

#include "model/query/query.h"
#include "tests/query/fakecall.h"
#include "tests/support/testmain.h"

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// A call that has nothing but a type and findings.
struct Facts final : test::FakeCall
{
    Facts(CallType type, bool error, bool warning, bool info)
    {
        callType = type;
        eventName = "Order Completed";
        errors = error;
        warnings = warning;
        infos = info;
    }
    [[nodiscard]] Severity worst() const
    {
        return errors     ? Severity::Error
               : warnings ? Severity::Warning
               : infos    ? Severity::Info
                          : Severity::Ok;
    }
};

constexpr Severity Severities[] = {Severity::Ok, Severity::Info, Severity::Warning, Severity::Error};

} // namespace

class ChipQueryTest : public QObject
{
    Q_OBJECT

private slots:
    void emptyTextShowsEverything()
    {
        const ChipQuery query = ChipQuery::parse(u"");
        for (const Severity severity : Severities)
            QVERIFY(query.shows(severity));
        QVERIFY(query.shows(CallType::Track));
        QCOMPARE(query.text(), QString());
    }

    void typeChipsWriteTypes()
    {
        ChipQuery query = ChipQuery::parse(u"has:error");
        query.toggle(CallType::Page);
        QCOMPARE(query.text(), u"-type:page has:error"_s);
        query.only(CallType::Track);
        QCOMPARE(query.text(), u"type:track has:error"_s);
        query.toggle(CallType::Page);
        QCOMPARE(query.text(), u"type:track,page has:error"_s);
        query.only(CallType::Page);
        QCOMPARE(query.text(), u"type:page has:error"_s);
        query.only(CallType::Page);
        QCOMPARE(query.text(), u"has:error"_s);
    }

    void lastTypeTurnedOffShowsAllAgain()
    {
        ChipQuery query = ChipQuery::parse(u"type:page");
        query.toggle(CallType::Page);
        QCOMPARE(query.text(), QString());
    }

    void otherTermsStayAsTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("quotes with spaces") << u"event:\"Order *\" shoes"_s;
        QTest::newRow("a wildcard type") << u"type:t*"_s;
        QTest::newRow("a parenthesis in quotes") << u"\"a ( b\" x"_s;
        QTest::newRow("a group") << u"(user:a OR user:b)"_s;
        QTest::newRow("a loose or") << u"user:a OR user:b"_s;
        QTest::newRow("a has that no chip writes") << u"has:retry"_s;
    }

    void otherTermsStayAsTyped()
    {
        QFETCH(const QString, typed);
        ChipQuery query = ChipQuery::parse(typed);
        QCOMPARE(query.text(), typed);
        query.toggle(CallType::Page);
        QVERIFY(query.text().startsWith(u"-type:page "));
        query.toggle(CallType::Page);
        const QString back = query.text();
        QVERIFY2(back == typed || back == u'(' + typed + u')', qPrintable(back));
    }

    void looseOrIsBracketedBesideAChip()
    {
        ChipQuery query = ChipQuery::parse(u"user:a OR user:b");
        query.toggle(CallType::Page);
        QCOMPARE(query.text(), u"-type:page (user:a OR user:b)"_s);
        ChipQuery added = ChipQuery::parse(u"user:a OR user:b");
        added.add(u"event:x"_s);
        QCOMPARE(added.text(), u"(user:a OR user:b) event:x"_s);
    }

    /// Whatever set of severity chips is on, the text means exactly the calls whose worst finding is one of
    /// them, and is read back as that set.
    void severityChipsMeanTheWorstFinding()
    {
        for (unsigned bits = 1; bits < 15; ++bits) {
            ChipQuery query;
            for (unsigned i = 0; i < 4; ++i) {
                if (!(bits & (1U << i)))
                    query.toggle(Severities[i]);
            }
            const Result<Query> compiled = Query::parse(query.text());
            QVERIFY2(compiled.ok(), qPrintable(query.text()));
            for (int mix = 0; mix < 8; ++mix) {
                const Facts call(CallType::Track, mix & 4, mix & 2, mix & 1);
                const bool wanted = bits & (1U << unsigned(call.worst()));
                QVERIFY2(compiled->matches(call) == wanted, qPrintable(query.text()));
            }
            const ChipQuery again = ChipQuery::parse(query.text());
            for (unsigned i = 0; i < 4; ++i)
                QCOMPARE(again.shows(Severities[i]), bool(bits & (1U << i)));
        }
    }

    void onlyOneSeverity()
    {
        ChipQuery query;
        query.only(Severity::Error);
        QCOMPARE(query.text(), u"has:error"_s);
        query.only(Severity::Error);
        QCOMPARE(query.text(), QString());
    }
};

SPECTAP_TEST_MAIN(ChipQueryTest)

#include "tst_chipquery.moc"
