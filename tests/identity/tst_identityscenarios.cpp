// SPDX-License-Identifier: MIT
#include "tests/identity/scenariofile.h"
#include "tests/support/testmain.h"

#include <QDir>

#include <set>

using namespace spectap;

/// The situations of tests/identity/scenarios: who is who after calls that a person can read.
class IdentityScenariosTest : public QObject
{
    Q_OBJECT

private slots:
    void scenarios_data();
    void scenarios();
    void everySituationExpectsSomething();
};

namespace {

std::vector<std::pair<QString, test::Scenario>> allScenarios()
{
    std::vector<std::pair<QString, test::Scenario>> all;
    const QDir folder(QStringLiteral(SPECTAP_SCENARIOS));
    for (const QString &name : folder.entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name)) {
        for (test::Scenario &scenario : test::readScenarios(folder.filePath(name)))
            all.emplace_back(name, std::move(scenario));
    }
    return all;
}

} // namespace

void IdentityScenariosTest::scenarios_data()
{
    QTest::addColumn<QStringList>("calls");
    QTest::addColumn<int>("reading");
    QTest::addColumn<int>("order");
    QTest::addColumn<quint32>("asOf");
    QTest::addColumn<QString>("expected");
    for (const auto &[file, scenario] : allScenarios()) {
        for (const test::Scenario::Expectation &expectation : scenario.expected) {
            const QString row =
                QStringLiteral("%1:%2: %3").arg(file).arg(expectation.line).arg(scenario.name);
            QTest::newRow(qPrintable(row))
                << scenario.calls << static_cast<int>(expectation.choice.reading)
                << static_cast<int>(expectation.choice.order) << expectation.choice.asOf << expectation.text;
        }
    }
}

void IdentityScenariosTest::scenarios()
{
    QFETCH(QStringList, calls);
    QFETCH(int, reading);
    QFETCH(int, order);
    QFETCH(quint32, asOf);
    QFETCH(QString, expected);
    const test::ScenarioRecord record(calls);
    const ReadingChoice choice{static_cast<IdentityReading>(reading), static_cast<ReadingOrder>(order), asOf};
    QCOMPARE(test::printed(record, choice).split(u'\n'), expected.split(u'\n'));
}

/// So that a file that is not read, or a situation without an expectation, is noticed.
void IdentityScenariosTest::everySituationExpectsSomething()
{
    std::set<QString> names;
    for (const auto &[file, scenario] : allScenarios()) {
        QVERIFY2(names.insert(scenario.name).second, qPrintable(scenario.name));
        QVERIFY2(!scenario.calls.isEmpty() && !scenario.expected.empty(), qPrintable(scenario.name));
    }
    QVERIFY2(names.size() >= 40, qPrintable(QString::number(names.size())));
}

SPECTAP_TEST_MAIN(IdentityScenariosTest)
#include "tst_identityscenarios.moc"
