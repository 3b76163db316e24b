// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/reach.h"

#include <QScrollArea>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace spectap {

class EndpointEdit;
class SetupCard;

/// Where to send calls, and how to point an SDK there. Shown while a session has no calls, and later when it
/// is asked for.
class FirstRunPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FirstRunPage(QWidget *parent = nullptr);
    /// Port 0 while nothing listens.
    void setReach(const Reach &reach);
    /// There are calls to go back to: it was asked for.
    void setCallsWaiting(bool waiting);
    /// Puts `group` into the column at the right, which goes below the rest in a narrow window.
    void addBeside(QWidget *group);

signals:
    void testCallRequested();
    void sampleSessionRequested();
    void openRequested();
    void certificateRequested(const QString &guide);
    void backRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeading();
    [[nodiscard]] QWidget *makeAddressRow();
    [[nodiscard]] QWidget *makeLinks();
    void showTitle();
    void arrange();
    void recolour();

    QLabel *m_title;
    QLabel *m_lead;
    QLabel *m_facts;
    QLabel *m_links;
    EndpointEdit *m_address;
    QPushButton *m_copyAddress;
    QPushButton *m_test;
    QPushButton *m_back;
    SetupCard *m_card;
    QBoxLayout *m_columns;
    QWidget *m_beside;
    bool m_listening = false;
    bool m_callsWaiting = false;
};

} // namespace spectap
