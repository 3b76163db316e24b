// SPDX-License-Identifier: MIT
#include "ui/profile/profilerows.h"

#include "ui/findings/rulewords.h"
#include "ui/inspector/findingwords.h"
#include "ui/numbers.h"
#include "ui/profile/differencewords.h"
#include "ui/theme/severityglyphs.h"
#include "ui/timeline/timelinepainter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int MostRows =
    200; ///< ids, or values of a trait: a tree of more is of use to nobody, the JSON has them all
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

/// Fills the nodes from a card.
class ProfileRows::Builder
{
public:
    Builder(
        std::vector<Node> &nodes, const ProfileCard &card, const StringPool &strings, const RowStore &rows)
        : m_nodes(nodes)
        , m_card(card)
        , m_strings(strings)
        , m_rows(rows)
    {
    }

    void build()
    {
        if (m_card.facts)
            addChanges();
        addIds();
        if (m_card.facts)
            addExternals();
        addConflicts();
        addDifferences();
        if (!m_card.facts)
            return;
        addTraits(section(u"traits"_s,
                      tr("Traits after call %1", "%1: number and time").arg(callWords(m_card.cursor))),
            m_card.facts->traits);
        addGroups();
        addViolations();
    }

    [[nodiscard]] static QString before(const QString &value) { return tr("was %1").arg(value); }

private:
    static QString tr(const char *text, const char *about = nullptr, int n = -1)
    {
        return QCoreApplication::translate("ProfileRows", text, about, n);
    }

    [[nodiscard]] QString timeOfCall(quint32 seq) const
    {
        return seq > 0 && seq <= m_rows.size() ? clockTime(m_rows[seq - 1].eventTime) : QString();
    }
    [[nodiscard]] quint32 seqOf(quint32 position) const { return m_card.order.seqOf(position); }
    [[nodiscard]] QString timeOf(quint32 position) const { return timeOfCall(seqOf(position)); }
    [[nodiscard]] QString wordsOfCall(quint32 seq) const
    {
        return u"#%1, %2"_s.arg(seq).arg(timeOfCall(seq));
    }
    [[nodiscard]] QString callWords(quint32 position) const { return wordsOfCall(seqOf(position)); }

    int add(int parent, Node node)
    {
        const int number = static_cast<int>(m_nodes.size());
        Node &above = m_nodes[static_cast<std::size_t>(parent)];
        node.parent = parent;
        node.row = static_cast<int>(above.children.size());
        node.key = above.key + u'/' + node.key;
        above.children.push_back(number);
        m_nodes.push_back(std::move(node));
        return number;
    }
    int section(const QString &key, const QString &title, const QString &value = {})
    {
        return add(0, {.kind = Kind::Section, .key = key, .name = title, .value = value});
    }

    void addId(int parent, const ProfileId &id)
    {
        QString hint = tr("Seen from %1 to %2.").arg(callWords(id.firstSeq), callWords(id.lastSeq)) + u'\n';
        hint += id.linked
                    ? tr("Joined this person with call %1.").arg(callWords(id.broughtBy))
                    : tr("Came with call %1; no call has joined it to a user.").arg(callWords(id.broughtBy));
        if (id.left)
            hint += u'\n' + tr("Has been handed over to another person since.");
        const QString tag =
            id.kind == IdKind::External ? QString::fromUtf8(id.type) : TimelinePainter::tagOf(id.kind);
        add(parent, {.kind = Kind::Id,
                        .key = tag + QString::fromUtf8(id.value),
                        .name = QString::fromUtf8(id.value),
                        .value = id.left ? tr("%Ln call(s), handed over", nullptr, int(id.calls))
                                         : tr("%Ln call(s)", nullptr, int(id.calls)),
                        .when = timeOf(id.broughtBy),
                        .tag = tag,
                        .hint = hint,
                        .seq = seqOf(id.broughtBy)});
    }

    void addIds()
    {
        const int ids = section(u"ids"_s, tr("IDs"));
        const std::size_t shown = std::min<std::size_t>(m_card.ids.size(), MostRows);
        for (std::size_t i = 0; i < shown; ++i)
            addId(ids, m_card.ids[i]);
        if (shown < m_card.ids.size())
            add(ids, {.kind = Kind::Earlier,
                         .key = u"more"_s,
                         .name = tr("%Ln more ID(s)", nullptr, int(m_card.ids.size() - shown))});
    }

