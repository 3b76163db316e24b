// SPDX-License-Identifier: MIT
#include "app/staging.h"

#include "app/cli/commands.h"
#include "app/cli/console.h"

#include <QPixmap>

namespace spectap {

namespace {
constexpr int LookEvery = 50;      ///< ms
constexpr int CalmLooks = 8;       ///< so often nothing may have changed
constexpr int GiveUpAfter = 60000; ///< ms
} // namespace

Staging::Staging(Desktop *desktop, const StartOptions &options)
    : QObject(desktop)
    , m_desktop(desktop)
    , m_options(options)
{
    connect(desktop, &Desktop::openFailed, this, [this](const QString &reason) { finish(cli::InputError, reason); });
    connect(&m_timer, &QTimer::timeout, this, &Staging::look);
    if (options.screenshot.isEmpty() && options.view.isEmpty() && !options.select)
        return;
    m_since.start();
    m_timer.start(LookEvery);
}

void Staging::look()
{
    const quint32 rows = m_desktop->document().rows().size();
    const bool calm = m_desktop->isIdle() && m_desktop->window().isSettled() &&
                      rows == std::exchange(m_rows, rows) && (!m_options.demo || rows > 0);
    m_calm = calm ? m_calm + 1 : 0;
    if (m_calm < CalmLooks) {
        if (m_since.hasExpired(GiveUpAfter))
            finish(cli::InputError,
                tr("The window did not come to rest within a minute; its view was not arranged."));
        return;
    }
    if (!std::exchange(m_arranged, true)) {
        m_calm = 0;
        if (m_options.select && !m_desktop->window().selectCall(*m_options.select)) {
            finish(cli::InputError, tr("There is no call %1 to select.").arg(*m_options.select));
            return;
        }
        if (!m_options.view.isEmpty() && !m_desktop->window().showView(m_options.view))
            finish(cli::UsageError, tr("There is no view \"%1\".").arg(m_options.view));
        if (m_options.screenshot.isEmpty())
            m_timer.stop();
        return;
    }
    if (!m_desktop->window().grab().save(m_options.screenshot, "PNG")) {
        finish(cli::InputError, tr("%1 cannot be written.").arg(m_options.screenshot));
        return;
    }
    finish(cli::Fine, {});
}

void Staging::finish(int exitCode, const QString &words)
{
    m_timer.stop();
    if (!words.isEmpty())
        cli::complain(words);
    if (!m_options.screenshot.isEmpty())
        emit done(exitCode);
}

} // namespace spectap
