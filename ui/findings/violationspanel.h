// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/violationmodel.h"

#include <QWidget>

#include <array>

class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace spectap {

class ViolationRows;

/// What is wrong in the session, grouped and counted, worst first, with the ways from a group to its calls.
class ViolationsPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ViolationsPanel(ViolationModel *model, QWidget *parent = nullptr);

    /// "12 muted"; hidden while nothing is muted.
    void setMuted(bool any, quint64 findings);
    /// Which calls the table shows alone, in words; empty: all of them.
    void setShownAlone(const QString &words);
    /// Rules (events, sources) in the list.
    [[nodiscard]] int groups() const;

signals:
    void onlyRequested(const spectap::FindingSelection &selection, const QString &words);
    void allRequested();
    void firstRequested(const spectap::FindingSelection &selection);
    void stepRequested(const spectap::FindingSelection &selection, int direction);
    /// The menu is about to be shown: to be filled with the ways to mute.
    void muteMenuRequested(QMenu *menu, const spectap::Mute &mute);
    void unmuteMenuRequested(QMenu *menu);
    void groupsChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildBar();
    void buildTree();
    void applyMetrics();
    void restore();
    void update();
    void showCurrent();
    void openMenu(const QPoint &at);
    void copyRow();
    [[nodiscard]] QModelIndex current() const;
    [[nodiscard]] FindingSelection selection() const;
    [[nodiscard]] QString words() const;

    ViolationModel *m_model;
    ViolationRows *m_rows;
    QWidget *m_bar = nullptr;
    std::array<QToolButton *, ViolationGroupings> m_groupings{};
    std::array<QToolButton *, 4> m_severities{}; ///< by Severity; none for Ok
    QLineEdit *m_search = nullptr;
    QToolButton *m_muted = nullptr;
    QToolButton *m_only = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    QStackedWidget *m_stack = nullptr;
    QTreeView *m_tree = nullptr;
    QLabel *m_empty = nullptr;
    QString m_shownAlone;
};

} // namespace spectap
