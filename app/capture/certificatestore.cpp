// SPDX-License-Identifier: MIT
#include "app/capture/certificatestore.h"

#include "app/capture/privatefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>
#include <QThread>

#include <chrono>
#include <optional>
#include <utility>

namespace spectap {

namespace {

/// Making an authority takes milliseconds; a lock held for longer was left by a crash or a hung disk.
constexpr std::chrono::milliseconds LockPatience{5000};
constexpr std::chrono::milliseconds LockInterval{10};
/// No key and certificate come near this; a file that is larger is something else.
constexpr qint64 LargestFile = 64 * 1024;

/// QLockFile's own waiting doubles its pauses and starves where several wait.
Result<void> take(QLockFile &lock, const QString &folder)
{
    for (auto waited = std::chrono::milliseconds(0); !lock.tryLock(0); waited += LockInterval) {
        if (lock.error() != QLockFile::LockFailedError)
            return privateFileError(
                folder, QStringLiteral("used"), QStringLiteral("no lock file can be made in it"));
        if (waited >= LockPatience)
            return privateFileError(
                folder, QStringLiteral("used"), QStringLiteral("another process holds the lock file in it"));
        QThread::msleep(static_cast<unsigned long>(LockInterval.count()));
    }
    return {};
}

/// Moves what cannot be used out of the way, over what was moved there before.
QString setAside(const QString &path)
{
    const QString aside = path + QStringLiteral(".unusable");
    QFile::remove(aside);
    return QFile::rename(path, aside) ? aside : QString();
}

} // namespace

CertificateStore::CertificateStore(QString folder)
    : m_folder(std::move(folder))
{
}

QString CertificateStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/certificate");
}

QString CertificateStore::certificatePath() const
{
    return QDir(m_folder).filePath(QStringLiteral("spectap-ca.pem"));
}

QString CertificateStore::authorityPath() const
{
    return QDir(m_folder).filePath(QStringLiteral("authority-private.pem"));
}

QString CertificateStore::lockPath() const
{
    return QDir(m_folder).filePath(QStringLiteral("lock"));
}

QDateTime CertificateStore::stamp() const
{
    const QFileInfo info(authorityPath());
    return info.exists() ? info.lastModified() : QDateTime();
}

/// The usual case needs no lock: files are replaced as a whole.
Result<CertificateStore::Opened> CertificateStore::open(const QStringList &names, const QDateTime &now) const
{
    makePrivateFolder(m_folder);
    Found found = find(now);
    if (!found.error && !found.authority) {
        QLockFile lock(lockPath());
        if (const Result<void> locked = take(lock, m_folder); !locked)
            return locked.error();
        found = find(now); // another process may have been first
        if (!found.error && !found.authority)
            return replace(names, now, found.unusable);
    }
    if (found.error)
        return *found.error;
    // a file copied about or restored from a backup may have been opened to others
    if (QFile::permissions(authorityPath()) & (QFile::ReadGroup | QFile::ReadOther))
        QFile::setPermissions(authorityPath(), OwnerOnly);
    if (const Result<void> published = publish(*found.authority); !published)
        return published.error();
    return Opened{std::move(*found.authority), false, {}};
}

CertificateStore::Found CertificateStore::find(const QDateTime &now) const
{
    Found found;
    const Result<std::optional<QByteArray>> held = readPrivateFile(authorityPath(), LargestFile);
    if (!held) {
        found.error = held.error();
        return found;
    }
    if (!*held)
        return found;
    Result<Authority> authority = Authority::parse(**held);
    if (!authority)
        found.unusable = authority.error().message;
    else if (authority->until() <= now)
        found.unusable = QStringLiteral("it expired on %1").arg(authority->until().toString(Qt::ISODate));
    else if (authority->from() > now)
        found.unusable = QStringLiteral("it is not valid before %1; check this machine's clock")
                             .arg(authority->from().toString(Qt::ISODate));
    else
        found.authority = std::move(*authority);
    return found;
}

Result<CertificateStore::Opened> CertificateStore::replace(
    const QStringList &names, const QDateTime &now, const QString &unusable) const
{
    QString notice;
    if (!unusable.isEmpty()) {
        const QString aside = setAside(authorityPath());
        notice = QStringLiteral("The certificate authority at %1 cannot be used: %2. %3")
                     .arg(QDir::toNativeSeparators(authorityPath()), unusable,
                         aside.isEmpty()
                             ? QString()
                             : QStringLiteral("The file is kept as %1. ").arg(QFileInfo(aside).fileName()));
    } else if (QFile::exists(certificatePath())) {
        notice = QStringLiteral("The private key of the certificate authority is gone from %1. ")
                     .arg(QDir::toNativeSeparators(m_folder));
    }
    if (!notice.isEmpty())
        notice += QStringLiteral("A new one was made; have clients trust it: spectap cert --install-help");

    Result<Authority> authority = Authority::make(names, now);
    if (!authority)
        return authority.error();
    if (const Result<void> written = writePrivateFile(authorityPath(), authority->pem()); !written)
        return written.error();
    if (const Result<void> published = publish(*authority); !published)
        return published.error();
    return Opened{std::move(*authority), true, notice};
}

Result<void> CertificateStore::publish(const Authority &authority) const
{
    QFile file(certificatePath());
    if (file.open(QIODevice::ReadOnly) && file.read(LargestFile) == authority.certificate())
        return {};
    file.close();
    return writePrivateFile(
        certificatePath(), authority.certificate(), OwnerOnly | QFile::ReadGroup | QFile::ReadOther);
}

Result<bool> CertificateStore::remove() const
{
    if (!QDir(m_folder).exists())
        return false;
    QLockFile lock(lockPath());
    if (const Result<void> locked = take(lock, m_folder); !locked)
        return locked.error();
    bool any = false;
    for (const QString &path : {authorityPath(), certificatePath()}) {
        QFile file(path);
        if (!file.exists())
            continue;
        if (!file.remove())
            return privateFileError(path, QStringLiteral("removed"), file.errorString());
        any = true;
    }
    return any;
}

} // namespace spectap
