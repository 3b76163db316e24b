// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/reach.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace spectap {

class CopyRow;
class QrView;

/// How a phone, an emulator or another machine reaches the endpoint: the switch that lets the local network
/// in, with what it means, and the addresses.
class LanPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit LanPanel(QWidget *parent = nullptr);

    /// `problem`: why the network cannot reach the endpoint though it was asked for; empty otherwise.
    void setReach(const Reach &reach, const QString &problem = {});

signals:
    void lanRequested(bool on);
    /// Another prefix and write key: who has the present ones shall be a stranger again.
    void newSecretsRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *makeCode();
    [[nodiscard]] QWidget *makeWarning();
    void recolour();

    QCheckBox *m_switch;
    QWidget *m_open; ///< shown while the network is let in
    QrView *m_code;
    QLabel *m_host;
    QLabel *m_scan;
    QLabel *m_problem;
    CopyRow *m_address;
    CopyRow *m_key;
    QPushButton *m_renew;
    QWidget *m_near; ///< emulators and cables: they need no network
    CopyRow *m_android;
    CopyRow *m_simulator;
    CopyRow *m_cable;
};

} // namespace spectap
