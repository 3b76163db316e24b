// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace spectap {

class RawView;

/// Left of the text: severity of the line, its number, folding.
class RawGutter final : public QWidget
{
    Q_OBJECT

public:
    explicit RawGutter(RawView *view);
    [[nodiscard]] int neededWidth() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    RawView *m_view;
};

/// Right of the text: where in the whole of it the findings are.
class RawOverview final : public QWidget
{
    Q_OBJECT

public:
    explicit RawOverview(RawView *view);
    static constexpr int Width = 10;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] int yOf(int line) const;

    RawView *m_view;
};

} // namespace spectap
