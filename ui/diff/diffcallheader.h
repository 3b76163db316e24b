// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calldiffloader.h"

#include <QWidget>

#include <memory>

class QMenu;
class QToolButton;

namespace spectap {

/// One of the two calls of a diff: its letter, what call it is, what was found in it, and a menu of others.
class DiffCallHeader final : public QWidget
{
    Q_OBJECT

public:
    DiffCallHeader(DiffSide side, const SessionDocument *document, QWidget *parent = nullptr);

    void setCall(std::shared_ptr<const CallDocument> call);
    /// Filled when it is about to show.
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void openMenu();
    [[nodiscard]] QString letter() const;

    DiffSide m_side;
    const SessionDocument *m_document;
    std::shared_ptr<const CallDocument> m_call;
    QToolButton *m_button;
    QMenu *m_menu;
};

} // namespace spectap
