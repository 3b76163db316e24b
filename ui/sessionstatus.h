// SPDX-License-Identifier: MIT
#pragma once

#include "ui/mainwindow.h"

#include <QStatusBar>

#include <array>

class QLabel;
class QMenu;
class QToolButton;

namespace spectap {

/// What the status bar says of the session at this moment.
struct SessionFigures
{
    EndpointStatus endpoint;
    quint32 sources = 0;
    quint32 calls = 0;
    quint32 shown = 0;
    bool filtered = false;
    quint32 errors = 0; ///< calls whose worst finding is an error
    quint32 warnings = 0;
    qint64 fileBytes = 0;
    bool named = false;
    bool anyMuted = false;
    quint64 mutedFindings = 0;
    quint32 hidden = 0; ///< calls that a person hid
    QString answers;    ///< name of the answer policy
};

/// The last line of the window. Only figures: messages use the bands.
class SessionStatus final : public QStatusBar
{
    Q_OBJECT

public:
    explicit SessionStatus(QWidget *parent = nullptr);
    /// Call at most a few times a second; also measures the rate.
    void setFigures(const SessionFigures &figures);
    /// What is different since the baseline, and how much it matters; empty: there is none.
    void setBaseline(const QString &words, Severity level, const QString &tip);

signals:
    /// A clause of the filter language: the person clicked a count.
    void filterRequested(const QString &query);
    /// The menu is about to be shown: to be filled with what is muted.
    void unmuteMenuRequested(QMenu *menu);
    /// The person clicked what is said of the baseline.
    void baselineRequested();

private:
    class RateBars;
    class Lamp;

    Lamp *m_lamp;
    QLabel *m_endpoint;
    QLabel *m_answers;
    QLabel *m_sources;
    QLabel *m_calls;
    QToolButton *m_errors;
    QToolButton *m_warnings;
    QToolButton *m_muted;
    QToolButton *m_hidden;
    QToolButton *m_baseline;
    RateBars *m_rate;
    QLabel *m_size;
    QLabel *m_stored;
};

} // namespace spectap
