// SPDX-License-Identifier: MIT
#include "model/spec/plan/plancheck.h"

#include "model/spec/callcheck.h"
#include "model/spec/checkvalues.h"
#include "model/spec/plan/schemaevaluator.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

constexpr QByteArrayView EventsDoc = "protocols/tracking-plan/create#add-a-new-track-call";

/// The schema of a plan is its team's word, so that breaking it is an error; a name that it only lacks is a
/// warning, as is what could not be checked.
std::pair<Rule, Severity> ruleOf(SchemaKeyword keyword)
{
    switch (keyword) {
    case SchemaKeyword::Required:
    case SchemaKeyword::Dependencies:
        return {Rule::PlanRequired, Severity::Error};
    case SchemaKeyword::Type:
        return {Rule::PlanType, Severity::Error};
    case SchemaKeyword::Enum:
    case SchemaKeyword::Const:
        return {Rule::PlanEnum, Severity::Error};
    case SchemaKeyword::Pattern:
        return {Rule::PlanPattern, Severity::Error};
    case SchemaKeyword::Format:
        return {Rule::PlanFormat, Severity::Error};
    case SchemaKeyword::AdditionalProperties:
        return {Rule::PlanUnplannedProperty, Severity::Error};
    case SchemaKeyword::Work:
        return {Rule::PlanSchema, Severity::Warning};
    default:
        return {Rule::PlanSchema, Severity::Error};
    }
}

} // namespace

PlanCheck::PlanCheck(const PlanTables &tables, const CallView &call, CheckResult &result)
    : m_tables(tables)
    , m_call(call)
    , m_tape(*call.tape)
    , m_result(result)
    , m_match(tables.match(call))
    , m_root(PlanPlace::root(m_match))
{
}

void PlanCheck::run()
{
    if (m_match.rules.empty() && !m_match.unplanned)
        return;
    dropPlannedFromSpec();
    m_first = m_result.findings.size();
    checkEvent();
    for (const PlanMatch::Rule &source : m_match.rules)
        checkSchema(source);
    if (!m_match.planned)
        return; // only common rules: they do not say what an event may hold
    const QByteArrayView key = propertiesKey(m_match.type);
    const quint32 properties = m_call.own(key);
    if (properties != None)
        checkNames(properties, m_root.member(key), propertiesPointer(m_match.type));
}

/// Two plans that say the same of a field say it once.
void PlanCheck::add(Finding finding)
{
    if (m_result.findings.size() >= CallCheck::MaxFindings)
        return;
    const auto same = std::find_if(m_result.findings.begin() + static_cast<std::ptrdiff_t>(m_first),
        m_result.findings.end(), [&](const Finding &known) {
            return known.rule == finding.rule && known.pointer == finding.pointer &&
                   (known.expected == finding.expected || finding.rule == Rule::PlanUnplannedProperty);
        });
    if (same == m_result.findings.end())
        m_result.findings.push_back(std::move(finding));
    else if (same->expected.isEmpty())
        same->expected = finding.expected;
}

/// What a plan names is not the sender's own invention, nor a slip of the pen.
void PlanCheck::dropPlannedFromSpec()
{
    if (!m_match.planned)
        return;
    std::erase_if(m_result.findings, [this](const Finding &finding) {
        if (finding.set != RuleSet::Spec)
            return false;
        const bool ofEvent = finding.pointer == "/event" && m_match.type == CallType::Track;
        switch (finding.rule) {
        case Rule::CustomEvent:
            return ofEvent;
        case Rule::NearMiss:
            return ofEvent || isPlanned(finding.pointer);
        case Rule::CustomProperty:
            return isPlanned(finding.pointer);
        default:
            return false;
        }
    });
}

bool PlanCheck::isPlanned(const QByteArray &pointer) const
{
    PlanPlace place = m_root;
    const QList<QByteArray> tokens = pointer.split('/');
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        QByteArray token = tokens[i];
        token.replace("~1", "/").replace("~0", "~");
        const bool last = i == tokens.size() - 1;
        if (place.names(token)) {
            if (last)
                return true;
            place = place.member(token);
            continue;
        }
        if (last)
            return false;
        const PlanPlace below = place.member(token);
        place = below.isEmpty() ? place.item() : below;
    }
    return false;
}

