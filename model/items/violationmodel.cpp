// SPDX-License-Identifier: MIT
#include "model/items/violationmodel.h"

#include "model/support/utf8.h"

#include <algorithm>
#include <numeric>

namespace spectap {

namespace {

using NodeKind = ViolationNode::Kind;

constexpr int None = -1;

} // namespace

ViolationModel::ViolationModel(SessionDocument *document, SessionScan *scan, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
    , m_scan(scan)
{
    connect(m_scan, &SessionScan::violationsChanged, this, &ViolationModel::show);
}

void ViolationModel::setGrouping(ViolationGrouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    reset(m_snapshot);
}

void ViolationModel::setLeastSeverity(Severity severity)
{
    if (severity == m_least)
        return;
    m_least = severity;
    syncAll();
}

void ViolationModel::show(std::shared_ptr<const ViolationSnapshot> snapshot)
{
    if (!m_snapshot || snapshot->generation != m_snapshot->generation) {
        reset(std::move(snapshot));
        return;
    }
    m_snapshot = std::move(snapshot);
    syncAll();
}

void ViolationModel::reset(std::shared_ptr<const ViolationSnapshot> snapshot)
{
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_shown.clear();
    endResetModel();
    syncAll();
}

/// Brings the rows to what the snapshot, the severity and the mutes ask for.
void ViolationModel::syncAll()
{
    if (m_snapshot && !m_snapshot->nodes.empty()) {
        const std::size_t count = m_snapshot->nodes.size();
        m_shown.resize(count);
        std::vector<std::vector<int>> below(count);
        for (int i = ViolationGroupings; i < static_cast<int>(count); ++i) {
            const ViolationNode &at = node(i);
            if (callsOf(at).calls > 0 && !isMuted(i))
                below[static_cast<std::size_t>(at.parent)].push_back(i);
        }
        sync(static_cast<int>(m_grouping), below);
    }
    emit countsChanged();
}

void ViolationModel::sync(int parent, std::vector<std::vector<int>> &below)
{
    std::vector<int> &wanted = below[static_cast<std::size_t>(parent)];
    const QModelIndex above = indexFor(parent);
    std::vector<bool> stays(m_shown.size());
    for (const int child : wanted)
        stays[static_cast<std::size_t>(child)] = true;
    std::vector<int> &children = m_shown[static_cast<std::size_t>(parent)].children;
    for (int row = static_cast<int>(children.size()) - 1; row >= 0; --row) {
        const int child = children[static_cast<std::size_t>(row)];
        if (stays[static_cast<std::size_t>(child)])
            continue;
        beginRemoveRows(above, row, row);
        children.erase(children.begin() + row);
        unlist(child);
        renumber(children);
        endRemoveRows();
    }
    std::vector<int> fresh;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(fresh),
        [this](int child) { return m_shown[static_cast<std::size_t>(child)].row == None; });
    if (!fresh.empty()) {
        const auto first = static_cast<int>(children.size());
        beginInsertRows(above, first, first + static_cast<int>(fresh.size()) - 1);
        children.insert(children.end(), fresh.begin(), fresh.end());
        renumber(children);
        endInsertRows();
    }
    std::sort(wanted.begin(), wanted.end(), [this](int a, int b) {
        const ViolationNode &left = node(a);
        const ViolationNode &right = node(b);
        if (left.worst() != right.worst())
            return left.worst() > right.worst();
        if (callsOf(left).calls != callsOf(right).calls)
            return callsOf(left).calls > callsOf(right).calls;
        return a < b;
    });
    if (wanted != children) {
        emit layoutAboutToBeChanged({above}, QAbstractItemModel::VerticalSortHint);
        children = wanted;
        renumber(children);
        for (const QModelIndex &index : persistentIndexList()) {
            if (node(nodeAt(index)).parent == parent)
                changePersistentIndex(index, indexFor(nodeAt(index), index.column()));
        }
        emit layoutChanged({above}, QAbstractItemModel::VerticalSortHint);
    }
    if (!children.empty()) {
        emit dataChanged(index(0, 0, above),
            index(static_cast<int>(children.size()) - 1, ViolationColumnCount - 1, above));
    }
    for (const int child : std::vector<int>(children))
        sync(child, below);
}

void ViolationModel::unlist(int number)
{
    Shown &shown = m_shown[static_cast<std::size_t>(number)];
    shown.row = None;
    for (const int child : shown.children)
        unlist(child);
    shown.children.clear();
}

void ViolationModel::renumber(const std::vector<int> &children)
{
    for (std::size_t row = 0; row < children.size(); ++row)
        m_shown[static_cast<std::size_t>(children[row])].row = static_cast<int>(row);
}

const ViolationNode &ViolationModel::node(int number) const
{
    return m_snapshot->nodes[static_cast<std::size_t>(number)];
}

const Sightings &ViolationModel::callsOf(const ViolationNode &node) const
{
    return node.calls[ViolationNode::level(m_least)];
}

double ViolationModel::shareOf(const Sightings &calls) const
{
    return m_snapshot->lastSeq == 0 ? 0.0 : double(calls.calls) / double(m_snapshot->lastSeq);
}

/// The group of `kind` that node `number` is or is in, or null.
const ViolationNode *ViolationModel::nearest(int number, NodeKind kind) const
{
    for (int at = number; at != None; at = node(at).parent) {
        if (node(at).kind == kind)
            return &node(at);
    }
    return nullptr;
}

int ViolationModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : static_cast<int>(m_grouping);
}

