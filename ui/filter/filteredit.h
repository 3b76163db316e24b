// SPDX-License-Identifier: MIT
#pragma once

#include "model/query/query.h"

#include <QLineEdit>
#include <QTimer>

class QLabel;
class QToolButton;

namespace spectap {

/// The filter field. Understands while one types and hands out a query only when it is one: what cannot be
/// understood is marked, with the reason under the field, and the last good filter stays.
class FilterEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FilterEdit(QWidget *parent = nullptr);

    /// Sets the text and applies it at once; false when it is not understood.
    bool apply(const QString &text);
    /// "16 of 1,626" at the right end; empty hides it.
    void setMatches(const QString &text);
    [[nodiscard]] bool isUnderstood() const { return m_understood; }
    /// Nothing typed is waiting to be applied.
    [[nodiscard]] bool isSettled() const { return !m_delay.isActive(); }

signals:
    void queryChanged(const spectap::Query &query);
    /// Whether the text is a filter; `reason` says why not.
    void understoodChanged(bool understood, const QString &reason);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void check();
    void explain(const Error &error);
    void placeParts();

    QTimer m_delay;
    QLabel *m_matches;
    QToolButton *m_clear;
    QLabel *m_reason = nullptr; ///< made when first needed; a child of the window, below the field
    QString m_applied;
    bool m_understood = true;
};

} // namespace spectap
