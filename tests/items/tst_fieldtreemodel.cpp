// SPDX-License-Identifier: MIT
#include "model/items/fieldtreemodel.h"

#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>

using namespace spectap;

namespace {

/// A call document put together by hand, so that the tree is tested and not the checker.
std::shared_ptr<CallDocument> sampleCall()
{
    auto call = std::make_shared<CallDocument>();
    call->stored.request.body =
        R"({"event":"order completed","properties":{"revenue":"25.00","products":[{"sku":1}]},"userId":"u1"})";
    if (call->tape.parse(call->stored.request.body))
        qFatal("the sample is not JSON");
    call->view.tape = &call->tape;
    call->view.node = 0;
    call->result.findings = {{.pointer = "/event",
                                 .severity = Severity::Warning,
                                 .rule = Rule::NameCase,
                                 .expected = "Order Completed"},
        {.pointer = "/properties/revenue",
            .severity = Severity::Error,
            .rule = Rule::Type,
            .expected = "number"},
        {.pointer = "/properties/revenue", .severity = Severity::Info, .rule = Rule::CustomProperty},
        {.pointer = "/properties/products/0/sku", .severity = Severity::Error, .rule = Rule::Type},
        {.pointer = "/messageId", .severity = Severity::Error, .rule = Rule::Required}};
    using State = FieldVerdict::State;
    const auto field = [&](int parent, QByteArray name, QByteArray pointer, State state,
                           std::vector<quint32> findings) {
        FieldVerdict verdict;
        verdict.parent = parent;
        verdict.name = std::move(name);
        verdict.state = state;
        verdict.findings = std::move(findings);
        for (const quint32 index : verdict.findings)
            verdict.worst = std::max(verdict.worst, call->result.findings[index].severity);
        for (quint32 node = 1; node < call->tape.size(); ++node) {
            if (call->tape.pointer(0, node) == pointer)
                verdict.node = node;
        }
        verdict.pointer = std::move(pointer);
        call->fields.push_back(std::move(verdict));
    };
    field(-1, "event", "/event", State::Problem, {0});
    field(-1, "properties", "/properties", State::Conforms, {});
    field(1, "revenue", "/properties/revenue", State::Problem, {1, 2});
    field(1, "products", "/properties/products", State::Conforms, {});
    field(3, "0", "/properties/products/0", State::Conforms, {});
    field(4, "sku", "/properties/products/0/sku", State::Problem, {3});
    field(1, "coupon", "/properties/coupon", State::NotSent, {});
    field(-1, "userId", "/userId", State::Conforms, {});
    field(-1, "messageId", "/messageId", State::Missing, {4});
    return call;
}

/// The tree as text, one line per row, two spaces per level.
QString printed(const FieldTreeModel &model, const QModelIndex &parent = {}, int level = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto cell = [&](int column) { return model.index(row, column, parent).data().toString(); };
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(level * 2, u' ') + QStringLiteral("%1|%2|%3|%4 %5/%6/%7\n")
                                               .arg(cell(FieldNameColumn),
                                                   level > 0 ? cell(FieldValueColumn) : QString(),
                                                   cell(FieldTypeColumn), cell(FieldVerdictColumn))
                                               .arg(index.data(FieldErrorsRole).toInt())
                                               .arg(index.data(FieldWarningsRole).toInt())
                                               .arg(index.data(FieldInfosRole).toInt());
        text += printed(model, index, level + 1);
    }
    return text;
}

class FieldTreeModelTest : public QObject
{
    Q_OBJECT

private slots:
    void listsFieldsWithCountsOfWhatIsBelow();
    void notSentFieldsAreAToggle();
    void factsOfAField();
    void longValuesAreCutBetweenCharacters();
    void nothingWithoutACall();
    void stringsThatAreJsonUnfold_data();
    void stringsThatAreJsonUnfold();
    void whatIsInAStringKnowsWhere();
};

void FieldTreeModelTest::listsFieldsWithCountsOfWhatIsBelow()
{
    FieldTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCall(sampleCall());
    QCOMPARE(printed(model), QStringLiteral("messageId|||required 1/0/0\n"
                                            "event||string|name-case 0/1/0\n"
                                            "properties||object|ok 2/0/1\n"
                                            "  revenue|\"25.00\"|string|type 1/0/1\n"
                                            "  products|[{\"sku\":1}]|array|ok 1/0/0\n"
                                            "    0|{\"sku\":1}|object|ok 1/0/0\n"
                                            "      sku|1|number|type 1/0/0\n"
                                            "userId||string|ok 0/0/0\n"));
}

void FieldTreeModelTest::notSentFieldsAreAToggle()
{
    FieldTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCall(sampleCall());
    QVERIFY(!model.indexOf("/properties/coupon").isValid());
    model.setShowNotSent(true);
    const QModelIndex coupon = model.indexOf("/properties/coupon");
    QVERIFY(coupon.isValid());
    QCOMPARE(coupon.row(), 2);
    QCOMPARE(coupon.parent(), model.indexOf("/properties"));
    QCOMPARE(coupon.data(FieldKindRole).toInt(), -1);
    QCOMPARE(coupon.siblingAtColumn(FieldVerdictColumn).data().toString(), QStringLiteral("not-sent"));
    model.setShowNotSent(false);
    QVERIFY(!model.indexOf("/properties/coupon").isValid());
}