QModelIndex ViolationModel::indexFor(int number, int column) const
{
    return number < ViolationGroupings ? QModelIndex()
                                       : createIndex(m_shown[static_cast<std::size_t>(number)].row, column,
                                             static_cast<quintptr>(number));
}

QModelIndex ViolationModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Shown &shown = m_shown[static_cast<std::size_t>(nodeAt(parent))];
    return createIndex(row, column, static_cast<quintptr>(shown.children[static_cast<std::size_t>(row)]));
}

QModelIndex ViolationModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexFor(node(nodeAt(child)).parent) : QModelIndex();
}

int ViolationModel::rowCount(const QModelIndex &parent) const
{
    const auto number = static_cast<std::size_t>(nodeAt(parent));
    return parent.column() > 0 || number >= m_shown.size()
               ? 0
               : static_cast<int>(m_shown[number].children.size());
}

int ViolationModel::columnCount(const QModelIndex &) const
{
    return ViolationColumnCount;
}

QVariant ViolationModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int number = nodeAt(index);
    const ViolationNode &at = node(number);
    const Sightings &calls = callsOf(at);
    switch (role) {
    case Qt::DisplayRole:
        return display(number, index.column());
    case ViolationKindRole:
        return static_cast<int>(at.kind);
    case ViolationRuleRole:
        return static_cast<int>(muteOf(number).rule);
    case ViolationRuleNameRole:
        return utf8(ruleName(muteOf(number).rule));
    case ViolationSetRole:
        return static_cast<int>(at.set);
    case ViolationSeverityRole:
        return static_cast<int>(at.worst());
    case ViolationTypeRole: {
        const ViolationNode *event = nearest(number, NodeKind::Event);
        return static_cast<int>(event ? event->type : CallType::Unknown);
    }
    case ViolationEventRole: {
        const ViolationNode *event = nearest(number, NodeKind::Event);
        return event ? utf8(m_document->strings().at(event->name)) : QString();
    }
    case ViolationSourceRole: {
        const ViolationNode *source = nearest(number, NodeKind::Source);
        return source ? int{source->source} : -1;
    }
    case ViolationPatternRole:
        return utf8(m_snapshot->patterns[at.pattern]);
    case ViolationCallsRole:
        return calls.calls;
    case ViolationShareRole:
        return shareOf(calls);
    case ViolationFindingsRole:
        return at.findings[ViolationNode::level(m_least)];
    case ViolationFirstSeqRole:
        return calls.firstSeq;
    case ViolationLastSeqRole:
        return calls.lastSeq;
    case ViolationFirstTimeRole:
        return timeOf(calls.firstSeq);
    case ViolationLastTimeRole:
        return timeOf(calls.lastSeq);
    default:
        return {};
    }
}

qint64 ViolationModel::timeOf(quint32 seq) const
{
    return seq == 0 || seq > m_document->rows().size() ? NoTime : m_document->rows()[seq - 1].receivedAt;
}

QString ViolationModel::sourceName(quint16 source) const
{
    if (source >= m_document->sources().size())
        return {};
    const Source &sender = m_document->sources()[source];
    return QString(utf8(sender.library) + u' ' + utf8(sender.writeKey)).trimmed();
}

QVariant ViolationModel::display(int number, int column) const
{
    const ViolationNode &at = node(number);
    const Sightings &calls = callsOf(at);
    switch (static_cast<ViolationColumn>(column)) {
    case ViolationNameColumn:
        switch (at.kind) {
        case NodeKind::Rule:
            return utf8(ruleName(at.rule));
        case NodeKind::Event:
            return utf8(at.name != 0 ? m_document->strings().at(at.name) : callTypeName(at.type));
        case NodeKind::Source:
            return sourceName(at.source);
        case NodeKind::Field:
            return utf8(m_snapshot->patterns[at.pattern]);
        case NodeKind::Root:
            return {};
        }
        return {};
    case ViolationCallsColumn:
        return calls.calls;
    case ViolationShareColumn:
        return shareOf(calls);
    case ViolationFindingsColumn:
        return at.findings[ViolationNode::level(m_least)];
    case ViolationFirstColumn:
        return calls.firstSeq;
    case ViolationLastColumn:
        return calls.lastSeq;
    case ViolationColumnCount:
        break;
    }
    return {};
}

} // namespace spectap
