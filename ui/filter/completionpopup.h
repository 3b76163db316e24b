// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QLabel;
class QListView;
class QModelIndex;
class QToolButton;

namespace spectap {

class CompletionModel;

/// The list under the filter field, with what it is a list of above and the way to write on below. Takes no
/// focus: one goes on typing, and whoever made it hands the keys on.
class CompletionPopup final : public QFrame
{
    Q_OBJECT

public:
    /// A child of the window, so that it may reach beyond the field.
    CompletionPopup(CompletionModel *model, QWidget *window);

    void setWords(const QString &title, const QString &typed, bool more, bool withOperators);
    /// Below `at` of the window, as far as there is room, and as high as its lines.
    void showAt(const QPoint &at);
    void step(int lines);
    /// The line with this text, else the first.
    void setCurrent(const QString &text);
    [[nodiscard]] int current() const;
    /// Lines between two pages.
    [[nodiscard]] int page() const;

signals:
    void chosen(int row);
    void helpRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QListView *m_view;
    QLabel *m_title;
    QLabel *m_calls;
    QWidget *m_operators;
    QLabel *m_more;
    QToolButton *m_help;
};

} // namespace spectap
