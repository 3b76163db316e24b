// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/profilecard.h"
#include "model/items/sessionscan.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace spectap {

class IdentityLens;
class PeopleComparison;
class ProfileHeader;
class ProfileLoader;
class ProfileRows;

/// The Profile dock: the person behind the current call, as known by then: ids, traits with what they have
/// been, groups, violations. Follows the session while it is in sight; nothing is read while it is not.
class ProfilePanel final : public QWidget
{
    Q_OBJECT

public:
    /// `scan` knows which findings nobody wants to hear of, `lens` who is who. All outlive the panel.
    ProfilePanel(SessionDocument *document, const SessionScan *scan, const IdentityLens *lens,
        QWidget *parent = nullptr);
    ~ProfilePanel() override;

    /// The call selected elsewhere; 0: none, the card goes on showing its person at the newest call.
    void setCurrentSeq(quint32 seq);
    /// From now on the card tells what changed since call `seq`, of whomever it shows; 0: no longer.
    void compareFrom(quint32 seq);
    [[nodiscard]] quint32 comparedFrom() const { return m_mark; }
    /// What the readings differ in; kept up to date while the panel is in sight.
    [[nodiscard]] const PeopleComparison *comparison() const { return m_comparison; }
    [[nodiscard]] const ProfileCard &card() const { return m_card; }
    /// Nothing is being read that is in sight.
    [[nodiscard]] bool isSettled() const;

signals:
    void callActivated(quint32 seq);
    void comparedFromChanged(quint32 seq);
    /// A clause of the filter language: the person's calls.
    void filterRequested(const QString &query);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildTree();
    void buildButtons();
    void forget();
    void refresh();
    void readAgain();
    void take(std::shared_ptr<const ProfileFacts> facts);
    void fill();
    void activate(const QModelIndex &index);
    void openMenu(const QPoint &position);
    void copy(const QString &text);
    [[nodiscard]] QString ids() const;

    SessionDocument *m_document;
    const SessionScan *m_scan;
    const IdentityLens *m_lens;
    ProfileLoader *m_loader;
    PeopleComparison *m_comparison;
    ProfileCard m_card;
    quint32 m_current = 0;    ///< the selected call
    quint32 m_mark = 0;       ///< the call to tell changes since, 0: none
    quint32 m_read = 0;       ///< calls of the person that the facts were read with
    quint32 m_readUpTo = 0;   ///< the lens's last call then
    quint32 m_readBodies = 0; ///< calls whose bodies had been read for external ids then
    quint32 m_newest = 0;     ///< call of the person
    QTimer m_refresh;
    QElapsedTimer m_reading;
    ProfileRows *m_rows;
    QStackedWidget *m_places;
    QLabel *m_empty;
    ProfileHeader *m_header;
    QLabel *m_trouble;
    QTreeView *m_tree;
    QToolButton *m_filter;
    QToolButton *m_since;
};

} // namespace spectap
