// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/calltext.h"

#include <QFutureWatcher>
#include <QObject>

#include <functional>

namespace spectap {

/// Puts calls on the clipboard that are read from the session's file by another thread; what is asked for
/// last counts.
class CallCopier final : public QObject
{
    Q_OBJECT

public:
    explicit CallCopier(QObject *parent = nullptr);
    /// `read` runs on the other thread.
    void copy(std::function<Result<CallsText>()> read);
    /// What needs no reading.
    void put(const CallsText &calls);

signals:
    void copied(quint32 leftOut);
    void failed(const QString &why);

private:
    QFutureWatcher<Result<CallsText>> m_read;
};

} // namespace spectap
