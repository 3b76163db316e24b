// SPDX-License-Identifier: MIT
#include "model/identity/unifypolicy.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace spectap {

UnifyPolicy UnifyPolicy::idsOnly()
{
    UnifyPolicy policy;
    policy.userType = policy.typeNamed("user_id", 1, 1);
    policy.anonymousType = policy.typeNamed("anonymous_id");
    policy.rankTypes();
    return policy;
}

quint8 UnifyPolicy::typeNamed(QByteArrayView name, quint32 limit, quint32 priority)
{
    const auto known =
        std::find_if(types.begin(), types.end(), [&](const Type &type) { return type.name == name; });
    const auto index = static_cast<std::size_t>(known - types.begin());
    if (known == types.end() && types.size() < MaxTypes)
        types.push_back({name.toByteArray(), limit, priority, 0});
    return static_cast<quint8>(index);
}

void UnifyPolicy::rankTypes()
{
    std::vector<Type *> order;
    for (Type &type : types)
        order.push_back(&type);
    std::sort(order.begin(), order.end(), [](const Type *a, const Type *b) {
        const auto key = [](const Type *type) {
            const quint32 last = std::numeric_limits<quint32>::max();
            return std::pair(type->priority == 0 ? last : type->priority, QByteArrayView(type->name));
        };
        return key(a) < key(b);
    });
    quint32 rank = 0;
    for (Type *type : order)
        type->rank = ++rank;
}

} // namespace spectap
