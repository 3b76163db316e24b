// SPDX-License-Identifier: MIT
#include "app/demo.h"

#include "model/call/jsontape.h"

#include <QDateTime>
#include <QFile>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QUrl>
#include <QUuid>

namespace spectap {

namespace {

/// Replaces every "@-12.5" by the time 12.5 seconds before now, so that the sample always happened just now.
QByteArray withTimes(const QByteArray &body)
{
    static const QRegularExpression Placeholder(QStringLiteral("\"@(-?[0-9.]+)\""));
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QString text = QString::fromUtf8(body);
    QString result;
    qsizetype copied = 0;
    for (auto matches = Placeholder.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const auto offset = static_cast<qint64>(match.capturedView(1).toDouble() * 1000);
        result += QStringView(text).sliced(copied, match.capturedStart() - copied);
        result += u'"' + now.addMSecs(offset).toString(Qt::ISODateWithMs) + u'"';
        copied = match.capturedEnd();
    }
    return (result + QStringView(text).sliced(copied)).toUtf8();
}

} // namespace

Demo::Demo(QObject *parent)
    : QObject(parent)
{
}

std::vector<Demo::Entry> Demo::load()
{
    std::vector<Entry> entries;
    QFile file(QStringLiteral(":/demo/shop.ndjson"));
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    JsonTape tape;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (tape.parse(line))
            continue;
        Entry entry;
        entry.method = tape.string(tape.find(0, "method")).toByteArray();
        entry.path = tape.string(tape.find(0, "path")).toByteArray();
        const quint32 headers = tape.find(0, "headers");
        for (quint32 i = headers + 1; i < tape[headers].next; i = tape[i].next)
            entry.headers.emplace_back(tape.key(i).toByteArray(), tape.string(i).toByteArray());
        if (const quint32 body = tape.find(0, "body"); body != JsonTape::None)
            entry.body = tape.raw(body).toByteArray();
        else if (const quint32 text = tape.find(0, "text"); text != JsonTape::None)
            entry.body = tape.string(text).toByteArray();
        entries.push_back(std::move(entry));
    }
    return entries;
}

void Demo::sendAll(quint16 port)
{
    m_port = port;
    m_queue = load();
    m_next = 0;
    sendNext();
}

void Demo::sendTestCall(quint16 port)
{
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    Entry entry;
    entry.method = "POST";
    entry.path = "/v1/track";
    entry.headers.emplace_back("Content-Type", "application/json");
    entry.body =
        R"({"type":"track","event":"Product Viewed","anonymousId":"spectap-test","messageId":"test-)" + id +
        R"(","timestamp":"@0","sentAt":"@0","writeKey":"test","context":{"library":{"name":"spectap","version":")" +
        QByteArray(SPECTAP_VERSION) +
        R"("}},"properties":{"product_id":"p_1183","name":"Trail Mug 350 ml","price":9,"currency":"EUR"}})";
    m_port = port;
    m_queue = {std::move(entry)};
    m_next = 0;
    sendNext();
}

void Demo::sendNext()
{
    if (m_next >= m_queue.size()) {
        emit finished();
        return;
    }
    const Entry &entry = m_queue[m_next++];
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    url.setPath(QString::fromUtf8(entry.path));
    QNetworkRequest request(url);
    for (const auto &[name, value] : entry.headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = m_network.sendCustomRequest(request, entry.method, withTimes(entry.body));
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        sendNext();
    });
}

} // namespace spectap
