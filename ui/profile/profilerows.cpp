// SPDX-License-Identifier: MIT
#include "ui/profile/profilerows.h"

#include "ui/findings/rulewords.h"
#include "ui/profile/profilerowsbuilder.h"
#include "ui/theme/severityglyphs.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr qsizetype LongestValue = 2'000; ///< characters of a value that are shown; all of it is in the call

QString shortened(const QByteArray &json)
{
    QString text = QString::fromUtf8(json.first(std::min(json.size(), 4 * LongestValue)));
    if (text.size() > LongestValue || json.size() > 4 * LongestValue)
        text = text.first(std::min(text.size(), LongestValue)) + u'\u2026';
    return text;
}

bool isWide(ProfileRows::Kind kind)
{
    using Kind = ProfileRows::Kind;
    return kind != Kind::Trait && kind != Kind::Earlier && kind != Kind::Group;
}

} // namespace

/// What the moment that was kept and the cursor differ in.
void ProfileRows::Builder::addChanges()
{
    const quint32 since = m_card.mark;
    if (since == 0)
        return;
    if (since >= m_card.cursor) {
        section(u"changes"_s,
            tr("Comparing from call %1: select a later one", "%1: number and time").arg(callWords(since)));
        return;
    }
    const auto isNew = [&](quint32 seq) { return seq > since && seq <= m_card.cursor; };
    const int changes =
        section(u"changes"_s, tr("Changes since call %1", "%1: number and time").arg(callWords(since)));
    for (const ProfileId &id : m_card.ids) {
        if (isNew(id.broughtBy) && m_nodes[std::size_t(changes)].children.size() < MostRows)
            addId(changes, id);
    }
    for (const TraitHistory &trait : m_card.facts->traits.traits()) {
        const int before = trait.at(since);
        const int now = trait.at(m_card.cursor);
        if (now == before)
            continue;
        const auto value = [&](int i) -> const TraitValue & { return trait.values[std::size_t(i)]; };
        const QString name = QString::fromUtf8(trait.name);
        add(changes, {.kind = Kind::Trait,
                         .key = u"trait "_s + name,
                         .name = name,
                         .value = shortened(value(now).json),
                         .when = timeOf(value(now).seq),
                         .before = before < 0 ? tr("not known") : shortened(value(before).json),
                         .hint = tr("Set by call %1.").arg(callWords(value(now).seq)),
                         .seq = seqOf(value(now).seq)});
    }
    for (const ProfileGroup &group : m_card.facts->groups) {
        const QString id = QString::fromUtf8(m_strings.at(group.id));
        if (isNew(group.firstSeq))
            add(changes, {.kind = Kind::Group,
                             .key = u"group "_s + id,
                             .name = id,
                             .value = tr("joined the group"),
                             .when = timeOf(group.firstSeq),
                             .seq = seqOf(group.firstSeq)});
    }
    if (m_nodes[std::size_t(changes)].children.empty())
        m_nodes[std::size_t(changes)].name = tr("No changes since call %1").arg(callWords(since));
}

void ProfileRows::Builder::addTraits(int parent, const TraitHistories &traits)
{
    for (const TraitHistory &trait : traits.traits()) {
        const int at = trait.at(m_card.cursor);
        if (at < 0)
            continue;
        const auto value = [&](int i) -> const TraitValue & { return trait.values[std::size_t(i)]; };
        const QString name = QString::fromUtf8(trait.name);
        const int row = add(parent, {.kind = Kind::Trait,
                                        .key = name,
                                        .name = name,
                                        .value = shortened(value(at).json),
                                        .when = timeOf(value(at).seq),
                                        .before = at > 0 ? shortened(value(at - 1).json) : QString(),
                                        .hint = tr("Set by call %1.").arg(callWords(value(at).seq)),
                                        .seq = seqOf(value(at).seq)});
        const int last = std::max(0, at - MostRows);
        for (int i = at - 1; i >= last; --i) {
            add(row, {.kind = Kind::Earlier,
                         .key = QString::number(value(i).seq),
                         .name = tr("set by #%1").arg(seqOf(value(i).seq)),
                         .value = shortened(value(i).json),
                         .when = timeOf(value(i).seq),
                         .hint = tr("Until call %1.").arg(callWords(value(i + 1).seq)),
                         .seq = seqOf(value(i).seq)});
        }
        if (last > 0)
            add(row,
                {.kind = Kind::Earlier, .key = u"more"_s, .name = tr("%Ln earlier value(s)", nullptr, last)});
    }
}

