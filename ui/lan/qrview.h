// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/qrcode.h"

#include <QWidget>

namespace spectap {

/// A QR code, dark on white in every theme: readers want it so.
class QrView final : public QWidget
{
    Q_OBJECT

public:
    explicit QrView(QWidget *parent = nullptr);
    /// Shows `address`; scanning it opens it.
    void setAddress(const QString &address);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QrCode m_code;
};

} // namespace spectap
