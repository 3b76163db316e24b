// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/fieldtreemodel.h"
#include "ui/inspector/findingwords.h"

#include <QSortFilterProxyModel>

namespace spectap {

/// Words for the delegate, on top of the facts of FieldRole.
enum FieldWordsRole
{
    FieldVerdictWordsRole = Qt::UserRole + 200, ///< QString: verdict in words, also for good fields
    FieldWaveRole,                              ///< int of FieldWave: what the delegate underlines
};

enum class FieldWave : quint8
{
    None,
    Name,
    Value
};

/// The field tree in words: what people read and assistive technology says. The model below holds facts only.
/// Can leave out the fields that are as they should be.
class FieldWordsModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    FieldWordsModel(FieldTreeModel *fields, const Catalogue &catalogue, QObject *parent = nullptr);

    void setProblemsOnly(bool only);
    [[nodiscard]] bool problemsOnly() const { return m_problemsOnly; }
    [[nodiscard]] QModelIndex indexOf(const QByteArray &pointer) const;
    [[nodiscard]] const CallDocument *call() const;
    [[nodiscard]] FieldTreeModel::JsonValue valueAt(const QModelIndex &index) const;
    /// The verdict behind `index`, which must be valid: of a value inside a string that of the string.
    [[nodiscard]] const FieldVerdict &verdictOf(const QModelIndex &index) const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// The first field as its path, and as a clause of the filter language.
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    [[nodiscard]] QString verdictWords(const QModelIndex &index) const;
    [[nodiscard]] QString valueText(const QModelIndex &index) const;
    [[nodiscard]] QVariant innerData(const QModelIndex &index, int role) const;
    [[nodiscard]] QString accessibleText(const QModelIndex &index) const;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const;
    [[nodiscard]] FieldWave wave(const FieldVerdict &field) const;

    FieldTreeModel *m_fields;
    const Catalogue &m_catalogue;
    bool m_problemsOnly = false;
};

} // namespace spectap
