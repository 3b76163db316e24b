// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <vector>

namespace spectap {

/// An event's calls by minute in two sessions, side by side from the start of each.
class CompareMinutes final : public QWidget
{
    Q_OBJECT

public:
    explicit CompareMinutes(QWidget *parent = nullptr);

    void setCounts(std::vector<quint32> a, std::vector<quint32> b);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Minutes that share a pair of bars, so that there is room for all.
    [[nodiscard]] std::size_t minutesPerBar() const;

    std::vector<quint32> m_a;
    std::vector<quint32> m_b;
};

} // namespace spectap
