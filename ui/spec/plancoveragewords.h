// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/plancoveragemodel.h"

#include <QIdentityProxyModel>

namespace spectap {

/// What the tracking plans ask for and what of it was seen, in words.
class PlanCoverageWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QString name(const QModelIndex &index) const;
    [[nodiscard]] QString presence(const QModelIndex &index) const;
    [[nodiscard]] QString calls(const QModelIndex &index) const;
};

} // namespace spectap