void ProfileRows::Builder::addGroups()
{
    int groups = -1;
    for (const ProfileGroup &group : m_card.facts->groups) {
        if (group.firstSeq > m_card.cursor)
            continue;
        if (groups < 0)
            groups = section(u"groups"_s, tr("Groups"));
        const QString id = QString::fromUtf8(m_strings.at(group.id));
        const int row = add(groups, {.kind = Kind::Group,
                                        .key = id,
                                        .name = id,
                                        .when = timeOf(group.firstSeq),
                                        .hint = tr("Since call %1.").arg(callWords(group.firstSeq)),
                                        .seq = seqOf(group.firstSeq)});
        addTraits(row, group.traits);
    }
}

void ProfileRows::Builder::addViolations()
{
    std::vector<const ViolationNode *> rules;
    for (const ViolationNode &node : m_card.facts->violations->nodes) {
        if (node.kind == ViolationNode::Kind::Rule && node.parent == 0 && node.findings[0] > 0)
            rules.push_back(&node);
    }
    if (rules.empty())
        return;
    std::stable_sort(rules.begin(), rules.end(), [](const ViolationNode *a, const ViolationNode *b) {
        return a->worst() != b->worst() ? a->worst() > b->worst() : a->calls[0].calls > b->calls[0].calls;
    });
    const int section = this->section(u"violations"_s, tr("Violations"));
    for (const ViolationNode *node : rules) {
        const quint32 first = node->calls[0].firstSeq;
        add(section, {.kind = Kind::Violation,
                         .key = QString::fromLatin1(ruleName(node->rule)),
                         .name = ruleTitle(node->rule),
                         .value = tr("%Ln call(s)", nullptr, int(node->calls[0].calls)),
                         .when = timeOfCall(first),
                         .hint = tr("First in call %1.").arg(wordsOfCall(first)),
                         .seq = first,
                         .severity = node->worst()});
    }
}

ProfileRows::ProfileRows(QObject *parent)
    : QAbstractItemModel(parent)
    , m_nodes(1)
{
}

void ProfileRows::setCard(const ProfileCard &card, const StringPool &strings, const RowStore &rows)
{
    beginResetModel();
    m_nodes.assign(1, {});
    if (card.profile != IdentityGraph::NoProfile)
        Builder(m_nodes, card, strings, rows).build();
    endResetModel();
}

const ProfileRows::Node *ProfileRows::nodeOf(const QModelIndex &index) const
{
    return &m_nodes[index.isValid() ? std::size_t(index.internalId()) : 0];
}

QModelIndex ProfileRows::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(nodeOf(parent)->children[std::size_t(row)]));
}

QModelIndex ProfileRows::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int parent = nodeOf(index)->parent;
    return parent <= 0 ? QModelIndex() : createIndex(m_nodes[std::size_t(parent)].row, 0, quintptr(parent));
}

int ProfileRows::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int ProfileRows::columnCount(const QModelIndex &) const
{
    return ProfileColumnCount;
}

QVariant ProfileRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    const QString &cell = index.column() == ProfileNameColumn    ? node.name
                          : index.column() == ProfileValueColumn ? node.value
                                                                 : node.when;
    switch (role) {
    case Qt::DisplayRole:
        return cell;
    case Qt::ToolTipRole:
        return node.hint.isEmpty() ? QVariant() : QVariant(cell + u'\n' + node.hint);
    case Qt::DecorationRole:
        return (node.kind == Kind::Violation || node.kind == Kind::Conflict) &&
                       index.column() == ProfileNameColumn
                   ? QVariant(severityIcon(node.severity))
                   : QVariant();
    case Qt::AccessibleTextRole: {
        QStringList words{node.tag, node.name, node.value,
            node.before.isEmpty() ? QString() : Builder::before(node.before), node.when};
        words.removeAll(QString());
        return index.column() == ProfileNameColumn ? words.join(u", "_s) : cell;
    }
    case ProfileKeyRole:
        return node.key;
    case ProfileKindRole:
        return static_cast<int>(node.kind);
    case ProfileSeqRole:
        return node.seq;
    case ProfileBeforeRole:
        return node.before;
    case ProfileTagRole:
        return node.tag;
    case ProfileWideRole:
        return isWide(node.kind);
    case ProfileCopyRole:
        return (isWide(node.kind) && node.kind != Kind::Violation) || node.kind == Kind::Group ? node.name
                                                                                               : node.value;
    default:
        return {};
    }
}

} // namespace spectap
