// SPDX-License-Identifier: MIT
#include "app/cli/stopsignal.h"

#include <csignal>

namespace spectap::cli {

namespace {

volatile std::sig_atomic_t g_stop = 0;

extern "C" void noteStop(int)
{
    g_stop = 1;
}

} // namespace

StopSignal::StopSignal(QObject *parent)
    : QObject(parent)
{
    g_stop = 0;
    std::signal(SIGINT, noteStop);
    std::signal(SIGTERM, noteStop);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (!g_stop)
            return;
        m_poll.stop();
        emit requested();
    });
    m_poll.start(50);
}

} // namespace spectap::cli
