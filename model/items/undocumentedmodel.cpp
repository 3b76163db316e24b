// SPDX-License-Identifier: MIT
#include "model/items/undocumentedmodel.h"

#include "model/spec/pathtree.h"
#include "model/support/utf8.h"

namespace spectap {

bool UndocumentedModel::continues(const Coverage &coverage) const
{
    return m_coverage && &m_coverage->checker() == &coverage.checker() &&
           coverage.subjects().size() >= m_subjects && coverage.nodes().size() >= m_nodes &&
           coverage.calls() >= m_coverage->calls();
}

void UndocumentedModel::setCoverage(std::shared_ptr<const Coverage> coverage)
{
    if (!coverage || !continues(*coverage)) {
        beginResetModel();
        m_coverage.reset();
        m_groups.clear();
        m_groupOf.clear();
        m_subjectOf.clear();
        m_subjects = m_nodes = 0;
        endResetModel();
    }
    m_coverage = std::move(coverage);
    if (!m_coverage)
        return;
    take();
    for (int row = None; row < rowCount(); ++row) {
        const QModelIndex above = row == None ? QModelIndex() : index(row, 0);
        if (const int count = rowCount(above); count > 0)
            emit dataChanged(index(0, 0, above), index(count - 1, UndocumentedColumnCount - 1, above));
    }
}

/// Subjects and nodes keep their numbers: only those that are new are looked at.
void UndocumentedModel::take()
{
    const auto &subjects = m_coverage->subjects();
    for (; m_subjects < subjects.size(); ++m_subjects) {
        const auto number = static_cast<int>(m_subjects);
        m_subjectOf.emplace(subjects[m_subjects].root, number);
        if (subjects[m_subjects].kind == Coverage::Subject::Kind::Custom)
            groupOf(number);
    }
    for (; m_nodes < m_coverage->nodes().size(); ++m_nodes) {
        const Coverage::Node &node = m_coverage->nodes()[m_nodes];
        // The properties of a custom event are where its fields are, and nothing to name.
        const bool place = node.open && node.parent != None && m_coverage->node(node.parent).parent == None;
        if (!node.documented && !place && node.parent != None && node.seen.calls > 0)
            addField(static_cast<int>(m_nodes));
    }
}

int UndocumentedModel::groupOf(int subject)
{
    const auto row = static_cast<int>(m_groups.size());
    const auto [known, fresh] = m_groupOf.try_emplace(subject, row);
    if (fresh) {
        beginInsertRows({}, row, row);
        m_groups.push_back({subject, {}});
        endInsertRows();
    }
    return known->second;
}

void UndocumentedModel::addField(int node)
{
    const auto subject = m_subjectOf.find(rootInTree(m_coverage->nodes(), node));
    if (subject == m_subjectOf.end())
        return;
    const int row = groupOf(subject->second);
    Group &group = m_groups[static_cast<std::size_t>(row)];
    const auto at = static_cast<int>(group.nodes.size());
    beginInsertRows(index(row, 0), at, at);
    group.nodes.push_back(node);
    endInsertRows();
}

QModelIndex UndocumentedModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    // 0: a group; else the number of the group around the field, plus one.
    return createIndex(row, column, static_cast<quintptr>(parent.isValid() ? parent.row() + 1 : 0));
}

QModelIndex UndocumentedModel::parent(const QModelIndex &child) const
{
    return child.isValid() && child.internalId() > 0
               ? createIndex(static_cast<int>(child.internalId()) - 1, 0, quintptr(0))
               : QModelIndex();
}

int UndocumentedModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    return parent.column() > 0 || parent.internalId() > 0
               ? 0
               : static_cast<int>(m_groups[static_cast<std::size_t>(parent.row())].nodes.size());
}

int UndocumentedModel::columnCount(const QModelIndex &) const
{
    return UndocumentedColumnCount;
}

QVariant UndocumentedModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isField = index.internalId() > 0;
    const auto number =
        isField ? static_cast<std::size_t>(index.internalId()) - 1 : static_cast<std::size_t>(index.row());
    const Group &group = m_groups[number];
    const Coverage::Subject &owner = subject(group);
    const int node = isField ? group.nodes[static_cast<std::size_t>(index.row())] : None;
    const Sightings &seen = isField ? m_coverage->node(node).seen : owner.seen;
    switch (role) {
    case Qt::DisplayRole:
        return display(index.column(), seen,
            isField                ? utf8(m_coverage->path(node))
            : owner.name.isEmpty() ? utf8(callTypeName(owner.call))
                                   : utf8(owner.name));
    case UndocumentedTypeRole:
        return static_cast<int>(owner.call);
    case UndocumentedEventRole:
        return utf8(owner.name);
    case UndocumentedCustomRole:
        return owner.kind == Coverage::Subject::Kind::Custom;
    case UndocumentedPathRole:
        return isField ? utf8(m_coverage->path(node)) : QString();
    case UndocumentedCallsRole:
        return seen.calls;
    case UndocumentedFirstSeqRole:
        return seen.firstSeq;
    case UndocumentedLastSeqRole:
        return seen.lastSeq;
    default:
        return {};
    }
}

QVariant UndocumentedModel::display(int column, const Sightings &seen, const QString &name) const
{
    switch (static_cast<UndocumentedColumn>(column)) {
    case UndocumentedNameColumn:
        return name;
    case UndocumentedCallsColumn:
        return seen.calls;
    case UndocumentedFirstColumn:
        return seen.firstSeq;
    case UndocumentedLastColumn:
        return seen.lastSeq;
    case UndocumentedColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
