// SPDX-License-Identifier: MIT
#pragma once

#include <QTableView>
#include <QTimer>

#include <vector>

class QPushButton;

namespace spectap {

class CallOrder;
class EventDelegate;
class EventTableModel;
class EventWords;

/// The live table. Its selection is a call, not a row: it holds on to the selected call, and to the row at
/// the top, whatever the filter and the arriving rows do. Follows the newest call while it stands at the end.
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
    /// Widths, order and visibility as designed.
    void resetColumns();
    [[nodiscard]] std::vector<quint32> selectedSeqs() const;
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// The newest row still has the tint of its arrival.
    [[nodiscard]] bool isTinted() const { return m_freshTimer.isActive(); }
    /// The selected rows as text, cells joined by tabs.
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] EventWords *words() const { return m_words; }

public slots:
    void setFollowing(bool follow);

signals:
    /// Another call is selected; 0: none.
    void currentSeqChanged(quint32 seq);
    void followingChanged(bool follow);

protected:
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void applyMetrics();
    void alignRows();
    void setUpColumns();
    void stretchName();
    void onRowsAboutToBeInserted();
    void onRowsInserted(int first);
    void onModelReset();
    void onScrolled();
    void reselect();
    void setHoverRow(int row);
    void updateNewButton();

    EventTableModel *m_calls;
    EventWords *m_words;
    EventDelegate *m_delegate;
    QPushButton *m_newButton;
    QTimer m_freshTimer;
    quint32 m_currentSeq = 0;
    quint32 m_topSeq = 0;
    int m_seenRows = 0;
    int m_hoverRow = -1;
    bool m_following = true;
    bool m_adjusting = false; ///< the view moves itself; not the person
};

} // namespace spectap
