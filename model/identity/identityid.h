// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"
#include "model/identity/rings.h"
#include "model/support/stringpool.h"

#include <memory>
#include <vector>

namespace spectap {

enum class IdKind : quint8
{
    User,
    Anonymous,
    Previous,
    External, ///< email, device, push token…: an id of its own in the Unify reading only
};

/// Index of an id in the graph. Ids are never removed; their profile can change.
using IdIndex = quint32;
inline constexpr IdIndex NoId = 0xffffffff;

/// A stretch of calls during which an id belonged to one profile. A hand-over ends one and starts another.
struct IdSpan
{
    quint32 profile = 0; ///< resolve with IdentityGraph::resolve(): profiles may have merged since
    quint32 firstSeq = 0;
    quint32 lastSeq = 0;
    quint32 linkedSeq = 0; ///< from when on the id was linked to a user; 0: not (yet)
    quint32 calls = 0;
    bool handedOver = false; ///< began by taking the id from another user
    Micros linkedTime = NoTime;
};

/// The spans of an id in order, at least one. The only one most ids ever have lies in here, without an
/// allocation or anything else to count it.
class IdSpans
{
public:
    explicit IdSpans(const IdSpan &only)
        : m_only(only)
    {
    }
    [[nodiscard]] std::size_t size() const { return m_all ? m_all->size() : 1; }
    [[nodiscard]] const IdSpan *begin() const { return m_all ? m_all->data() : &m_only; }
    [[nodiscard]] const IdSpan *end() const { return begin() + size(); }
    [[nodiscard]] const IdSpan &operator[](std::size_t index) const { return begin()[index]; }
    [[nodiscard]] const IdSpan &front() const { return *begin(); }
    [[nodiscard]] const IdSpan &back() const { return m_all ? m_all->back() : m_only; }
    [[nodiscard]] IdSpan &back() { return m_all ? m_all->back() : m_only; }
    void append(const IdSpan &span)
    {
        if (!m_all)
            m_all = std::make_unique<std::vector<IdSpan>>(1, m_only);
        makeRoom(*m_all, 1);
        m_all->push_back(span);
    }

private:
    IdSpan m_only; ///< what counts while there is no m_all
    std::unique_ptr<std::vector<IdSpan>> m_all;
};

struct IdentityId
{
    IdKind kind = IdKind::Anonymous;
    quint8 type = 0; ///< IdKind::External: index into UnifyPolicy::types
    StringId value = 0;
    IdSpans spans;
};

} // namespace spectap
