// SPDX-License-Identifier: MIT
#pragma once

#include <QIdentityProxyModel>
#include <QString>

namespace spectap {

/// The Navigator's rows with words on them.
class NavigatorWords final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    using QIdentityProxyModel::QIdentityProxyModel;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

/// What a row of the Navigator is called: its name, or what stands for one.
[[nodiscard]] QString navigatorName(const QModelIndex &index);
/// "31%", or "0" where there is nothing wrong; never 0% or 100% of what is not none or all.
[[nodiscard]] QString navigatorShare(quint32 problems, quint32 calls);
/// The whole row in words, for a tooltip and for screen readers.
[[nodiscard]] QString navigatorRow(const QModelIndex &index);

} // namespace spectap
