// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/specmodel.h"

#include <QIdentityProxyModel>

namespace spectap {

/// The rows of the spec browser in words.
class SpecWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

/// "required", "required when …", "recommended", "optional"; empty where the spec says nothing.
[[nodiscard]] QString presenceWords(const QModelIndex &index);
/// "seen in 12 calls", "5 of 29 events seen", "never seen".
[[nodiscard]] QString seenWords(const QModelIndex &index);
/// What a row of the model is called: "Ecommerce", "Order Completed", "products[]".
[[nodiscard]] QString specName(const QModelIndex &index);

} // namespace spectap
