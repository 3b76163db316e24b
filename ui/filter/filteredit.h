// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/query.h"

#include <QLineEdit>
#include <QTimer>

#include <utility>
#include <vector>

class QLabel;
class QToolButton;

namespace spectap {

struct Theme;

/// The filter field. Understands while one types and hands out a query only when it is one: what cannot be
/// understood is marked, with the reason under the field, and the last good filter stays.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterEdit(QWidget *parent = nullptr);

    /// Sets the text and applies it at once; false when it is not understood.
    bool apply(const QString &text);
    /// Where the text's character `column` begins, from the left of the field.
    [[nodiscard]] int columnX(qsizetype column) const;
    /// While completions are under the field the reason is not: one is still writing.
    void setCompleting(bool completing);
    /// Whether filters used before are offered. They are.
    void setHistoryShown(bool shown);
    /// Whether the reason also says which filter holds in the meantime. It does.
    void setTellsLast(bool tells);
    /// "16 of 1,626" at the right end; empty hides it.
    void setMatches(const QString &text);
    [[nodiscard]] bool isUnderstood() const { return m_understood; }
    /// Nothing typed is waiting to be applied.
    [[nodiscard]] bool isSettled() const { return !m_delay.isActive(); }

signals:
    void queryChanged(const spectap::Query &query);
    /// A filter was meant: Enter, or one went elsewhere, or cleared it.
    void used(const QString &text);
    void historyRequested(const QPoint &bottomRight);
    /// Whether the text is a filter; `reason` says why not.
    void understoodChanged(bool understood, const QString &reason);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void check();
    void explain();
    void findClauses();
    void paintClauses(QPainter *painter, const Theme &theme) const;
    void clearText();
    void tellUsed();
    void placeParts();

    QTimer m_delay;
    QLabel *m_matches;
    QToolButton *m_clear;
    QToolButton *m_history;
    QLabel *m_reason = nullptr; ///< made when first needed; a child of the window, below the field
    QString m_applied;
    bool m_understood = true;
    bool m_completing = false;
    bool m_tellsLast = true;
    std::vector<std::pair<qsizetype, qsizetype>> m_clauses; ///< where they begin and end
    QString m_why;                                          ///< it is not understood
    qsizetype m_wrong = 0;                                  ///< the column of what is not
};

} // namespace spectap
