// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/spectree.h"

#include <QAbstractItemModel>

#include <memory>

namespace spectap {

enum SpecColumn
{
    SpecNameColumn,
    SpecTypeColumn,
    SpecPresenceColumn,
    SpecMeansColumn,
    SpecSeenColumn,
    SpecColumnCount
};

/// Facts of a row of the spec browser; ui/ makes words and colours.
enum SpecRole
{
    SpecKindRole = Qt::UserRole + 1, ///< int of SpecTree::Kind
    SpecNameRole,  ///< QString: short name of the spec, group, event or call; key of a field ("[]", "*")
    SpecPathRole,  ///< QString: a field's path from the call's root
    SpecTypesRole, ///< int of JsonTypes; 0 when nothing is said of it
    SpecItemTypesRole,
    SpecTypeTextRole, ///< QString: "string or null", "array of object"
    SpecPresenceRole, ///< int of Presence, -1: no field
    SpecWhenRole,     ///< QString: the condition of Presence::Conditional
    SpecFormatRole,   ///< int of Format
    SpecFormatTextRole,
    SpecValuesRole,     ///< QStringList: enum
    SpecBoundsRole,     ///< QString: "0…", "…100", "1…4 characters"; empty: none
    SpecAliasesRole,    ///< QStringList: other names that are just as good
    SpecDeprecatedRole, ///< QStringList: names of an older version
    SpecMeansRole,
    SpecExampleRole, ///< QString: JSON text
    SpecDocRole,     ///< QString: page of the docs with its heading, without host
    SpecEventIdRole, ///< QString: "ecommerce/order-completed" of an event and what is below it
    SpecCallRole,    ///< int of CallType of an event or call and what is below it, 0: several
    SpecCallsRole,   ///< uint: calls of the session in which it was seen
    SpecFirstSeqRole,
    SpecLastSeqRole,
    SpecEventsRole,     ///< uint, of a spec or group: events in it
    SpecEventsSeenRole, ///< uint: how many of them were seen
    SpecSearchRole,     ///< QString: what a search looks at
    SpecTitleRole,      ///< QString, of a spec: "E-commerce"; empty where its page has none
    SpecNoteRole,       ///< QString: what is easily got wrong
    SpecNotesRole,      ///< QStringList, of a spec, call or heading: remarks on its page
    SpecNoteDocsRole,   ///< QStringList: where each of them stands
    SpecDefaultRole,    ///< QString: JSON text of what holds when the field is left out
    SpecSentByRole,     ///< QStringList: who fills the field in, or sends the event, unasked
    // Of facts:
    SpecFactRole,       ///< int of SpecTree::Fact
    SpecBoundRole,      ///< int of LimitSpec::Bound, -1: none
    SpecAmountRole,     ///< double
    SpecUnitRole,       ///< QString: "KB", "requests/second"
    SpecEffectRole,     ///< int of LimitSpec::Effect, -1: none
    SpecBeyondRole,     ///< QString: what becomes of what is over
    SpecScopeRole,      ///< QString: what it holds for
    SpecSourcesRole,    ///< QStringList: where an identifier is taken from
    SpecPriorityRole,   ///< int: 1 is kept longest, 0: behind those that have one
    SpecOtherLimitRole, ///< int: the same in the docs' other preset, 0: none
    SpecAdvisedRole     ///< QString: "1, ever"
};

/// The spec as a tree to browse: spec → group → event → fields, and the six calls with their fields; with how
/// often each was seen in the session; and limits and identifiers, which no call shows. The tree is made once
/// from the checker's catalogue; a new coverage changes counts only.
class SpecModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    explicit SpecModel(std::shared_ptr<const Checker> checker, QObject *parent = nullptr);

    /// Another catalogue: a new tree, nothing seen.
    void setChecker(std::shared_ptr<const Checker> checker);
    /// Counts of a session; null: nothing seen. One of another checker is passed over.
    void setCoverage(std::shared_ptr<const Coverage> coverage);

    /// The row of an event ("ecommerce/order-completed"), or of its field at `path`.
    [[nodiscard]] QModelIndex indexOfEvent(const QByteArray &id, const QByteArray &path = {}) const;
    /// The row of a call, or of its field at `path` (own or common).
    [[nodiscard]] QModelIndex indexOfCall(CallType type, const QByteArray &path = {}) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    using Item = SpecTree::Item;

    [[nodiscard]] static int itemAt(const QModelIndex &index);
    [[nodiscard]] QModelIndex indexFor(int item) const;
    [[nodiscard]] Sightings seen(const Item &item) const;
    void countEvents(const Item &item, uint &events, uint &seen) const;
    [[nodiscard]] QVariant display(const Item &item, int column) const;
    [[nodiscard]] QVariant eventData(const EventSpec &event, int role) const;
    [[nodiscard]] QVariant fieldData(const FieldSpec &field, int role) const;
    [[nodiscard]] QVariant factData(const Item &item, int role) const;
    [[nodiscard]] QVariant pageData(const Item &item, int role) const;

    std::shared_ptr<const Checker> m_checker;
    std::unique_ptr<const SpecTree> m_tree;
    std::shared_ptr<const Coverage> m_coverage; ///< null: nothing seen
};

} // namespace spectap
