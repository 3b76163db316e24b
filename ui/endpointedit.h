// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>

namespace spectap {

/// The address SDKs are pointed at, to read and to copy.
class EndpointEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit EndpointEdit(QWidget *parent = nullptr);
    void setAddress(const QString &address);

public slots:
    /// To the clipboard, and says so for two seconds.
    void copyAddress();

private:
    QAction *m_copy;
};

} // namespace spectap
