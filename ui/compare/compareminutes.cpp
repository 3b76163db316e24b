// SPDX-License-Identifier: MIT
#include "ui/compare/compareminutes.h"

#include "ui/theme/fonts.h"
#include "ui/theme/tokens.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace spectap {

namespace {

constexpr int BarsHeight = 64;
constexpr int LeastPair = 8; ///< pixels

std::vector<quint32> together(const std::vector<quint32> &minutes, std::size_t perBar)
{
    std::vector<quint32> bars;
    for (std::size_t i = 0; i < minutes.size(); i += perBar)
        bars.push_back(std::accumulate(minutes.begin() + std::ptrdiff_t(i),
            minutes.begin() + std::ptrdiff_t(std::min(i + perBar, minutes.size())), 0U));
    return bars;
}

} // namespace

CompareMinutes::CompareMinutes(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("compareMinutes"));
}

void CompareMinutes::setCounts(std::vector<quint32> a, std::vector<quint32> b)
{
    m_a = std::move(a);
    m_b = std::move(b);
    const auto most = [](const std::vector<quint32> &counts) {
        return counts.empty() ? 0U : *std::max_element(counts.begin(), counts.end());
    };
    setAccessibleName(tr("Calls by minute: at most %1 in A, %2 in B").arg(most(m_a)).arg(most(m_b)));
    update();
}

QSize CompareMinutes::sizeHint() const
{
    return {320, BarsHeight + fontMetrics().height() + 8};
}

QSize CompareMinutes::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

std::size_t CompareMinutes::minutesPerBar() const
{
    const std::size_t minutes = std::max(m_a.size(), m_b.size());
    const auto room = static_cast<std::size_t>(std::max(1, width() / LeastPair));
    return std::max<std::size_t>(1, (minutes + room - 1) / room);
}

void CompareMinutes::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const std::size_t perBar = minutesPerBar();
    const std::vector<quint32> a = together(m_a, perBar);
    const std::vector<quint32> b = together(m_b, perBar);
    const std::size_t pairs = std::max({a.size(), b.size(), std::size_t(1)});
    quint32 most = 1;
    for (const auto *bars : {&a, &b}) {
        for (const quint32 count : *bars)
            most = std::max(most, count);
    }
    const int bottom = height() - fontMetrics().height() - 6;
    const double pair = std::min(40.0, double(width()) / double(pairs));
    const auto paintBar = [&](const std::vector<quint32> &bars, std::size_t i, double left,
                              const QColor &fill) {
        if (i >= bars.size() || bars[i] == 0)
            return;
        const double tall = std::max(1.0, double(bars[i]) / most * (bottom - 2));
        painter.fillRect(QRectF(left, bottom - tall, std::max(1.0, pair / 2 - 2), tall), fill);
    };
    painter.setFont(monoFont(font(), SmallText * SmallText));
    int free = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        const double left = double(i) * pair;
        paintBar(a, i, left, theme.lineInput);
        paintBar(b, i, left + pair / 2 - 1, theme.accent);
        const QString label = tr("+%1 min", "since the start of the session").arg(i * perBar);
        const int wide = painter.fontMetrics().horizontalAdvance(label);
        if (left >= free && left + wide <= width()) {
            painter.setPen(theme.text3);
            painter.drawText(QPointF(left, height() - 4), label);
            free = int(left) + wide + 40;
        }
    }
    painter.setPen(theme.line);
    painter.drawLine(0, bottom, width(), bottom);
}

} // namespace spectap
