// SPDX-License-Identifier: MIT
#include "model/items/specmodel.h"

#include "model/spec/checkvalues.h"
#include "model/spec/formats.h"
#include "model/support/utf8.h"

#include <algorithm>

namespace spectap {

namespace {

constexpr int None = SpecTree::None;

/// "a…b", with nothing where there is no bound.
QString range(const QString &least, const QString &most)
{
    return least.isEmpty() && most.isEmpty() ? QString() : least + u'…' + most;
}

template <typename Number> QString bound(const std::optional<Number> &value)
{
    return value ? QString::number(*value) : QString();
}

QString boundsOf(const FieldSpec &field)
{
    const QString values = range(bound(field.minimum), bound(field.maximum));
    const QString length = range(bound(field.minLength), bound(field.maxLength));
    return length.isEmpty() ? values : length + QStringLiteral(" characters");
}

} // namespace

SpecModel::SpecModel(std::shared_ptr<const Checker> checker, QObject *parent)
    : QAbstractItemModel(parent)
    , m_checker(std::move(checker))
    , m_tree(std::make_unique<const SpecTree>(m_checker))
{
}

void SpecModel::setChecker(std::shared_ptr<const Checker> checker)
{
    beginResetModel();
    m_checker = std::move(checker);
    m_coverage.reset();
    m_tree = std::make_unique<const SpecTree>(m_checker);
    endResetModel();
}

void SpecModel::setCoverage(std::shared_ptr<const Coverage> coverage)
{
    if (coverage && &coverage->checker() != m_checker.get())
        return;
    m_coverage = std::move(coverage);
    const QList<int> roles{
        Qt::DisplayRole, SpecCallsRole, SpecFirstSeqRole, SpecLastSeqRole, SpecEventsSeenRole};
    for (int item = None; item < static_cast<int>(m_tree->items().size()); ++item) {
        const auto rows = static_cast<int>(m_tree->childrenOf(item).size());
        if (rows == 0)
            continue;
        const QModelIndex above = indexFor(item);
        emit dataChanged(index(0, 0, above), index(rows - 1, SpecColumnCount - 1, above), roles);
    }
}

QModelIndex SpecModel::indexOfEvent(const QByteArray &id, const QByteArray &path) const
{
    return indexFor(m_tree->eventItem(id, path));
}

QModelIndex SpecModel::indexOfCall(CallType type, const QByteArray &path) const
{
    return indexFor(m_tree->callItem(type, path));
}

int SpecModel::itemAt(const QModelIndex &index)
{
    return index.isValid() ? static_cast<int>(index.internalId()) : None;
}

QModelIndex SpecModel::indexFor(int item) const
{
    return item == None ? QModelIndex() : createIndex(m_tree->at(item).row, 0, static_cast<quintptr>(item));
}

QModelIndex SpecModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const int item = m_tree->childrenOf(itemAt(parent))[static_cast<std::size_t>(row)];
    return createIndex(row, column, static_cast<quintptr>(item));
}

QModelIndex SpecModel::parent(const QModelIndex &child) const
{
    const int item = itemAt(child);
    return item == None ? QModelIndex() : indexFor(m_tree->at(item).parent);
}

int SpecModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(m_tree->childrenOf(itemAt(parent)).size());
}

int SpecModel::columnCount(const QModelIndex &) const
{
    return SpecColumnCount;
}

Sightings SpecModel::seen(const Item &item) const
{
    Sightings sum;
    const auto add = [&sum](const Sightings &one) {
        sum.calls += one.calls;
        sum.lastSeq = std::max(sum.lastSeq, one.lastSeq);
        if (one.firstSeq != 0 && (sum.firstSeq == 0 || one.firstSeq < sum.firstSeq))
            sum.firstSeq = one.firstSeq;
    };
    if (!m_coverage)
        return sum;
    switch (item.kind) {
    case SpecTree::Kind::Event:
    case SpecTree::Kind::Call:
        add(m_coverage->subjects()[static_cast<std::size_t>(item.subject)].seen);
        break;
    case SpecTree::Kind::Field:
        for (const int node : item.nodes)
            add(m_coverage->node(node).seen);
        break;
    case SpecTree::Kind::Common:
        for (int type = 1; type < CallTypeCount; ++type)
            add(m_coverage->subjects()[static_cast<std::size_t>(type) - 1].seen);
        break;
    case SpecTree::Kind::Spec:
    case SpecTree::Kind::Group: // a call is one event of one group, so that the sum is of different calls
        for (const int child : item.children) {
            if (m_tree->at(child).kind != SpecTree::Kind::Common)
                add(seen(m_tree->at(child)));
        }
        break;
    case SpecTree::Kind::Heading:
    case SpecTree::Kind::Fact:
        break;
    }
    return sum;
}

