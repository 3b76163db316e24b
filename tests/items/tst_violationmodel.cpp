// SPDX-License-Identifier: MIT
#include "model/items/violationmodel.h"

#include "tests/items/storedsession.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace spectap;

namespace {

const QByteArray Order = R"({"type":"track","event":"Order Completed","userId":"u1"})";
const QByteArray Page = R"({"type":"page","userId":"u1"})";

Finding finding(Severity severity, Rule rule, const QByteArray &pointer)
{
    Finding made;
    made.severity = severity;
    made.rule = rule;
    made.pointer = pointer;
    return made;
}

/// The rows as text: name, calls, findings, #first-#last; two blanks per level.
QStringList printed(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines += QString(depth * 2, u' ') + index.data().toString() +
                 QStringLiteral(" %1 %2 #%3-#%4")
                     .arg(index.data(ViolationCallsRole).toUInt())
                     .arg(index.data(ViolationFindingsRole).toULongLong())
                     .arg(index.data(ViolationFirstSeqRole).toUInt())
                     .arg(index.data(ViolationLastSeqRole).toUInt());
        lines += printed(model, index, depth + 1);
    }
    return lines;
}

class ViolationModelTest : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void groupsByRuleWorstFirst();
    void groupsByEventAndSource();
    void growsWithTheSession();
    void severities();
    void mutedAtOnceAndCountedApart_data();
    void mutedAtOnceAndCountedApart();
    void rowsKeepTheirPlace();
    void findsTheCalls();
    void recheckedFindingsReplaceTheOldOnes();
    void nothingIsReadUnlessWanted();
    void coverageComesFromTheBodies();
    void mutesAreKeptAsText();

private:
    void add(const QByteArray &call, const std::vector<Finding> &findings)
    {
        m_document->append(m_session->add({call}, findings));
    }
    void addSample();

    std::unique_ptr<test::StoredSession> m_session;
    std::unique_ptr<SessionDocument> m_document;
    std::unique_ptr<SessionScan> m_scan;
    std::unique_ptr<ViolationModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void ViolationModelTest::init()
{
    m_session = std::make_unique<test::StoredSession>();
    m_document = std::make_unique<SessionDocument>(Checker::compile({}));
    m_document->setSession(m_session->path(), m_session->pool);
    m_scan = std::make_unique<SessionScan>(m_document.get());
    m_model = std::make_unique<ViolationModel>(m_document.get(), m_scan.get());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_scan->setWanted(true, false);
}

void ViolationModelTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_scan.reset();
    m_document.reset();
    m_session.reset();
}

void ViolationModelTest::addSample()
{
    add(Order, {finding(Severity::Error, Rule::Type, "/properties/products/0/price"),
                   finding(Severity::Error, Rule::Type, "/properties/products/1/price"),
                   finding(Severity::Info, Rule::CustomProperty, "/properties/odd")});
    add(Order, {finding(Severity::Error, Rule::Type, "/properties/revenue")});
    add(Page, {finding(Severity::Warning, Rule::Format, "/timestamp")});
    add(Page, {finding(Severity::Warning, Rule::Format, "/timestamp")});
    add(Page, {finding(Severity::Warning, Rule::Format, "/sentAt")});
}

void ViolationModelTest::groupsByRuleWorstFirst()
{
    addSample();
    const QStringList expected{QStringLiteral("type 2 3 #1-#2"),
        QStringLiteral("  Order Completed 2 3 #1-#2"),
        QStringLiteral("    /properties/products/[]/price 1 2 #1-#1"),
        QStringLiteral("    /properties/revenue 1 1 #2-#2"), QStringLiteral("format 3 3 #3-#5"),
        QStringLiteral("  page 3 3 #3-#5"), QStringLiteral("    /timestamp 2 2 #3-#4"),
        QStringLiteral("    /sentAt 1 1 #5-#5")};
    QTRY_COMPARE(printed(*m_model), expected);
    const QModelIndex rule = m_model->index(0, 0);
    QCOMPARE(rule.data(ViolationSeverityRole).toInt(), static_cast<int>(Severity::Error));
    QCOMPARE(rule.data(ViolationShareRole).toDouble(), 0.4);
    QCOMPARE(rule.data(ViolationFirstTimeRole).toLongLong(), Micros(1'000'000));
    const QModelIndex field = m_model->index(0, 0, m_model->index(0, 0, rule));
    QCOMPARE(field.data(ViolationRuleNameRole).toString(), QStringLiteral("type"));
    QCOMPARE(field.data(ViolationEventRole).toString(), QStringLiteral("Order Completed"));
    QCOMPARE(field.data(ViolationTypeRole).toInt(), static_cast<int>(CallType::Track));
    QCOMPARE(field.data(ViolationPatternRole).toString(), QStringLiteral("/properties/products/[]/price"));
}

