// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <vector>

namespace spectap {

/// Sends a sample shop's calls, several mistakes among them, to an endpoint as SDKs would: real requests over
/// real sockets, one after the other (resources/demo/README.md has the shape of the file).
class Demo : public QObject
{
    Q_OBJECT

public:
    explicit Demo(QObject *parent = nullptr);

    /// Sends the whole sample to http://127.0.0.1:`port`; finished() follows.
    void sendAll(quint16 port);
    /// Sends one conforming call: "does it arrive?".
    void sendTestCall(quint16 port);

signals:
    void finished();

private:
    struct Entry
    {
        QByteArray method;
        QByteArray path;
        std::vector<std::pair<QByteArray, QByteArray>> headers;
        QByteArray body; ///< with "@seconds" in place of times
    };
    static std::vector<Entry> load();
    void sendNext();

    QNetworkAccessManager m_network;
    std::vector<Entry> m_queue;
    std::size_t m_next = 0;
    quint16 m_port = 0;
};

} // namespace spectap
