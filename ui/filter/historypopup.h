// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace spectap {

class FilterStore;

/// The filters used before, under the clock of the field: click or Enter takes one, the star or Space keeps
/// it, Del forgets it. At the foot, the filter as it stands becomes a button.
class HistoryPopup final : public QFrame
{
    Q_OBJECT

public:
    explicit HistoryPopup(FilterStore *store, QWidget *parent);

    /// `text`: what can be saved, empty for nothing.
    void open(const QPoint &topRight, const QString &text);

signals:
    void chosen(const QString &text);
    void saveRequested();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fill(int row);
    void take(const QListWidgetItem *item);
    void toggle(const QListWidgetItem *item);

    FilterStore *m_store;
    QListWidget *m_list;
    QPushButton *m_save;
};

} // namespace spectap
