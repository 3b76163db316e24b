// SPDX-License-Identifier: MIT
#include "app/capture/assessor.h"
#include "tests/e2e/identitycases.h"
#include "tests/spec/plantext.h"
#include "tests/spec/rulerows.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QMap>
#include <QProcess>

#include <algorithm>
#include <array>
#include <set>

using namespace spectap;
using test::Case;

/// Every rule that there is, with calls that keep it and calls that break it; and that nobody changes what
/// the rules find without telling the sessions that were checked before.
class RulesTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rules_data();
    void rules();
    void everyRuleIsKeptAndBroken();
    void changedRulesHaveANewVersion();
    void theVersionHoldsTheRules();
};

namespace {

constexpr Micros Received = 1'763'114'400'000'000; // 2025-11-14T10:00:00Z

void addRows(std::vector<Case> &cases, const std::vector<test::RuleRow> &rows)
{
    for (const test::RuleRow &row : rows) {
        Case made{row.name, {row.body}, false, row.plan};
        made.breaks = row.breaks(QString::fromLatin1(made.ruleWord()));
        cases.push_back(std::move(made));
    }
}

void addHistory(std::vector<Case> &cases)
{
    const auto track = [](const char *id, const char *event) -> QByteArray {
        return QByteArray(R"({"type":"track","userId":"u","messageId":")") + id + R"(","event":")" + event +
               "\"}";
    };
    cases.push_back(
        {"duplicate: another id", {track("a", "Order Completed"), track("b", "Order Completed")}});
    cases.push_back(
        {"duplicate: a retry", {track("a", "Order Completed"), track("a", "Order Completed")}, true});
    cases.push_back(
        {"duplicate: another body", {track("a", "Order Completed"), track("a", "Cart Viewed")}, true});

    const auto clock = [&](const char *name, const char *times, bool breaks) {
        cases.push_back(
            {name, {QByteArray(R"({"type":"page","userId":"u",)") + times + '}'}, breaks, {}, Received});
    };
    clock("clock: just sent", R"("timestamp":"2025-11-14T09:59:58Z","sentAt":"2025-11-14T09:59:59Z")", false);
    clock("clock: from the future", R"("timestamp":"2025-11-14T11:00:00Z")", true);
    clock("clock: sentAt from the future", R"("sentAt":"2025-11-14T11:00:00Z")", true);
    clock("clock: sent before it happened",
        R"("timestamp":"2025-11-14T09:00:05Z","sentAt":"2025-11-14T09:00:00Z")", true);
    clock("clock: old and no sentAt", R"("timestamp":"2025-11-14T09:00:00Z")", true);
}

const std::vector<Case> &allCases()
{
    static const std::vector<Case> all = [] {
        std::vector<Case> cases;
        addRows(cases, test::specRows());
        addRows(cases, test::planRows());
        addHistory(cases);
        for (Case &one : test::identityCases())
            cases.push_back(std::move(one));
        // Only whoever reads files and requests meets what is not JSON: `check` does, and prints it.
        cases.push_back({"json: an object", {R"({"type":"page","userId":"u"})"}});
        cases.push_back({"json: 1.0, a lone surrogate and 1e400",
            {R"({"type":"page","userId":"u","a":[1.0,"\ud800",1e400]})"}});
        cases.push_back({"json: cut off", {R"({"type":"page","userId":)"}, true});
        cases.push_back({"json: a comma too many", {R"({"type":"page","userId":"u",})"}, true});
        return cases;
    }();
    return all;
}

/// Checkers are made once per plan.
std::shared_ptr<const Checker> checkerWith(const QByteArray &plan)
{
    static const Catalogue bundled = test::bundledChecker()->catalogue();
    static QMap<QByteArray, std::shared_ptr<const Checker>> made;
    std::shared_ptr<const Checker> &checker = made[plan];
    if (!checker) {
        std::vector<TrackingPlan> plans;
        if (!plan.isEmpty())
            plans.push_back(test::planOf(plan));
        checker = Checker::compile(bundled, std::move(plans));
    }
    return checker;
}

/// What `check` prints of a body, by line.
QByteArrayList printedByCheck(const QByteArray &body)
{
    QProcess process;
    process.start(QStringLiteral(SPECTAP_PROGRAM),
        {QStringLiteral("check"), QStringLiteral("-"), QStringLiteral("--format"), QStringLiteral("ndjson")});
    process.write(body);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {"check did not finish"};
    return process.readAllStandardOutput().split('\n');
}

/// The findings of the last of the case's calls and what becomes of it, each fact on a line of its own.
QByteArrayList findingsOf(const Case &given)
{
    QByteArrayList lines;
    if (given.ruleWord() == "json") {
        for (const QByteArray &line : printedByCheck(given.bodies.last())) {
            if (line.contains(R"("rule":"json")"))
                lines += " json ";
        }
        return lines;
    }
    Assessor assessor(checkerWith(given.plan), std::make_shared<StringPool>());
    quint32 seq = 0;
    for (const QByteArray &text : given.bodies) {
        const test::Body body(text);
        for (const CallView &call : body.sliced.calls) {
            StoredCall stored;
            CheckResult result;
            assessor.assess(++seq, call, {given.receivedAt, 0}, stored, result);
            lines = {
                ingestName(result.ingest).toByteArray() + ' ' + ruleName(result.ingestRule).toByteArray()};
            for (const Finding &finding : result.findings) {
                lines += QByteArrayList{severityName(finding.severity).toByteArray(),
                    ruleName(finding.rule).toByteArray(), ruleSetName(finding.set).toByteArray(),
                    finding.pointer, finding.expected, finding.actual, finding.doc}
                             .join(' ');
            }
        }
    }
    return lines;
}

/// The file of what all cases gave when it was written: first "rules N catalogue VERSION", then a line per
/// case, "DIGEST NAME".
struct Golden
{
    static QString path() { return QStringLiteral(SPECTAP_TEST_DATA "/rules/findings.txt"); }

