// SPDX-License-Identifier: MIT
#include "app/capture/privatefile.h"

#include <QDir>
#include <QSaveFile>

namespace spectap {

Error privateFileError(const QString &path, const QString &what, const QString &reason)
{
    return {ErrorCode::Io, QStringLiteral("%1 cannot be %2: %3. Check the permissions of the folder.")
                               .arg(QDir::toNativeSeparators(path), what, reason)};
}

void makePrivateFolder(const QString &folder)
{
    if (QDir(folder).exists())
        return;
    QDir().mkpath(folder);
    QFile::setPermissions(folder, OwnerOnly | QFile::ExeOwner);
}

Result<void> writePrivateFile(const QString &path, const QByteArray &bytes, QFile::Permissions permissions)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(permissions) &&
        file.write(bytes) == bytes.size() && file.commit())
        return {};
    return privateFileError(path, QStringLiteral("written"), file.errorString());
}

Result<std::optional<QByteArray>> readPrivateFile(const QString &path, qint64 largest)
{
    QFile file(path);
    if (!file.exists())
        return std::optional<QByteArray>();
    if (!file.open(QIODevice::ReadOnly))
        return privateFileError(path, QStringLiteral("read"), file.errorString());
    return std::optional(file.read(largest));
}

} // namespace spectap
