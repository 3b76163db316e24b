// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/stringpool.h"

#include <QByteArray>

#include <vector>

namespace spectap {

/// A value that a call carries beside its userId and anonymousId: email, device, push token, advertising id…
struct ExternalId
{
    quint8 type = 0; ///< index into UnifyPolicy::types
    StringId value = 0;
    bool blocked = false; ///< a placeholder such as all zeros: shown, and never joined by

    bool operator==(const ExternalId &) const = default;
};

/// How Unify joins by default, as its documentation has it: kinds of identifiers with their priority and how
/// many of each one profile may hold, and how far profiles may grow. Plain data, made from the catalogue.
struct UnifyPolicy
{
    struct Type
    {
        QByteArray name; ///< "user_id", "ios.idfa"
        quint32 limit = 5;
        quint32 priority = 0; ///< as documented; 0: follows those that have one, in the order of the names
        quint32 rank = 0;     ///< 1 is dropped last; of rankTypes()
    };
    static constexpr std::size_t MaxTypes = 64;

    std::vector<Type> types;
    quint8 userType = 0;
    quint8 anonymousType = 1;
    quint32 mergesPerProfile = 100;
    quint32 mappingsPerProfile = 1000;

    /// userId and anonymousId alone, with the documented limits.
    static UnifyPolicy idsOnly();
    /// The type of that name, added with the limit that new types get if it is not known; MaxTypes when there
    /// are too many already.
    quint8 typeNamed(QByteArrayView name, quint32 limit = 5, quint32 priority = 0);
    /// To be called once all types are there: a new one moves those behind it.
    void rankTypes();
};

} // namespace spectap
