// SPDX-License-Identifier: MIT
#include "model/spec/cataloguereader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

using EventFiles = std::map<QByteArray, QString>;

std::optional<Error> readFile(
    const QString &name, Catalogue &into, EventFiles &eventFiles, QByteArray &digests)
{
    QFile file(name);
    const auto unreadable = [&] {
        return Error{ErrorCode::Io, u"%1: cannot be read: %2"_s.arg(name, file.errorString()), -1};
    };
    if (!file.open(QIODevice::ReadOnly))
        return unreadable();
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return unreadable();
    CatalogueReader reader(name, into, eventFiles);
    if (std::optional<Error> error = reader.read(bytes))
        return error;
    digests += QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return std::nullopt;
}

QByteArray versionOf(const QByteArray &digests)
{
    return QCryptographicHash::hash(digests, QCryptographicHash::Sha256).toHex().first(16);
}

/// The first `builtIn` of `files` came with the program.
Result<Catalogue> readFiles(const QStringList &files, qsizetype builtIn)
{
    Catalogue catalogue;
    EventFiles eventFiles;
    QByteArray digests;
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (std::optional<Error> error = readFile(files[i], catalogue, eventFiles, digests))
            return *std::move(error);
        if (i + 1 == builtIn)
            catalogue.builtInVersion = versionOf(digests);
    }
    catalogue.version = versionOf(digests);
    return catalogue;
}

} // namespace

Result<Catalogue> Catalogue::load(const QStringList &files)
{
    return readFiles(files, 0);
}

std::vector<Error> Catalogue::addFolder(const QString &folder, const QStringList &known)
{
    std::vector<Error> errors;
    if (folder.isEmpty())
        return errors;
    QSet<QString> read;
    for (const QString &name : known)
        read += QFileInfo(name).canonicalFilePath();
    EventFiles eventFiles;
    for (const EventSpec &event : events) {
        for (const auto *names : {&event.aliases, &event.deprecated}) {
            for (const QByteArray &name : *names)
                eventFiles.emplace(name, QString::fromUtf8(event.id));
        }
        eventFiles.emplace(event.name, QString::fromUtf8(event.id));
    }
    QByteArray digests = version;
    const QDir dir(folder);
    for (const QString &name : dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const QString path = dir.filePath(name);
        if (read.contains(QFileInfo(path).canonicalFilePath()))
            continue;
        // A reader that stops halfway leaves half a file behind: it writes into a copy.
        Catalogue grown = *this;
        EventFiles grownFiles = eventFiles;
        if (std::optional<Error> error = readFile(path, grown, grownFiles, digests)) {
            errors.push_back(*std::move(error));
            continue;
        }
        *this = std::move(grown);
        eventFiles = std::move(grownFiles);
        version = versionOf(digests);
    }
    return errors;
}

Result<Catalogue> Catalogue::bundled(const QStringList &extra)
{
    QStringList files;
    const QDir folder(u":/spec"_s);
    const QStringList names = folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        files += folder.filePath(name);
    if (files.isEmpty())
        return Error{ErrorCode::Catalogue, u":/spec: this build carries no catalogue files"_s, -1};
    return readFiles(files + extra, files.size());
}

} // namespace spectap
