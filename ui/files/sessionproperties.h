// SPDX-License-Identifier: MIT
#pragma once

#include "model/call/isotime.h"

#include <QDialog>
#include <QString>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace spectap {

/// What a session says of itself.
struct SessionProperties
{
    QString path;
    bool named = false; ///< it was saved; the path of one that was not is nobody's business
    QString title;
    QString description;
    Micros startedAt = NoTime;
    quint32 calls = 0;
    qint64 bytes = 0;        ///< of the file, its log included
    QString writer;          ///< program and version that made the file
    bool checkedNow = false; ///< findings are of this program's rules, catalogue and plans
};

/// Shows what a session says of itself, and takes title and description.
class SessionPropertiesDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SessionPropertiesDialog(SessionProperties properties, QWidget *parent = nullptr);

signals:
    /// They are others now; trimmed.
    void kept(const QString &path, const QString &title, const QString &description);

private:
    void addFact(QFormLayout *form, const QString &name, const QString &fact);
    void keep();

    const SessionProperties m_properties;
    QLineEdit *m_title;
    QPlainTextEdit *m_description;
};

} // namespace spectap
