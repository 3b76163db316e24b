// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace spectap {

/// Where a file was when it was opened. On Unix an open file goes on taking what is written to it after it
/// was deleted, moved or its drive was taken away: then it is a place that nobody finds again.
class FilePlace
{
public:
    FilePlace() = default;
    /// Of a file that is there.
    explicit FilePlace(const QString &path);

    /// Whether the very same file is there still; a microsecond. Always on Windows, where open files stay.
    [[nodiscard]] bool isSame() const;

private:
    QByteArray m_path;
    quint64 m_device = 0;
    quint64 m_number = 0;
};

} // namespace spectap
