// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/profilecard.h"

#include <QAbstractItemModel>

#include <vector>

namespace spectap {

enum ProfileRowRole
{
    ProfileKeyRole = Qt::UserRole + 1, ///< QString: stays the same while the card grows
    ProfileKindRole,                   ///< int: ProfileRows::Kind
    ProfileSeqRole,                    ///< uint: the call behind the row, 0: none
    ProfileBeforeRole,                 ///< QString: the value before this one
    ProfileTagRole,                    ///< QString: TimelinePainter::tagOf() of an id
    ProfileWideRole,                   ///< bool: one cell takes the whole row, the value at its right end
    ProfileCopyRole,                   ///< QString: what copying the row gives
};

enum ProfileColumn
{
    ProfileNameColumn,
    ProfileValueColumn,
    ProfileWhenColumn,
    ProfileColumnCount
};

/// A profile card as a tree in words: ids and what is wrong with them, traits with what they have been,
/// groups, violations.
class ProfileRows final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind
    {
        Section,
        Id,
        Difference, ///< of another reading
        Trait,
        Earlier, ///< a value a trait had before
        Group,
        Violation,
        Conflict, ///< or a hint
        Detail    ///< a sentence about the row above
    };

    explicit ProfileRows(QObject *parent = nullptr);

    /// What has changed besides is only known to whoever made the card: everything is made anew.
    void setCard(const ProfileCard &card, const StringPool &strings, const RowStore &rows);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Node
    {
        Kind kind = Kind::Section;
        int parent = -1;
        int row = 0;
        std::vector<int> children = {};
        QString key = {};
        QString name = {};
        QString value = {};
        QString when = {};
        QString before = {};
        QString tag = {};
        QString hint = {};
        quint32 seq = 0;
        Severity severity = Severity::Ok;
    };
    class Builder;
    [[nodiscard]] const Node *nodeOf(const QModelIndex &index) const;

    std::vector<Node> m_nodes; ///< [0]: the root
};

} // namespace spectap
