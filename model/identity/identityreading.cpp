// SPDX-License-Identifier: MIT
#include "model/identity/identityreading.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace spectap {

namespace {

constexpr std::array<QByteArrayView, 3> ReadingNames{"spec", "observed", "unify"};
constexpr std::array<QByteArrayView, 2> OrderNames{"arrival", "event"};

template <typename E, std::size_t N>
std::optional<E> named(const std::array<QByteArrayView, N> &names, QByteArrayView name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<E>(found - names.begin());
}

} // namespace

QByteArrayView readingName(IdentityReading reading)
{
    return ReadingNames[static_cast<std::size_t>(reading)];
}

QByteArrayView readingOrderName(ReadingOrder order)
{
    return OrderNames[static_cast<std::size_t>(order)];
}

std::optional<IdentityReading> readingFromName(QByteArrayView name)
{
    return named<IdentityReading>(ReadingNames, name);
}

std::optional<ReadingOrder> readingOrderFromName(QByteArrayView name)
{
    return named<ReadingOrder>(OrderNames, name);
}

QByteArray readingsHelp()
{
    return "spec: identify joins anonymousId and userId, alias joins previousId and userId.\n"
           "observed: any call with both ids joins them.\n"
           "unify: Segment Unify's defaults. Shared identifiers merge profiles, emails and devices among "
           "them, unless a profile would hold two userIds or six of another kind; alias joins nothing.";
}

} // namespace spectap
