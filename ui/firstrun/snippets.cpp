// SPDX-License-Identifier: MIT
#include "ui/firstrun/snippets.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

QByteArray resource(const QString &name)
{
    QFile file(u":/snippets/"_s + name);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    return opened ? file.readAll() : QByteArray();
}

QString filledIn(QString text, const QString &endpoint, const QUrl &url)
{
    return text.replace(u"{{endpoint}}"_s, endpoint)
        .replace(u"{{host}}"_s, url.host())
        .replace(u"{{port}}"_s, QString::number(url.port()));
}

} // namespace

QList<Snippet> snippetsFor(const QString &endpoint)
{
    const QUrl url(endpoint);
    QList<Snippet> snippets;
    const QJsonArray index = QJsonDocument::fromJson(resource(u"index.json"_s)).array();
    for (const QJsonValue &value : index) {
        const QJsonObject entry = value.toObject();
        const QString raw = QString::fromUtf8(resource(entry["file"_L1].toString())).trimmed();
        Snippet snippet;
        snippet.title = entry["title"_L1].toString();
        snippet.detail = entry["detail"_L1].toString();
        snippet.text = filledIn(raw, endpoint, url);
        snippet.note = filledIn(entry["note"_L1].toString(), endpoint, url);
        const QJsonArray marked = entry["marked"_L1].toArray();
        for (const QJsonValue &line : marked)
            snippet.markedLines << line.toInt() - 1;
        const QStringList lines = raw.split(u'\n');
        for (int i = 0; i < lines.size(); ++i) {
            if (lines[i].contains(u"{{"_s))
                snippet.markedLines << i;
        }
        snippets << snippet;
    }
    return snippets;
}

} // namespace spectap
