// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"
#include "ui/diff/rawalignment.h"

#include <QAbstractScrollArea>

#include <array>
#include <memory>

namespace spectap {

/// The texts of two compared calls side by side, scrolled as one, with what differs marked. Painted line by
/// line, so that large calls cost what is seen of them.
class DiffRaw final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit DiffRaw(QWidget *parent = nullptr);

    void setCalls(std::shared_ptr<const ComparedCalls> calls);
    /// Shows where a field stands; -1: none.
    void showField(int field);
    [[nodiscard]] const RawAlignment &alignment() const { return m_alignment; }
    /// A call is too large to be shown whole.
    [[nodiscard]] bool isCut() const;

signals:
    /// A line was pressed; index into CallDiff::fields().
    void fieldPicked(int field);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    [[nodiscard]] QSize sizeHint() const override;

private:
    struct Text
    {
        RawDocument document;
        QString shown; ///< as it is painted, unit for unit that of the document
    };

    void load();
    void updateBars();
    void paintTitle(QPainter &painter) const;
    void paintLine(QPainter &painter, const QRect &row, DiffSide side, int line) const;
    void paintText(QPainter &painter, const QRect &row, DiffSide side, int line) const;
    [[nodiscard]] const Text &text(DiffSide side) const { return m_texts[std::size_t(side)]; }
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int titleHeight() const;
    [[nodiscard]] int gutterWidth() const;
    [[nodiscard]] QFont textFont() const;

    std::shared_ptr<const ComparedCalls> m_calls;
    std::array<Text, 2> m_texts;
    RawAlignment m_alignment;
    int m_field = -1;
    int m_row = -1; ///< of m_field
    bool m_stale = false;
};

} // namespace spectap
