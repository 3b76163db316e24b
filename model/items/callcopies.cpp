// SPDX-License-Identifier: MIT
#include "model/items/callcopies.h"

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, 4> TransportHeaders{
    "content-length", "transfer-encoding", "connection", "host"};

bool isSame(QByteArrayView one, QByteArrayView other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

bool isTransport(QByteArrayView name)
{
    return std::any_of(TransportHeaders.begin(), TransportHeaders.end(),
        [name](QByteArrayView known) { return isSame(known, name); });
}

std::optional<QByteArray> valueOf(const CallCopy &copy, QByteArrayView name)
{
    std::optional<QByteArray> value;
    for (const Header &header : copy.headers) {
        if (isSame(header.name, name))
            value = value ? *value + ", " + header.value : header.value;
    }
    return value;
}

} // namespace

std::vector<HeaderDifference> differingHeaders(const std::vector<CallCopy> &copies)
{
    std::vector<HeaderDifference> seen;
    for (const CallCopy &copy : copies) {
        for (const Header &header : copy.headers) {
            const bool known = std::any_of(seen.begin(), seen.end(),
                [&header](const HeaderDifference &other) { return isSame(other.name, header.name); });
            if (!known && !isTransport(header.name))
                seen.push_back({header.name, {}});
        }
    }
    for (HeaderDifference &difference : seen) {
        for (const CallCopy &copy : copies)
            difference.values.push_back(valueOf(copy, difference.name));
    }
    std::erase_if(seen, [](const HeaderDifference &difference) {
        return std::all_of(difference.values.begin(), difference.values.end(),
            [&difference](const auto &value) { return value == difference.values.front(); });
    });
    return seen;
}

} // namespace spectap
