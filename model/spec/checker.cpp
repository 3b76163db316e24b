// SPDX-License-Identifier: MIT
#include "model/spec/checker.h"

#include "model/spec/callcheck.h"
#include "model/spec/fieldverdicts.h"
#include "model/spec/plan/plantables.h"

#include <QCryptographicHash>

#include <algorithm>

namespace spectap {

namespace {

constexpr char AddedMark = '+'; ///< before it: the program's own rules, behind it: everything there was
constexpr qsizetype VersionDigits = 32;

} // namespace

void CheckResult::clear()
{
    findings.clear();
    ingest = Ingest::Accepted;
    ingestRule = Rule::None;
    event = -1;
}

Severity CheckResult::worst() const
{
    Severity worst = Severity::Ok;
    for (const Finding &finding : findings)
        worst = std::max(worst, finding.severity);
    return worst;
}

Checker::Checker() = default;
Checker::~Checker() = default;

std::shared_ptr<const Checker> Checker::compile(Catalogue catalogue)
{
    return compile(std::move(catalogue), {});
}

std::shared_ptr<const Checker> Checker::compile(Catalogue catalogue, std::vector<TrackingPlan> plans)
{
    const std::shared_ptr<Checker> checker(new Checker);
    QCryptographicHash added(QCryptographicHash::Sha256);
    added.addData(catalogue.version);
    for (const TrackingPlan &plan : plans)
        added.addData(QByteArray(plan.version + plan.name));
    checker->m_version = QByteArray::number(RulesVersion) + '-' + catalogue.builtInVersion + AddedMark +
                         added.result().toHex().first(VersionDigits);
    if (!plans.empty())
        checker->m_plans = std::make_unique<const PlanTables>(std::move(plans));
    checker->m_tables = std::make_unique<const Tables>(std::move(catalogue));
    return checker;
}

const Catalogue &Checker::catalogue() const
{
    return m_tables->spec.catalogue();
}

const QByteArray &Checker::version() const
{
    return m_version;
}

bool Checker::isOfThisProgram(QByteArrayView made) const
{
    return made.startsWith(m_version.first(m_version.indexOf(AddedMark) + 1));
}

const std::vector<TrackingPlan> &Checker::plans() const
{
    static const std::vector<TrackingPlan> None;
    return m_plans ? m_plans->plans() : None;
}

int Checker::eventNamed(CallType type, QByteArrayView name) const
{
    return m_tables->spec.matchEvent(type, name).event;
}

void Checker::check(const CallView &call, const CheckContext &context, CheckResult &result) const
{
    check(call, CallFacts::of(call), context, result);
}

void Checker::check(
    const CallView &call, const CallFacts &facts, const CheckContext &context, CheckResult &result) const
{
    result.clear();
    CallCheck(m_tables->spec, call, facts, context, result).run();
    if (m_plans)
        m_plans->check(call, result);
}

std::vector<FieldVerdict> Checker::fields(const CallView &call, const CheckResult &result) const
{
    std::vector<FieldVerdict> rows = FieldVerdicts(m_tables->spec, call, result).take();
    if (m_plans)
        m_plans->annotate(call, rows);
    return rows;
}

} // namespace spectap
