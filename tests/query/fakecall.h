// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callmark.h"
#include "model/call/callview.h"
#include "model/query/query.h"

#include <algorithm>
#include <vector>

namespace spectap::test {

/// A call made of plain values; tells whether its body was asked for.
struct FakeCall : RowFacts
{
    CallType callType = CallType::Track;
    QByteArray eventName;
    QByteArray user;
    QByteArray anon;
    QByteArray other;
    QByteArray bytes;
    QByteArray request; ///< with what is around the call
    QByteArray lib;
    QByteArray key;
    quint32 number = 0;
    int answered = 200;
    std::vector<FoundFact> found;
    std::optional<bool> planned;
    CallMark noted;
    bool unread = false;
    mutable JsonTape tape;
    mutable SlicedBody sliced;
    Micros at = 0;
    bool errors = false;
    bool warnings = false;
    bool infos = false;
    bool retry = false;
    bool conflict = false;
    bool refused = false;
    bool dropped = false;
    mutable bool bodyRead = false;

    CallType type() const override { return callType; }
    QByteArrayView name() const override { return eventName; }
    QByteArrayView userId() const override { return user; }
    QByteArrayView anonymousId() const override { return anon; }
    QByteArrayView otherId() const override { return other; }
    QByteArrayView library() const override { return lib; }
    QByteArrayView writeKey() const override { return key; }
    quint32 seq() const override { return number; }
    quint32 size() const override { return static_cast<quint32>(bytes.size()); }
    Micros time() const override { return at; }
    bool hasErrors() const override { return errors; }
    bool hasWarnings() const override { return warnings; }
    bool hasInfos() const override { return infos; }
    bool isRetry() const override { return retry; }
    bool hasConflict() const override { return conflict; }
    bool isRefused() const override { return refused; }
    bool isDropped() const override { return dropped; }
    const CallMark *mark() const override { return noted.isEmpty() ? nullptr : &noted; }
    bool isUnread() const override { return unread; }
    QByteArrayView body() const override
    {
        bodyRead = true;
        return bytes;
    }
    const CallView *call() const override
    {
        bodyRead = true;
        sliced = sliceBody(tape, request.isEmpty() ? bytes : request, CallType::Unknown, true);
        return sliced.calls.empty() ? nullptr : &sliced.calls.front();
    }
    int status() const override
    {
        bodyRead = true;
        return answered;
    }
    bool anyFinding(const std::function<bool(const FoundFact &)> &fits) const override
    {
        bodyRead = true;
        return std::any_of(found.begin(), found.end(), fits);
    }
    std::optional<bool> isPlanned() const override { return planned; }

    FakeCall() = default;
    FakeCall(const FakeCall &) = delete;
};

} // namespace spectap::test
