// SPDX-License-Identifier: MIT
#include "ui/diff/difftreemodel.h"

#include "ui/diff/diffwords.h"
#include "ui/inspector/callwords.h"

#include <numeric>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestToolTip = 1000;

} // namespace

void DiffTreeModel::setCalls(std::shared_ptr<const ComparedCalls> calls)
{
    beginResetModel();
    m_calls = std::move(calls);
    if (m_calls && !m_calls->a)
        m_calls.reset();
    m_verdicts = m_calls ? DiffVerdicts(*m_calls) : DiffVerdicts();
    rebuild();
    endResetModel();
}

void DiffTreeModel::setHideSame(bool hide)
{
    if (hide == m_hideSame)
        return;
    beginResetModel();
    m_hideSame = hide;
    rebuild();
    endResetModel();
}

bool DiffTreeModel::isWorthShowing(const DiffField &field) const
{
    if (!m_hideSame || field.part)
        return true;
    const ChangeCounts &counts = field.counts;
    return std::accumulate(counts.begin() + 1, counts.end(), 0U) > 0; // but for Same
}

void DiffTreeModel::rebuild()
{
    const std::size_t count = m_calls ? m_calls->diff.fields().size() : 0;
    m_parent.assign(count, -1);
    m_position.assign(count, -1);
    m_rows.clear();
    m_firstRow.assign(count + 2, 0);
    if (count == 0)
        return;
    const auto &fields = m_calls->diff.fields();
    std::vector<int> shownInside(count, 0);
    std::vector<bool> shown(count);
    for (std::size_t i = 0; i < count; ++i) {
        shown[i] = isWorthShowing(fields[i]);
        if (shown[i] && fields[i].parent >= 0)
            ++shownInside[std::size_t(fields[i].parent)];
    }
    // An object with a single row inside lends it its name; sections of the call and items stand by
    // themselves.
    const auto sharesRow = [&](std::size_t i) {
        const DiffField &field = fields[i];
        return m_hideSame && shownInside[i] == 1 && field.change == FieldChange::Same && !field.item &&
               field.parent >= 0 && !field.part &&
               m_calls->diff.tape(DiffSide::A)[field.a].kind == JsonKind::Object;
    };
    std::size_t total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const int above = fields[i].parent;
        const bool lent = above >= 0 && shown[std::size_t(above)] && sharesRow(std::size_t(above));
        m_parent[i] = lent ? m_parent[std::size_t(above)] : above;
        if (!shown[i] || sharesRow(i))
            continue;
        ++m_firstRow[std::size_t(m_parent[i] + 2)];
        m_position[i] = 0;
        ++total;
    }
    std::partial_sum(m_firstRow.begin(), m_firstRow.end(), m_firstRow.begin());
    m_rows.resize(total);
    std::vector<int> filled(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) {
        if (m_position[i] < 0)
            continue;
        const auto group = std::size_t(m_parent[i] + 1);
        m_position[i] = filled[group]++;
        m_rows[std::size_t(m_firstRow[group] + m_position[i])] = static_cast<int>(i);
    }
}

QModelIndex DiffTreeModel::indexOf(int field) const
{
    while (field >= 0 && std::size_t(field) < m_position.size()) {
        if (m_position[std::size_t(field)] >= 0)
            return createIndex(m_position[std::size_t(field)], 0, static_cast<quintptr>(field));
        field = m_calls->diff.fields()[std::size_t(field)].parent;
    }
    return {};
}

QModelIndex DiffTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const std::size_t group = parent.isValid() ? parent.internalId() + 1 : 0;
    return createIndex(row, column, static_cast<quintptr>(m_rows[std::size_t(m_firstRow[group] + row)]));
}

QModelIndex DiffTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    const int parent = m_parent[child.internalId()];
    return parent < 0 ? QModelIndex()
                      : createIndex(m_position[std::size_t(parent)], 0, static_cast<quintptr>(parent));
}

int DiffTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_calls || parent.column() > 0)
        return 0;
    const std::size_t group = parent.isValid() ? parent.internalId() + 1 : 0;
    return m_firstRow[group + 1] - m_firstRow[group];
}

int DiffTreeModel::columnCount(const QModelIndex &) const
{
    return DiffColumnCount;
}

QString DiffTreeModel::nameOf(int field) const
{
    const CallDiff &diff = m_calls->diff;
    QString name = QString::fromUtf8(diff.name(field, DiffSide::A));
    if (diff.fields()[std::size_t(field)].change == FieldChange::Renamed)
        name += u" \u2192 "_s + QString::fromUtf8(diff.name(field, DiffSide::B));
    const int row = m_parent[std::size_t(field)];
    for (int up = diff.fields()[std::size_t(field)].parent; up != row && up >= 0;
         up = diff.fields()[std::size_t(up)].parent)
        name.prepend(QString::fromUtf8(diff.name(up, DiffSide::B)) + u'.');
    return name;
}

QString DiffTreeModel::accessibleText(int field) const
{
    const CallDiff &diff = m_calls->diff;
    QStringList parts{pathWords(diff, field), changeWords(diff.fields()[std::size_t(field)].change),
        tr("A %1", "value").arg(valueWords(diff, field, DiffSide::A)),
        tr("B %1", "value").arg(valueWords(diff, field, DiffSide::B))};
    if (const Severity worst = m_verdicts.worst(field, DiffSide::B); worst != Severity::Ok)
        parts << tr("B: %1", "severity").arg(severityWord(worst));
    return parts.join(u", "_s);
}

QVariant DiffTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int at = fieldAt(index);
    const CallDiff &diff = m_calls->diff;
    if (role == Qt::AccessibleTextRole && index.column() == DiffNameColumn)
        return accessibleText(at);
    if (role == Qt::ToolTipRole && index.column() == DiffNameColumn)
        return pathWords(diff, at);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    switch (static_cast<DiffColumn>(index.column())) {
    case DiffNameColumn:
        return nameOf(at);
    case DiffAColumn:
        return valueWords(diff, at, DiffSide::A).left(role == Qt::ToolTipRole ? LongestToolTip : -1);
    case DiffATypeColumn:
        return typeWords(diff, at, DiffSide::A);
    case DiffBColumn:
        return valueWords(diff, at, DiffSide::B).left(role == Qt::ToolTipRole ? LongestToolTip : -1);
    case DiffBTypeColumn:
        return typeWords(diff, at, DiffSide::B);
    case DiffChangeColumn: {
        const DiffField &of = field(index);
        if (role == Qt::ToolTipRole)
            return changeTitle(diff, at);
        return of.ignored ? tr("Ignored") : changeWords(of.change);
    }
    case DiffColumnCount:
        break;
    }
    return {};
}

QVariant DiffTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const auto side = [this](const QString &letter, DiffSide of) {
        return m_calls ? u"%1   #%2"_s.arg(letter).arg(m_calls->call(of)->stored.seq) : letter;
    };
    switch (static_cast<DiffColumn>(section)) {
    case DiffNameColumn:
        return tr("Field");
    case DiffAColumn:
        return side(tr("A"), DiffSide::A);
    case DiffBColumn:
        return side(tr("B"), DiffSide::B);
    case DiffATypeColumn:
    case DiffBTypeColumn:
        return tr("Type");
    case DiffChangeColumn:
        return tr("Change");
    case DiffColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
