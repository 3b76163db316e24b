// SPDX-License-Identifier: MIT
#pragma once

#include "model/doctor/diagnosis.h"

#include <QDialog>

class QLabel;
class QVBoxLayout;

namespace spectap {

/// What the endpoint saw of each client's connection: what is wrong and the line that mends it, then what is
/// fine, then what cannot be seen from here. Stays open beside the window and follows what arrives.
class DoctorDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit DoctorDialog(QWidget *parent = nullptr);

    /// `here` is the endpoint's address, empty while it does not listen.
    void setClients(const std::vector<ClientFacts> &clients, const QByteArray &here, Micros now);

signals:
    /// Comes while the dialog is visible: setClients() is wanted.
    void lookRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    struct Entry
    {
        Severity severity = Severity::Ok;
        QString client;
        QString observed;
        QString remedy;

        friend bool operator==(const Entry &, const Entry &) = default;
    };
    void rebuild();
    QWidget *makeEntry(const Entry &entry);

    std::vector<Entry> m_entries;
    QLabel *m_summary;
    QVBoxLayout *m_list;
    int m_timer = 0;
};

} // namespace spectap
