// SPDX-License-Identifier: MIT
#include "model/items/rowfacts.h"

namespace spectap {

StoredRowFacts::StoredRowFacts(const StringPool &strings, const std::vector<Source> &sources,
    std::function<QByteArrayView(quint32 seq)> bodyOf)
    : m_strings(strings)
    , m_bodyOf(std::move(bodyOf))
{
    m_sources.reserve(sources.size());
    for (const Source &source : sources)
        m_sources.push_back(source.library + ' ' + source.writeKey);
}

StoredRowFacts &StoredRowFacts::at(const CallRow &row, quint32 seq)
{
    m_row = &row;
    m_seq = seq;
    m_bodyAsked = false;
    return *this;
}

QByteArrayView StoredRowFacts::source() const
{
    return m_row->source < m_sources.size() ? QByteArrayView(m_sources[m_row->source]) : QByteArrayView();
}

QByteArrayView StoredRowFacts::body() const
{
    m_bodyAsked = true;
    return m_bodyOf ? m_bodyOf(m_seq) : QByteArrayView();
}

} // namespace spectap
