// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/callview.h"
#include "model/identity/unifypolicy.h"
#include "model/spec/blockedids.h"
#include "model/spec/catalogue.h"

#include <vector>

namespace spectap {

/// Finds the external ids of calls where the catalogue says they are: email, device, push token, advertising
/// id, those of other tools, and what context.externalIds names. userId, anonymousId and groupId are none:
/// the identity graph has them already. One thread.
class IdentifierReader
{
public:
    IdentifierReader(const Catalogue &catalogue, StringPool &strings);

    /// In no order, each value once per type.
    [[nodiscard]] std::vector<ExternalId> read(const CallView &call, CallType type);
    /// With the types met so far: context.externalIds brings types nobody knew.
    [[nodiscard]] UnifyPolicy policy() const;

private:
    using Path = std::vector<QByteArray>;
    struct Source
    {
        quint8 type = 0;
        Path path;
        std::vector<std::pair<Path, QByteArray>> where; ///< all of them, values as JSON text
    };

    void add(std::vector<ExternalId> &found, quint8 type, QByteArrayView value);
    void addCustom(std::vector<ExternalId> &found, const CallView &call);

    UnifyPolicy m_policy;
    std::vector<Source> m_sources;
    BlockedIds m_blocked;
    StringPool &m_strings;
};

} // namespace spectap
