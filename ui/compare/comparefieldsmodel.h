// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/sessioncomparer.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace spectap {

enum CompareFieldColumn
{
    CompareFieldNameColumn,
    CompareFieldATypeColumn,
    CompareFieldASentColumn,
    CompareFieldBTypeColumn,
    CompareFieldBSentColumn,
    CompareFieldChangeColumn,
    CompareFieldExampleColumn,
    CompareFieldColumnCount
};

/// The fields of one event, or of one library, in both sessions.
class CompareFieldsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    /// What is shown; all of it belongs to `files`, which null empties. `prefix` is left out of the names.
    void setFields(std::shared_ptr<const ComparedFiles> files, const std::vector<FieldComparison> *fields,
        const SentFields *a, const SentFields *b, const QByteArray &prefix);
    [[nodiscard]] const FieldComparison *fieldAt(const QModelIndex &index) const;
    [[nodiscard]] const SentFields *a() const { return m_a; }
    [[nodiscard]] const SentFields *b() const { return m_b; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString nameOf(const FieldComparison &field) const;
    [[nodiscard]] QString sentText(const SentFields &tree, int field, double share) const;
    [[nodiscard]] QString text(const FieldComparison &field, int column) const;

    std::shared_ptr<const ComparedFiles> m_files;
    std::vector<const FieldComparison *> m_rows;
    const SentFields *m_a = nullptr;
    const SentFields *m_b = nullptr;
    QByteArray m_prefix;
};

} // namespace spectap
