// SPDX-License-Identifier: MIT
#include "model/spec/callcheck.h"

#include "model/spec/checkvalues.h"
#include "model/spec/formats.h"

#include <algorithm>
#include <iterator>

namespace spectap {

namespace {

constexpr quint32 None = JsonTape::None;

bool isPluralGuessApt(const Member &suggested, const JsonTape &tape, quint32 child)
{
    return suggested.types != TypeAny && hasType(suggested.types, tape, child);
}

} // namespace

KeyMatch matchKey(const ObjectTable &table, const JsonTape &tape, quint32 child, QByteArrayView key,
    LastKeys &siblings, bool guess)
{
    if (table.star >= 0)
        return {table.star, Rule::None, -1};
    const NameIndex::Match like = guess ? table.names.find(key) : table.names.findSpelling(key);
    if (like.likeness == NameIndex::Likeness::None)
        return {};
    const Member &suggested = table.members[static_cast<std::size_t>(like.name)];
    if (like.likeness == NameIndex::Likeness::LetterCase && table.anyCase)
        return {like.name, Rule::None, -1};
    if (like.likeness == NameIndex::Likeness::Plural && !isPluralGuessApt(suggested, tape, child))
        return {};
    if (siblings.last(suggested.key) != None)
        return {}; // the right name was sent as well, so this one is meant
    const bool spelling = like.likeness <= NameIndex::Likeness::Spelling;
    return {-1, spelling ? Rule::NameCase : Rule::NearMiss, like.name};
}

QByteArray FieldPath::pointer() const
{
    if (!up)
        return {};
    return index < 0 ? pointerJoin(up->pointer(), name)
                     : pointerJoin(up->pointer(), QByteArray::number(index));
}

CallShape CallShape::of(const SpecTables &tables, const JsonTape &tape, const CallFacts &facts)
{
    CallShape shape;
    shape.type = facts.type;
    if (facts.nameNode != None && tape[facts.nameNode].kind == JsonKind::String)
        shape.event = tables.matchEvent(shape.type, tape.string(facts.nameNode));
    return shape;
}

CallCheck::CallCheck(const SpecTables &tables, const CallView &call, const CallFacts &facts,
    const CheckContext &context, CheckResult &result)
    : m_tables(tables)
    , m_tape(*call.tape)
    , m_call(call)
    , m_facts(facts)
    , m_context(context)
    , m_result(result)
{
}

void CallCheck::run()
{
    checkSizes();
    const FieldPath root;
    if (!m_call.isObject()) {
        report(Severity::Error, Rule::Type, root, "object", shownValue(m_tape, m_call.node), {});
        reject(Ingest::Dropped, Rule::Type);
        return;
    }
    m_shape = CallShape::of(m_tables, m_tape, m_facts);
    m_result.event = m_shape.event.event;
    const bool free = m_shape.type == CallType::Unknown; // whose fields they are is not known
    walkObject(m_tables.root(m_shape.type, m_shape.event.event), m_call.node, root, m_call.batch, free);
    std::move(m_missing.begin(), m_missing.end(), std::back_inserter(m_result.findings));
    if (m_tooMany) {
        m_result.findings.push_back({{}, RuleSet::Spec, Severity::Info, Rule::Limit,
            QByteArray::number(static_cast<qint64>(MaxFindings)) + " findings", "more findings", {}});
    }
}

void CallCheck::report(Severity severity, Rule rule, const FieldPath &path, QByteArray expected,
    QByteArray actual, const QByteArray &doc)
{
    if (m_result.findings.size() >= MaxFindings) {
        m_tooMany = true;
        return;
    }
    m_result.findings.push_back(
        {path.pointer(), RuleSet::Spec, severity, rule, std::move(expected), std::move(actual), doc});
}

void CallCheck::reportMissing(
    Severity severity, Rule rule, const FieldPath &path, QByteArray expected, const QByteArray &doc)
{
    if (m_missing.size() >= MaxFindings) {
        m_tooMany = true;
        return;
    }
    m_missing.push_back({path.pointer(), RuleSet::Spec, severity, rule, std::move(expected), {}, doc});
}

/// The first reason for the harshest answer is kept.
void CallCheck::reject(Ingest ingest, Rule rule)
{
    const bool harsher = m_result.ingest == Ingest::Accepted ||
                         (m_result.ingest == Ingest::Dropped && ingest == Ingest::Refused);
    if (!harsher)
        return;
    m_result.ingest = ingest;
    m_result.ingestRule = rule;
}

void CallCheck::walkObject(
    const ObjectTable &table, quint32 object, const FieldPath &path, quint32 inherited, bool free)
{
    const std::size_t findings = m_result.findings.size();
    const std::size_t missing = m_missing.size();
    const Ingest ingest = m_result.ingest;
    const Rule ingestRule = m_result.ingestRule;
    const bool hasId = m_hasId;
    const bool hasType = m_hasType;
    SeenMembers seen(table.members.size());
    if (!walkMembers(table, object, path, inherited, free, false, seen)) {
        // A key came twice: what was said of the first goes for nothing.
        m_result.findings.resize(findings);
        m_missing.resize(missing);
        m_result.ingest = ingest;
        m_result.ingestRule = ingestRule;
        m_hasId = hasId;
        m_hasType = hasType;
        seen = SeenMembers(table.members.size());
        walkMembers(table, object, path, inherited, free, true, seen);
    }
    if (inherited != None)
        walkInherited(table, object, path, inherited, seen);
    if (!table.aliases.empty())
        checkBothNames(table, path, seen);
    if (!path.up) {
        checkMissingType();
        checkIdentity();
    }
    if (!table.required.empty() || !path.up)
        checkMissing(table, path, &seen);
}

/// False when a documented key comes twice and `duplicates` did not expect it.
bool CallCheck::walkMembers(const ObjectTable &table, quint32 object, const FieldPath &path,
    quint32 inherited, bool free, bool duplicates, SeenMembers &seen)
{
    LastKeys siblings(m_tape, object);
    const quint32 end = m_tape[object].next;
    for (quint32 child = object + 1; child < end; child = m_tape[child].next) {
        const QByteArrayView key = m_tape.key(child);
        const FieldPath here{&path, key};
        const int number = table.find(key);
        if (number < 0) {
            unknownKey(table, child, here, siblings, free);
            continue;
        }
        if (duplicates && !siblings.isLast(child, key))
            continue;
        if (seen.add(number) && !duplicates)
            return false;
        const Member &member = table.members[static_cast<std::size_t>(number)];
        const bool merges =
            !path.up && (member.special == Special::Context || member.special == Special::Integrations);
        const quint32 below = merges && inherited != None ? m_tape.find(inherited, key) : None;
        visit(member, child, here, below);
    }
    return true;
}

/// What the batch around the call says for it: four fields at the top, single keys inside two of them.
void CallCheck::walkInherited(
    const ObjectTable &table, quint32 object, const FieldPath &path, quint32 inherited, SeenMembers &seen)
{
    if (m_tape[inherited].kind != JsonKind::Object)
        return;
    LastKeys own(m_tape, object);
    LastKeys siblings(m_tape, inherited);
    const quint32 end = m_tape[inherited].next;
    for (quint32 child = inherited + 1; child < end; child = m_tape[child].next) {
        const QByteArrayView key = m_tape.key(child);
        if (!path.up && !isSharedField(key))
            continue;
        if (own.last(key) != None || !siblings.isLast(child, key))
            continue;
        const FieldPath here{&path, key};
        const int number = table.find(key);
        if (number < 0) {
            unknownKey(table, child, here, siblings, false);
            continue;
        }
        seen.add(number);
        visit(table.members[static_cast<std::size_t>(number)], child, here, None);
    }
}

void CallCheck::unknownKey(
    const ObjectTable &table, quint32 child, const FieldPath &path, LastKeys &siblings, bool free)
{
    if (table.members.empty())
        return;
    if (m_result.findings.size() >= MaxFindings) { // looking for near misses is the dear part of a huge call
        m_tooMany = true;
        return;
    }
    const KeyMatch match = matchKey(table, m_tape, child, path.name, siblings, !free);
    if (match.member >= 0) {
        if (siblings.isLast(child, path.name))
            visit(table.members[static_cast<std::size_t>(match.member)], child, path, None);
        return;
    }
    if ((match.rule == Rule::None && free) || !siblings.isLast(child, path.name))
        return;
    if (match.rule == Rule::None) {
        report(Severity::Info, Rule::CustomProperty, path, {}, shortened(path.name), {});
        return;
    }
    const Member &suggested = table.members[static_cast<std::size_t>(match.suggested)];
    report(Severity::Warning, match.rule, path, suggested.key, shortened(path.name), suggested.doc);
}

void CallCheck::visit(const Member &member, quint32 node, const FieldPath &path, quint32 inherited)
{
    if (member.role == Member::Role::Reserved) {
        report(Severity::Warning, Rule::Reserved, path, {}, member.key, member.doc);
        return;
    }
    if (member.role == Member::Role::Deprecated)
        report(Severity::Warning, Rule::Deprecated, path, member.canonicalPath, member.key, member.doc);
    if (member.special != Special::None && visitSpecial(member, node, path))
        return;
    checkValue(member, node, path, inherited);
}

void CallCheck::checkValue(const Member &member, quint32 node, const FieldPath &path, quint32 inherited)
{
    const JsonKind kind = m_tape[node].kind;
    if (kind == JsonKind::Null && (member.types & TypeNull) == 0) {
        // The docs show null where nothing is known and forbid it nowhere: it counts as not sent.
        if (inherited != None) {
            if (m_tape[inherited].kind == JsonKind::Object && member.object >= 0)
                walkObject(m_tables.table(member.object), inherited, path, None, false);
        } else if (member.required) {
            report(Severity::Error, Rule::Required, path, typeNames(member.types), "null", member.doc);
            if (member.field->rejects)
                reject(Ingest::Dropped, Rule::Required);
        }
        return;
    }
    if (!hasType(member.types, m_tape, node)) {
        report(
            Severity::Error, Rule::Type, path, typeNames(member.types), shownValue(m_tape, node), member.doc);
        if (member.field && member.field->rejects)
            reject(Ingest::Dropped, Rule::Type);
        return;
    }
    if (member.limits >= 0)
        checkLimits(member, node, path);
    switch (kind) {
    case JsonKind::Object:
        if (member.object >= 0) {
            const bool free = member.special == Special::Properties && m_shape.isCustomEvent();
            walkObject(m_tables.table(member.object), node, path, inherited, free);
        }
        break;
    case JsonKind::Array:
        checkItems(member, node, path);
        break;
    case JsonKind::String:
        if (member.boundsText)
            checkScalar(member, node, path);
        break;
    case JsonKind::Number:
        if (member.boundsNumber)
            checkScalar(member, node, path);
        break;
    case JsonKind::Null:
    case JsonKind::False:
    case JsonKind::True:
        break;
    }
}

/// Length, format, range and listed values of a string or number.
void CallCheck::checkScalar(const Member &member, quint32 node, const FieldPath &path)
{
    const FieldSpec &field = *member.field;
    const auto warn = [&](Rule rule, QByteArray expected) {
        report(Severity::Warning, rule, path, std::move(expected), shortened(m_tape.raw(node)), member.doc);
    };
    if (m_tape[node].kind == JsonKind::Number) {
        const double value = m_tape.raw(node).toByteArray().toDouble();
        const auto same = [&](const QByteArray &listed) {
            bool isNumber = false;
            return listed.toDouble(&isNumber) == value && isNumber;
        };
        if (!field.values.empty() && std::none_of(field.values.begin(), field.values.end(), same))
            warn(Rule::Enum, joinedByOr(field.values));
        if (field.minimum && value < *field.minimum)
            warn(Rule::Limit, "at least " + QByteArray::number(*field.minimum));
        else if (field.maximum && value > *field.maximum)
            warn(Rule::Limit, "at most " + QByteArray::number(*field.maximum));
        return;
    }
    const QByteArrayView text = m_tape.string(node);
    if (field.minLength && *field.minLength > 0 && text.isEmpty()) {
        const Rule rule = member.required ? Rule::Required : Rule::Type;
        report(Severity::Error, rule, path, "non-empty string", shownValue(m_tape, node), member.doc);
        if (field.rejects)
            reject(Ingest::Dropped, rule);
        return;
    }
    if (field.minLength && characterCount(text) < *field.minLength)
        warn(Rule::Limit, "at least " + amount(static_cast<double>(*field.minLength), "characters"));
    if (field.maxLength && text.size() > *field.maxLength && characterCount(text) > *field.maxLength) {
        report(Severity::Warning, Rule::Limit, path,
            "at most " + amount(static_cast<double>(*field.maxLength), "characters"),
            amount(static_cast<double>(characterCount(text)), "characters"), member.doc);
    }
    if (!field.values.empty() &&
        std::find(field.values.begin(), field.values.end(), text) == field.values.end())
        warn(Rule::Enum, joinedByOr(field.values));
    const bool isTime = field.format == Format::IsoTime;
    if (field.format != Format::None &&
        !(isTime ? timeOf(node).has_value() : matchesFormat(field.format, text)))
        warn(Rule::Format, formatName(field.format).toByteArray());
}

void CallCheck::checkItems(const Member &member, quint32 node, const FieldPath &path)
{
    const JsonTypes types = member.field ? member.field->itemTypes : JsonTypes(TypeAny);
    if (types == TypeAny && member.items < 0)
        return;
    qint64 index = 0;
    for (quint32 item = node + 1; item < m_tape[node].next; item = m_tape[item].next) {
        const FieldPath here{&path, {}, index++};
        const JsonKind kind = m_tape[item].kind;
        if (!hasType(types, m_tape, item))
            report(Severity::Error, Rule::Type, here, typeNames(types), shownValue(m_tape, item), member.doc);
        else if (kind == JsonKind::Object && member.items >= 0)
            walkObject(m_tables.table(member.items), item, here, None, false);
        else if (kind == JsonKind::String ? member.boundsText
                                          : kind == JsonKind::Number && member.boundsNumber)
            checkScalar(member, item, here);
    }
}

/// `seen` is null where the object itself is missing.
void CallCheck::checkMissing(const ObjectTable &table, const FieldPath &path, const SeenMembers *seen)
{
    for (const int number : table.required) {
        if (seen && seen->has(number))
            continue;
        const Member &member = table.members[static_cast<std::size_t>(number)];
        const FieldPath here{&path, member.key};
        const bool saidByIdentity = !path.up && !m_hasId && member.special == Special::UserId;
        if (member.required && !saidByIdentity) {
            reportMissing(Severity::Error, Rule::Required, here, typeNames(member.types), member.doc);
            if (member.field->rejects)
                reject(Ingest::Dropped, Rule::Required);
        }
        if (member.demands && member.object >= 0)
            checkMissing(m_tables.table(member.object), here, nullptr);
    }
    // The HTTP page asks for previousId on calls that no browser library completes; the Alias page does not.
    const int previous = !path.up && m_shape.type == CallType::Alias ? table.find("previousId") : -1;
    if (previous >= 0 && !seen->has(previous)) {
        const Member &member = table.members[static_cast<std::size_t>(previous)];
        reportMissing(
            Severity::Warning, Rule::Required, {&path, member.key}, typeNames(member.types), member.doc);
    }
}

/// firstName and first_name in one object: both are good, together they make two traits.
void CallCheck::checkBothNames(const ObjectTable &table, const FieldPath &path, const SeenMembers &seen)
{
    for (const int number : table.aliases) {
        const Member &member = table.members[static_cast<std::size_t>(number)];
        if (!seen.has(number) || !seen.has(member.canonical))
            continue;
        const Member &canonical = table.members[static_cast<std::size_t>(member.canonical)];
        report(Severity::Warning, Rule::Reserved, {&path, member.key}, canonical.key, member.key, member.doc);
    }
}

} // namespace spectap
