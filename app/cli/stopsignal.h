// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

namespace spectap::cli {

/// Turns SIGINT and SIGTERM into a Qt signal, once. A handler may do next to nothing, so it sets a flag that
/// is looked at a few times a second: portable, and soon enough for a person and for a CI job.
class StopSignal : public QObject
{
    Q_OBJECT

public:
    explicit StopSignal(QObject *parent = nullptr);

signals:
    void requested();

private:
    QTimer m_poll;
};

} // namespace spectap::cli