void SpecModel::countEvents(const Item &item, uint &events, uint &seenEvents) const
{
    for (const int child : item.children) {
        const Item &below = m_tree->at(child);
        if (below.kind == SpecTree::Kind::Event || below.kind == SpecTree::Kind::Call) {
            ++events;
            seenEvents += seen(below).calls > 0;
        } else if (below.kind == SpecTree::Kind::Group) {
            countEvents(below, events, seenEvents);
        }
    }
}

QVariant SpecModel::data(const QModelIndex &index, int role) const
{
    const int number = itemAt(index);
    if (number == None)
        return {};
    const Item &item = m_tree->at(number);
    switch (role) {
    case Qt::DisplayRole:
        return display(item, index.column());
    case SpecKindRole:
        return static_cast<int>(item.kind);
    case SpecNameRole:
        return utf8(item.name);
    case SpecPathRole:
        return item.kind == SpecTree::Kind::Fact ? factData(item, role) : utf8(m_tree->pathOf(item));
    case SpecFactRole:
        return static_cast<int>(item.fact);
    case SpecEventIdRole: {
        const EventSpec *event = m_tree->eventOf(item);
        return event ? utf8(event->id) : QString();
    }
    case SpecCallRole:
        return static_cast<int>(m_tree->callOf(item));
    case SpecCallsRole:
        return seen(item).calls;
    case SpecFirstSeqRole:
        return seen(item).firstSeq;
    case SpecLastSeqRole:
        return seen(item).lastSeq;
    case SpecEventsRole:
    case SpecEventsSeenRole: {
        uint events = 0;
        uint seenEvents = 0;
        countEvents(item, events, seenEvents);
        return role == SpecEventsRole ? events : seenEvents;
    }
    case SpecTitleRole:
    case SpecNotesRole:
    case SpecNoteDocsRole:
        return pageData(item, role);
    case SpecSearchRole: {
        QStringList words{utf8(item.name), utf8(m_tree->pathOf(item)), index.data(SpecMeansRole).toString()};
        words += index.data(SpecAliasesRole).toStringList();
        words += index.data(SpecDeprecatedRole).toStringList();
        return words.join(u' ');
    }
    default:
        break;
    }
    if (item.kind == SpecTree::Kind::Event)
        return eventData(*m_tree->eventOf(item), role);
    if (item.kind == SpecTree::Kind::Fact)
        return factData(item, role);
    if (item.field)
        return fieldData(*item.field, role);
    return role == SpecPresenceRole ? QVariant(-1) : QVariant();
}

QVariant SpecModel::display(const Item &item, int column) const
{
    const bool isEvent = item.kind == SpecTree::Kind::Event;
    switch (static_cast<SpecColumn>(column)) {
    case SpecNameColumn:
        return utf8(item.name);
    case SpecTypeColumn:
        return item.field ? fieldData(*item.field, SpecTypeTextRole) : QVariant();
    case SpecPresenceColumn:
        return item.field ? static_cast<int>(item.field->presence) : -1;
    case SpecMeansColumn:
        return isEvent      ? utf8(m_tree->eventOf(item)->means)
               : item.field ? utf8(item.field->means)
                            : factData(item, SpecMeansRole).toString();
    case SpecSeenColumn:
        return seen(item).calls;
    case SpecColumnCount:
        break;
    }
    return {};
}

QVariant SpecModel::eventData(const EventSpec &event, int role) const
{
    switch (role) {
    case SpecMeansRole:
        return utf8(event.means);
    case SpecDocRole:
        return utf8(event.doc);
    case SpecAliasesRole:
        return utf8(event.aliases);
    case SpecDeprecatedRole:
        return utf8(event.deprecated);
    case SpecNoteRole:
        return utf8(event.note);
    case SpecSentByRole:
        return utf8(event.sentBy);
    case SpecPresenceRole:
        return -1;
    default:
        return {};
    }
}

QVariant SpecModel::fieldData(const FieldSpec &field, int role) const
{
    switch (role) {
    case SpecTypesRole:
        return static_cast<int>(field.types);
    case SpecItemTypesRole:
        return static_cast<int>(field.itemTypes);
    case SpecTypeTextRole:
        return utf8(typeNames(field));
    case SpecPresenceRole:
        return static_cast<int>(field.presence);
    case SpecWhenRole:
        return utf8(field.when);
    case SpecFormatRole:
        return static_cast<int>(field.format);
    case SpecFormatTextRole:
        return utf8(formatName(field.format));
    case SpecValuesRole:
        return utf8(field.values);
    case SpecBoundsRole:
        return boundsOf(field);
    case SpecAliasesRole:
        return utf8(field.aliases);
    case SpecDeprecatedRole:
        return utf8(field.deprecated);
    case SpecMeansRole:
        return utf8(field.means);
    case SpecExampleRole:
        return utf8(field.example);
    case SpecNoteRole:
        return utf8(field.note);
    case SpecDefaultRole:
        return utf8(field.preset);
    case SpecSentByRole:
        return utf8(field.addedBy);
    case SpecDocRole:
        return utf8(field.doc);
    default:
        return {};
    }
}

} // namespace spectap
