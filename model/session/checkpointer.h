// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/sqlite.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace spectap {

/// Moves what the write-ahead log holds into the session file, on a thread and a connection of its own: the
/// syncing that this takes would otherwise stand between calls and their answers (p99 56 ms against 8 ms,
/// measured under full load). The log grows meanwhile; past MaxLogPages the writer moves it itself.
class Checkpointer
{
public:
    /// 16 MB of pages: often enough to keep reading fast, seldom enough to write each page few times.
    static constexpr int PagesBetween = 4096;
    /// 256 MB.
    static constexpr int MaxLogPages = 65536;

    /// Watches the commits of `writer`, which must outlive this object and belong to one thread.
    explicit Checkpointer(sqlite::Database &writer);
    ~Checkpointer();
    Q_DISABLE_COPY_MOVE(Checkpointer)

private:
    static int committed(void *self, sqlite3 *writer, const char *schema, int logPages);
    void run(const QString &path);

    sqlite::Database &m_writer;
    int m_askedAt = 0; ///< pages in the log when it was last asked for; of the writer's thread
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_asked = false;
    bool m_quit = false;
    std::thread m_thread; ///< last: starts when everything above stands
};

} // namespace spectap
