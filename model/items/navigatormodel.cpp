// SPDX-License-Identifier: MIT
#include "model/items/navigatormodel.h"

#include "model/items/identitylens.h"
#include "model/items/profilecard.h"
#include "model/items/sentidentityreader.h"
#include "model/query/queryterms.h"

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

constexpr int IntervalMs = 250;
/// Finding out what stands for a person takes time in proportion to its ids: of those with more calls than
/// this it is found out again when they have a quarter more.
constexpr quint32 ManyCalls = 2000;

constexpr std::size_t MostIds = 100; ///< in the clause that finds a person

constexpr CallType TypeOrder[] = {CallType::Track, CallType::Page, CallType::Screen, CallType::Identify,
    CallType::Group, CallType::Alias, CallType::Unknown};

quint64 keyOf(NavigatorList list, bool isType, quint32 key)
{
    return (quint64(static_cast<unsigned>(list)) << 40) | (quint64(isType) << 32) | key;
}

double share(const CallCount &count)
{
    return count.calls == 0 ? 0 : static_cast<double>(count.problems) / count.calls;
}

} // namespace

NavigatorModel::NavigatorModel(
    SessionDocument *document, const CallTally *tally, const IdentityLens *lens, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
    , m_tally(tally)
    , m_lens(lens)
{
    clear();
    connect(m_tally, &CallTally::changed, this, &NavigatorModel::refresh);
    connect(m_tally, &CallTally::reset, this, [this] {
        beginResetModel();
        clear();
        endResetModel();
    });
    m_usersDue.setSingleShot(true);
    m_usersDue.setInterval(IntervalMs);
    connect(&m_usersDue, &QTimer::timeout, this, &NavigatorModel::refreshUsers);
    for (const auto change : {&IdentityLens::restarted, &IdentityLens::grown}) {
        connect(m_lens, change, this, [this] {
            if (!m_usersDue.isActive())
                m_usersDue.start();
        });
    }
    m_document->sentReader()->want(this, SentIdentityReader::Wish::Names);
    connect(m_document->sentReader(), &SentIdentityReader::namesChanged, this, [this] {
        m_nameAgain = true;
        if (!m_usersDue.isActive())
            m_usersDue.start();
    });
    refresh();
}

void NavigatorModel::clear()
{
    m_nodes.clear();
    m_numbers.clear();
    for (int list = 0; list < NavigatorLists; ++list)
        m_nodes.push_back({.list = static_cast<NavigatorList>(list), .row = list});
}

void NavigatorModel::setOrder(NavigatorList list, NavigatorOrder order)
{
    m_orders[at(list)] = order;
    refresh();
}

quint32 NavigatorModel::userCount() const
{
    return m_lens->graph().profileCount();
}

void NavigatorModel::refresh()
{
    refreshSources();
    refreshEvents();
    refreshUsers();
}

void NavigatorModel::refreshSources()
{
    const std::vector<Source> &sources = m_document->sources();
    const std::vector<CallCount> &counts = m_tally->sources();
    std::vector<int> wanted;
    for (std::size_t i = 0; i < std::min(counts.size(), sources.size()); ++i) {
        if (counts[i].calls == 0)
            continue;
        const auto key = static_cast<quint32>(i);
        const int number = nodeOf(
            keyOf(NavigatorList::Sources, false, key), {.list = NavigatorList::Sources,
                                                           .key = key,
                                                           .name = QString::fromUtf8(sources[i].library),
                                                           .note = QString::fromUtf8(sources[i].writeKey)});
        m_nodes[static_cast<std::size_t>(number)].count = counts[i];
        wanted.push_back(number);
    }
    arrange(static_cast<int>(NavigatorList::Sources), std::move(wanted));
}

void NavigatorModel::refreshEvents()
{
    constexpr auto List = NavigatorList::Events;
    std::array<std::vector<int>, CallTypeCount> below;
    const std::vector<CallTally::Event> &events = m_tally->events();
    std::vector<int> types;
    for (const CallType type : TypeOrder) {
        const CallCount &count = m_tally->types()[static_cast<std::size_t>(type)];
        if (count.calls == 0)
            continue;
        const auto key = static_cast<quint32>(type);
        const int number =
            nodeOf(keyOf(List, true, key), {.list = List, .type = type, .isType = true, .key = key});
        m_nodes[static_cast<std::size_t>(number)].count = count;
        types.push_back(number);
    }
    for (std::size_t i = 0; i < events.size(); ++i) {
        const CallTally::Event &event = events[i];
        const QByteArrayView name = m_document->strings().at(event.name);
        if (name.isEmpty() || event.count.calls == 0)
            continue; // the type itself stands for calls without a name
        const auto key = static_cast<quint32>(i);
        const int number = nodeOf(keyOf(List, false, key),
            {.list = List, .type = event.type, .key = key, .name = QString::fromUtf8(name)});
        m_nodes[static_cast<std::size_t>(number)].count = event.count;
        m_nodes[static_cast<std::size_t>(number)].nearMiss = event.nearMiss;
        below[static_cast<std::size_t>(event.type)].push_back(number);
    }
    arrange(static_cast<int>(List), types);
    for (const int type : types) {
        const CallType which = m_nodes[static_cast<std::size_t>(type)].type;
        arrange(type, std::move(below[static_cast<std::size_t>(which)]));
    }
}

void NavigatorModel::refreshUsers()
{
    constexpr auto List = NavigatorList::Users;
    m_usersDue.stop();
    const bool nameAgain = std::exchange(m_nameAgain, false);
    const IdentityGraph &graph = m_lens->graph();
    const std::vector<IdentityProfile> &profiles = graph.profiles();
    std::vector<quint32> live;
    for (quint32 i = 0; i < profiles.size(); ++i) {
        if (!profiles[i].merged && profiles[i].calls > 0)
            live.push_back(i);
    }
    const auto busier = [&](quint32 a, quint32 b) {
        return std::pair(profiles[b].calls, a) < std::pair(profiles[a].calls, b);
    };
    if (live.size() > MostUsers) {
        std::nth_element(live.begin(), live.begin() + std::ptrdiff_t{MostUsers}, live.end(), busier);
        live.resize(MostUsers);
    }
    std::vector<int> wanted;
    for (const quint32 profile : live) {
        const int number = nodeOf(keyOf(List, false, profile), {.list = List, .key = profile});
        Node &node = m_nodes[static_cast<std::size_t>(number)];
        const quint32 calls = profiles[profile].calls;
        const quint32 before = node.count.calls;
        if (nameAgain ||
            (calls != before && (calls < ManyCalls || calls < before || calls - before > before / 4)))
            describe(node);
        node.count.calls = calls;
        node.conflict = profiles[profile].troubled;
        wanted.push_back(number);
    }
    arrange(static_cast<int>(List), std::move(wanted));
}

/// What a person is called and found by.
void NavigatorModel::describe(Node &node) const
{
    const IdentityGraph &graph = m_lens->graph();
    const StringPool &strings = m_document->strings();
    const ProfileCard card = profileCard(graph, strings, node.key);
    std::vector<IdIndex> ids = graph.idsOf(node.key);
    ids.resize(std::min(ids.size(), MostIds));
    const QString id = QString::fromUtf8(card.id);
    const QString name = QString::fromUtf8(
        m_document->sentReader()->names().nameOf(graph, m_lens->order(), node.key, ids, strings));
    node.name = name.isEmpty() ? id : name;
    node.note = name.isEmpty() || name == id ? QString() : id;
    // Who takes a new anonymousId with every call has the userId in common.
    node.term = card.ids.size() > MostIds ? QString(u"user=" + inQuotes(id)) : profileFilter(card);
}

int NavigatorModel::nodeOf(quint64 key, const Node &fresh)
{
    const auto known = m_numbers.constFind(key);
    if (known != m_numbers.cend())
        return *known;
    const auto number = static_cast<int>(m_nodes.size());
    m_nodes.push_back(fresh);
    m_nodes.back().row = -1;
    m_numbers.insert(key, number);
    return number;
}

bool NavigatorModel::comesBefore(int a, int b) const
{
    const Node &one = m_nodes[static_cast<std::size_t>(a)];
    const Node &other = m_nodes[static_cast<std::size_t>(b)];
    if (one.isType)
        return std::find(std::begin(TypeOrder), std::end(TypeOrder), one.type) <
               std::find(std::begin(TypeOrder), std::end(TypeOrder), other.type);
    switch (m_orders[at(one.list)]) {
    case NavigatorOrder::Calls:
        if (one.count.calls != other.count.calls)
            return one.count.calls > other.count.calls;
        break;
    case NavigatorOrder::Problems:
        if (share(one.count) != share(other.count))
            return share(one.count) > share(other.count);
        break;
    case NavigatorOrder::Name:
        break;
    }
    const int order = one.name.compare(other.name, Qt::CaseInsensitive);
    return order != 0 ? order < 0 : std::pair(one.name, a) < std::pair(other.name, b);
}

/// Has `parent` show just these, in order, so that views keep what is selected and open.
void NavigatorModel::arrange(int parent, std::vector<int> wanted)
{
    std::sort(wanted.begin(), wanted.end(), [this](int a, int b) { return comesBefore(a, b); });
    unlist(parent, wanted);
    const auto shown = [&]() -> std::vector<int> & {
        return m_nodes[static_cast<std::size_t>(parent)].children;
    };
    std::vector<int> fresh;
    for (const int number : wanted) {
        if (m_nodes[static_cast<std::size_t>(number)].row < 0)
            fresh.push_back(number);
    }
    if (!fresh.empty()) {
        const int first = static_cast<int>(shown().size());
        beginInsertRows(indexOf(parent), first, first + static_cast<int>(fresh.size()) - 1);
        for (const int number : fresh)
            m_nodes[static_cast<std::size_t>(number)].parent = parent;
        shown().insert(shown().end(), fresh.begin(), fresh.end());
        renumber(parent);
        endInsertRows();
    }
    if (shown() != wanted)
        reorder(parent, wanted);
    if (!wanted.empty())
        emit dataChanged(indexOf(wanted.front()), indexOf(wanted.back()));
}

void NavigatorModel::unlist(int parent, const std::vector<int> &wanted)
{
    std::vector<bool> keep(m_nodes.size());
    for (const int number : wanted)
        keep[static_cast<std::size_t>(number)] = true;
    std::vector<int> &shown = m_nodes[static_cast<std::size_t>(parent)].children;
    for (int row = static_cast<int>(shown.size()) - 1; row >= 0; --row) {
        const int number = shown[static_cast<std::size_t>(row)];
        if (keep[static_cast<std::size_t>(number)])
            continue;
        beginRemoveRows(indexOf(parent), row, row);
        shown.erase(shown.begin() + row);
        m_nodes[static_cast<std::size_t>(number)].row = -1;
        renumber(parent);
        endRemoveRows();
    }
}

void NavigatorModel::reorder(int parent, const std::vector<int> &wanted)
{
    emit layoutAboutToBeChanged({indexOf(parent)}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> numbers;
    for (const QModelIndex &index : before)
        numbers.push_back(static_cast<int>(index.internalId()));
    m_nodes[static_cast<std::size_t>(parent)].children = wanted;
    renumber(parent);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.push_back(indexOf(numbers[static_cast<std::size_t>(i)], before[i].column()));
    changePersistentIndexList(before, after);
    emit layoutChanged({indexOf(parent)}, VerticalSortHint);
}

void NavigatorModel::renumber(int parent)
{
    int row = 0;
    for (const int number : m_nodes[static_cast<std::size_t>(parent)].children)
        m_nodes[static_cast<std::size_t>(number)].row = row++;
}

QModelIndex NavigatorModel::root(NavigatorList list) const
{
    return index(static_cast<int>(list), 0);
}

QModelIndex NavigatorModel::indexOf(int node, int column) const
{
    return createIndex(m_nodes[static_cast<std::size_t>(node)].row, column, static_cast<quintptr>(node));
}

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return indexOf(row, column);
    return indexOf(m_nodes[parent.internalId()].children[static_cast<std::size_t>(row)], column);
}

QModelIndex NavigatorModel::parent(const QModelIndex &child) const
{
    const int above = child.isValid() ? m_nodes[child.internalId()].parent : -1;
    return above < 0 ? QModelIndex() : indexOf(above);
}

int NavigatorModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return NavigatorLists;
    return parent.column() > 0 ? 0 : static_cast<int>(m_nodes[parent.internalId()].children.size());
}

int NavigatorModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QString NavigatorModel::term(const Node &node) const
{
    const QString type = u"type:" + QString::fromLatin1(callTypeName(node.type));
    switch (node.list) {
    case NavigatorList::Sources:
        if (node.parent < 0)
            return {};
        // Without a write key or a library there is nothing to ask for but that there is none.
        return (node.name.isEmpty() ? QStringLiteral("-lib:*") : QString(u"lib=" + inQuotes(node.name))) +
               u' ' +
               (node.note.isEmpty() ? QStringLiteral("-key:*") : QString(u"key=" + inQuotes(node.note)));
    case NavigatorList::Events:
        return node.parent < 0 ? QString()
               : node.isType   ? type
                               : QString(type + u" event=" + inQuotes(node.name));
    case NavigatorList::Users:
        return node.term;
    }
    return {};
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = m_nodes[index.internalId()];
    switch (role) {
    case Qt::DisplayRole:
    case NavigatorNameRole:
        return node.name;
    case NavigatorListRole:
        return static_cast<int>(node.list);
    case NavigatorTypeRole:
        return node.list == NavigatorList::Events && node.parent >= 0 ? static_cast<int>(node.type) : -1;
    case NavigatorNoteRole:
        return node.note;
    case NavigatorCallsRole:
        return node.count.calls;
    case NavigatorProblemsRole:
        return node.count.problems;
    case NavigatorNearMissRole:
        return node.nearMiss;
    case NavigatorConflictRole:
        return node.conflict;
    case NavigatorTermRole:
        return term(node);
    default:
        return {};
    }
}

} // namespace spectap
