// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timeline/timelinehints.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QScrollArea;
class QToolButton;

namespace spectap {

class TagLabel;

/// What there is to tell of one call, beside its mark on the timeline. Not pinned it tells which keys there
/// are; pinned it stays, its text can be selected, and it has buttons. Lies over the window's other parts.
class TimelineCard final : public QFrame
{
    Q_OBJECT

public:
    explicit TimelineCard(QWidget *parent);

    void setHint(const TimelineHint &hint);
    [[nodiscard]] const TimelineHint &hint() const { return m_hint; }
    void setPinned(bool pinned);
    [[nodiscard]] bool isPinned() const { return m_pinned; }
    /// Beside `mark` of the screen, over the window of `view`.
    void showBeside(const QRect &mark, QWidget *view);

signals:
    void openRequested(quint32 seq);
    void tableRequested(quint32 seq);
    void pinRequested();
    void closeRequested();
    /// The pointer has come onto the card, or has left it.
    void pointed(bool over);

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QToolButton *addButton(
        QHBoxLayout *row, const QString &name, const QString &icon, const QString &text, const QString &tip);
    void fill();
    void copy() const;
    [[nodiscard]] QSize wantedSize(int room) const;

    TimelineHint m_hint;
    bool m_pinned = false;
    QWidget *m_mark;
    QLabel *m_title;
    TagLabel *m_tag;
    QToolButton *m_close;
    QScrollArea *m_scroll;
    QLabel *m_body;
    QLabel *m_keys;
    QWidget *m_buttons;
};

/// Where a card of size `wanted` stands: beside `mark`, which it never covers, within `bounds`; smaller where
/// there is less room.
[[nodiscard]] QRect cardPlace(QSize wanted, const QRect &mark, const QRect &bounds);

} // namespace spectap
