// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QToolButton;

namespace spectap {

class FilterStore;

/// The named filters, a button each: click asks for it, click again for no filter; its menu renames, changes,
/// moves and removes it, and so does dragging for its place. Hidden while there is none.
class SavedFilters final : public QWidget
{
    Q_OBJECT

public:
    explicit SavedFilters(FilterStore *store, QWidget *parent = nullptr);

    /// The filter in force: its button is down, and others can become it.
    void setCurrent(const QString &text);
    /// Saves `text` under a name that is asked for in place.
    void add(const QString &text);

signals:
    /// Empty for none.
    void filterRequested(const QString &text);

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void rebuild();
    void rename(std::size_t at);
    void endNaming();
    void showMenu(std::size_t at, const QPoint &global);
    bool drag(QToolButton *button, const QEvent *event);

    FilterStore *m_store;
    QHBoxLayout *m_row;
    std::vector<QToolButton *> m_buttons;
    QPointer<QLineEdit> m_name; ///< while one is being named
    QString m_current;
    int m_pressedAt = -1; ///< x in the button, while it may be dragged
    bool m_dragged = false;
};

} // namespace spectap