void PlanCheck::checkEvent()
{
    if (!m_match.unplanned)
        return;
    Finding finding;
    finding.pointer = "/event";
    finding.set = RuleSet::Plan;
    finding.severity = Severity::Warning;
    finding.rule = Rule::PlanUnplannedEvent;
    const NameIndex::Match like = m_tables.m_eventNames.find(m_match.event);
    if (like.likeness != NameIndex::Likeness::None)
        finding.expected = m_tables.m_events[static_cast<std::size_t>(like.name)].toByteArray();
    finding.actual = shortened(m_match.event);
    finding.doc = EventsDoc.toByteArray();
    add(std::move(finding));
}

void PlanCheck::checkSchema(const PlanMatch::Rule &source)
{
    const PlanRule &rule = *source.rule;
    const QByteArray prefix = rule.wholeCall ? QByteArray() : propertiesPointer(rule.call);
    const quint32 node = rule.wholeCall ? m_call.node : m_call.own(propertiesKey(rule.call));
    if (node == None) {
        checkWithoutProperties(source);
        return;
    }
    const SchemaInstance instance{m_tape, node, rule.wholeCall ? m_call.batch : None};
    std::vector<SchemaError> errors;
    if (rule.schema->validate(instance) || rule.schema->validate(instance, &errors))
        return;
    for (SchemaError &error : errors) {
        Finding finding;
        finding.set = RuleSet::Plan;
        std::tie(finding.rule, finding.severity) = ruleOf(error.keyword);
        finding.pointer = prefix + error.pointer;
        finding.expected = std::move(error.expected);
        finding.actual = std::move(error.actual);
        finding.doc = planReference(*source.plan, rule.pointer + error.schemaPointer);
        add(std::move(finding));
    }
}

/// Nothing was sent where the schema begins: what it asks for is missing.
void PlanCheck::checkWithoutProperties(const PlanMatch::Rule &source)
{
    for (const PlanMember &member : source.rule->shapes->root().members) {
        if (!member.required)
            continue;
        Finding finding;
        finding.pointer = pointerJoin(propertiesPointer(source.rule->call), member.key);
        finding.set = RuleSet::Plan;
        finding.severity = Severity::Error;
        finding.rule = Rule::PlanRequired;
        finding.expected = member.types;
        finding.doc = planReference(*source.plan, source.rule->pointer + "/required");
        add(std::move(finding));
    }
}

/// Names that no rule lists, where some rule lists any. What is inside an unplanned property is unplanned
/// with it.
void PlanCheck::checkNames(quint32 node, const PlanPlace &place, const QByteArray &pointer)
{
    if (place.isEmpty())
        return;
    if (m_tape[node].kind == JsonKind::Array) {
        const PlanPlace items = place.item();
        qint64 index = 0;
        for (quint32 item = node + 1; item < m_tape[node].next && !items.isEmpty(); item = m_tape[item].next)
            checkNames(item, items, pointer + '/' + QByteArray::number(index++));
        return;
    }
    if (m_tape[node].kind != JsonKind::Object)
        return;
    const bool lists = place.lists();
    LastKeys siblings(m_tape, node);
    for (quint32 child = node + 1; child < m_tape[node].next; child = m_tape[child].next) {
        const QByteArrayView key = m_tape.key(child);
        if (!siblings.isLast(child, key))
            continue;
        if (lists && !place.plans(key)) {
            Finding finding;
            finding.pointer = pointerJoin(pointer, key);
            finding.set = RuleSet::Plan;
            finding.severity = Severity::Warning;
            finding.rule = Rule::PlanUnplannedProperty;
            finding.expected = place.similar(key);
            if (!finding.expected.isEmpty() && siblings.last(finding.expected) != None)
                finding.expected.clear(); // the planned one was sent as well, so this one is meant
            finding.actual = shortened(key);
            finding.doc = place.reference();
            add(std::move(finding));
        } else if (m_tape[child].kind >= JsonKind::Array) {
            checkNames(child, place.member(key), pointerJoin(pointer, key));
        }
    }
}

void PlanTables::check(const CallView &call, CheckResult &result) const
{
    PlanCheck(*this, call, result).run();
}

} // namespace spectap
