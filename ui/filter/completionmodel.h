// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/filterwords.h"

#include <QAbstractListModel>

#include <vector>

namespace spectap {

/// The lines of the popup under the filter field: keys of the language, then what was seen.
class CompletionModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role
    {
        InsertRole = Qt::UserRole, ///< what goes into the filter
        TypesRole,                 ///< "number, string"
        CallsRole,                 ///< quint32, 0: not counted
        WorstRole,                 ///< int, a Severity
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// What `words` and the language have for `place`, with what is typed in them.
    void fill(const QueryCompletion &place, const FilterWords &words);
    /// The one line there is says what is written already.
    [[nodiscard]] bool isJust(const QString &typed) const;

private:
    struct Line
    {
        FilterWord word;
        QString insert;
        QString note; ///< of a key: what it is about
        bool operator==(const Line &) const = default;
    };
    std::vector<Line> m_lines;
};

} // namespace spectap
