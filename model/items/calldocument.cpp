// SPDX-License-Identifier: MIT
#include "model/items/sessiondocument.h"

namespace spectap {

namespace {

/// The view of the call that stands at the stored offset. The batch position names it; the offset decides, in
/// case a newer reader divides the body in another way than the one that stored it.
const CallView *callAt(const SlicedBody &body, const StoredCall &stored, const char *text)
{
    const auto standsThere = [&](const CallView &call) {
        return call.raw().data() - text == static_cast<qsizetype>(stored.offset);
    };
    if (stored.batchIndex < body.calls.size() && standsThere(body.calls[stored.batchIndex]))
        return &body.calls[stored.batchIndex];
    const auto found = std::find_if(body.calls.begin(), body.calls.end(), standsThere);
    return found == body.calls.end() ? nullptr : &*found;
}

} // namespace

std::shared_ptr<const CallDocument> CallDocument::of(StoredCallDetail &&stored, const Checker &checker)
{
    auto call = std::make_shared<CallDocument>();
    call->stored = std::move(stored);
    const QByteArray &text = call->stored.request.body;
    // What was stored as a call is one, whatever route it came by.
    const SlicedBody body = sliceBody(call->tape, text, call->stored.request.pathType, true);
    if (const CallView *view = callAt(body, call->stored.call, text.constData())) {
        call->view = *view;
        call->facts = CallFacts::of(call->view);
        const CheckContext context{
            .receivedAt = call->stored.request.receivedAt, .requestBytes = text.size()};
        checker.check(call->view, context, call->result);
    }
    call->result.findings = call->stored.findings;
    call->result.ingest = call->stored.call.row.ingest;
    call->result.ingestRule = call->stored.call.ingestRule;
    if (call->view.tape)
        call->fields = checker.fields(call->view, call->result);
    return call;
}

} // namespace spectap