void FieldTreeModelTest::factsOfAField()
{
    FieldTreeModel model;
    model.setCall(sampleCall());
    const QModelIndex event = model.indexOf("/event");
    QCOMPARE(event.data(FieldSuggestionRole).toString(), QStringLiteral("Order Completed"));
    QCOMPARE(event.data(FieldRuleRole).toInt(), static_cast<int>(Rule::NameCase));
    QCOMPARE(event.data(FieldRawRole).toString(), QStringLiteral("\"order completed\""));
    const QModelIndex revenue = model.indexOf("/properties/revenue");
    QCOMPARE(revenue.data(FieldRuleRole).toInt(), static_cast<int>(Rule::Type)); // the worst, not the first
    QCOMPARE(revenue.data(FieldSeverityRole).toInt(), static_cast<int>(Severity::Error));
    QCOMPARE(revenue.data(FieldSuggestionRole).toString(), QString());
    QCOMPARE(revenue.data(FieldVerdictIndexRole).toInt(), 2);
    QCOMPARE(model.indexOf("/properties").data(FieldChildrenRole).toInt(), 2);
    QCOMPARE(model.indexOf("/messageId").data(FieldStateRole).toInt(),
        static_cast<int>(FieldVerdict::State::Missing));
    QVERIFY(!model.indexOf("/nowhere").isValid());
}

void FieldTreeModelTest::longValuesAreCutBetweenCharacters()
{
    auto call = std::make_shared<CallDocument>();
    call->stored.request.body = "{\"a\":\"" + QByteArray("é").repeated(5000) + "\"}";
    QVERIFY(!call->tape.parse(call->stored.request.body));
    call->view.tape = &call->tape;
    FieldVerdict field;
    field.node = 1;
    field.name = "a";
    field.pointer = "/a";
    call->fields.push_back(field);
    FieldTreeModel model;
    model.setCall(call);
    const QString raw = model.index(0, 0).data(FieldRawRole).toString();
    QVERIFY(raw.size() < 5000);
    QVERIFY(raw.endsWith(QChar(0x2026)));
    QVERIFY(!raw.contains(QChar(QChar::ReplacementCharacter)));
}

void FieldTreeModelTest::nothingWithoutACall()
{
    FieldTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.indexOf("/event").isValid());
    model.setCall(sampleCall());
    QCOMPARE(model.rowCount(), 4);
    auto notJson = std::make_shared<CallDocument>(); // its tape is null
    model.setCall(notJson);
    QCOMPARE(model.rowCount(), 0);
    model.setCall(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

/// A call with nothing but a string.
std::shared_ptr<CallDocument> withString(const QByteArray &asSent)
{
    auto call = std::make_shared<CallDocument>();
    call->stored.request.body = "{\"a\":\"" + asSent + "\"}";
    if (call->tape.parse(call->stored.request.body))
        qFatal("the sample is not JSON");
    call->view.tape = &call->tape;
    FieldVerdict field;
    field.node = 1;
    field.name = "a";
    field.pointer = "/a";
    call->fields.push_back(field);
    return call;
}

void FieldTreeModelTest::stringsThatAreJsonUnfold_data()
{
    QTest::addColumn<QByteArray>("asSent");
    QTest::addColumn<QString>("below");
    QTest::newRow("object") << QByteArray("{\\\"x\\\":1.0,\\\"y\\\":null}")
                            << QStringLiteral("  x|1.0|number| 0/0/0\n  y|null|null| 0/0/0\n");
    QTest::newRow("array") << QByteArray("[true,{\\\"k\\\":\\\"v\\\"}]")
                           << QStringLiteral("  0|true|boolean| 0/0/0\n"
                                             "  1|{\"k\":\"v\"}|object| 0/0/0\n"
                                             "    k|\"v\"|string| 0/0/0\n");
    QTest::newRow("blanks around it")
        << QByteArray(" \\n{\\\"x\\\":1} ") << QStringLiteral("  x|1|number| 0/0/0\n");
    QTest::newRow("a string in a string") << QByteArray("{\\\"x\\\":\\\"[\\\\\\\"\\\\u00e9\\\\\\\"]\\\"}")
                                          << QStringLiteral("  x|\"[\\\"\\u00e9\\\"]\"|string| 0/0/0\n"
                                                            "    0|\"\u00e9\"|string| 0/0/0\n");
    QTest::newRow("an empty object has nothing in it") << QByteArray("{}") << QString();
    QTest::newRow("not quite JSON") << QByteArray("{oops}") << QString();
    QTest::newRow("a number is no container") << QByteArray("12") << QString();
    QTest::newRow("a text") << QByteArray("[sic] and {so} on") << QString();
}

void FieldTreeModelTest::stringsThatAreJsonUnfold()
{
    QFETCH(QByteArray, asSent);
    QFETCH(QString, below);
    FieldTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setCall(withString(asSent));
    QCOMPARE(model.index(0, 0).data(FieldUnfoldsRole).toBool(), !below.isEmpty());
    QCOMPARE(printed(model), QString(QStringLiteral("a||string|ok 0/0/0\n") + below));
    model.setCall(withString("plain"));
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
}

void FieldTreeModelTest::whatIsInAStringKnowsWhere()
{
    FieldTreeModel model;
    model.setCall(withString("{\\\"x\\\":[\\\"{\\\\\\\"y\\\\\\\":1}\\\"]}"));
    QModelIndex index = model.index(0, 0);
    QVERIFY(!index.data(FieldInnerRole).toBool());
    while (model.rowCount(index) > 0)
        index = model.index(0, 0, index);
    QCOMPARE(index.data().toString(), QStringLiteral("y"));
    QVERIFY(index.data(FieldInnerRole).toBool());
    QCOMPARE(index.data(FieldPointerRole).toString(), QStringLiteral("/a"));
    QCOMPARE(index.data(FieldPlaceRole).toString(), QStringLiteral("/a\n/x/0\n/y"));
    QCOMPARE(index.data(FieldVerdictIndexRole).toInt(), 0);
}

} // namespace

SPECTAP_TEST_MAIN(FieldTreeModelTest)
#include "tst_fieldtreemodel.moc"