void ViolationModelTest::groupsByEventAndSource()
{
    addSample();
    m_model->setGrouping(ViolationGrouping::Event);
    const QStringList byEvent{QStringLiteral("Order Completed 2 3 #1-#2"), QStringLiteral("  type 2 3 #1-#2"),
        QStringLiteral("    /properties/products/[]/price 1 2 #1-#1"),
        QStringLiteral("    /properties/revenue 1 1 #2-#2"), QStringLiteral("page 3 3 #3-#5"),
        QStringLiteral("  format 3 3 #3-#5"), QStringLiteral("    /timestamp 2 2 #3-#4"),
        QStringLiteral("    /sentAt 1 1 #5-#5")};
    QTRY_COMPARE(printed(*m_model), byEvent);
    QVERIFY(!m_model->muteFor(m_model->index(0, 0), false)); // an event is no rule
    m_model->setGrouping(ViolationGrouping::Source);
    QCOMPARE(m_model->rowCount(), 1);
    const QModelIndex source = m_model->index(0, 0);
    QCOMPARE(source.data(ViolationCallsRole).toInt(), 5);
    QCOMPARE(source.data(ViolationSourceRole).toInt(), 0);
    QCOMPARE(m_model->index(0, 0, source).data().toString(), QStringLiteral("type"));
}

void ViolationModelTest::growsWithTheSession()
{
    QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
    add(Page, {finding(Severity::Warning, Rule::Format, "/timestamp")});
    QTRY_COMPARE(m_model->rowCount(), 1);
    resets.clear();
    for (int i = 0; i < 5; ++i)
        add(Order, {finding(Severity::Warning, Rule::Enum, "/properties/colour")});
    QTRY_COMPARE(m_model->rowCount(), 2);
    QTRY_COMPARE(m_model->index(0, 0).data(ViolationCallsRole).toInt(), 5); // worst first: it moved up
    QCOMPARE(m_model->index(0, 0).data().toString(), QStringLiteral("enum"));
    QCOMPARE(resets.size(), 0);
    m_document->setSession(m_session->path(), m_session->pool);
    QCOMPARE(m_model->rowCount(), 0);
}

void ViolationModelTest::severities()
{
    addSample();
    QTRY_COMPARE(m_model->rowCount(), 2);
    m_model->setLeastSeverity(Severity::Info);
    QCOMPARE(m_model->rowCount(), 3);
    QCOMPARE(m_model->index(2, 0).data().toString(), QStringLiteral("custom-property"));
    m_model->setLeastSeverity(Severity::Error);
    QCOMPARE(m_model->rowCount(), 1);
}

void ViolationModelTest::mutedAtOnceAndCountedApart_data()
{
    QTest::addColumn<int>("depth"); // of the first row that is muted
    QTest::addColumn<quint64>("muted");
    QTest::addColumn<int>("left"); // calls with errors of rule type
    QTest::newRow("a rule") << 0 << quint64(3) << 0;
    QTest::newRow("a rule on an event") << 1 << quint64(3) << 0;
    QTest::newRow("a rule on a field") << 2 << quint64(2) << 1;
}

void ViolationModelTest::mutedAtOnceAndCountedApart()
{
    QFETCH(int, depth);
    QFETCH(quint64, muted);
    QFETCH(int, left);
    addSample();
    QTRY_COMPARE(m_model->rowCount(), 2);
    const QStringList before = printed(*m_model);
    QModelIndex index = m_model->index(0, 0);
    for (int i = 0; i < depth; ++i)
        index = m_model->index(0, 0, index);
    const auto mute = m_model->muteFor(index, false);
    QVERIFY(mute);
    const QString name = index.data().toString();
    m_model->mute(*mute);
    QVERIFY(!printed(*m_model).join(u'\n').contains(name)); // before anything was counted again
    QTRY_COMPARE(m_model->mutedFindings(), muted);
    QCOMPARE(m_model->mutedFindings(*mute), muted);
    const QModelIndex first = m_model->index(0, 0);
    const bool isType = first.data().toString() == u"type";
    QCOMPARE(isType ? first.data(ViolationCallsRole).toInt() : 0, left);
    m_model->unmute(*mute);
    QTRY_COMPARE(printed(*m_model), before);
    QCOMPARE(m_model->mutedFindings(), quint64(0));
}

