// SPDX-License-Identifier: MIT
#pragma once

#include "model/spec/coverage.h"

#include <QAbstractItemModel>

#include <memory>
#include <unordered_map>
#include <vector>

namespace spectap {

enum UndocumentedColumn
{
    UndocumentedNameColumn,
    UndocumentedCallsColumn,
    UndocumentedFirstColumn,
    UndocumentedLastColumn,
    UndocumentedColumnCount
};

enum UndocumentedRole
{
    UndocumentedTypeRole = Qt::UserRole + 1, ///< int of CallType
    UndocumentedEventRole,                   ///< QString: name of the event, empty for a call
    UndocumentedCustomRole,                  ///< bool: the event itself is nobody's but the sender's
    UndocumentedPathRole,                    ///< QString: of a field; empty for an event or call
    UndocumentedCallsRole,                   ///< uint: calls it was seen in
    UndocumentedFirstSeqRole,                ///< uint
    UndocumentedLastSeqRole
};

/// What the session has shown beyond the spec: events that no spec knows, and below events and calls the
/// fields that none documents. In the order they were seen: rows only come, at the end, and counts grow.
class UndocumentedModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    /// A later state of the same session, or of another one; null: nothing seen.
    void setCoverage(std::shared_ptr<const Coverage> coverage);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    static constexpr int None = -1;

    struct Group
    {
        int subject = None;
        std::vector<int> nodes;
    };
    [[nodiscard]] bool continues(const Coverage &coverage) const;
    void take();
    int groupOf(int subject);
    void addField(int node);
    [[nodiscard]] QVariant display(int column, const Sightings &seen, const QString &name) const;
    [[nodiscard]] const Coverage::Subject &subject(const Group &group) const
    {
        return m_coverage->subjects()[static_cast<std::size_t>(group.subject)];
    }

    std::shared_ptr<const Coverage> m_coverage; ///< null: nothing seen
    std::vector<Group> m_groups;
    std::unordered_map<int, int> m_groupOf;   ///< by subject
    std::unordered_map<int, int> m_subjectOf; ///< by root node
    std::size_t m_subjects = 0;               ///< looked at
    std::size_t m_nodes = 0;
};

} // namespace spectap
