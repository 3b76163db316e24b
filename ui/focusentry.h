// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QWidget;

namespace spectap {

/// The part of a pane that takes the keyboard when the pane is given it. Unlike a focus proxy it leaves the
/// parts before it on the way of the Tab key.
class FocusEntry final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive this; belongs to `pane`.
    FocusEntry(QWidget *pane, QWidget *part);
    void setPart(QWidget *part) { m_part = part; }

    /// Whether `pane` has one.
    [[nodiscard]] static bool isOf(const QWidget *pane);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_part;
};

} // namespace spectap
