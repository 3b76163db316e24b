// SPDX-License-Identifier: MIT
#include "ui/lan/qrview.h"

#include "ui/theme/tokens.h"

#include <QPainter>

namespace spectap {

namespace {

constexpr int LeastSide = 128;
constexpr int SquareSide = 3; ///< pixels; less is hard on a phone's camera

} // namespace

QrView::QrView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("lanQr"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::setAddress(const QString &address)
{
    m_code = QrCode::of(address.toUtf8());
    setAccessibleName(tr("QR code of %1").arg(address));
    updateGeometry();
    update();
}

QSize QrView::sizeHint() const
{
    const int side = qMax(LeastSide, (m_code.size() + 2 * QrCode::Quiet) * SquareSide);
    return {side, side};
}

void QrView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    painter.setPen(themeOf(this).line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (m_code.isNull())
        return;
    // whole pixels of the screen for every square, or some are wider than others
    const qreal ratio = devicePixelRatioF();
    const int squares = m_code.size() + 2 * QrCode::Quiet;
    const int side = static_cast<int>(width() * ratio) / squares;
    const int margin = (static_cast<int>(width() * ratio) - m_code.size() * side) / 2;
    painter.scale(1 / ratio, 1 / ratio);
    for (int y = 0; y < m_code.size(); ++y) {
        for (int x = 0; x < m_code.size(); ++x) {
            if (m_code.isDark(x, y))
                painter.fillRect(margin + x * side, margin + y * side, side, side, Qt::black);
        }
    }
}

} // namespace spectap
