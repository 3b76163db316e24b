// SPDX-License-Identifier: MIT
#include "samplecall.h"

#include <algorithm>

namespace spectap::test {

std::shared_ptr<const Checker> emptyChecker()
{
    return Checker::compile(Catalogue{});
}

namespace {

void addFields(CallDocument &call, quint32 container, int parent, const QByteArray &pointer)
{
    const JsonTape &tape = call.tape;
    const JsonNode &outer = tape[container];
    int position = 0;
    for (quint32 node = container + 1; node < outer.next; node = tape[node].next, ++position) {
        FieldVerdict field;
        field.parent = parent;
        field.node = node;
        field.name =
            outer.kind == JsonKind::Object ? tape.key(node).toByteArray() : QByteArray::number(position);
        field.pointer = pointerJoin(pointer, field.name);
        field.expected = jsonKindName(tape[node].kind).toByteArray();
        const int index = static_cast<int>(call.fields.size());
        const QByteArray own = field.pointer;
        call.fields.push_back(std::move(field));
        if (tape[node].kind == JsonKind::Object || tape[node].kind == JsonKind::Array)
            addFields(call, node, index, own);
    }
}

int fieldAt(CallDocument &call, const QByteArray &pointer)
{
    const auto found = std::ranges::find(call.fields, pointer, &FieldVerdict::pointer);
    return found == call.fields.end() ? -1 : static_cast<int>(found - call.fields.begin());
}

int ghostAt(CallDocument &call, const QByteArray &pointer)
{
    FieldVerdict field;
    const qsizetype slash = pointer.lastIndexOf('/');
    field.parent = fieldAt(call, pointer.first(slash));
    field.name = pointer.sliced(slash + 1);
    field.pointer = pointer;
    field.state = FieldVerdict::State::Missing;
    field.expected = "string";
    call.fields.push_back(std::move(field));
    return static_cast<int>(call.fields.size()) - 1;
}

} // namespace

std::shared_ptr<CallDocument> sampleCall(
    const QByteArray &body, const std::vector<SampleFinding> &findings, quint32 item)
{
    auto call = std::make_shared<CallDocument>();
    call->stored.seq = 1184;
    call->stored.request.body = body;
    call->stored.request.receivedAt = 1763116927412000;
    call->stored.call.length = static_cast<quint32>(body.size());
    const SlicedBody sliced = sliceBody(call->tape, call->stored.request.body, CallType::Unknown, true);
    for (const SampleFinding &sample : findings)
        call->result.findings.push_back({sample.pointer, RuleSet::Spec, sample.severity, sample.rule,
            sample.expected, sample.actual, "connections/spec/track"});
    call->stored.findings = call->result.findings;
    if (item >= sliced.calls.size())
        return call;
    call->view = sliced.calls[item];
    call->facts = CallFacts::of(call->view);
    call->stored.call.offset = call->tape[call->view.node].begin;
    call->stored.call.length = static_cast<quint32>(call->view.raw().size());
    call->stored.call.row.type = call->facts.type;
    addFields(*call, call->view.node, -1, {});
    for (quint32 i = 0; i < findings.size(); ++i) {
        if (findings[i].pointer.isEmpty())
            continue;
        int index = fieldAt(*call, findings[i].pointer);
        if (index < 0)
            index = ghostAt(*call, findings[i].pointer);
        FieldVerdict &field = call->fields[std::size_t(index)];
        field.findings.push_back(i);
        field.worst = std::max(field.worst, findings[i].severity);
        if (field.state == FieldVerdict::State::Conforms)
            field.state = findings[i].rule == Rule::CustomProperty ? FieldVerdict::State::Custom
                                                                   : FieldVerdict::State::Problem;
    }
    return call;
}

std::shared_ptr<CallDocument> orderWithMistakes()
{
    return sampleCall(
        R"({"type":"track","event":"order completed","userId":"u_4217",)"
        R"("messageId":"node-next-1763116927412-8f0c1a2e","timestamp":"2025-11-14 10:42:07",)"
        R"("properties":{"checkout_id":"chk_7H2QK","revenue":"25.00","curency":"EUR","tax":2.00,)"
        R"("shipping":4.90,"gift_wrap":true,"coupon":null,"products":[)"
        R"({"product_id":"p_1021","sku":"MUG-350","name":"Trail Mug 350 ml","price":9.50,"quantity":1},)"
        R"({"product_id":"p_1183","sku":"SOCK-W-M","name":"Wool Socks","price":8.00,"quantity":"2"}]},)"
        R"("context":{"library":{"name":"@segment/analytics-node","version":"2.3.0"},"ip":"203.0.113.7"},)"
        R"("integrations":{},"_metadata":{"nodeVersion":"22.11.0"}})",
        {{"/event", Rule::NameCase, Severity::Warning, "Order Completed", "order completed"},
            {"/timestamp", Rule::Format, Severity::Warning, "iso-8601", "2025-11-14 10:42:07"},
            {"/properties/order_id", Rule::Required, Severity::Error, "string", {}},
            {"/properties/revenue", Rule::Type, Severity::Error, "number", "string"},
            {"/properties/curency", Rule::NearMiss, Severity::Warning, "currency", "curency"},
            {"/properties/gift_wrap", Rule::CustomProperty, Severity::Info, {}, {}},
            {"/properties/products/1/quantity", Rule::Type, Severity::Error, "integer", "string"}});
}

} // namespace spectap::test
