// SPDX-License-Identifier: MIT
#pragma once

#include "ui/numbers.h"
#include "ui/profile/profilerows.h"

#include <QCoreApplication>

namespace spectap {

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
        addTraits(section(QStringLiteral("traits"),
                      tr("Traits after call %1", "%1: number and time").arg(callWords(m_card.cursor))),
            m_card.facts->traits);
        addGroups();
        addViolations();
    }

    [[nodiscard]] static QString before(const QString &value) { return tr("was %1").arg(value); }

private:
    /// Ids, or values of a trait: a tree of more is of use to nobody, the JSON has them all.
    static constexpr int MostRows = 200;

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
        return QStringLiteral("#%1, %2").arg(seq).arg(timeOfCall(seq));
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

    void addId(int parent, const ProfileId &id);
    void addIds();
    /// Emails, devices… that are none of the ids above.
    void addExternals();
    /// What should not have happened to the ids, with its calls and what to do.
    void addConflicts();
    /// What the person would be in the other readings, and in the other order.
    void addDifferences();
    /// What the moment that was kept and the cursor differ in.
    void addChanges();
    void addTraits(int parent, const TraitHistories &traits);
    void addGroups();
    void addViolations();

    std::vector<Node> &m_nodes;
    const ProfileCard &m_card;
    const StringPool &m_strings;
    const RowStore &m_rows;
};

} // namespace spectap
