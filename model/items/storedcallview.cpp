// SPDX-License-Identifier: MIT
#include "model/items/storedcallview.h"

#include <algorithm>

namespace spectap {

const CallView *storedCallView(const SlicedBody &body, const StoredCallDetail &stored)
{
    const char *text = stored.request.body.constData();
    const auto standsThere = [&](const CallView &call) {
        return call.raw().data() - text == static_cast<qsizetype>(stored.call.offset);
    };
    if (stored.call.batchIndex < body.calls.size() && standsThere(body.calls[stored.call.batchIndex]))
        return &body.calls[stored.call.batchIndex];
    const auto found = std::find_if(body.calls.begin(), body.calls.end(), standsThere);
    return found == body.calls.end() ? nullptr : &*found;
}

} // namespace spectap
