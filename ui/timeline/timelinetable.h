// SPDX-License-Identifier: MIT
#pragma once

#include "ui/timereading.h"

#include <QDialog>
#include <QTimer>

class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace spectap {

class SessionDocument;
class TimelineLayout;
class TimelineTableModel;

/// The identity timeline as a table: the lanes it shows, to read, sort, search and copy. Stays open beside
/// the window and follows the session.
class TimelineTable final : public QDialog
{
    Q_OBJECT

public:
    TimelineTable(const TimelineLayout &layout, const SessionDocument *document, QWidget *parent);

    /// Something is otherwise now; it is shown soon, and only while the table is in sight.
    void refresh(const TimeReading &reading);

signals:
    /// The person goes to call `seq`, on the lane of the id with this number.
    void callActivated(quint32 seq, quint32 id);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void takeAnew();
    void copy() const;

    TimelineTableModel *m_model;
    QSortFilterProxyModel *m_sorted;
    QLineEdit *m_search;
    QTableView *m_table;
    TimeReading m_reading;
    QTimer m_soon;
};

} // namespace spectap
