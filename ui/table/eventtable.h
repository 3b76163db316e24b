// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/rowsorter.h"
#include "ui/timereading.h"

#include <QTableView>
#include <QTimer>

#include <vector>

class QPushButton;

namespace spectap {

class CallOrder;
class EventColumns;
class EventDelegate;
class EventTableModel;
class EventWords;

/// The live table. Its selection is a call, not a row: it holds on to the selected call, and to the row at
/// the top, whatever the filter, the order and the arriving rows do. In order of arrival it follows the
/// newest call while it stands at the end where calls arrive.
class EventTable final : public QTableView
{
    Q_OBJECT

public:
    explicit EventTable(EventTableModel *model, QWidget *parent = nullptr);

    /// 0: none.
    [[nodiscard]] quint32 currentSeq() const { return m_currentSeq; }
    /// Selects call `seq` and brings it into view; false when it is not shown.
    bool selectSeq(quint32 seq);
    /// Calls after `lastSeq` in `order` are shown as not having happened yet; 0: all have.
    void setMoment(quint32 lastSeq, const CallOrder &order);
    /// Selects nothing and remembers nothing: another session is shown.
    void forget();
    /// Ascending.
    [[nodiscard]] std::vector<quint32> selectedSeqs() const;
    /// As they stand in the table.
    [[nodiscard]] std::vector<quint32> selectedInOrder() const;
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// The newest row still has the tint of its arrival.
    [[nodiscard]] bool isTinted() const { return m_freshTimer.isActive(); }
    [[nodiscard]] EventWords *words() const { return m_words; }
    [[nodiscard]] EventColumns *columns() const { return m_columns; }
    void setOrder(const EventOrder &order);
    /// To be remembered, and back; what is unknown is the order of arrival.
    [[nodiscard]] QString savedOrder() const;
    void restoreOrder(const QString &saved);
    /// Sorted by anything else there is no end where calls arrive.
    [[nodiscard]] bool canFollow() const;
    void setTimeMode(TimeMode mode);
    [[nodiscard]] const TimeReading &timeReading() const;

public slots:
    /// Where there is nothing to follow it goes to the newest call once.
    void setFollowing(bool follow);

signals:
    /// Another call is selected; 0: none.
    void currentSeqChanged(quint32 seq);
    void followingChanged(bool follow);
    /// Times are told otherwise; at most once a second.
    void timeReadingChanged();
    /// The selected calls are to be dragged elsewhere, by a cell of this column.
    void dragRequested(int column);

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void startDrag(Qt::DropActions actions) override;
    void resizeEvent(QResizeEvent *event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void takeCurrent();
    void applyMetrics();
    void alignRows();
    void setUpHeaders();
    void readTimes();
    void watchClock();
    [[nodiscard]] int lastRowInSight() const;
    void onRowsAboutToBeInserted();
    void onRowsInserted(int first, int last);
    void onModelReset();
    void onHeaderClicked(int column);
    void holdPlace();
    void keepPlace();
    void showOrder();
    void scrollToNewest();
    void goToNewest();
    void markSeen();
    void onScrolled();
    void reselect();
    void setHoverRow(int row);
    void updateNewButton();

    EventTableModel *m_calls;
    EventWords *m_words;
    EventDelegate *m_delegate;
    EventColumns *m_columns;
    QPushButton *m_newButton;
    QTimer m_clock; ///< while times tell how long ago something was
    QTimer m_freshTimer;
    quint32 m_currentSeq = 0;
    std::vector<quint32> m_inSight; ///< while rows are on the move: those there were, from the top
    quint32 m_seenSeq = 0;          ///< later calls are new
    int m_hoverRow = -1;
    bool m_following = true;
    bool m_dragAsked = false;   ///< since the button went down
    bool m_adjusting = false;   ///< the view moves itself; not the person
    bool m_rearranging = false; ///< rows are on the move
    bool m_orderChosen = false; ///< the next time they are, the person has asked for it
};

} // namespace spectap
