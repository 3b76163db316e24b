// SPDX-License-Identifier: MIT
// Calls that a person marked or hid: their rows look different, come or go.
#include "model/items/eventtablemodel.h"
#include "model/items/rowcolours.h"
#include "model/items/rowfacts.h"
#include "model/items/rowfilter.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace spectap {

namespace {

/// So many rows are told of one by one; more as everything between the first and the last.
constexpr std::size_t FewRows = 64;

} // namespace

QVariant EventTableModel::markData(quint32 seq, int role) const
{
    if (role == RuleColourRole || role == RuleNameRole) {
        const ColourRule *rule = m_colours ? m_colours->ruleOf(seq) : nullptr;
        if (!rule)
            return {};
        return role == RuleNameRole ? QVariant(rule->name) : QVariant(static_cast<int>(rule->colour));
    }
    const CallMark *mark = m_document->marks().set().find(seq);
    if (!mark)
        return {};
    if (role == NoteRole)
        return QString::fromUtf8(mark->note);
    return role == MarkColourRole ? static_cast<int>(mark->colour) : static_cast<int>(mark->flags);
}

void EventTableModel::setRowColours(RowColours *colours)
{
    m_colours = colours;
    connect(colours, &RowColours::changed, this, [this] {
        if (rowCount() > 0) // views repaint what is in sight of it
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {RuleColourRole});
    });
}

void EventTableModel::onMarked(const std::vector<quint32> &seqs)
{
    std::vector<int> rows;
    for (const quint32 seq : seqs) {
        if (const int row = rowOf(seq); row >= 0)
            rows.push_back(row);
    }
    const auto tell = [this](int first, int last) {
        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
    };
    if (rows.size() > FewRows) {
        const auto [first, last] = std::minmax_element(rows.begin(), rows.end());
        tell(*first, *last);
    } else {
        for (const int row : rows)
            tell(row, row);
    }
    for (const quint32 seq : seqs)
        m_remarked.push_back(seq - 1);
    retest();
}

/// Whether rows marked since still match. While rows are being tested anyway it waits for that.
void EventTableModel::retest()
{
    if (m_remarked.empty() || m_stale || m_filter->isRunning() || m_refresh->isRunning() ||
        m_retest->isRunning())
        return;
    m_retested = std::exchange(m_remarked, {});
    std::sort(m_retested.begin(), m_retested.end());
    m_retested.erase(std::unique(m_retested.begin(), m_retested.end()), m_retested.end());
    m_retested.erase( // those after it are tested with their marks
        std::lower_bound(m_retested.begin(), m_retested.end(), m_tested), m_retested.end());
    if (!m_bound.asksMarks() && !m_bound.asksHidden()) { // then marks matter for what hides or comes back
        const MarkSet &marks = m_document->marks().set();
        std::erase_if(m_retested, [&](quint32 index) {
            const CallMark *mark = marks.find(index + 1);
            const bool hidden = mark && mark->has(CallMark::Hidden);
            return hidden !=
                   (m_shown.contains(index) || std::binary_search(m_folded.begin(), m_folded.end(), index));
        });
    }
    m_retestHits.clear();
    if (m_retested.empty())
        return;
    if (m_bound.isSlow()) {
        m_retest->start(m_bound, m_retested);
        return;
    }
    StoredRowFacts facts(m_document->strings(), m_document->sources(), m_document->marks().set());
    const RowStore &rows = m_document->rows();
    for (const quint32 index : m_retested) {
        if (m_bound.matches(facts.at(rows[index], index + 1)))
            m_retestHits.push_back(index);
    }
    takeRetested();
}

void EventTableModel::takeRetested()
{
    keepOnly(m_retestHits);
    const std::vector<quint32> before = matchingFrom(0);
    std::vector<quint32> others;
    std::set_difference(
        before.begin(), before.end(), m_retested.begin(), m_retested.end(), std::back_inserter(others));
    std::vector<quint32> matching;
    std::merge(
        others.begin(), others.end(), m_retestHits.begin(), m_retestHits.end(), std::back_inserter(matching));
    if (matching != before) {
        takeMatching(matching);
        emit matchesReset();
        emit countsChanged();
    }
    retest();
}

} // namespace spectap
