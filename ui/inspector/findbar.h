// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace spectap {

class FindTarget;

/// Looks for a text in the tab of the inspector that is in front, as one types: how many places there are,
/// and the way through them. Hidden it leaves no marks.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    /// The tab in front; null: one that cannot be searched. It outlives the bar or is taken back.
    void setTarget(FindTarget *target);
    /// Shows the bar, ready to type.
    void open();
    void close();
    /// To the next (1) or previous (-1) place, around at the ends.
    void step(int direction);
    /// What is in the tab is another now.
    void refresh();

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void find();
    void showState();

    FindTarget *m_target = nullptr;
    QLineEdit *m_edit;
    QLabel *m_state;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    int m_places = 0;
    int m_place = -1; ///< the one that is shown, -1: none yet
};

} // namespace spectap
