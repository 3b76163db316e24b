// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/trustguide.h"

#include <QByteArray>
#include <QDateTime>
#include <QDialog>
#include <QStringList>

class QFormLayout;
class QLabel;
class QListWidget;
class QPushButton;
class QScrollArea;

namespace spectap {

/// The certificate authority behind https, in the window's terms; app/ translates.
struct CertificateShown
{
    QString title;
    QString path;
    QByteArray pem;
    QByteArray sha256;
    QStringList names;
    QDateTime until;
    quint16 port = 0;
    QString problem; ///< why there is none; then the rest is empty
};

/// What certificate https is spoken with, and how to have each system and language trust it. Not modal:
/// capturing goes on, and the steps are followed beside it.
class CertificateDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit CertificateDialog(CertificateShown certificate, QWidget *parent = nullptr);

    /// Shows the steps for one system, by its name in the guide.
    void showSystem(const QString &name);
    /// Writes the certificate there; what went wrong, or nothing.
    [[nodiscard]] QString saveTo(const QString &path) const;

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeFacts();
    QWidget *makeGuide();
    QWidget *makeSteps(const TrustGuide &guide);
    QLabel *addFact(QFormLayout *form, const QString &name, const QString &value, bool mono);
    void choosePlace();
    void recolour();

    CertificateShown m_certificate;
    QList<TrustGuide> m_guides;
    QListWidget *m_systems;
    QScrollArea *m_steps;
    QLabel *m_lead;
    QLabel *m_message;
};

} // namespace spectap
