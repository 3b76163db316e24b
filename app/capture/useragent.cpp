// SPDX-License-Identifier: MIT
#include "app/capture/useragent.h"

#include "model/call/headers.h"

#include <algorithm>

namespace spectap {

namespace {

/// Longer than any real name: noise.
constexpr qsizetype LongestName = 80;

} // namespace

Product clientProduct(const std::vector<Header> &headers)
{
    const QByteArray agent = headerValue(headers, "user-agent");
    if (agent.startsWith("Mozilla/"))
        return {};
    const QByteArrayView value = QByteArrayView(agent).trimmed();
    const auto end = std::find_if(value.begin(), value.end(), [](char c) { return c == ' ' || c == '/'; });
    const QByteArrayView name = value.first(end - value.begin());
    if (name.isEmpty() || name.size() > LongestName)
        return {};
    QByteArrayView rest = value.sliced(name.size());
    if (rest.startsWith('/')) {
        rest = rest.sliced(1);
    } else if (constexpr QByteArrayView GoStyle = " (version: "; rest.startsWith(GoStyle)) {
        rest = rest.sliced(GoStyle.size()); // analytics-go (version: 3.0.0)
    } else {
        rest = {};
    }
    const auto stop =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == ' ' || c == ')' || c == ';'; });
    const QByteArrayView version = rest.first(stop - rest.begin());
    return {name.toByteArray(), version.size() > LongestName ? QByteArray() : version.toByteArray()};
}

} // namespace spectap
