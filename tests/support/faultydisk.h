// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstring>

namespace spectap::test {

/// A disk for SQLite that can be told to fail: every database file that is opened while it lives goes through
/// it. One at a time, made before the first database is opened.
class FaultyDisk
{
public:
    static constexpr qint64 Never = -1;

    FaultyDisk()
    {
        s_usual = sqlite3_vfs_find(nullptr);
        s_vfs = *s_usual;
        s_vfs.zName = "faulty-disk";
        s_vfs.szOsFile = static_cast<int>(sizeof(File)) + s_usual->szOsFile;
        s_vfs.xOpen = &open;
        sqlite3_vfs_register(&s_vfs, 1);
    }
    ~FaultyDisk()
    {
        works();
        sqlite3_vfs_register(s_usual, 1);
        sqlite3_vfs_unregister(&s_vfs);
    }
    Q_DISABLE_COPY_MOVE(FaultyDisk)

    /// From now on so many bytes can be written; then writing fails with `code`.
    void failAfter(qint64 bytes, int code)
    {
        s_code = code;
        s_left = bytes;
    }
    /// Syncing fails, too (a drive that is gone), or does not (a full one).
    void failSync(bool fails) { s_syncFails = fails; }
    void works()
    {
        s_left = Never;
        s_syncFails = false;
    }

private:
    struct File
    {
        sqlite3_file base;
        sqlite3_io_methods methods;
        [[nodiscard]] sqlite3_file *usual() { return reinterpret_cast<sqlite3_file *>(this + 1); }
    };
    static sqlite3_file *usual(sqlite3_file *file) { return reinterpret_cast<File *>(file)->usual(); }

    static int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
    {
        auto *mine = reinterpret_cast<File *>(file);
        mine->base.pMethods = nullptr;
        sqlite3_file *real = mine->usual();
        std::memset(real, 0, static_cast<std::size_t>(s_usual->szOsFile));
        const int code = s_usual->xOpen(s_usual, name, real, flags, outFlags);
        if (!real->pMethods)
            return code;
        sqlite3_io_methods &m = mine->methods;
        m = {};
        m.iVersion = 2;
        m.xClose = [](sqlite3_file *f) { return usual(f)->pMethods->xClose(usual(f)); };
        m.xRead = [](sqlite3_file *f, void *to, int size, sqlite3_int64 at) {
            return usual(f)->pMethods->xRead(usual(f), to, size, at);
        };
        m.xWrite = [](sqlite3_file *f, const void *from, int size, sqlite3_int64 at) {
            qint64 left = s_left;
            while (left >= 0 && !s_left.compare_exchange_weak(left, left >= size ? left - size : 0)) {
            }
            if (left == Never || left >= size)
                return usual(f)->pMethods->xWrite(usual(f), from, size, at);
            if (left > 0) // a part gets there, as it does
                (void)usual(f)->pMethods->xWrite(usual(f), from, static_cast<int>(left), at);
            return s_code.load();
        };
        m.xTruncate = [](sqlite3_file *f, sqlite3_int64 size) {
            return usual(f)->pMethods->xTruncate(usual(f), size);
        };
        m.xSync = [](sqlite3_file *f, int how) {
            return s_syncFails ? SQLITE_IOERR_FSYNC : usual(f)->pMethods->xSync(usual(f), how);
        };
        m.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) {
            return usual(f)->pMethods->xFileSize(usual(f), size);
        };
        m.xLock = [](sqlite3_file *f, int how) { return usual(f)->pMethods->xLock(usual(f), how); };
        m.xUnlock = [](sqlite3_file *f, int how) { return usual(f)->pMethods->xUnlock(usual(f), how); };
        m.xCheckReservedLock = [](sqlite3_file *f, int *taken) {
            return usual(f)->pMethods->xCheckReservedLock(usual(f), taken);
        };
        m.xFileControl = [](sqlite3_file *f, int what, void *with) {
            return usual(f)->pMethods->xFileControl(usual(f), what, with);
        };
        m.xSectorSize = [](sqlite3_file *f) { return usual(f)->pMethods->xSectorSize(usual(f)); };
        m.xDeviceCharacteristics = [](sqlite3_file *f) {
            return usual(f)->pMethods->xDeviceCharacteristics(usual(f));
        };
        m.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **to) {
            return usual(f)->pMethods->xShmMap(usual(f), page, size, extend, to);
        };
        m.xShmLock = [](sqlite3_file *f, int offset, int n, int how) {
            return usual(f)->pMethods->xShmLock(usual(f), offset, n, how);
        };
        m.xShmBarrier = [](sqlite3_file *f) { usual(f)->pMethods->xShmBarrier(usual(f)); };
        m.xShmUnmap = [](sqlite3_file *f, int remove) {
            return usual(f)->pMethods->xShmUnmap(usual(f), remove);
        };
        mine->base.pMethods = &m;
        return code;
    }

    static inline sqlite3_vfs *s_usual = nullptr;
    static inline sqlite3_vfs s_vfs = {};
    static inline std::atomic<qint64> s_left = Never;
    static inline std::atomic<int> s_code = SQLITE_FULL;
    static inline std::atomic<bool> s_syncFails = false;
};

} // namespace spectap::test