    /// Emails, devices… that are none of the ids above.
    void addExternals()
    {
        int section = -1;
        std::size_t shown = 0;
        for (const ProfileExternal &external : m_card.facts->externals) {
            if (external.firstSeq > m_card.cursor || external.id.type >= m_card.policy->types.size())
                continue;
            const QByteArray &type = m_card.policy->types[external.id.type].name;
            const QByteArrayView value = m_strings.at(external.id.value);
            const bool joins = std::ranges::any_of(m_card.ids, [&](const ProfileId &id) {
                return id.kind == IdKind::External && id.type == type && id.value == value;
            });
            if (joins || ++shown > MostRows)
                continue;
            if (section < 0)
                section = this->section(u"externals"_s, tr("External IDs"));
            const QString name = QString::fromUtf8(value);
            const QString calls = tr("%Ln call(s)", nullptr, int(external.calls));
            QString hint =
                tr("Seen from %1 to %2.").arg(callWords(external.firstSeq), callWords(external.lastSeq));
            hint += u'\n' + (external.id.blocked ? tr("A placeholder: no reading joins by it.")
                                                 : tr("The Unify reading joins by it."));
            add(section, {.kind = Kind::Id,
                             .key = QString::fromUtf8(type) + name,
                             .name = name,
                             .value = external.id.blocked ? tr("%1, a placeholder").arg(calls) : calls,
                             .when = timeOf(external.firstSeq),
                             .tag = QString::fromUtf8(type),
                             .hint = hint,
                             .seq = seqOf(external.firstSeq)});
        }
        if (shown > MostRows)
            add(section, {.kind = Kind::Earlier,
                             .key = u"more"_s,
                             .name = tr("%Ln more ID(s)", nullptr, int(shown - MostRows))});
    }

    /// What should not have happened to the ids, with its calls and what to do.
    void addConflicts()
    {
        if (m_card.conflicts.empty())
            return;
        const int section = this->section(u"conflicts"_s, tr("Conflicts and hints"));
        const std::size_t shown = std::min<std::size_t>(m_card.conflicts.size(), MostRows);
        for (std::size_t i = 0; i < shown; ++i) {
            const PeopleConflict &conflict = m_card.conflicts[i];
            const FindingWords words = wordsFor(conflict.finding);
            const QString fix = QString(words.fix + u' ' + words.fixCode).trimmed();
            const QString title = words.title.isEmpty() ? ruleTitle(conflict.finding.rule) : words.title;
            const int row = add(
                section, {.kind = Kind::Conflict,
                             .key = title + QString::number(conflict.seq),
                             .name = title,
                             .value = u"#%1"_s.arg(conflict.seq),
                             .when = timeOfCall(conflict.seq),
                             .hint = QString(words.sentence + u'\n' + fix),
                             .seq = conflict.seq,
                             .severity = isHint(conflict.finding.rule) ? Severity::Info : Severity::Error});
            const auto tell = [&](const char *key, const QString &text, quint32 seq) {
                add(row, {.kind = Kind::Detail,
                             .key = QString::fromLatin1(key),
                             .name = text,
                             .when = timeOfCall(seq),
                             .hint = words.sentence,
                             .seq = seq});
            };
            tell("what", words.sentence, conflict.seq);
            if (conflict.earlierSeq != 0)
                tell("earlier", tr("Before it: call %1").arg(wordsOfCall(conflict.earlierSeq)),
                    conflict.earlierSeq);
            if (!fix.isEmpty())
                tell("fix", tr("Fix: %1").arg(fix), conflict.seq);
        }
        if (shown < m_card.conflicts.size())
            add(section, {.kind = Kind::Earlier,
                             .key = u"more"_s,
                             .name = tr("%Ln more", nullptr, int(m_card.conflicts.size() - shown))});
    }

    /// What the person would be in the other readings, and in the other order.
    void addDifferences()
    {
        if (m_card.others.empty())
            return;
        const int others = section(u"others"_s, tr("Read otherwise"));
        const std::size_t shown = std::min<std::size_t>(m_card.others.size(), MostRows);
        for (std::size_t i = 0; i < shown; ++i) {
            const PeopleDifference &other = m_card.others[i];
            const quint32 seq = other.difference.seq;
            const QString words = differenceWords(other, m_strings);
            add(others, {.kind = Kind::Difference,
                            .key = words,
                            .name = words,
                            .value = u"#%1"_s.arg(seq),
                            .when = timeOfCall(seq),
                            .hint = tr("Decided by call %1.").arg(wordsOfCall(seq)),
                            .seq = seq});
        }
        if (shown < m_card.others.size())
            add(others,
                {.kind = Kind::Earlier,
                    .key = u"more"_s,
                    .name = tr("%Ln more difference(s)", nullptr, int(m_card.others.size() - shown))});
    }

    /// What the moment that was kept and the cursor differ in.
    void addChanges()
    {
        const quint32 since = m_card.mark;
        if (since == 0)
            return;
        if (since >= m_card.cursor) {
            section(u"changes"_s, tr("Comparing from call %1: select a later one", "%1: number and time")
                                      .arg(callWords(since)));
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

    void addTraits(int parent, const TraitHistories &traits)
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
                add(row, {.kind = Kind::Earlier,
                             .key = u"more"_s,
                             .name = tr("%Ln earlier value(s)", nullptr, last)});
        }
    }

    void addGroups()
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

    void addViolations()
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

    std::vector<Node> &m_nodes;
    const ProfileCard &m_card;
    const StringPool &m_strings;
    const RowStore &m_rows;
};

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
