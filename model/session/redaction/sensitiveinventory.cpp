// SPDX-License-Identifier: MIT
#include "model/session/redaction/sensitiveinventory.h"

#include <algorithm>

namespace spectap {

void SensitiveInventory::add(SensitiveKind kind, FoundIn in, const QByteArray &place, const QByteArray &value)
{
    QByteArray id;
    id.reserve(place.size() + 2);
    id += static_cast<char>(kind);
    id += static_cast<char>(in);
    id += place;
    const auto known = m_index.find(id);
    if (known != m_index.end()) {
        ++m_found[known->second].count;
    } else if (m_found.size() < MaxPlaces) {
        m_index.emplace(id, m_found.size());
        m_found.push_back({kind, in, place, 1, value});
    }
}

std::vector<FoundValues> SensitiveInventory::found() const
{
    std::vector<FoundValues> found = m_found;
    std::stable_sort(found.begin(), found.end(),
        [](const FoundValues &a, const FoundValues &b) { return a.kind < b.kind; });
    return found;
}

} // namespace spectap
