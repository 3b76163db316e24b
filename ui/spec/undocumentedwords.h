// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/undocumentedmodel.h"

#include <QIdentityProxyModel>

namespace spectap {

/// What nobody documents, in words.
class UndocumentedWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

} // namespace spectap
