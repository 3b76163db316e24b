// SPDX-License-Identifier: MIT
#pragma once

#include "ui/export/sharesafefinder.h"

#include <QAbstractItemModel>

namespace spectap {

enum ShareSafeColumn
{
    ShareSafeWhatColumn,
    ShareSafeCountColumn,
    ShareSafeExampleColumn,
    ShareSafeChoiceColumn,
    ShareSafeColumnCount
};

/// What was found, kind by kind with its places below, and what becomes of it. Fields that are chosen without
/// anything being found in them stand at the end.
class ShareSafeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    void setFound(const std::vector<ShareSafeFinding> &found);
    [[nodiscard]] const RedactionProfile &profile() const { return m_profile; }
    void setProfile(const RedactionProfile &profile);

    /// What becomes of a row; none: of a kind, this here and that there.
    [[nodiscard]] std::optional<FieldChoice> choiceAt(const QModelIndex &index) const;
    /// Headers and the like go the way of their kind, and cannot be dropped.
    [[nodiscard]] bool canChoose(const QModelIndex &index, FieldChoice choice) const;
    /// For those of the rows that can.
    void choose(const QModelIndexList &rows, FieldChoice choice);
    /// Also where nothing was found: all of the field is replaced. Its row.
    QModelIndex replaceField(const QByteArray &path);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// By choose() or replaceField().
    void profileChanged();

private:
    struct Group
    {
        std::optional<SensitiveKind> kind; ///< none: fields in which nothing was found
        quint64 count = 0;
        std::vector<ShareSafeFinding> places;
    };
    [[nodiscard]] const Group &groupOf(const QModelIndex &index) const;
    /// Null for a group.
    [[nodiscard]] const ShareSafeFinding *placeOf(const QModelIndex &index) const;
    [[nodiscard]] FieldChoice choiceOf(const Group &group, const ShareSafeFinding &place) const;
    void chooseKind(const Group &group, FieldChoice choice);
    void choosePlace(const Group &group, const ShareSafeFinding &place, FieldChoice choice);
    void listOtherFields();
    void tellChoices();
    [[nodiscard]] QString text(const QModelIndex &index) const;
    [[nodiscard]] QString example(const QModelIndex &index) const;

    std::vector<Group> m_groups;
    RedactionProfile m_profile;
};

} // namespace spectap
