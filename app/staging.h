// SPDX-License-Identifier: MIT
#pragma once

#include "app/desktop.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace spectap {

/// Brings the window to what the command line asks for (--select, --view) once it has come to rest; with
/// --screenshot takes its picture then and ends the program.
class Staging : public QObject
{
    Q_OBJECT

public:
    Staging(Desktop *desktop, const StartOptions &options);

signals:
    void done(int exitCode);

private:
    void look();
    void finish(int exitCode, const QString &words);

    Desktop *m_desktop;
    StartOptions m_options;
    QTimer m_timer;
    QElapsedTimer m_since;
    quint32 m_rows = 0;
    int m_calm = 0;
    bool m_arranged = false;
};

} // namespace spectap
