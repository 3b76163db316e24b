// SPDX-License-Identifier: MIT
#include "model/items/sessiondocument.h"

#include "model/items/storedcallview.h"
#include "model/spec/pointerpattern.h"

namespace spectap {

namespace {

bool isMuted(const Finding &finding, const EventKey &event, const std::vector<Mute> &mutes)
{
    if (mutes.empty())
        return false;
    const Mute whole{finding.rule, event, pointerPattern(finding.pointer)};
    return std::any_of(mutes.begin(), mutes.end(), [&whole](const Mute &mute) { return mute.covers(whole); });
}

} // namespace

std::shared_ptr<const CallDocument> CallDocument::of(StoredCallDetail &&stored, const Checker &checker,
    const std::vector<Mute> &mutes, std::vector<CallCopy> copies)
{
    auto call = std::make_shared<CallDocument>();
    call->copies = std::move(copies);
    call->stored = std::move(stored);
    const QByteArray &text = call->stored.request.body;
    // What was stored as a call is one, whatever route it came by.
    const SlicedBody body = sliceBody(call->tape, text, call->stored.request.pathType, true);
    if (const CallView *view = storedCallView(body, call->stored)) {
        call->view = *view;
        call->facts = CallFacts::of(call->view);
        const CheckContext context{
            .receivedAt = call->stored.request.receivedAt, .requestBytes = text.size()};
        checker.check(call->view, context, call->result);
    }
    const EventKey event{call->facts.type, call->facts.name.toByteArray()};
    call->result.findings.clear();
    for (const Finding &finding : call->stored.findings)
        (isMuted(finding, event, mutes) ? call->muted : call->result.findings).push_back(finding);
    call->result.ingest = call->stored.call.row.ingest;
    call->result.ingestRule = call->stored.call.ingestRule;
    if (call->view.tape)
        call->fields = checker.fields(call->view, call->result);
    return call;
}

} // namespace spectap
