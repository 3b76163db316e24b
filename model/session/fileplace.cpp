// SPDX-License-Identifier: MIT
#include "model/session/fileplace.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace spectap {

FilePlace::FilePlace(const QString &path)
    : m_path(QFile::encodeName(path))
{
#ifdef Q_OS_UNIX
    struct stat found = {};
    if (::stat(m_path.constData(), &found) == 0) {
        m_device = static_cast<quint64>(found.st_dev);
        m_number = static_cast<quint64>(found.st_ino);
    }
#endif
}

bool FilePlace::isSame() const
{
#ifdef Q_OS_UNIX
    struct stat found = {};
    return ::stat(m_path.constData(), &found) == 0 && static_cast<quint64>(found.st_dev) == m_device &&
           static_cast<quint64>(found.st_ino) == m_number;
#else
    return true;
#endif
}

} // namespace spectap
