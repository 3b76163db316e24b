// SPDX-License-Identifier: MIT
#pragma once

#include "model/diff/calldiff.h"
#include "model/items/sessioncomparer.h"
#include "ui/compare/comparewords.h"

#include <QAbstractItemModel>

#include <algorithm>
#include <memory>
#include <vector>

namespace spectap {

enum CompareColumn
{
    CompareNameColumn,
    CompareAColumn,
    CompareBColumn,
    CompareChangesColumn,
    CompareProblemsColumn,
    CompareColumnCount
};

/// What is different of two sessions, event by event: sections with their rows, in words.
class CompareEventsModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Kind : quint8
    {
        Event,
        Source,
        Mistake
    };
    struct Row
    {
        Kind kind = Kind::Event;
        std::size_t index = 0; ///< into the comparison's events(), sources() or identity()
        QByteArray key = {};   ///< what the row is about, whatever became of it

        [[nodiscard]] bool isOfSame(const Row &other) const { return kind == other.kind && key == other.key; }
    };

    using QAbstractItemModel::QAbstractItemModel;

    /// Null: no rows. True when the same things stand in the same rows as before, with other words.
    bool setFiles(std::shared_ptr<const ComparedFiles> files);
    [[nodiscard]] const ComparedFiles *files() const { return m_files.get(); }
    void setHideSame(bool hide);
    /// Events that are the same, shown or not.
    [[nodiscard]] quint32 sameCount() const;

    /// Of a section, without its count.
    [[nodiscard]] QString titleAt(const QModelIndex &section) const;
    /// Null for a section.
    [[nodiscard]] const Row *rowAt(const QModelIndex &index) const;
    [[nodiscard]] const EventComparison *eventAt(const QModelIndex &index) const;
    [[nodiscard]] const SourceComparison *sourceAt(const QModelIndex &index) const;
    /// Sign, fields with what became of them, and how much it matters; of a row.
    [[nodiscard]] FieldChange signAt(const Row &row) const;
    [[nodiscard]] const std::vector<FieldComparison> &fieldsAt(const Row &row) const;
    [[nodiscard]] Severity levelAt(const Row &row) const;
    [[nodiscard]] ProblemGrowth growthAt(const Row &row) const;
    /// The tallies' fields behind fieldsAt(): those of A and of B.
    [[nodiscard]] const SentFields &treeAt(const Row &row, DiffSide side) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Section
    {
        QString title;
        std::vector<Row> rows;

        /// The same things in the same places.
        bool operator==(const Section &other) const
        {
            return title == other.title &&
                   std::equal(rows.begin(), rows.end(), other.rows.begin(), other.rows.end(),
                       [](const Row &a, const Row &b) { return a.isOfSame(b); });
        }
    };
    [[nodiscard]] std::vector<Section> sectionsOf(const ComparedFiles *files) const;
    [[nodiscard]] QString nameOf(const Row &row) const;
    [[nodiscard]] QString changesOf(const Row &row) const;
    [[nodiscard]] QString problemsOf(const Row &row) const;
    [[nodiscard]] std::pair<quint32, quint32> callsOf(const Row &row) const;

    std::shared_ptr<const ComparedFiles> m_files;
    std::vector<Section> m_sections;
    bool m_hideSame = true;
};

} // namespace spectap
