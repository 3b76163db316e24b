// SPDX-License-Identifier: MIT
#include "model/spec/cataloguereader.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace spectap {

using namespace Qt::StringLiterals;

Result<Catalogue> Catalogue::load(const QStringList &files)
{
    Catalogue catalogue;
    std::map<QByteArray, QString> eventFiles;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &name : files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::Io, u"%1: cannot be read: %2"_s.arg(name, file.errorString()), -1};
        const QByteArray bytes = file.readAll();
        if (file.error() != QFileDevice::NoError)
            return Error{ErrorCode::Io, u"%1: cannot be read: %2"_s.arg(name, file.errorString()), -1};
        // the length keeps two files apart from one with the same bytes
        hash.addData(QByteArray::number(bytes.size()).append(":"));
        hash.addData(bytes);
        CatalogueReader reader(name, catalogue, eventFiles);
        if (std::optional<Error> error = reader.read(bytes))
            return *std::move(error);
    }
    catalogue.version = hash.result().toHex().first(16);
    return catalogue;
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
    return load(files + extra);
}

} // namespace spectap