    static Golden current()
    {
        Golden golden{Checker::RulesVersion, checkerWith({})->catalogue().version, {}};
        for (const Case &one : allCases()) {
            const QByteArray text = findingsOf(one).join('\n');
            golden.digests[one.name] =
                QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().first(12);
        }
        return golden;
    }

    static Golden read()
    {
        Golden golden;
        QFile file(path());
        if (!file.open(QIODevice::ReadOnly))
            return golden;
        const QByteArrayList head = file.readLine().trimmed().split(' ');
        golden.rules = head.value(1).toInt();
        golden.catalogue = head.value(3);
        for (QByteArray line = file.readLine().trimmed(); !line.isEmpty(); line = file.readLine().trimmed())
            golden.digests[line.sliced(13)] = line.first(12);
        return golden;
    }

    [[nodiscard]] bool write() const
    {
        QFile file(path());
        QByteArray text = "rules " + QByteArray::number(rules) + " catalogue " + catalogue + '\n';
        for (auto line = digests.begin(); line != digests.end(); ++line)
            text += line.value() + ' ' + line.key() + '\n';
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }

    int rules = 0;
    QByteArray catalogue{};
    QMap<QByteArray, QByteArray> digests{}; ///< by name
};

} // namespace

void RulesTest::initTestCase()
{
    std::set<QByteArray> names;
    for (const Case &one : allCases()) {
        QVERIFY2(ruleFromName(one.ruleWord()), one.name.constData());
        QVERIFY2(names.insert(one.name).second, one.name.constData());
    }
}

void RulesTest::rules_data()
{
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Case &one : allCases())
        QTest::newRow(one.name.constData()) << number++;
}

void RulesTest::rules()
{
    QFETCH(const int, number);
    const Case &one = allCases()[static_cast<std::size_t>(number)];
    const QByteArrayList lines = findingsOf(one);
    const bool broken = std::any_of(
        lines.begin(), lines.end(), [word = QByteArray(' ' + one.ruleWord() + ' ')](const QByteArray &line) {
            return line.contains(word);
        });
    QVERIFY2(broken == one.breaks, lines.join('\n').constData());
}

void RulesTest::everyRuleIsKeptAndBroken()
{
    for (int i = 1; i < RuleCount; ++i) {
        const QByteArray word = ruleName(static_cast<Rule>(i)).toByteArray();
        const auto count = [&](bool breaks) {
            return std::count_if(allCases().begin(), allCases().end(),
                [&](const Case &one) { return one.ruleWord() == word && one.breaks == breaks; });
        };
        QVERIFY2(count(true) > 0, QByteArray("broken by no row: " + word).constData());
        QVERIFY2(count(false) > 0, QByteArray("kept by no row: " + word).constData());
    }
}

void RulesTest::changedRulesHaveANewVersion()
{
    const Golden old = Golden::read();
    const Golden now = Golden::current();
    QByteArrayList changed;
    for (auto line = now.digests.begin(); line != now.digests.end(); ++line) {
        if (old.digests.contains(line.key()) && old.digests[line.key()] != line.value())
            changed += line.key();
    }
    if (qEnvironmentVariableIsSet("SPECTAP_WRITE_FINDINGS")) {
        const bool sameRules = old.rules == now.rules && old.catalogue == now.catalogue;
        QVERIFY2(changed.isEmpty() || !sameRules, "raise Checker::RulesVersion first");
        QVERIFY(now.write());
        QSKIP("written anew: nothing was compared");
    }
    const QByteArray advice =
        "\nWhere rules in code changed, raise Checker::RulesVersion. Then run this test with "
        "SPECTAP_WRITE_FINDINGS=1 to write tests/data/rules/findings.txt anew.";
    QVERIFY2(changed.isEmpty(), QByteArray("other findings: " + changed.join(", ") + advice).constData());
    QVERIFY2(old.digests.keys() == now.digests.keys(), QByteArray("rows came or went." + advice).constData());
    QCOMPARE(old.rules, now.rules);
}

void RulesTest::theVersionHoldsTheRules()
{
    const auto checker = checkerWith({});
    QVERIFY(!checker->version().isEmpty());
    QVERIFY(checker->version() != checker->catalogue().version);
}

SPECTAP_TEST_MAIN(RulesTest)
#include "tst_rules.moc"
