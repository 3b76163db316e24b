// SPDX-License-Identifier: MIT
#include "model/session/checkpointer.h"

namespace spectap {

Checkpointer::Checkpointer(sqlite::Database &writer)
    : m_writer(writer)
    , m_thread([this, path = writer.path()] { run(path); })
{
    sqlite3_wal_hook(m_writer.handle(), &Checkpointer::committed, this);
}

Checkpointer::~Checkpointer()
{
    sqlite3_wal_hook(m_writer.handle(), nullptr, nullptr);
    {
        const std::scoped_lock lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

/// After each commit, on the writer's thread. The log starts over once all of it has been moved.
int Checkpointer::committed(void *self, sqlite3 *writer, const char *schema, int logPages)
{
    auto &me = *static_cast<Checkpointer *>(self);
    if (logPages < me.m_askedAt)
        me.m_askedAt = 0;
    if (logPages > MaxLogPages) {
        // Passive here too: it never waits for a reader, an export say, while calls wait for their answers.
        (void)sqlite3_wal_checkpoint_v2(writer, schema, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        me.m_askedAt = 0;
    } else if (logPages - me.m_askedAt >= PagesBetween) {
        me.m_askedAt = logPages;
        {
            const std::scoped_lock lock(me.m_mutex);
            me.m_asked = true;
        }
        me.m_wake.notify_one();
    }
    return SQLITE_OK; // the commit stands whatever becomes of the checkpoint
}

void Checkpointer::run(const QString &path)
{
    auto database = sqlite::Database::open(path, sqlite::Access::ReadWrite);
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_asked || m_quit; });
            if (m_quit)
                return;
            m_asked = false;
        }
        // Without a connection, or when it fails, the log grows to its limit and the writer sees to it.
        if (database) {
            (void)sqlite3_wal_checkpoint_v2(
                database->handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        }
    }
}

} // namespace spectap
