// SPDX-License-Identifier: MIT
#pragma once

#include <QAccessible>
#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace spectap {

class SessionDocument;

/// Tells screen readers of calls with errors while they arrive: how many, at most once in five seconds. A
/// widget without a face, whose accessible name is what was said last; it has to be visible to be heard.
class ErrorAnnouncer final : public QWidget
{
    Q_OBJECT

public:
    explicit ErrorAnnouncer(SessionDocument *document, QWidget *parent = nullptr);

    /// Off at first.
    void setOn(bool on);
    /// Whether calls are arriving now, not being read from a file.
    void setLive(bool live);
    /// Between two announcements at least.
    void setPause(int milliseconds) { m_pause = milliseconds; }
    /// Hears what QAccessible would, which some platforms leave out; null: QAccessible again. For tests.
    using Listener = void (*)(QAccessibleEvent *event);
    static void setListener(Listener listener);

private:
    void count(quint32 first, quint32 calls);
    void announce();
    void forget();

    SessionDocument *m_document;
    bool m_on = false;
    bool m_live = false;
    quint32 m_errors = 0; ///< calls not told yet
    int m_pause;
    QElapsedTimer m_sinceLast;
    QTimer m_due;
};

} // namespace spectap
