// SPDX-License-Identifier: MIT
#include "planmutator.h"
#include "plantext.h"
#include "tests/support/testmain.h"

#include <random>

using namespace spectap;
using namespace spectap::test;

/// Mutated plans over mutated calls: nothing crashes or hangs, and the quick and the full answer agree.
/// SPECTAP_SEED=n tries others than the fixed run.
class PlanFuzzTest : public QObject
{
    Q_OBJECT

private slots:
    void plansAndCalls();
};

void PlanFuzzTest::plansAndCalls()
{
    const quint32 seed = qEnvironmentVariableIsSet("SPECTAP_SEED")
                             ? qEnvironmentVariable("SPECTAP_SEED").toUInt()
                             : 20'251'114;
    PlanMutator mutator(seed);
    int loaded = 0;
    int withFindings = 0;
    for (int i = 0; i < 2'000; ++i) {
        const QByteArray plan = mutator.plan();
        const QByteArray body = mutator.call();
        const QByteArray what = "seed " + QByteArray::number(seed) + ", case " + QByteArray::number(i) +
                                ": " + plan + "\n" + body;
        const Result<TrackingPlan> read = TrackingPlan::read(plan, u"plan.json"_s);
        if (!read) {
            QVERIFY2(read.error().message.startsWith(u"plan.json"), what.constData());
            continue;
        }
        ++loaded;
        const PlanVerdict verdict = judge(*read, body);
        QVERIFY2(verdict.problem.isEmpty(), QByteArray(verdict.problem + ": " + what).constData());
        withFindings += verdict.findings > 0;
    }
    QVERIFY2(loaded > 500 && withFindings > 100, "the mutations are too wild to test anything");
}

SPECTAP_TEST_MAIN(PlanFuzzTest)
#include "tst_planfuzz.moc"
