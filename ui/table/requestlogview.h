// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/requestlogmodel.h"

#include <QIdentityProxyModel>
#include <QTableView>

namespace spectap {

/// Words and colours for the facts of a RequestLogModel.
class RequestLogWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

/// The Log dock: every request that carried no stored call, with the reason of those that were refused.
class RequestLogView final : public QTableView
{
    Q_OBJECT

public:
    explicit RequestLogView(SessionDocument *document, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace spectap