void ViolationModelTest::rowsKeepTheirPlace()
{
    add(Page, {finding(Severity::Warning, Rule::Format, "/timestamp")});
    QTRY_COMPARE(m_model->rowCount(), 1);
    const QPersistentModelIndex kept(m_model->index(0, 0, m_model->index(0, 0)));
    QCOMPARE(kept.data().toString(), QStringLiteral("page"));
    for (int i = 0; i < 3; ++i)
        add(Order, {finding(Severity::Error, Rule::Type, "/properties/revenue")});
    QTRY_COMPARE(m_model->rowCount(), 2);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.data().toString(), QStringLiteral("page"));
    QCOMPARE(kept.parent().row(), 1);
}

void ViolationModelTest::findsTheCalls()
{
    addSample();
    QTRY_COMPARE(m_model->rowCount(), 2);
    QSignalSpy found(m_scan.get(), &SessionScan::callsFound);
    const QModelIndex format = m_model->index(1, 0);
    m_scan->findCalls(m_model->selectionFor(m_model->index(0, 0, m_model->index(0, 0, format))));
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(found[0][0].value<std::vector<quint32>>(), (std::vector<quint32>{3, 4})); // /timestamp
    m_scan->findCalls(m_model->selectionFor(m_model->index(0, 0)));
    QTRY_COMPARE(found.size(), 2);
    QCOMPARE(found[1][0].value<std::vector<quint32>>(), (std::vector<quint32>{1, 2}));
}

void ViolationModelTest::recheckedFindingsReplaceTheOldOnes()
{
    addSample();
    QTRY_COMPARE(m_model->rowCount(), 2);
    const QStringList before = printed(*m_model);
    m_scan->restart();
    QCOMPARE(m_model->rowCount(), 0);
    QTRY_COMPARE(printed(*m_model), before);
}

void ViolationModelTest::nothingIsReadUnlessWanted()
{
    m_scan->setWanted(false, false);
    QSignalSpy changed(m_scan.get(), &SessionScan::violationsChanged);
    addSample();
    QTest::qWait(50);
    QCOMPARE(changed.size(), 0);
    m_scan->setWanted(true, false); // goes on from the first
    QTRY_COMPARE(m_model->rowCount(), 2);
}

void ViolationModelTest::coverageComesFromTheBodies()
{
    QSignalSpy covered(m_scan.get(), &SessionScan::coverageChanged);
    m_scan->setWanted(false, true);
    addSample();
    const auto calls = [&] {
        const auto last = covered.isEmpty() ? std::shared_ptr<const Coverage>()
                                            : covered.last()[0].value<std::shared_ptr<const Coverage>>();
        return last ? last->calls() : 0;
    };
    QTRY_COMPARE(calls(), 5U);
    const auto coverage = covered.last()[0].value<std::shared_ptr<const Coverage>>();
    QCOMPARE(coverage->subjects().back().name, QByteArray("Order Completed")); // nobody's event: no catalogue
    QCOMPARE(coverage->subjects().back().seen.calls, 2U);
}

void ViolationModelTest::mutesAreKeptAsText()
{
    Mute rule;
    rule.rule = Rule::NearMiss;
    rule.always = true;
    Mute field = rule;
    field.event = EventKey{CallType::Track, "Order \"Completed\""};
    field.pattern = "/properties/products/[]/price";
    Mute session = rule;
    session.always = false; // is not kept
    QCOMPARE(mutesFromJson(mutesToJson({rule, field, session})), (std::vector<Mute>{rule, field}));
    QVERIFY(mutesFromJson("[{\"rule\":\"no-such-rule\"},7").empty());
    QVERIFY(mutesFromJson("[{\"rule\":\"no-such-rule\"},7,{}]").empty());
    QVERIFY(rule.covers(field));
    QVERIFY(!field.covers(rule));
}

} // namespace

SPECTAP_TEST_MAIN(ViolationModelTest)
#include "tst_violationmodel.moc"
