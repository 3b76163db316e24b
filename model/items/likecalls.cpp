// SPDX-License-Identifier: MIT
#include "model/items/likecalls.h"

#include "model/spec/nearmiss.h"

#include <unordered_map>

namespace spectap {

namespace {

/// Tells which calls are of one kind with a given one.
class Likeness
{
public:
    Likeness(const RowStore::Snapshot &rows, const StringPool &strings, quint32 seq)
        : m_rows(rows)
        , m_strings(strings)
        , m_row(rows[seq - 1])
        , m_first(m_row.retryOf != 0 ? m_row.retryOf : seq)
    {
        const QByteArrayView name = strings.at(m_row.name);
        if (!name.isEmpty())
            m_spelling.build({name});
    }

    /// The same type, and no copy of the call.
    [[nodiscard]] bool isComparable(quint32 seq) const
    {
        const CallRow &row = m_rows[seq - 1];
        return row.type == m_row.type && seq != m_first && row.retryOf != m_first;
    }
    [[nodiscard]] bool isNamesake(quint32 seq) const { return m_rows[seq - 1].name == m_row.name; }
    [[nodiscard]] bool isOfSameSource(quint32 seq) const { return m_rows[seq - 1].source == m_row.source; }
    /// Spelt alike, by case, spaces and underscores. Each name is looked at once.
    [[nodiscard]] bool isSpeltAlike(quint32 seq)
    {
        const StringId name = m_rows[seq - 1].name;
        if (name == m_row.name || name == 0)
            return name == m_row.name;
        const auto [known, fresh] = m_alike.try_emplace(name, false);
        if (fresh)
            known->second = m_spelling.findSpelling(m_strings.at(name)).likeness != NameIndex::Likeness::None;
        return known->second;
    }

private:
    const RowStore::Snapshot &m_rows;
    const StringPool &m_strings;
    const CallRow m_row;
    quint32 m_first; ///< of its messageId
    NameIndex m_spelling;
    std::unordered_map<StringId, bool> m_alike;
};

} // namespace

quint32 previousLike(const RowStore::Snapshot &rows, const StringPool &strings, quint32 seq)
{
    if (seq == 0 || seq > rows.size())
        return 0;
    Likeness likeness(rows, strings, seq);
    quint32 namesake = 0;
    quint32 alike = 0;
    for (quint32 before = seq - 1; before > 0; --before) {
        if (!likeness.isComparable(before))
            continue;
        if (likeness.isNamesake(before)) {
            if (likeness.isOfSameSource(before))
                return before;
            namesake = namesake ? namesake : before;
        } else if (alike == 0 && likeness.isSpeltAlike(before)) {
            alike = before;
        }
    }
    return namesake ? namesake : alike;
}

std::vector<quint32> callsLike(
    const RowStore::Snapshot &rows, const StringPool &strings, quint32 seq, std::size_t most)
{
    std::vector<quint32> seqs;
    if (seq == 0 || seq > rows.size())
        return seqs;
    Likeness likeness(rows, strings, seq);
    for (quint32 other = rows.size(); other > 0 && seqs.size() < most; --other) {
        if (likeness.isComparable(other) && likeness.isSpeltAlike(other))
            seqs.push_back(other);
    }
    return seqs;
}

} // namespace spectap
