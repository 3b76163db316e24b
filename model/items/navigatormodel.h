// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calltally.h"

#include <QAbstractItemModel>

#include <array>
#include <vector>

namespace spectap {

class IdentityLens;

/// The three lists of the Navigator: rows of the model's top level, in this order.
enum class NavigatorList : quint8
{
    Sources,
    Events,
    Users
};
inline constexpr int NavigatorLists = 3;

/// Facts behind a row. No words, no colours: ui/ makes them.
enum NavigatorRole
{
    NavigatorListRole = Qt::UserRole + 1, ///< int of NavigatorList
    NavigatorTypeRole,                    ///< int of CallType; -1: not a type or event
    NavigatorNameRole,                    ///< QString: library, event name or person; empty: has none
    NavigatorNoteRole,                    ///< QString: write key; id of a person with a name
    NavigatorCallsRole,                   ///< uint
    NavigatorProblemsRole,                ///< uint: calls with an error or a warning; 0 for people
    NavigatorConflictRole,                ///< bool: a person with an identity conflict
    NavigatorTermRole,                    ///< QString: the clause that finds these calls and no others
    NavigatorNearMissRole,                ///< bool: an event named nearly as one the Spec knows
};

/// How the rows of a list are ordered.
enum class NavigatorOrder : quint8
{
    Name,     ///< ignoring case: a name stands beside its misspellings
    Calls,    ///< most first
    Problems, ///< highest share first
};

/// Sources, events by type, and people of a session, with counts of all calls received. Rows keep their
/// place in views while counts grow. People are those of the lens: its reading, its moment.
class NavigatorModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    NavigatorModel(SessionDocument *document, const CallTally *tally, const IdentityLens *lens,
        QObject *parent = nullptr);

    /// The people with the most calls are listed.
    static constexpr std::size_t MostUsers = 200;

    void setOrder(NavigatorList list, NavigatorOrder order);
    [[nodiscard]] NavigatorOrder order(NavigatorList list) const { return m_orders[at(list)]; }
    [[nodiscard]] QModelIndex root(NavigatorList list) const;
    /// Live profiles, also those that are not listed.
    [[nodiscard]] quint32 userCount() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

public slots:
    /// Takes over what has been counted, and who there is.
    void refresh();

private:
    struct Node
    {
        NavigatorList list = NavigatorList::Sources;
        int parent = -1; ///< -1: a list itself
        int row = 0;     ///< -1: not listed
        CallType type = CallType::Unknown;
        bool isType = false;   ///< a type of call, with its events below
        bool conflict = false; ///< of a person
        bool nearMiss = false; ///< of an event
        quint32 key = 0;       ///< source, event or profile
        CallCount count = {};
        QString name{};
        QString note{};
        QString term{}; ///< of a person
        std::vector<int> children{};
    };
    [[nodiscard]] static std::size_t at(NavigatorList list) { return static_cast<std::size_t>(list); }
    [[nodiscard]] QModelIndex indexOf(int node, int column = 0) const;
    [[nodiscard]] int nodeOf(quint64 key, const Node &fresh);
    [[nodiscard]] QString term(const Node &node) const;
    void describe(Node &node) const;
    void clear();
    void refreshSources();
    void refreshEvents();
    void refreshUsers();
    void arrange(int parent, std::vector<int> wanted);
    void unlist(int parent, const std::vector<int> &wanted);
    void reorder(int parent, const std::vector<int> &wanted);
    void renumber(int parent);
    [[nodiscard]] bool comesBefore(int a, int b) const;

    SessionDocument *m_document;
    const CallTally *m_tally;
    const IdentityLens *m_lens;
    std::array<NavigatorOrder, NavigatorLists> m_orders{
        NavigatorOrder::Calls, NavigatorOrder::Name, NavigatorOrder::Calls};
    std::vector<Node> m_nodes; ///< the lists first; others are never removed before clear()
    QHash<quint64, int> m_numbers;
    QTimer m_usersDue;
    bool m_nameAgain = false; ///< people may be called otherwise now
};

} // namespace spectap
